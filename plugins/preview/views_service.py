"""The service that counts views, run beside the preview so that one sees the numbers rise."""

import http.client
import os
import socket
import sys
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from plugins.core.addresses import ARTICLE_LIST
from plugins.preview.child import Child

WAIT = 10  # seconds for an answer
FOLDER = ".cache/preview/views"  # what is read on a desk is not what citizens read
LARGEST = 1_000_000  # bytes of an answer
HANDED_ON = ("User-Agent", "Origin", "Sec-Fetch-Site", "Sec-Purpose", "Content-Length", "Transfer-Encoding")


class Views:
    """The service as a child. It may be missing, late or dead: then pages show what is baked in them.

    settings: the absolute path of the settings file
    """

    def __init__(self, settings: Path):
        self._settings, self._folder = settings, settings.parent / FOLDER
        self._articles = self._folder / f"articles-{os.getpid()}.json"
        self._child: Child | None = None
        self._port = 0

    def start(self) -> None:
        """Begins to listen at once; whoever asks meanwhile waits until the service has started."""
        with socket.create_server(("127.0.0.1", 0), backlog=64) as listening:
            self._port, handle = listening.getsockname()[1], listening.fileno()
            arguments = ("--settings", str(self._settings), "--fd", str(handle))
            places = ("--articles", str(self._articles), "--folder", FOLDER)
            self._child = Child(
                [sys.executable, "-m", "plugins.views", "serve", "--quiet", *arguments, *places],
                self._settings.parent,
                handles=(handle,),
            )

    def follow(self, site: Path) -> None:
        """From now on the stories of this site are counted."""
        self._folder.mkdir(parents=True, exist_ok=True)
        link = self._articles.with_suffix(".next")
        link.unlink(missing_ok=True)
        link.symlink_to(site / ARTICLE_LIST)
        link.replace(self._articles)

    def ask(self, request: BaseHTTPRequestHandler) -> tuple[int, str, bytes]:
        """(status, type, body) of the service's answer to a browser's `request`.

        Raises OSError or HTTPException when there is none.
        """
        headers = {name: request.headers[name] for name in HANDED_ON if request.headers[name]}
        headers |= {"Host": request.headers.get("Host", ""), "X-Real-IP": request.client_address[0]}
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=WAIT)
        try:
            connection.putrequest(request.command, request.path, skip_host=True, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, answer.headers.get("Content-Type", "text/plain"), answer.read(LARGEST)
        finally:
            connection.close()

    def stop(self) -> None:
        if self._child:
            self._child.stop()
        self._articles.unlink(missing_ok=True)
