"""The tamper alarm tells whatever of the public site is not what was published; links are reported."""

import shutil
import socket
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from plugins.core.clock import AT_HOME
from plugins.publish import audit, dead_links, settings
from tests.hosts import needs
from tests.nginx import nginx
from tests.portal import STORIES, list_stories, make_portal

STORY = "tin/2024/06/bai-1/index.html"


@pytest.fixture
def portal(tmp_path):
    portal = make_portal(tmp_path / "portal")
    portal.page("/bao-tri.html")
    portal.moved("- cũ: /cu/\n  mới: /tin/2024/06/bai-1/\n")
    portal.published()
    return portal


@pytest.fixture
def copy(tmp_path, portal):
    """A public server whose files are not the ones on the publisher's machine."""
    shutil.copytree(portal.local.folder, tmp_path / "public", symlinks=True)
    return tmp_path / "public"


def edited(folder):
    file = folder / "current" / STORY
    file.write_text(file.read_text().replace("</h1>", '</h1><a href="https://ca-cuoc.example/">x</a>'))
    for packed in file.parent.glob("index.html.*"):
        packed.unlink()


def listed(folder):
    file = folder / "current/sitemap-2024.xml"
    file.write_text(
        file.read_text().replace("</urlset>", "<url><loc>https://cong.example/nha-cai/</loc></url></urlset>")
    )


def mapped(folder):
    file = folder / "current/sitemap.xml"
    place = "<sitemap><loc>https://cong.example/sitemap-2099.xml</loc></sitemap></sitemapindex>"
    file.write_text(file.read_text().replace("</sitemapindex>", place))


@needs("nginx")
def test_an_untouched_site_raises_no_alarm(portal, copy, tmp_path):
    with nginx(tmp_path / "nginx", portal, copy) as (base, _):
        said = portal.run("audit", "--url", base)
    assert said.status == 0, said.out
    assert "đúng là bản đã đăng" in said.out


@needs("nginx")
@pytest.mark.parametrize(
    "tamper, words",
    [
        (edited, ["/tin/2024/06/bai-1/ đã bị đổi (có liên kết tới ca-cuoc.example)"]),
        (lambda folder: (folder / "current" / STORY).unlink(), ["/tin/2024/06/bai-1/ thiếu (mã 404)"]),
        (
            lambda folder: (folder / "current/shell.php").write_text("x"),
            ["/shell.php không thuộc bản đã đăng"],
        ),
        (listed, ["/nha-cai/ có trong sơ đồ trang", "/sitemap-2024.xml đã bị đổi"]),
        (mapped, ["/sitemap-2099.xml có trong sơ đồ trang", "/sitemap.xml đã bị đổi"]),
        (
            lambda folder: (folder / "current/theme/style.0a1b2c3d.css").write_text("x"),
            ["style.0a1b2c3d.css đã bị đổi"],
        ),
    ],
)
def test_whatever_was_changed_is_told(portal, copy, tmp_path, tamper, words):
    tamper(copy)
    with nginx(tmp_path / "nginx", portal, copy) as (base, _):
        said = portal.run("audit", "--url", base)
    assert said.status == 1
    assert all(word in said.out for word in words), said.out


@needs("nginx")
def test_a_header_that_is_no_longer_sent_is_told(portal, copy, tmp_path, monkeypatch):
    with nginx(tmp_path / "nginx", portal, copy) as (base, _):
        assert audit.headers(base) == []
        monkeypatch.setitem(audit.HEADERS, "Referrer-Policy", "no-referrer")
        assert len(audit.headers(base)) == 3 and "Referrer-Policy" in audit.headers(base)[0]


def test_a_site_that_is_away_raises_the_alarm(portal):
    said = portal.run("audit", "--url", "http://127.0.0.1:1")
    assert said.status == 1 and said.out.count("không trả lời") == said.out.count("Báo động") == 1
    assert "Không hỏi được tên miền" in said.out and "không đúng" not in said.out


def test_another_portal_than_ours_is_told(portal, tmp_path):
    from tests.server import serving

    with serving(portal.site) as base:
        said = portal.run("audit", "--url", base)
    assert said.status == 1
    assert "không phải cổng này" in said.out and "tiêu đề Strict-Transport-Security là None" in said.out


def test_files_changed_on_the_publishers_machine_are_told_too(portal):
    from plugins.publish.server.local_server import serving

    name = portal.local.release_list().current
    with serving(portal.current, portal.local.manifest(name)) as base:
        edited(portal.local.folder)
        said = portal.run("audit", "--url", base)
    assert "Tệp trên máy này đã khác bản đã đăng: tin/2024/06/bai-1/index.html." in said.out


@pytest.mark.parametrize("url", ["ftp://a", "https://a/b", "http://a b"])
def test_an_address_that_is_none_is_refused(portal, url):
    said = portal.run("audit", "--url", url)
    assert said.status == 1 and "https://ten-mien" in said.err


def test_a_certificate_that_nobody_vouches_for_is_told():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        base = f"https://127.0.0.1:{listening.getsockname()[1]}"
        assert "không dùng được" in audit.certificate(base)[0]
    assert audit.certificate("http://127.0.0.1") == []


@pytest.mark.parametrize("days, words", [(90, []), (5, ["chỉ còn 4 ngày"])])
def test_a_certificate_about_to_end_is_told(monkeypatch, days, words):
    ends = datetime.now(UTC) + timedelta(days=days)

    class Line:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def getpeercert(self):
            return {"notAfter": ends.strftime("%b %d %H:%M:%S %Y GMT")}

    class Context:
        def wrap_socket(self, line, server_hostname):
            return Line()

    monkeypatch.setattr("socket.create_connection", lambda *_: Line())
    monkeypatch.setattr(audit.http_check, "context", Context)
    found = audit.certificate("https://cong.example")
    assert len(found) == len(words) and all(word in found[0] for word in words)


@contextmanager
def outside():
    """Another site; `answers` maps paths to codes."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            server.asked.append(self.path)
            self.send_response(server.answers.get(self.path, 200))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.answers, server.asked = {}, []
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield server, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_links_to_other_sites_are_told_when_they_fail_three_nights(portal, monkeypatch):
    monkeypatch.setattr(dead_links, "PAUSE", 0)
    with outside() as (server, base):
        server.answers = {"/mat": 404, "/cam": 403, "/loi": 500}
        urls = [f"{base}{path}" for path in ("/co", "/mat", "/cam", "/loi#x")]
        monkeypatch.setattr(
            dead_links, "outside", lambda *_: {url.partition("#")[0]: {"/bai/"} for url in urls}
        )
        night = datetime(2026, 1, 1, 2, tzinfo=AT_HOME)
        told, read = [], settings.read(portal.folder / "settings.py")

        class Steps:
            tell = told.append

        for number in range(3):
            told.clear()
            server.asked.clear()
            assert dead_links.report(read, night + timedelta(days=number), Steps) == 0
            assert sum("Trả lời mã" in line for line in told) == (2 if number == 2 else 0)
        assert sorted(server.asked) == ["/loi", "/mat"], "good answers are good for a week"
        assert any("/mat: Trả lời mã 404. Ở /bai/." in line for line in told)
        server.answers = {}
        told.clear()
        dead_links.report(read, night + timedelta(days=3), Steps)
        assert told[-1].startswith("0 liên kết hỏng; 0")


def test_links_of_the_public_release_are_found_with_their_pages(portal):
    portal.page(STORIES[0], '<a href="https://a.example/x#y">x</a><a href="/">y</a>')
    list_stories(portal, STORIES)
    name = portal.published()
    read = settings.read(portal.folder / "settings.py")
    assert dead_links.outside(read, portal.local.path(name)) == {"https://a.example/x": {STORIES[0]}}


def test_a_site_that_is_away_is_a_fault_and_no_crash():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        assert dead_links.fault_of(f"http://127.0.0.1:{listening.getsockname()[1]}/").startswith(
            "Không trả lời"
        )
    assert dead_links.fault_of("http://[xx/").startswith("Không trả lời")


@pytest.mark.parametrize(
    "url", ["https://tên-miền.vn", "tram-tin.example", "https://:80", "https://a.vn/tin"]
)
def test_an_address_that_is_none_is_told_as_such(portal, url):
    said = portal.run("audit", "--url", url)
    assert said.status != 0 and "phải có dạng https://" in said.err
