"""The answers to browsers."""

import os
import socket
import socketserver
import sys
from http.client import HTTPException
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from plugins.core.addresses import SERVICE
from plugins.core.media_types import media_type
from plugins.core.ranges import wanted
from plugins.core.site_file import find
from plugins.preview.allowed_hosts import is_own
from plugins.preview.events import Events, State
from plugins.preview.server_pages import notice, waiting
from plugins.preview.views_service import Views

# As the citizens' server sends it, so that what it forbids is seen while writing.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
OWN = "/__preview/"
OWN_FILES = {OWN + name: Path(__file__).with_name(name) for name in ("client.js", "client.css")}
PAGE = "text/html; charset=utf-8"
HEARTBEAT = 15  # seconds; only by writing do we notice that a browser has left


class Server(socketserver.ThreadingTCPServer):
    """Listens once made (OSError when it cannot) and answers while `serve_forever` runs.

    Each request asks `events` for the state once: the site it names is swapped as a whole.
    """

    daemon_threads = True  # an open page must not keep us from ending
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, host: str, port: int, events: Events, views: Views | None = None):
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.events = events
        self.views = views
        self.host = host
        super().__init__((host, port), Handler)
        self.port = self.server_address[1]
        shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
        self.url = f"http://{shown}:{self.port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        # Browsers leave in the middle of an answer all day long.
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """One connection. A path to hand on to another server is one more line in `do_GET`.

    Whoever asks for another name than ours is refused before anything is looked at: drafts
    and counts would else be open to every page whose owner lets a name of his lead here.
    """

    timeout = 60  # seconds a browser may keep a connection without asking
    server: Server

    def parse_request(self) -> bool:
        if not super().parse_request():
            return False
        names = self.headers.get_all("Host", [])
        reached = self.connection.getsockname()[0]
        if len(names) == 1 and is_own(names[0], self.server.host, reached):
            return True
        self.send_error(421)
        return False

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == OWN + "events":
            self._send_events()
        elif path.startswith(OWN):
            self._send_own(path)
        elif path.startswith(SERVICE):
            self._hand_on()
        else:
            self._send_site(self.server.events.state)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        if self.path.startswith(SERVICE):
            self._hand_on()
        else:
            self.send_error(501)

    def _hand_on(self) -> None:
        """Lets the service that counts views answer; without it pages keep the numbers they have."""
        try:
            answer = self.server.views.ask(self) if self.server.views else None
        except (OSError, HTTPException):
            answer = None
        if answer:
            self._send(*answer)
        else:
            self.send_error(503)

    def _send_site(self, state: State) -> None:
        if not state.site:
            return self._send_page(503, waiting(state), state)
        places = (*(each.folder for each in reversed(state.first)), state.site)
        found = next((found for place in places if (found := find(place, self.path))), None)
        if isinstance(found, str):
            self._send_head(302, {"Location": found, "Content-Length": "0"})
        elif found:
            self._send_file(200, found, state)
        elif (own := state.site / "404.html").is_file():
            self._send_file(404, own, state)
        else:
            text = notice("Không có trang này", "Địa chỉ này không có trong trang web vừa dựng.")
            self._send_page(404, text, state)

    def _send_file(self, status: int, file: Path, state: State) -> None:
        if media_type(file) == PAGE:
            return self._send_page(status, file.read_bytes(), state)
        headers = {"Content-Type": media_type(file), "Accept-Ranges": "bytes"}
        with file.open("rb") as content:
            length = os.fstat(content.fileno()).st_size
            try:
                part = wanted(self.headers.get("Range"), length)
            except ValueError:
                return self._send_head(416, {"Content-Range": f"bytes */{length}", "Content-Length": "0"})
            if part:
                status, headers["Content-Range"] = 206, f"bytes {part[0]}-{part[1] - 1}/{length}"
            start, end = part or (0, length)
            self._send_head(status, headers | {"Content-Length": str(end - start)})
            content.seek(start)
            while self.command != "HEAD" and (piece := content.read(min(1 << 16, end - content.tell()))):
                self.wfile.write(piece)

    def _send_page(self, status: int, page: bytes, state: State) -> None:
        # A piece of a page, fetched by a script, is left as it is.
        if page.lstrip()[:9].lower() == b"<!doctype":
            end = page.lower().rfind(b"</body>")
            end = len(page) if end < 0 else end
            version = state.version_of(self.path.partition("?")[0])
            script = f'<script type="module" src="{OWN}client.js?v={version}"></script>\n'
            page = page[:end] + script.encode() + page[end:]
        self._send(status, PAGE, page)

    def _send_own(self, path: str) -> None:
        if file := OWN_FILES.get(path):
            self._send(200, media_type(file), file.read_bytes())
        else:
            self.send_error(404)

    def _send_events(self) -> None:
        self._send_head(200, {"Content-Type": "text/event-stream; charset=utf-8"})
        if self.command == "HEAD":
            return
        self.wfile.write(b"retry: 1000\n\n")
        for state in self.server.events.follow(HEARTBEAT):
            self.wfile.write(f"data: {state.as_json()}\n\n".encode() if state else b":\n\n")

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self._send_head(status, {"Content-Type": kind, "Content-Length": str(len(body))})
        if self.command != "HEAD":
            self.wfile.write(body)

    def _send_head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Also what http.server itself refuses: another method, an unreadable request."""
        sentence = f"Máy xem thử không hiểu yêu cầu này (mã {code})."
        if code == 421:
            sentence = f"Máy xem thử chỉ trả lời ở địa chỉ của nó. Hãy mở {self.server.url}."
        text = notice("Không trả lời được", sentence)
        self.close_connection = True
        self._send(code, PAGE, text)

    def version_string(self) -> str:
        return "Tram Tin"

    def log_message(self, *_: Any) -> None:
        pass  # the terminal is for builds
