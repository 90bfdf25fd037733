"""The server of the preview: what it answers, and what no address leads to."""

import socket
import threading
import unicodedata
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest

from plugins.core.media_types import UNKNOWN, media_type
from plugins.core.site_file import find
from plugins.preview.allowed_hosts import is_own
from plugins.story.attachments import ATTACHMENTS
from tests.preview import PATIENCE, Project, Run, request
from tests.server import POLICY


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Sends one request line to a preview that all tests share and none changes."""
    with closing(Run(Project(tmp_path_factory.mktemp("ask")))) as run:
        yield lambda target, method="GET", **more: request(run.preview, target, method, **more)


def test_pages_carry_the_script_in_memory_and_not_on_disk(start):
    preview, _, state = start()
    page = request(preview, "/")[2].decode()
    script = f'<script type="module" src="/__preview/client.js?v={state["version"]}"></script>'
    assert page.count("<script") == 1 and script in page[: page.index("</body>")]
    assert "<script" not in (preview.events.state.site / "index.html").read_text("utf-8")


def test_a_piece_of_a_page_is_left_as_it_is(ask):
    assert ask("/manh.html")[2] == "<ul><li>Tin mới</ul>".encode()


def test_the_404_page_of_the_site_is_used(ask):
    status, _, page = ask("/khong-co/")
    assert status == 404 and "Không thấy: Một" in page.decode()


def test_a_site_without_404_page_gets_a_vietnamese_one(start):
    preview, *_ = start()
    (preview.events.state.site / "404.html").unlink()
    status, _, page = request(preview, "/khong-co/")
    assert status == 404 and "Không có trang này" in page.decode() and b"client.js" in page


def test_folders_without_a_page_are_never_listed(ask):
    assert ask("/tin/")[0] == ask("/tin")[0] == 404


def test_a_folder_without_slash_is_sent_to_its_page(ask):
    status, headers, _ = ask("/tin/" + quote("Đại hội") + "?trang=2")
    assert status == 302
    assert headers["Location"] == "/tin/" + quote("Đại hội") + "/?trang=2"
    assert ask(headers["Location"])[0] == 200


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_vietnamese_addresses_are_found_however_they_are_typed(ask, form):
    name = unicodedata.normalize(form, "Đại hội")
    assert ask(f"/tin/{quote(name)}/")[0] == 200


def test_head_is_a_get_without_body(ask):
    for target in ("/", "/theme.css", "/khong-co", "/__preview/client.js", "/__preview/events"):
        status, headers, body = ask(target, "HEAD")
        assert body == b""
        if "events" not in target:
            got = ask(target)
            assert (status, headers["Content-Length"]) == (got[0], got[1]["Content-Length"])
            assert len(got[2]) == int(headers["Content-Length"])


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "XYZ"])
def test_other_methods_are_refused_in_vietnamese(ask, method):
    status, _, page = ask("/", method)
    assert status == 501 and "Không trả lời được" in page.decode()


@pytest.mark.parametrize(
    "target, method",
    [
        ("/", "GET"),
        ("/theme.css", "GET"),
        ("/khong-co", "GET"),
        ("/tin/" + quote("Đại hội"), "GET"),
        ("/__preview/client.js", "GET"),
        ("/__preview/khong-co", "GET"),
        ("/__preview/events", "HEAD"),
        ("/", "POST"),
    ],
)
def test_every_answer_is_fresh_and_under_the_policy_of_production(ask, target, method):
    _, headers, _ = ask(target, method)
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"] == POLICY


@pytest.mark.parametrize(
    "name, expected",
    [
        ("a.HTML", "text/html; charset=utf-8"),
        ("a.css", "text/css; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.json", "application/json; charset=utf-8"),
        ("a.webmanifest", "application/manifest+json; charset=utf-8"),
        ("all.atom.xml", "application/xml; charset=utf-8"),
        ("a.atom", "application/atom+xml; charset=utf-8"),
        ("a.rss", "application/rss+xml; charset=utf-8"),
        ("a.svg", "image/svg+xml; charset=utf-8"),
        ("a.webp", "image/webp"),
        ("a.avif", "image/avif"),
        ("a.woff2", "font/woff2"),
        ("a.pdf", "application/pdf"),
        ("a.vtt", "text/vtt; charset=utf-8"),
        ("a.bin", "application/octet-stream"),
        ("CNAME", "application/octet-stream"),
    ],
)
def test_files_are_announced_as_what_they_are(name, expected):
    assert media_type(Path(name)) == expected


def test_whatever_may_lie_beside_a_story_is_announced():
    assert [each for each in ATTACHMENTS if media_type(Path(f"a.{each}")) == UNKNOWN] == []


WAYS_OUT = [
    "/../secret.txt",
    "/..",
    "/tin/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/%2E%2E%2Fsecret.txt",
    "/..%2fsecret.txt",
    "/..%5csecret.txt",
    "/%252e%252e/secret.txt",
    "/link/secret.txt",
    "/link.txt",
    "/loop",
    "//secret.txt",
    "/./index.html",
    "/folder/../index.html",
    "/secret.txt%00.html",
    "/%ff",
    "/" + "a" * 5000,
    "secret.txt",
    "*",
    "http://127.0.0.1/secret.txt",
    "/index.html/",
    "//evil.example/..",
    "//folder",
    "?secret.txt",
]


@pytest.fixture
def open_folder(tmp_path):
    """A folder to serve, with doors that lead out of it."""
    (tmp_path / "secret.txt").write_text("bí mật")
    folder = tmp_path / "public"
    (folder / "folder").mkdir(parents=True)
    (folder / "index.html").touch()
    (folder / "folder/index.html").touch()
    (folder / "link").symlink_to(tmp_path)
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "loop").symlink_to("loop")
    (folder / "within").symlink_to("folder")
    return folder


@pytest.mark.parametrize("target", WAYS_OUT)
def test_no_address_leads_out_of_the_site(open_folder, target):
    assert find(open_folder, target) is None


def test_links_within_the_site_are_followed(open_folder):
    assert find(open_folder, "/within/") == open_folder / "folder/index.html"


def test_a_redirect_never_leads_to_another_host_or_a_second_header(open_folder):
    (open_folder / "a\r\nX: 1").mkdir()
    (open_folder / "a\r\nX: 1/index.html").touch()
    assert find(open_folder, "/a%0d%0aX:%201") == "/a%0D%0AX%3A%201/"
    assert find(open_folder, "//folder") is None


@pytest.mark.parametrize("target", [target for target in WAYS_OUT if "secret" in target])
def test_the_server_keeps_to_the_site(project, start, target):
    preview, *_ = start()
    (preview.events.state.site.parent / "secret.txt").write_text("bí mật", "utf-8")
    status, _, page = request(preview, target)
    assert status == 404 and "bí mật" not in page.decode()


STRANGE = (
    "evil.example",
    "evil.example:8000",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "127.0.0.2",
    "0.0.0.0",
    "[::]",
    "[::1",
    "::1",
    "[::1]x",
    "localhost:80a",
    "localhost, evil.example",
    "@localhost",
    "",
    " ",
)


@pytest.mark.parametrize("host", STRANGE)
@pytest.mark.parametrize(
    "method, target",
    [
        ("GET", "/"),
        ("HEAD", "/"),
        ("POST", "/api/v1/views/x"),
        ("PUT", "/"),
        ("GET", "/__preview/events"),
        ("GET", "/api/v1/visits"),
    ],
)
def test_whoever_asks_by_another_name_learns_nothing(ask, host, method, target):
    status, _, page = ask(target, method, host=host)
    assert status == 421 and "Một" not in page.decode()


def test_no_name_or_two_are_refused(ask):
    assert ask("/", host="localhost\r\nHost: evil.example")[0] == 421
    assert ask("/", host="localhost\r\nHost: localhost")[0] == 421


@pytest.mark.parametrize(
    "asked, bound",
    [
        ("localhost", "127.0.0.1"),
        ("LocalHost.:8000", "127.0.0.1"),
        ("127.0.0.1:9", "0.0.0.0"),
        ("[::1]:8000", "::"),
        ("[0:0:0:0:0:0:0:1]", "::1"),
        ("may-cua-lan.local:8000", "May-cua-Lan.local"),
        ("192.168.1.7:8000", "192.168.1.7"),
        ("10.0.0.5", "0.0.0.0"),
    ],
)
def test_its_own_names_are_known(asked, bound):
    assert is_own(asked, bound, "10.0.0.5")


def test_nonsense_and_leaving_early_print_nothing(project, start, capsys):
    others = set(threading.enumerate())
    preview, follower, state = start()
    (preview.events.state.site / "big.bin").write_bytes(b"x" * 20_000_000)
    for noise in (
        b"",
        b"\r\n\r\n",
        b"\x16\x03\x01\x02",
        b"GET\r\n\r\n",
        b"GET / HTTP/9\r\n\r\n",
        b"GET /big.bin HTTP/1.0\r\nHost: localhost\r\n\r\n",
        b"GET /__preview/events HTTP/1.0\r\nHost: localhost\r\n\r\n",
    ):
        connection = socket.create_connection(("127.0.0.1", preview.server.port))
        connection.sendall(noise)
        if noise.startswith(b"GET"):
            connection.recv(1)
        # Close with a reset, the rudest way to leave.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        connection.close()
    project.write("Hai")
    follower.newer_than(state)
    preview.stop()
    for thread in set(threading.enumerate()) - others:
        thread.join(PATIENCE)
        assert not thread.is_alive()
    assert capsys.readouterr().err == ""
