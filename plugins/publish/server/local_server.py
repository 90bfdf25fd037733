"""A throw-away server on this machine that answers as the public one will."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from plugins.core.media_types import media_type
from plugins.core.ranges import wanted
from plugins.core.site_file import find
from plugins.publish.redirects.matching import GONE, OldAddresses
from plugins.publish.redirects.redirect_maps import target
from plugins.publish.releases.manifest import Manifest
from plugins.publish.server.headers import KEEP, cache_control


@contextmanager
def serving(folder: Path, manifest: Manifest) -> Iterator[str]:
    """The address of a server that shows `folder` on loopback while the context lasts."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.folder, server.old = folder, OldAddresses(manifest)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        server.end()
        thread.join()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    folder: Path
    old: OldAddresses

    def __init__(self, *asked: Any):
        self._open: set[Any] = set()
        super().__init__(*asked)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def close_request(self, request: Any) -> None:
        self._open.discard(request)
        super().close_request(request)

    def end(self) -> None:
        """No connection that is open is answered any more."""
        for request in list(self._open):
            with suppress(OSError):
                request.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: object, client_address: object) -> None:
        """Who asks may leave."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    disable_nagle_algorithm = True  # else the body of an answer waits until its headers are acknowledged
    server: _Server

    def do_GET(self) -> None:
        folder = self.server.folder.resolve()  # once: a link may lead to another release the next moment
        found = None if "/." in unquote(self.path) else find(folder, self.path)
        answer = self.server.old.find(self.path, found is not None)
        if answer and answer.startswith(GONE):
            own = found if isinstance(found, Path) and "?" not in self.path else folder / "404.html"
            why = answer.removeprefix(GONE).lstrip("/")
            self._send_file(410, folder / why if why else own)
        elif answer:
            self._send(301, b"", {"Location": target(answer)})
        elif isinstance(found, str):
            self._send(301, b"", {"Location": found})
        elif found:
            self._send_file(200, found, cache_control(found.relative_to(folder).as_posix()))
        else:
            self._send_file(404, folder / "404.html")

    def _send_file(self, status: int, file: Path, control: str = KEEP) -> None:
        headers = {"Content-Type": media_type(file), "Vary": "Accept-Encoding", "Cache-Control": control}
        if status == 200 and "Range" in self.headers:
            return self._send_part(file, headers)
        asked = self.headers.get("Accept-Encoding", "")
        for coding, end in (("br", ".br"), ("gzip", ".gz")):
            packed = file.with_name(file.name + end)
            if coding in asked and packed.is_file():
                return self._send(status, packed.read_bytes(), headers | {"Content-Encoding": coding})
        self._send(status, file.read_bytes() if file.is_file() else b"", headers)

    def _send_part(self, file: Path, headers: dict[str, str]) -> None:
        """What a player asks for, which jumps to and fro in a long recording."""
        body = file.read_bytes()
        try:
            part = wanted(self.headers["Range"], len(body))
        except ValueError:
            return self._send(416, b"", {"Content-Range": f"bytes */{len(body)}"})
        if part is None:
            return self._send(200, body, headers)
        shown = {"Content-Range": f"bytes {part[0]}-{part[1] - 1}/{len(body)}"}
        self._send(206, body[slice(*part)], headers | shown)

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Accept-Ranges", "bytes")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""
