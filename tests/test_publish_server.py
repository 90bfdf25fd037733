"""Debian's nginx with the written configuration: what citizens get, and what nobody gets."""

import gzip
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingUnixStreamServer
from urllib.parse import urlsplit

import brotli
import pytest

from plugins.publish.server.config import SHARED, UNITS
from plugins.publish.server.headers import HEADERS
from plugins.publish.server.local_server import serving
from plugins.publish.targets.http_check import ask
from tests.caddy import caddy
from tests.hosts import needs
from tests.nginx import nginx
from tests.portal import STORIES, make_portal
from tests.server import POLICY

pytestmark = needs("nginx")
OLD = {
    "/cũ/": "/tin/2024/06/bai-1/",
    "/Tin/": "/tin/2024/06/bai-2/",
    "/tep.pdf": "https://khac.example/a?b=1",
}
GONE = ("/đã-gỡ/", "/go.html")


class Counts(BaseHTTPRequestHandler):
    """Stands in for the service of the counts; says whom it was told is asking."""

    def do_GET(self):
        body = f"{self.path} {self.headers.get('X-Real-IP')} {self.headers.get('X-Forwarded-For')}".encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815 - the name http.server looks for

    def address_string(self):
        return "-"

    def log_message(self, *_):
        """Quiet."""


class Waiting(ThreadingUnixStreamServer):
    """With room for all who ask at once: nginx is told at once when there is none."""

    daemon_threads = True
    request_queue_size = 512


@pytest.fixture(scope="module")
def portal(tmp_path_factory, photo):
    portal = make_portal(tmp_path_factory.mktemp("portal"))
    portal.write("media/a.0011.jpg", photo)
    portal.write("theme/m.0a1b2c3d.js", "let a = 1;\n" * 200)
    portal.write("manifest.webmanifest", '{"icons": []}')
    portal.write("live/weather.json", '{"of": "release"}')
    portal.write("live/views.json", '{"of": "release"}')
    portal.write("live/notice.json", '{"notices": []}')
    portal.write("search/index.json", "{}")
    portal.write("tin/2024/06/bai-1/loi.mp3", bytes(range(256)))
    portal.write("tin/2024/06/bai-1/loi.vtt", "WEBVTT")
    portal.page("/bao-tri.html")
    portal.page("/go.html", head='<meta name="generator" content="moved">\n', title="Đã gỡ")
    rows = [f"- cũ: {old}\n  mới: {new}\n" for old, new in OLD.items()] + [
        f"- cũ: {g}\n  gỡ: Lỗi\n" for g in GONE
    ]
    portal.moved("".join(rows))
    portal.published()
    live = portal.folder / ".cache/live"
    live.mkdir(parents=True)
    (live / "weather.json").write_text('{"of": "live"}')
    return portal


@pytest.fixture(scope="module")
def served(portal, tmp_path_factory):
    """(address, folder of nginx's own files)."""
    folder = tmp_path_factory.mktemp("nginx")
    # The name of a socket may have 108 bytes: a short folder of its own.
    place = f"/tmp/tt-{os.getpid()}-{os.urandom(3).hex()}"
    with Waiting(place, Counts) as counts:
        threading.Thread(target=counts.serve_forever, daemon=True).start()
        try:
            with nginx(folder, portal, portal.local.folder, socket=place) as (base, _):
                yield base, folder
        finally:
            counts.shutdown()
            Path(place).unlink()


@pytest.fixture(scope="module")
def base(served):
    return served[0]


KINDS = {
    "home": ("/", 200),
    "story": (STORIES[0], 200),
    "style": ("/theme/style.0a1b2c3d.css", 200),
    "script": ("/theme/m.0a1b2c3d.js", 200),
    "media": ("/media/a.0011.jpg", 200),
    "feed": ("/feeds/tat-ca.atom.xml", 200),
    "release": ("/release.json", 200),
    "live": ("/live/weather.json", 200),
    "live of the release": ("/live/views.json", 200),
    "live and missing": ("/live/x.json", 404),
    "counts": ("/api/v1/views/5.gif", 200),
    "most read": ("/api/v1/most-read?days=7", 200),
    "counts for this machine alone": ("/api/v1/metrics", 404),
    "folder without slash": (STORIES[0].rstrip("/"), 301),
    "folder without a page": ("/tin/2024/", 404),
    "missing": ("/khong-co/", 404),
    "missing style": ("/theme/x.css", 404),
    "moved": ("/c%C5%A9/", 301),
    "gone": ("/%C4%91%C3%A3-g%E1%BB%A1/", 410),
    "gone page": ("/go.html", 410),
    "of the release itself": ("/.release/manifest.json", 404),
    "packed": ("/index.html.br", 404),
}


@pytest.mark.parametrize("path, status", KINDS.values(), ids=KINDS)
def test_every_kind_of_answer_has_every_header_once(base, path, status):
    host = urlsplit(base)
    line = http.client.HTTPConnection(host.hostname, host.port, timeout=30)
    line.request("GET", path, headers={"Accept-Encoding": "identity"})
    answer = line.getresponse()
    answer.read()
    line.close()
    assert answer.status == status
    if status == 301:
        return  # nothing is shown; the address it leads to brings its own
    for name, value in HEADERS.items():
        assert answer.headers.get_all(name) == [value], name
    assert len(answer.headers.get_all("Cache-Control")) == 1
    assert answer.headers["Server"] == "nginx"


def test_the_policy_is_the_one_the_pages_are_tested_with():
    assert HEADERS["Content-Security-Policy"] == POLICY


CONTROLS = {
    "/": "public, max-age=60",
    "/theme/style.0a1b2c3d.css": "public, max-age=31536000, immutable",
    "/media/a.0011.jpg": "public, max-age=31536000, immutable",
    "/theme/khong-co.css": "public, max-age=60",
    "/live/weather.json": "public, max-age=60",
    "/live/notice.json": "no-cache",
    "/search/index.json": "no-cache",
    "/api/v1/views?id=1": "no-store",
    "/api/v1/viewsx": "public, max-age=60",
}


@pytest.mark.parametrize("path, control", CONTROLS.items())
def test_only_what_never_changes_is_kept_for_good(base, path, control):
    assert ask(base + path)[1]["cache-control"] == control


PARTS = {
    "bytes=0-1": (206, bytes([0, 1]), "bytes 0-1/256"),
    "bytes=250-": (206, bytes(range(250, 256)), "bytes 250-255/256"),
    "bytes=-3": (206, bytes(range(253, 256)), "bytes 253-255/256"),
    "bytes=300-": (416, None, "bytes */256"),
    "": (200, bytes(range(256)), None),
}


def wrong_parts(base: str) -> dict:
    """Ranges of a recording that are answered otherwise than players need."""
    found, host = {}, urlsplit(base)
    for asked, (status, body, said) in PARTS.items():
        line = http.client.HTTPConnection(host.hostname, host.port, timeout=30)
        headers = {"Host": f"cong.example:{host.port}"} | ({"Range": asked} if asked else {})
        line.request("GET", "/tin/2024/06/bai-1/loi.mp3", headers=headers)
        answer = line.getresponse()
        data, got = answer.read(), answer.headers
        line.close()
        if (answer.status, got["Content-Range"]) != (status, said) or body not in (None, data):
            found[asked] = answer.status, data, got["Content-Range"]
        if status < 400 and got["Content-Type"] != "audio/mpeg":
            found[asked] = dict(got)
        if status == 200 and got["Accept-Ranges"] != "bytes":  # by this a player knows that it may
            found[asked] = dict(got)
    return found


def test_players_get_the_part_of_a_recording_they_ask_for(base):
    assert wrong_parts(base) == {}
    assert ask(f"{base}/tin/2024/06/bai-1/loi.vtt")[1]["content-type"] == "text/vtt; charset=utf-8"


def test_the_throw_away_server_answers_as_nginx(portal):
    with serving(portal.current, portal.local.manifest(portal.local.release_list().current)) as own:
        assert wrong_parts(own) == {}
        for path, control in CONTROLS.items():
            if not path.startswith("/api/") and path != "/live/weather.json":
                assert ask(own + path)[1]["cache-control"] == control, path


@needs("caddy")
def test_caddy_answers_as_nginx(portal, tmp_path):
    with caddy(tmp_path, portal, portal.local.folder, socket="/tmp/tt-khong-co") as (port, _):
        base = f"http://127.0.0.1:{port}"
        assert wrong_parts(base) == {}
        for path, control in CONTROLS.items():
            if not path.startswith("/api/"):
                line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
                line.request("GET", path, headers={"Host": f"cong.example:{port}"})
                answer = line.getresponse()
                answer.read()
                line.close()
                assert answer.headers.get_all("Cache-Control") == [control], path


@pytest.mark.parametrize("path", ["/", STORIES[0], "/theme/style.0a1b2c3d.css", "/theme/m.0a1b2c3d.js"])
def test_brotli_gzip_and_plain_are_the_same_text(base, path):
    plain, small, packed = (ask(base + path, coding) for coding in ("identity", "gzip", "gzip, deflate, br"))
    assert "content-encoding" not in plain[1]
    assert small[1]["content-encoding"] == "gzip" and gzip.decompress(small[2]) == plain[2]
    assert packed[1]["content-encoding"] == "br" and brotli.decompress(packed[2]) == plain[2]
    assert all(answer[1]["vary"] == "Accept-Encoding" for answer in (plain, small, packed))
    assert all("etag" in answer[1] for answer in (plain, small, packed))
    assert len({answer[1]["content-type"] for answer in (plain, small, packed)}) == 1


@pytest.mark.parametrize(
    "path, kind",
    [
        ("/", "text/html; charset=utf-8"),
        ("/theme/style.0a1b2c3d.css", "text/css; charset=utf-8"),
        ("/theme/m.0a1b2c3d.js", "text/javascript; charset=utf-8"),
        ("/feeds/tat-ca.atom.xml", "application/xml; charset=utf-8"),
        ("/manifest.webmanifest", "application/manifest+json; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
    ],
)
def test_files_are_announced_as_in_the_preview(base, path, kind):
    assert ask(base + path)[1]["content-type"] == kind


def test_a_page_the_browser_already_has_is_not_sent_again(base):
    host = urlsplit(base)
    line = http.client.HTTPConnection(host.hostname, host.port, timeout=30)
    line.request("GET", "/")
    first = line.getresponse()
    first.read()
    line.request("GET", "/", headers={"If-None-Match": first.headers["ETag"]})
    again = line.getresponse()
    assert (again.status, again.read()) == (304, b"")
    line.close()


def test_old_addresses_lead_on_and_others_of_their_letters_stay(base):
    found = {old: ask(base + "".join(f"%{b:02X}" for b in old.encode()).replace("%2F", "/")) for old in OLD}
    assert {old: answer[0] for old, answer in found.items()} == dict.fromkeys(OLD, 301)
    assert found["/cũ/"][1]["location"].endswith("/tin/2024/06/bai-1/")
    assert found["/tep.pdf"][1]["location"] == "https://khac.example/a?b=1"
    assert ask(base + "/tin/2024/06/bai-2/")[0] == 200


def test_what_was_taken_down_says_so_with_410(base):
    status, headers, body = ask(base + "/go.html", "br")
    assert status == 410 and "Đã gỡ" in brotli.decompress(body).decode()
    assert headers["content-type"] == "text/html; charset=utf-8"


def test_a_missing_page_shows_the_portals_own(base):
    status, _, body = ask(base + "/khong/co/")
    assert status == 404 and "Trang /404.html" in body.decode()


def test_a_folder_leads_to_its_page_on_whatever_name_was_asked(base):
    status, headers, _ = ask(base + STORIES[0].rstrip("/"))
    assert (status, headers["location"]) == (301, STORIES[0])


def test_live_values_come_from_outside_the_release_and_else_from_it(base):
    assert b"live" in ask(base + "/live/weather.json")[2]
    assert b"release" in ask(base + "/live/views.json")[2]


def shows_previews(get, portal) -> None:
    """A draft beside the releases is shown to whom has its address, and kept by nobody."""
    folder = portal.local.folder / "previews/0123456789abcdef0123456789abcdef"
    (folder / "theme").mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text("<p>Bản nháp</p>")
    (folder / "theme/a.0011.css").write_text("p {}")
    try:
        for path in ("", "theme/a.0011.css"):
            status, headers = get(f"/xem-truoc/{folder.name}/{path}")
            assert (status, headers["cache-control"]) == (200, "no-store"), path
            assert headers["x-robots-tag"] == "noindex, nofollow, noarchive"
            assert headers["content-security-policy"] == POLICY
        for path in ("", "0123/", f"{folder.name}/../../publish.log", f"{folder.name}/khac.html"):
            status, _ = get(f"/xem-truoc/{path}")
            assert status in (400, 403, 404), path
    finally:
        shutil.rmtree(folder.parent)


def test_drafts_are_shown_to_whom_has_their_address_and_logged_nowhere(served, portal):
    base, folder = served
    shows_previews(lambda path: ask(base + path)[:2], portal)
    logs = "".join(path.read_text("utf-8", "replace") for path in folder.rglob("*.log"))
    assert "0123456789abcdef0123456789abcdef" not in logs


@needs("caddy")
def test_caddy_shows_drafts_as_nginx_does(portal, tmp_path):
    with caddy(tmp_path, portal, portal.local.folder, socket="/tmp/tt-khong-co") as (port, _):

        def get(path: str):
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            line.request("GET", path, headers={"Host": f"cong.example:{port}"})
            answer = line.getresponse()
            answer.read()
            line.close()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}

        shows_previews(get, portal)


def test_the_service_learns_who_asks_from_nginx_alone(base):
    host = urlsplit(base)
    line = http.client.HTTPConnection(host.hostname, host.port, timeout=30)
    line.request("POST", "/api/v1/views/5", headers={"X-Real-IP": "6.6.6.6", "X-Forwarded-For": "6.6.6.6"})
    assert line.getresponse().read() == b"/api/v1/views/5 127.0.0.1 None"
    line.close()


def test_a_flood_is_held_back_with_429(base):
    with ThreadPoolExecutor(8) as pool:
        codes = set(pool.map(lambda _: ask(base + "/api/v1/views?id=1")[0], range(400)))
    assert codes == {200, 429}


def raw(base: str, target: bytes) -> bytes:
    """The answer to a request written by hand."""
    host = urlsplit(base)
    with socket.create_connection((host.hostname, host.port), 30) as line:
        line.sendall(b"GET " + target + b" HTTP/1.1\r\nHost: cong.example\r\nConnection: close\r\n\r\n")
        return b"".join(iter(lambda: line.recv(65536), b""))


@pytest.mark.parametrize(
    "target",
    [
        b"/../../../../../../etc/hostname",
        b"/..%2f..%2f..%2f..%2f..%2f..%2fetc/hostname",
        b"/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/hostname",
        b"/%252e%252e/%252e%252e/etc/hostname",
        b"/tin/%2e%2e/%2e%2e/switched",
        b"/..\\..\\switched",
        b"/..%5c..%5cswitched",
        b"/%c0%ae%c0%ae/switched",
        b"/tin/..;/..;/switched",
        b"/.release/manifest.json",
        b"/%2erelease/manifest.json",
        b"/tin/../.release/manifest.json",
        b"/.RELEASE/manifest.json",
        b"//.release/manifest.json",
        b"/live/../.release/manifest.json",
        b"/live../publish/hash.results",
        b"/live/../publish/hash.results",
        b"/live/%2e%2e/publish/hash.results",
        b"/live/..%2fpublish/hash.results",
        b"/live%2f..%2fpublish/hash.results",
        b"/theme/..%00/switched",
        b"/index.html%00.css",
        b"/index.html.gz",
        b"/api/v1/views/../metrics",
        b"/api/v1/views/%2e%2e/metrics",
        b"/api/v1/metrics",
        b"/api/v1/views%2f..%2fmetrics",
    ],
)
def test_tricks_with_addresses_find_nothing(base, target):
    answer = raw(base, target)
    status = int(answer.split()[1])
    # What is normalised to a path of the counts is theirs to refuse; nothing else answers 200.
    assert status in (400, 404) or (status == 200 and b"/api/v1/views" in answer.split(b"\r\n\r\n", 1)[1]), (
        answer[:300]
    )
    assert b"files" not in answer.split(b"\r\n\r\n", 1)[1][:200] and b"SQLite" not in answer


def test_other_methods_are_refused(base):
    host = urlsplit(base)
    for method in ("POST", "PUT", "DELETE", "PROPFIND", "TRACE"):
        line = http.client.HTTPConnection(host.hostname, host.port, timeout=30)
        line.request(method, "/")
        assert line.getresponse().status in (403, 405), method
        line.close()


def test_ipv6_readers_are_served(base):
    assert ask(base.replace("127.0.0.1", "[::1]") + "/")[0] == 200


def test_logs_name_no_reader(served):
    base, folder = served
    ask(f"{base}/tim-kiem/?q=benh-hiem&x=1")
    until = time.monotonic() + 30
    while "tim-kiem" not in (text := (folder / "tram-tin.log").read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    assert "tim-kiem" in text and "benh-hiem" not in text
    assert "127.0.0.1" not in text and "::1" not in text and "tram-tin-publish" not in text


def test_the_maintenance_page_is_one_file_away(base, portal):
    switch = portal.local.folder / "bao-tri"
    switch.touch()
    try:
        status, headers, body = ask(base + "/")
        assert (status, headers["retry-after"]) == (503, "600") and "Trang /bao-tri.html" in body.decode()
        assert headers["cache-control"] == "no-store"
    finally:
        switch.unlink()
    assert ask(base + "/")[0] == 200


def test_pages_stand_when_the_service_of_counts_is_down(portal, tmp_path):
    with nginx(tmp_path, portal, portal.local.folder, socket="/tmp/tt-khong-co") as (base, _):
        status, headers, _ = ask(base + "/api/v1/views?id=1")
        assert status == 503 and headers["content-type"].startswith("application/json")
        assert headers["cache-control"] == "no-store" and headers["content-security-policy"] == POLICY
        assert ask(base + "/")[0] == 200


def test_the_configuration_holds_before_the_first_publish_and_learns_old_addresses(tmp_path):
    portal = make_portal(tmp_path / "portal")
    with nginx(tmp_path / "nginx", portal, portal.local.folder) as (base, process):
        assert ask(base + "/")[0] == 404
        portal.moved("- cũ: /xưa/\n  mới: /tin/2024/06/bai-1/\n")
        portal.published()
        assert ask(base + "/")[0] == 200
        process.send_signal(signal.SIGHUP)  # what tram-tin-reload.path does
        # An old worker may still answer after the first answer of a new one.
        until, told = time.monotonic() + 30, ask(f"{base}/x%C6%B0a/")
        while told[0] != 301 and time.monotonic() < until:
            time.sleep(0.05)
            told = ask(f"{base}/x%C6%B0a/")
        assert told[1]["location"].endswith("/tin/2024/06/bai-1/")


def test_server_config_says_where_each_file_belongs(portal, tmp_path):
    said = portal.run("server-config", "--to", str(tmp_path / "config"), "--deploy", "cong@may:/srv/cong")
    assert said.status == 0
    names = {path.name for path in (tmp_path / "config").iterdir()}
    assert names == {
        *SHARED,
        "tram-tin.conf",
        "tram-tin-http.conf",
        "tram-tin-headers.conf",
        "tram-tin.caddy",
        "tram-tin-certbot.conf",
        *UNITS,
    }
    assert all(name in said.out for name in names)
    for path in (tmp_path / "config").iterdir():
        assert "@@" not in path.read_text(), path
        comments = [line for line in path.read_text().splitlines() if line.lstrip().startswith("#")]
        assert all(not line.isascii() for line in comments), "an administrator reads Vietnamese"
    assert "root /srv/cong/current;" in (tmp_path / "config/tram-tin.conf").read_text()


def test_a_path_that_a_server_would_read_otherwise_is_refused(tmp_path):
    portal = make_portal(tmp_path / "cổng xã")
    said = portal.run("server-config")
    assert said.status == 1 and "Đường dẫn" in said.err


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_reads_every_unit(portal, tmp_path):
    folder = tmp_path / "units"
    portal.run("server-config", "--to", str(folder))
    python = portal.folder / ".venv/bin/python"
    python.parent.mkdir(parents=True, exist_ok=True)
    if not python.exists():
        python.symlink_to("/bin/true")
    units = [str(folder / unit) for unit in UNITS]
    run = subprocess.run(["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True)
    ours = [line for line in run.stderr.splitlines() if "tram-tin" in line and "nginx" not in line]
    assert ours == []


@pytest.mark.parametrize("word", ["NoNewPrivileges=yes", "PrivateTmp=yes", "ProtectSystem=strict"])
def test_services_of_ours_may_do_little(portal, tmp_path, word):
    portal.run("server-config", "--to", str(tmp_path))
    for unit in UNITS:
        text = (tmp_path / unit).read_text()
        # A mail program has to become another user.
        free = ("tram-tin-reload.service", "tram-tin-tell@.service")
        if unit.endswith(".service") and unit not in free:
            assert word in text, unit
    assert re.search(r"^User=(?!root)", (tmp_path / "tram-tin-views.service").read_text(), re.M)
