"""`make weather` against a real server on loopback that misbehaves in every way we know of.

Whatever it does: the last good snapshot stays to the byte, one line says why, the exit
status is not zero, and nothing else changes.
"""

import contextlib
import json
import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from plugins.core.clock import AT_HOME
from plugins.weather import live
from plugins.weather.__main__ import main
from tests.site import ROOT
from tests.test_weather_sources import changed, del_, met_norway_answer, open_meteo_answer

CONTACT = "toa-soan@tram-tin.example"
PATIENCE = 0.6  # seconds given to servers that are slow on purpose
ENDLESS = 50_000_000  # bytes
IN_THE_PAST = "Mon, 23 Nov 2020 00:00:00 GMT"
IN_THE_FUTURE = "Mon, 23 Nov 2099 00:00:00 GMT"


class Server(ThreadingHTTPServer):
    """Asks `play[path](handler)` what to answer and remembers every question."""

    daemon_threads = True
    block_on_close = False

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.play, self.asked, self.sent, self.over = {}, [], 0, threading.Event()
        self.url = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request, client_address):
        """A client that has had enough hangs up."""


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self):
        self.server.asked.append(self)
        self.server.play[urlsplit(self.path).path](self)

    def answer(self, body, status=200, **headers):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(data))} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def drip(self, piece: bytes):
        """Sends `piece` again and again, slowly, until the test is over."""
        while not self.server.over.wait(0.05):
            self.wfile.write(piece)
            self.wfile.flush()

    def log_message(self, *_):
        """Quiet."""


@contextlib.contextmanager
def running():
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def server():
    with running() as server:
        server.play["/forecast"] = lambda handler: handler.answer(good())
        server.play["/met"] = lambda handler: handler.answer(met(), Expires=IN_THE_FUTURE)
        yield server


@pytest.fixture
def project(tmp_path, server):
    """A folder with settings that ask `server`, and Open-Meteo alone."""

    class Project:
        folder = tmp_path
        snapshot = tmp_path / "live" / "weather.json"

        def settings(self, **changes):
            weather = {
                "open_meteo": f"{server.url}/forecast",
                "met_norway": f"{server.url}/met",
                "timeout": 20,
                "snapshot": "live/weather.json",
                "cache": "cache/met.json",
                "normals": "khi-hau.yaml",
            } | changes
            (tmp_path / "settings.py").write_text(f"WEATHER = {weather!r}\n", "utf-8")

        def run(self) -> int:
            return main(["--settings", str(tmp_path / "settings.py")])

        def files(self) -> dict:
            """Every file and its bytes, and when the snapshot was last written."""
            found = {p.name: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
            return found | {"written": self.snapshot.stat().st_mtime_ns}

    (tmp_path / "khi-hau.yaml").write_bytes((ROOT / "content/du-lieu/khi-hau.yaml").read_bytes())
    project = Project()
    project.settings()
    return project


def now() -> datetime:
    return datetime.now(AT_HOME)


def good(time=None):
    return open_meteo_answer(time or now())[1:]


def met(time=None):
    return met_norway_answer(time or now(), symbol="fair_day")


def spoilt(path, value):
    """An answer with one value of every place changed."""
    return lambda handler: handler.answer([changed(place, path, value) for place in good()])


def silence(handler):
    handler.server.over.wait(10)


def drip_body(handler):
    handler.send_response(200)
    handler.end_headers()
    handler.drip(b" ")


def drip_headers(handler):
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
    handler.drip(b"x")


def fifty_megabytes(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", str(ENDLESS))
    handler.end_headers()
    for _ in range(ENDLESS // 100_000):
        handler.wfile.write(b" " * 100_000)
        handler.server.sent += 100_000


def cut_off(handler):
    data = json.dumps(good()).encode()
    handler.answer(data[: len(data) // 2], Content_Length=str(len(data)))


BAD = {
    "no answer": (silence, "không trả lời xong trong 0.6 giây"),
    "a slow drip": (drip_body, "không trả lời xong trong 0.6 giây"),
    "slow headers": (drip_headers, "không trả lời xong trong 0.6 giây"),
    "hangs up": (lambda handler: handler.connection.close(), "Open-Meteo: "),
    "400": (
        lambda handler: handler.answer({"error": True, "reason": "Latitude\nmust be"}, 400),
        "trả lời mã 400 (Latitude must be)",
    ),
    "500": (lambda handler: handler.answer(b"<h1>Oops</h1>", 500), "trả lời mã 500"),
    "204": (lambda handler: handler.answer(b"", 204), "không phải JSON trọn vẹn"),
    "not HTTP": (lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH\r\n"), "không phải HTTP"),
    "HTML": (lambda handler: handler.answer(b"<!doctype html><p>Log in"), "không phải JSON trọn vẹn"),
    "nothing": (lambda handler: handler.answer(b""), "không phải JSON trọn vẹn"),
    "not a number": (lambda handler: handler.answer(b"[NaN]"), "không phải JSON trọn vẹn"),
    "endless nesting": (lambda handler: handler.answer(b"[" * 200_000), "không phải JSON trọn vẹn"),
    "truncated": (lambda handler: handler.answer(json.dumps(good()).encode()[:-9]), "không phải JSON"),
    "cut off": (cut_off, "không phải JSON trọn vẹn"),
    "50 MB": (fifty_megabytes, "trả lời dài hơn 1.000.000 byte"),
    "a missing field": (spoilt("current.temperature_2m", del_), "thiếu current.temperature_2m"),
    "a null": (spoilt("current.apparent_temperature", None), "apparent_temperature trống"),
    "an absurd number": (spoilt("current.temperature_2m", 1e9), "phải từ 55.0 trở xuống"),
    "an unknown code": (spoilt("current.weather_code", 1234), "mã thời tiết lạ"),
    "another zone": (spoilt("utc_offset_seconds", 0), "giờ không phải của Asia/Ho_Chi_Minh"),
    "another zone's clock": (
        lambda handler: handler.answer(good(now() - timedelta(hours=7))),
        "lệch với giờ của cổng",
    ),
    "two cities of three": (lambda handler: handler.answer(good()[:2]), "trả lời 2 nơi, hỏi 3 nơi"),
}


@pytest.mark.parametrize("behaviour", BAD)
def test_a_bad_answer_changes_nothing_and_says_why_in_one_line(project, server, capsys, behaviour):
    assert project.run() == 0
    before = project.files()
    capsys.readouterr()
    server.play["/forecast"], words = BAD[behaviour]
    if f"{PATIENCE} giây" in words:
        project.settings(timeout=PATIENCE)
        before["settings.py"] = project.files()["settings.py"]
    began = time.monotonic()
    assert project.run() == 1
    assert time.monotonic() - began < 10
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1
    assert words in said.err and "Giữ số liệu lúc" in said.err, said.err
    assert project.files() == before


def test_no_more_is_fetched_than_an_honest_answer_needs(project, server, capsys):
    server.play["/forecast"] = fifty_megabytes
    assert project.run() == 1
    assert server.sent < ENDLESS / 2  # most of it lies in the buffers of the two ends


def test_a_redirect_to_another_host_is_not_followed(project, server, capsys):
    with running() as other:
        other.play["/forecast"] = lambda handler: handler.answer(good())
        server.play["/forecast"] = lambda handler: handler.answer(b"", 302, Location=f"{other.url}/forecast")
        assert project.run() == 1
        assert other.asked == []
    assert "dẫn sang máy chủ khác (127.0.0.1:" in capsys.readouterr().err
    assert not project.snapshot.exists()


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "//127.0.0.2/x"])
def test_a_redirect_to_another_kind_of_address_is_not_followed(project, server, capsys, target):
    server.play["/forecast"] = lambda handler: handler.answer(b"", 302, Location=target)
    assert project.run() == 1 and capsys.readouterr().err.count("\n") == 1


def test_a_redirect_on_the_same_host_is_followed_but_not_for_ever(project, server, capsys):
    server.play["/moved"] = lambda handler: handler.answer(good())
    server.play["/forecast"] = lambda handler: handler.answer(b"", 301, Location="/moved")
    assert project.run() == 0
    server.play["/moved"] = lambda handler: handler.answer(b"", 302, Location="/moved")
    assert project.run() == 1 and len(server.asked) < 10


def test_a_server_that_is_not_there_changes_nothing(project, server, capsys):
    assert project.run() == 0
    before = project.snapshot.read_bytes()
    with running() as gone:
        pass
    project.settings(open_meteo=f"{gone.url}/forecast")
    assert project.run() == 1 and project.snapshot.read_bytes() == before
    assert "không nối được (máy chủ ấy không nhận kết nối)" in capsys.readouterr().err


def test_a_good_answer_is_written_and_told_in_one_line(project, server, capsys):
    assert project.run() == 0
    told = live.read(project.snapshot, AT_HOME)
    assert told.source == "Open-Meteo" and len(told.places) == 3
    assert len(server.asked) == 1
    said = capsys.readouterr()
    assert said.err == "" and said.out.startswith("Thời tiết lúc ") and said.out.count("\n") == 1


def test_a_place_with_a_gap_keeps_its_old_values_a_while_and_is_told(project, server, capsys):
    server.play["/forecast"] = lambda handler: handler.answer(good(now() - timedelta(minutes=50)))
    assert project.run() == 0
    before = live.read(project.snapshot, AT_HOME)
    gap = changed(good(), "1.current.apparent_temperature", None)
    gap = changed(gap, "2.daily.weather_code.2", None)
    server.play["/forecast"] = lambda handler: handler.answer(gap)
    capsys.readouterr()
    assert project.run() == 0 and project.run() == 0
    said = capsys.readouterr().out
    assert "chưa có số liệu của Đà Nẵng" in said and "thiếu ngày: TP Hồ Chí Minh" in said
    after = live.read(project.snapshot, AT_HOME)
    kept = after.report("Đà Nẵng")
    assert kept.temperature == before.report("Đà Nẵng").temperature
    assert kept.time == before.time < after.time
    assert f"(lúc {before.time:%H:%M})" in project.snapshot.read_text("utf-8")


def test_a_place_never_told_is_named_without_numbers(project, server, capsys):
    server.play["/forecast"] = lambda handler: handler.answer(changed(good(), "0.current", None))
    assert project.run() == 0
    _, _, rows = json.loads(project.snapshot.read_bytes())["shown"][0]
    assert [row[1] for row in rows] == ["Hà Nội", "Đà Nẵng", "TP Hồ Chí Minh"]
    assert rows[0][2:] == ["", "Chưa có số liệu mới", ""] and rows[1][2]


def test_without_a_snapshot_a_failure_leaves_none(project, server, capsys):
    server.play["/forecast"] = BAD["500"][0]
    assert project.run() == 1
    assert not project.snapshot.exists() and "trung bình nhiều năm" in capsys.readouterr().err


def test_met_norway_is_asked_when_open_meteo_fails(project, server, capsys):
    project.settings(contact=CONTACT, cities=[{"name": "Huế", "latitude": 16.463712, "longitude": 107.59}])
    server.play["/forecast"] = BAD["500"][0]
    assert project.run() == 0
    told = live.read(project.snapshot, AT_HOME)
    assert (told.source, told.places[0].name, told.places[0].code) == ("MET Norway", "Huế", 1)
    asked = server.asked[-1]
    assert CONTACT in asked.headers["User-Agent"]
    assert parse_qs(urlsplit(asked.path).query) == {"lat": ["16.4637"], "lon": ["107.59"]}
    assert "(Open-Meteo: trả lời mã 500)" in capsys.readouterr().out


def test_met_norway_is_not_asked_again_before_its_answer_expires(project, server, capsys):
    project.settings(contact=CONTACT)
    server.play["/forecast"] = BAD["500"][0]
    assert project.run() == 0 and project.run() == 0
    assert len([each for each in server.asked if each.path.startswith("/met")]) == 3  # one a city


def test_met_norway_is_asked_only_for_what_has_changed(project, server, capsys):
    project.settings(contact=CONTACT)
    server.play["/forecast"] = BAD["500"][0]
    server.play["/met"] = lambda handler: handler.answer(
        met(), Expires=IN_THE_PAST, Last_Modified="Sun, 22 Nov 2026 00:00:00 GMT"
    )
    assert project.run() == 0
    server.play["/met"] = lambda handler: handler.answer(b"", 304, Expires=IN_THE_FUTURE)
    assert project.run() == 0
    assert server.asked[-1].headers["If-Modified-Since"] == "Sun, 22 Nov 2026 00:00:00 GMT"
    assert live.read(project.snapshot, AT_HOME).source == "MET Norway"
    count = len(server.asked)
    assert project.run() == 0 and len(server.asked) == count + 1  # Open-Meteo alone


@pytest.mark.parametrize("behaviour", ["500", "HTML", "50 MB", "truncated"])
def test_when_both_fail_the_line_names_both(project, server, capsys, behaviour):
    project.settings(contact=CONTACT)
    assert project.run() == 0
    before = project.files()
    capsys.readouterr()
    server.play["/forecast"] = BAD["500"][0]
    server.play["/met"], words = BAD[behaviour]
    assert project.run() == 1
    said = capsys.readouterr().err
    assert "Open-Meteo: trả lời mã 500; MET Norway: " in said and words in said and said.count("\n") == 1
    assert project.files() == before


def test_a_place_that_cannot_be_written_is_told_in_one_line(project, server, capsys):
    (project.folder / "live").write_text("a file where a folder should be", "utf-8")
    assert project.run() == 1
    assert capsys.readouterr().err.startswith("Không ghi được live/weather.json")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("WEATHER = {'timeout': 'lâu'}", "settings.py: WEATHER['timeout'] là “lâu”"),
        ("A = 1\nWEATHER = {", "settings.py, dòng 2: Tệp thiết lập viết chưa đúng Python"),
        ("A = 1\nWEATHER = lau", "settings.py, dòng 2: Tên “lau” không có nghĩa"),
        ("import khong_co", "settings.py, dòng 1: Không có phần “khong_co”"),
        ("A = true", "settings.py, dòng 1: Ở tệp này “true” viết là True"),
        ("A = {}['b']", "settings.py, dòng 1: Không có mục “b”"),
        (None, "settings.py: Không có tệp thiết lập này"),
    ],
)
def test_a_wrong_settings_file_is_named(project, capsys, text, told):
    path = project.folder / "settings.py"
    if text:
        path.write_text(text, "utf-8")
    else:
        path.unlink()
    assert project.run() == 1
    assert capsys.readouterr().err.startswith(f"Lỗi · {told}")


def test_the_command_ends_in_time_even_while_a_server_drips(project, server):
    """As a timer runs it: the waiting thread must not keep the program from ending."""
    server.play["/forecast"] = drip_body
    began = time.monotonic()
    settings = str(project.folder / "settings.py")
    command = f"-W error -m plugins.weather --timeout {PATIENCE} --settings".split()
    run = subprocess.run(
        [sys.executable, *command, settings],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert run.returncode == 1 and run.stderr.count("\n") == 1, run.stderr
    assert time.monotonic() - began < 15
