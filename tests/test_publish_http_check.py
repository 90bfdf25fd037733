"""A server is asked through one connection for as long as it keeps it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from plugins.publish.targets import http_check
from plugins.publish.targets.http_check import ask


@contextmanager
def serving(leaves=False):
    """(the address of a server that says which path it was asked for, who made connections to it).

    leaves: it closes each connection after one answer, without a word
    """
    came = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self):
            if self.client_address not in came:
                came.append(self.client_address)
            body = self.path.encode()
            self.send_response(302 if "di" in self.path else 404 if "khong" in self.path else 200)
            self.send_header("Location", "/khac/")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = leaves

        def log_message(self, *_):
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", came
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize(("leaves", "connections"), [(False, 1), (True, 5)])
def test_each_question_has_its_own_answer(leaves, connections):
    with serving(leaves) as (base, came):
        for path, status in {
            "/a/": 200,
            "/khong-co/": 404,
            "/di/": 302,
            "/b/?x=1": 200,
            "/b/#muc": 200,
        }.items():
            assert ask(base + path)[::2] == (status, path.partition("#")[0].encode())
        assert len(came) == connections


@pytest.mark.parametrize(
    ("asked", "path"),
    {"": "/", "?x=1": "/?x=1", "#muc": "/", "/kia/?a=b#c": "/kia/?a=b", "/?x=//y": "/?x=//y"}.items(),
)
def test_a_server_is_asked_for_what_the_address_says(asked, path):
    """Links of editors come in every form."""
    with serving() as (base, _):
        assert ask(base + asked)[2].decode() == path


def test_what_is_left_unread_is_no_part_of_the_next_answer(monkeypatch):
    with serving() as (base, _):
        assert ask(f"{base}/mot/", body=False)[::2] == (200, b"")
        assert ask(f"{base}/hai/")[2] == b"/hai/"
        monkeypatch.setattr(http_check, "LIMIT", 4)
        assert ask(f"{base}/ba-bon/")[2] == b"/ba-"
        assert ask(f"{base}/nam/")[2] == b"/nam"


def test_servers_and_threads_do_not_get_in_each_others_way():
    with serving() as (one, came), serving() as (other, _):
        for number in range(4):
            assert ask(f"{one}/{number}/")[2] == ask(f"{other}/{number}/")[2] == f"/{number}/".encode()
        came.clear()
        with ThreadPoolExecutor(4) as pool:
            paths = [f"/{number}/" for number in range(80)]
            assert [*pool.map(lambda path: ask(one + path)[2].decode(), paths)] == paths
        assert len(came) <= 4
    for url in (one, "ftp://127.0.0.1/", "http:///trang/", "http://127.0.0.1:0/"):
        with pytest.raises(http_check.FAULTS):
            ask(url)
