"""A built site on loopback, sent with the headers of the public server."""

import gzip
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli

from plugins.core.media_types import media_type
from plugins.core.ranges import wanted
from plugins.core.site_file import find

# The promise to readers' browsers, word for word.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HASHED = ("/theme/", "/media/")  # a new file there has a new name, so it may be kept for good
PACKABLE = (
    *("text/", "application/json", "application/manifest+json", "application/xml", "image/svg+xml"),
    "application/octet-stream",  # the search's index
)


@contextmanager
def serving(folder: Path, compress: bool = False, policy: str = POLICY, gap: str = ""):
    """The address of a server that serves `folder` while the context lasts.

    compress: text goes out in Brotli or gzip, as the browser asks.
    policy: another Content-Security-Policy than the public server's.
    gap: what follows these words of a page comes most of a second later.
    """
    server = _Server(("127.0.0.1", 0), _Handler)
    server.folder, server.compress, server.packed, server.policy = folder, compress, {}, policy
    server.gap = gap.encode()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # browsers hold connections open long after the last test

    def handle_error(self, request, client_address):
        """Browsers leave in the middle of an answer all day long."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_GET(self):
        if self.path.startswith("/api/v1/"):  # what counts is another server, and pages do without it
            return self._send(204, b"", {})
        found = find(self.server.folder, self.path)
        if isinstance(found, str):
            self._send(302, b"", {"Location": found})
        elif found:
            self._send_file(200, found)
        else:
            self._send_file(404, self.server.folder / "404.html")

    def do_HEAD(self):
        self.do_GET()

    def do_POST(self):
        self._send(204 if self.path.startswith("/api/v1/") else 501, b"", {})

    def _send_file(self, status: int, file: Path) -> None:
        kept = status == 200 and self.path.startswith(HASHED)
        headers = {
            "Content-Type": media_type(file),
            "Content-Security-Policy": self.server.policy,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "strict-origin-when-cross-origin",
            "Cache-Control": "public, max-age=31536000, immutable" if kept else "public, max-age=60",
        }
        data = file.read_bytes()
        if self.server.compress and headers["Content-Type"].startswith(PACKABLE):
            data, headers["Content-Encoding"] = self._packed(file, data)
            headers["Vary"] = "Accept-Encoding"
        headers["Accept-Ranges"] = "bytes"
        if part := wanted(self.headers.get("Range"), len(data)):
            headers["Content-Range"] = f"bytes {part[0]}-{part[1] - 1}/{len(data)}"
            status, data = 206, data[slice(*part)]
        self._send(status, data, headers)

    def _packed(self, file: Path, data: bytes) -> tuple[bytes, str]:
        coding = "br" if "br" in self.headers.get("Accept-Encoding", "") else "gzip"
        if (file, coding) not in self.server.packed:
            pack = brotli.compress if coding == "br" else gzip.compress
            self.server.packed[file, coding] = pack(data)
        return self.server.packed[file, coding], coding

    def _send(self, status: int, data: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "GET":
            return
        start, words, rest = data.partition(self.server.gap) if self.server.gap else (data, b"", b"")
        self.wfile.write(start + words)
        if rest:
            time.sleep(0.7)
            self.wfile.write(rest)

    def log_message(self, *_):
        """Quiet."""
