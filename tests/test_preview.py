"""The promises of `make serve`.

Every test builds with a small program of its own instead of the desk: content/page.txt
becomes the page, its first word may order a failure, and a `Gate` holds a build open.
"""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import unicodedata
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.parse import quote

import pytest

from plugins.mistakes import Mistake
from plugins.preview.address import find
from plugins.preview.builder import TOO_LONG, Built, desk
from plugins.preview.media_types import media_type
from plugins.preview.preview import Preview
from plugins.preview.summary import lines
from plugins.preview.watch import Watch, counts
from tests.browser import LOOKS, axe_finds, overflow, watch
from tests.server import POLICY
from tests.site import ROOT

PATIENCE = 15  # seconds until waiting counts as failing

FAKE_BUILD = """
import json, os, socket, subprocess, sys
from pathlib import Path

output, report = map(Path, sys.argv[1:])
outside = Path.cwd().parent
with open(outside / "builds", "a") as log:
    print(os.getpid(), file=log)
if (outside / "gate").exists():
    worker = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
    with socket.create_connection(("127.0.0.1", int((outside / "gate").read_text()))) as gate:
        gate.sendall(b"%d\\n" % worker.pid)
        gate.recv(1)
    worker.kill()
    worker.wait()

text = Path("content/page.txt").read_text("utf-8")
order = text.split()[0]
mistakes = []
if order in ("SAI", "NHẮC"):
    mistakes = [{"path": "content/page.txt", "sentence": text, "line": 3, "warning": order == "NHẮC"}]
output.mkdir()
if order == "RỖNG":
    output.rmdir()
else:
    page = f"<!doctype html><html lang=vi><title>Trang</title><body><main><h1>{text}</h1>" + (
        "<p>dòng</p>" * 300 + "</main></body></html>"
    )
    (output / "index.html").write_text(page, "utf-8")
    (output / "404.html").write_text(page.replace("<h1>", "<h1>Không thấy: "), "utf-8")
    (output / "manh.html").write_text("<ul><li>Tin mới</ul>", "utf-8")
    (output / "favicon.ico").touch()
    (output / "theme.css").write_text("h1 { color: green }")
    for name in ("tin", "tin/Đại hội"):
        (output / name).mkdir()
    (output / "tin/Đại hội/index.html").write_text(page, "utf-8")
if order == "CHẾT":
    sys.exit(7)
report.write_text(json.dumps({"mistakes": mistakes, "seconds": 0.1, "pages": 4}), "utf-8")
sys.exit(order == "SAI")
"""


class Gate:
    """Holds builds open, so that a test can act while one runs."""

    def __init__(self, folder: Path):
        self._door = socket.create_server(("127.0.0.1", 0))
        self._door.settimeout(PATIENCE)
        (folder / "gate").write_text(str(self._door.getsockname()[1]))

    def held(self):
        """The next build, once it runs: close it to let it go on. Its worker's id is in `pid`."""
        build, _ = self._door.accept()
        self.pid = int(build.makefile().readline())
        return build

    def close(self):
        self._door.close()


class Site:
    """A project in a temporary folder, with the fake program that builds it."""

    def __init__(self, folder: Path):
        self.outside = folder
        self.folder = folder / "site"
        for name in ("content", "theme", "plugins"):
            (self.folder / name).mkdir(parents=True)
        self.settings = self.folder / "pelicanconf.py"
        self.settings.touch()
        self.fake = folder / "fake_build.py"
        self.fake.write_text(FAKE_BUILD, "utf-8")
        self.told = []  # and not sys.stdout, which pytest changes while threads would write
        self.write("Một")

    def command(self, settings, output, report):
        return [sys.executable, str(self.fake), str(output), str(report)]

    def write(self, text: str, name: str = "content/page.txt") -> None:
        # As editors do: a new file takes the place of the old one.
        new = self.folder / ".new"
        new.write_text(text, "utf-8")
        new.replace(self.folder / name)

    @property
    def builds(self) -> int:
        return len((self.outside / "builds").read_text().split())


class Follower:
    """What an open page hears."""

    def __init__(self, port: int):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.connection.request("GET", "/__preview/events")
        self.answer = self.connection.getresponse()

    def until(self, wanted) -> dict:
        for line in self.answer:
            if line.startswith(b"data: ") and wanted(state := json.loads(line[6:])):
                return state
        raise AssertionError("the server went away")

    def newer_than(self, state: dict) -> dict:
        return self.until(lambda now: now != state)


class Run:
    """A preview at work, its first build done, and an open page that listens."""

    def __init__(self, site: Site):
        self.preview = Preview(site.settings, site.command, "127.0.0.1", 0, site.told.append)
        self.preview.start()
        self.follower = Follower(self.preview.server.port)
        self.state = self.follower.until(lambda state: state["version"] != "0")

    def __iter__(self):
        return iter((self.preview, self.follower, self.state))

    def close(self):
        self.preview.stop()
        self.follower.answer.close()


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path)


@pytest.fixture
def start(site):
    """Starts a preview and waits for its first build: (preview, follower, state)."""
    with ExitStack() as started:
        yield lambda: started.enter_context(closing(Run(site)))


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Sends one request line to a preview that all tests share and none changes."""
    with closing(Run(Site(tmp_path_factory.mktemp("ask")))) as run:
        yield lambda target, method="GET": request(run.preview, target, method)


def request(preview, target: str, method: str = "GET"):
    """(status, headers, body) of the answer; `target` is sent as it is."""
    with socket.create_connection(("127.0.0.1", preview.server.port), timeout=PATIENCE) as connection:
        connection.sendall(f"{method} {target} HTTP/1.0\r\n\r\n".encode())
        head, _, body = b"".join(iter(lambda: connection.recv(65536), b"")).partition(b"\r\n\r\n")
    status, *headers = head.decode("latin-1").split("\r\n")
    return int(status.split()[1]), dict(line.split(": ", 1) for line in headers), body


# What asks for a build


@pytest.mark.parametrize(
    "path, expected",
    [
        ("content/tin/2024/06/le-hoi/index.md", True),
        ("content/tin/2024/06/le-hoi", True),
        ("content/tin/output/index.md", True),
        ("theme/static/css/base.css", True),
        ("plugins/story/__init__.py", True),
        ("pelicanconf.py", True),
        ("README.md", False),
        ("output/index.html", False),
        ("tests/test_preview.py", False),
        (".cache/preview/8000/1/site/index.html", False),
        ("plugins/story/__pycache__/a.pyc", False),
        ("plugins/story/__pycache__", False),
        ("content/tin/.~lock.index.md#", False),
        ("content/tin/~$bao-cao.docx", False),
        ("content/tin/.index.md.swp", False),
        ("content/tin/index.md.swp", False),
        ("content/tin/index.md~", False),
        ("content/tin/4913", False),
        ("content/.DS_Store", False),
        (".new.py", False),
    ],
)
def test_only_what_can_change_the_site_asks_for_a_build(path, expected):
    assert counts(path) is expected


def test_swap_files_and_caches_do_not_build(site, start):
    preview, follower, state = start()
    for name in ("content/.~lock.page.txt#", "content/page.txt~", "plugins/__pycache__", "output.html"):
        (site.folder / name).touch()
    site.write("Hai")
    follower.newer_than(state)
    preview.stop()
    assert site.builds == 2 and site.told[-1].endswith("(đổi: content/page.txt)")


@pytest.mark.parametrize("name", ["content/new.md", "theme/base.html", "plugins/a.py", "publishconf.py"])
def test_a_saved_file_becomes_a_new_site(site, start, name):
    _, follower, state = start()
    site.write("x", name)
    assert follower.newer_than(state)["version"] != state["version"]


def test_a_story_in_a_new_folder_becomes_a_new_site(site, start):
    _, follower, state = start()
    (site.folder / "content/tin/2024/06").mkdir(parents=True)
    state = follower.newer_than(state)
    site.write("x", "content/tin/2024/06/index.md")
    follower.newer_than(state)


def test_whatever_is_saved_during_a_build_is_one_more_build(site, start):
    preview, follower, state = start()
    gate = Gate(site.outside)
    site.write("Hai")
    with gate.held():
        for name in ("content/a.md", "theme/b.html", "pelicanconf.py"):
            site.write("x", name)
            with preview.watch._news:
                seen = preview.watch._changed.__contains__
                assert preview.watch._news.wait_for(lambda name=name, seen=seen: seen(name), PATIENCE)
    with gate.held():
        state = follower.newer_than(state)
    (site.outside / "gate").unlink()
    state = follower.newer_than(state)
    site.write("Ba")
    follower.newer_than(state)
    preview.stop()
    gate.close()
    assert site.builds == 4 and site.told[-1].endswith("(đổi: content/page.txt)")


def test_a_build_that_hangs_gives_way_to_what_is_saved_later(site, start):
    preview, follower, state = start()
    preview.builder.patience = 0
    gate = Gate(site.outside)
    site.write("Hai")
    with gate.held():
        (site.outside / "gate").unlink()
        site.write("Ba")
        told = follower.newer_than(state)
        assert told["mistakes"][0]["sentence"] == TOO_LONG
        follower.until(lambda now: not now["mistakes"])
    assert b"<h1>Ba" in request(preview, "/")[2]
    gate.close()


def test_watching_that_cannot_begin_is_said_and_not_silent(tmp_path):
    watching = Watch(tmp_path / "missing")
    watching.start()
    with pytest.raises(OSError):
        watching.wait()


# What becomes of a build


def test_the_desk_is_asked_as_agreed():
    command = " ".join(desk(Path("s.py"), Path("out"), Path("r.json"))[1:])
    assert command == "-m plugins.desk build --settings s.py --output out --report r.json"


def test_the_site_is_swapped_only_when_the_build_is_good(site, start):
    preview, follower, state = start()
    site.write("SAI")
    failed = follower.newer_than(state)
    assert failed["version"] == state["version"]
    assert failed["mistakes"] == [
        {"path": "content/page.txt", "sentence": "SAI", "line": 3, "warning": False}
    ]
    assert "<h1>Một".encode() in request(preview, "/")[2]
    site.write("Hai")
    mended = follower.newer_than(failed)
    assert mended["version"] != state["version"] and mended["mistakes"] == []
    assert b"<h1>Hai" in request(preview, "/")[2]


def test_warnings_are_told_and_the_new_site_is_shown(site, start):
    preview, follower, state = start()
    site.write("NHẮC")
    state = follower.newer_than(state)
    assert state["mistakes"][0]["warning"]
    assert "<h1>NHẮC".encode() in request(preview, "/")[2]


@pytest.mark.parametrize("order, code", [("CHẾT", 7), ("RỖNG", 0)])
def test_a_build_that_fails_without_words_is_told(site, start, order, code):
    preview, follower, state = start()
    site.write(order)
    state = follower.newer_than(state)
    assert f"(mã {code})" in state["mistakes"][0]["sentence"]
    assert "<h1>Một".encode() in request(preview, "/")[2]


def test_while_the_first_build_runs_every_address_asks_for_patience(site):
    gate = Gate(site.outside)
    preview = Preview(site.settings, site.command, "127.0.0.1", 0, site.told.append)
    preview.start()
    with gate.held():
        status, _, page = request(preview, "/tin/")
        assert status == 503 and "Đang dựng trang web" in page.decode()
        preview.stop()
    gate.close()


def test_when_the_first_build_fails_every_address_lists_the_mistakes(site, start):
    site.write("SAI <b>đậm</b>")
    preview, follower, state = start()
    for target in ("/", "/tin/le-hoi/", "/theme.css", "/../x"):
        status, headers, page = request(preview, target)
        assert status == 503 and headers["Content-Type"] == "text/html; charset=utf-8"
        assert "content/page.txt, dòng 3" in page.decode()
        assert "SAI &lt;b&gt;đậm&lt;/b&gt;" in page.decode()
    assert request(preview, "/__preview/client.css")[0] == 200
    site.write("Một")
    follower.newer_than(state)
    assert request(preview, "/")[0] == 200


def test_only_the_site_served_and_the_one_before_it_stay_on_disk(site, start):
    _, follower, state = start()
    for text in ("Hai", "SAI", "Ba", "SAI", "SAI thêm"):
        site.write(text)
        state = follower.newer_than(state)
    kept = {folder.name for folder in (site.folder / ".cache/preview").glob("*/*")}
    assert state["version"] in kept and len(kept) == 2


def test_two_previews_of_one_project_leave_each_other_alone(site, start):
    first, *_ = start()
    second, *_ = start()
    assert request(first, "/")[0] == request(second, "/")[0] == 200


@pytest.mark.parametrize(
    "built, changed, expected",
    [
        (Built("1", Path("s"), (), 2.345, 125), [], ["Đã dựng 125 trang trong 2,3 giây (lần đầu)"]),
        (
            Built("1", Path("s"), (Mistake("a.md", "Ảnh thiếu chú thích.", warning=True),), 0.2, 3),
            ["content/a.md"],
            [
                "Đã dựng 3 trang trong 0,2 giây (đổi: content/a.md)",
                "  Lưu ý · a.md: Ảnh thiếu chú thích.",
            ],
        ),
        (
            Built("1", None, (Mistake("a.md", "Thiếu ngày.", 2),), 0.2, 0),
            ["a", "b", "c", "d", "e"],
            [
                "Chưa dựng được sau 0,2 giây (đổi: a, b, c và 2 tệp khác)",
                "  Lỗi · a.md, dòng 2: Thiếu ngày.",
            ],
        ),
    ],
)
def test_the_terminal_tells_pages_seconds_changes_and_mistakes(built, changed, expected):
    assert lines(built, changed) == expected


# What the server answers


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
        ("a.bin", "application/octet-stream"),
        ("CNAME", "application/octet-stream"),
    ],
)
def test_files_are_announced_as_what_they_are(name, expected):
    assert media_type(Path(name)) == expected


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
def test_the_server_keeps_to_the_site(site, start, target):
    preview, *_ = start()
    (preview.events.state.site.parent / "secret.txt").write_text("bí mật", "utf-8")
    status, _, page = request(preview, target)
    assert status == 404 and "bí mật" not in page.decode()


def test_nonsense_and_leaving_early_print_nothing(site, start, capsys):
    others = set(threading.enumerate())
    preview, follower, state = start()
    (preview.events.state.site / "big.bin").write_bytes(b"x" * 20_000_000)
    for noise in (
        b"",
        b"\r\n\r\n",
        b"\x16\x03\x01\x02",
        b"GET\r\n\r\n",
        b"GET / HTTP/9\r\n\r\n",
        b"GET /big.bin HTTP/1.0\r\n\r\n",
        b"GET /__preview/events HTTP/1.0\r\n\r\n",
    ):
        connection = socket.create_connection(("127.0.0.1", preview.server.port))
        connection.sendall(noise)
        if noise.startswith(b"GET"):
            connection.recv(1)
        # Close with a reset, the rudest way to leave.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        connection.close()
    site.write("Hai")
    follower.newer_than(state)
    preview.stop()
    for thread in set(threading.enumerate()) - others:
        thread.join(PATIENCE)
        assert not thread.is_alive()
    assert capsys.readouterr().err == ""


# The command


def run(site, *arguments):
    """The command as the Makefile runs it, with the fake build."""
    program = (
        "import sys; from plugins.preview.__main__ import main\n"
        "def command(settings, output, report):\n"
        f"    return [sys.executable, {str(site.fake)!r}, str(output), str(report)]\n"
        "sys.exit(main(sys.argv[1:], command))"
    )
    return subprocess.Popen(
        [sys.executable, "-X", "dev", "-c", program, *arguments],
        cwd=site.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_everything_at_once_and_cleanly(site, number):
    gate = Gate(site.outside)
    process = run(site, "--port", "0")
    url = re.search(r"http://127\.0\.0\.1:(\d+)", process.stdout.readline())
    follower = Follower(int(url[1]))
    with gate.held():
        builder = int((site.outside / "builds").read_text())
        process.send_signal(number)
        process.send_signal(number)
        out, err = process.communicate(timeout=PATIENCE)
    gate.close()
    assert (process.returncode, out, err) == (0, "", "")
    assert not is_alive(builder) and not is_alive(gate.pid)
    with closing(follower.answer):
        assert follower.answer.read().endswith(b"\n\n")


def test_the_terminal_tells_where_the_site_is_and_what_to_mend(site):
    site.write("SAI rồi")
    process = run(site, "--port", "0")
    told = [process.stdout.readline() for _ in range(3)]
    process.terminate()
    process.communicate(timeout=PATIENCE)
    assert re.fullmatch(r"Trạm Tin chạy ở http://127.0.0.1:\d+  \(Ctrl-C để dừng\)\n", told[0])
    assert re.fullmatch(r"Chưa dựng được sau \d+,\d giây \(lần đầu\)\n", told[1])
    assert told[2] == "  Lỗi · content/page.txt, dòng 3: SAI rồi\n"


@pytest.mark.parametrize(
    "arguments, code, sentence",
    [
        (
            ["--port", "{taken}"],
            1,
            "Cổng {taken} đang có chương trình khác dùng. Hãy chạy: make serve PORT={next}",
        ),
        (["--settings", "khong-co.py"], 1, "Không thấy tệp cài đặt khong-co.py."),
        (["--bind", "203.0.113.9"], 1, "Không mở được 203.0.113.9, cổng 8000"),
        (["--port", "70000"], 2, "“70000” không phải là số cổng từ 0 đến 65535."),
        (["--port", "tám"], 2, "“tám” không phải là số cổng từ 0 đến 65535."),
    ],
)
def test_what_cannot_start_says_why_in_one_sentence(site, arguments, code, sentence):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        filled = [argument.format(taken=port) for argument in arguments]
        out, err = (process := run(site, *filled)).communicate(timeout=PATIENCE)
    assert process.returncode == code and out == "" and "Traceback" not in err
    assert sentence.format(taken=port, next=port + 1) in err


# The page's side


HIDE = """(hidden) => {
    Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def page(browser):
    """A narrow browser page that may do nothing wrong but find the site not yet built."""
    with closing(browser.new_page(viewport={"width": 360, "height": 640})) as page:
        page.set_default_timeout(PATIENCE * 1000)
        wrong = watch(page)
        yield page
    assert [each for each in wrong if "503" not in each] == []


def test_an_open_page_reloads_where_it_was_read(site, start, page):
    preview, *_ = start()
    page.goto(preview.server.url)
    page.evaluate("scrollTo(0, 1500)")
    site.write("Hai")
    page.get_by_role("heading", name="Hai").wait_for()
    # Restored within the first frames; and not wait_for_function, which the policy forbids.
    place = """() => new Promise((tell) => {
        const look = (frame) => {
            if (scrollY || frame > 100) tell(scrollY);
            else requestAnimationFrame(() => look(frame + 1));
        };
        look(0);
    })"""
    assert page.evaluate(place) == pytest.approx(1500, abs=30)


def test_a_page_made_from_an_older_site_reloads_when_it_listens(site, start, page):
    preview, _, state = start()

    def old(route):
        text = route.fetch().text()
        route.fulfill(body=text.replace(state["version"], "1").replace("Một", "Cũ"), content_type="text/html")

    page.route("**/", old, times=1)
    page.goto(preview.server.url)
    page.get_by_role("heading", name="Một").wait_for()


def test_a_hidden_page_leaves_its_connection_and_reloads_when_seen(site, start, page):
    preview, follower, state = start()
    page.goto(preview.server.url)
    with page.expect_event("requestfailed", lambda request: "events" in request.url):
        page.evaluate(HIDE, True)
    site.write("Hai")
    follower.newer_than(state)
    assert page.get_by_role("heading", name="Một").count() == 1
    page.evaluate(HIDE, False)
    page.get_by_role("heading", name="Hai").wait_for()


def test_a_mistake_is_shown_over_the_last_good_page_until_mended(site, start, page):
    preview, *_ = start()
    page.goto(preview.server.url)
    site.write("SAI <img src=x onerror=alert(1)>")
    panel = page.get_by_role("alert")
    panel.wait_for()
    assert "1 lỗi cần sửa" in panel.inner_text()
    assert "content/page.txt, dòng 3" in panel.inner_text()
    assert "SAI <img src=x onerror=alert(1)>" in panel.inner_text()
    assert page.get_by_role("heading", name="Một").count() == 1
    site.write("Hai")
    page.get_by_role("heading", name="Hai").wait_for()
    assert panel.count() == 0


def test_the_same_mistakes_are_not_announced_again(site, start, page):
    site.write("NHẮC nhẹ")
    preview, *_ = start()
    page.goto(preview.server.url)
    panel = page.get_by_role("alert")
    panel.evaluate("(box) => { box.same = true }")
    page.evaluate(HIDE, True)
    page.evaluate(HIDE, False)
    # Once another connection has heard, the page's own has too.
    page.evaluate("""() => new Promise((heard) => {
        const events = new EventSource("/__preview/events");
        events.onmessage = () => { events.close(); heard() };
    })""")
    assert panel.evaluate("(box) => box.same")


def test_a_closed_panel_stays_closed_until_the_mistakes_change(site, start, page):
    preview, follower, state = start()
    site.write("SAI một")
    follower.newer_than(state)
    page.goto(preview.server.url)
    page.get_by_role("button", name="Đóng").click()
    assert page.get_by_role("alert").count() == 0
    with page.expect_response("**/__preview/events"):
        page.reload()
    site.write("SAI hai")
    page.get_by_role("alert").wait_for()
    assert "SAI hai" in page.get_by_role("alert").inner_text()


def test_a_warning_is_shown_without_the_words_of_a_mistake(site, start, page):
    site.write("NHẮC nhẹ")
    preview, *_ = start()
    page.goto(preview.server.url)
    page.get_by_role("alert").wait_for()
    told = page.get_by_role("alert").inner_text()
    assert "1 lưu ý" in told and "Lưu ý: NHẮC nhẹ" in told and "lỗi" not in told


def test_the_page_of_a_failed_first_build_opens_the_site_when_mended(site, start, page):
    site.write("SAI một")
    preview, *_ = start()
    page.goto(preview.server.url)
    page.get_by_role("heading", name="Trang web chưa dựng được").wait_for()
    site.write("SAI hai")
    page.get_by_text("SAI hai").wait_for()
    site.write("Hai")
    page.get_by_role("heading", name="Hai").wait_for()


@pytest.mark.parametrize("first", ["Một", "SAI"])
def test_panel_and_failed_page_are_readable_for_everyone(site, start, browser, first):
    site.write(first)
    preview, follower, state = start()
    site.write("SAI một chỗ")
    follower.newer_than(state)
    # Not the `page` of the other tests: axe itself does what the policy forbids.
    with closing(browser.new_page(viewport={"width": 360, "height": 640})) as page:
        page.goto(preview.server.url)
        page.get_by_text("SAI một chỗ").wait_for()
        for colours in LOOKS:
            page.emulate_media(color_scheme=colours)
            assert axe_finds(page) == [] and overflow(page) == 0
