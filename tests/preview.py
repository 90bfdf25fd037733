"""A preview at work on a project whose builds a test orders.

A small program stands for the build: content/page.txt becomes the page, its first word may
order a failure, and a `Gate` holds a build open.
"""

import http.client
import json
import socket
import sys
from pathlib import Path

from plugins.preview.preview import Preview

PATIENCE = 15  # seconds until waiting counts as failing

FAKE_BUILD = """
import json, os, shutil, socket, subprocess, sys
from pathlib import Path

site, report = map(Path, sys.argv[1:])
output = site.with_name(".next")
shutil.rmtree(output, ignore_errors=True)
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
if order in ("CHẾT", "RỖNG"):
    sys.exit(7 if order == "CHẾT" else 0)
if order != "SAI":
    shutil.rmtree(site, ignore_errors=True)
    output.rename(site)
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


class Project:
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

    def __init__(self, project: Project):
        self.preview = Preview(project.settings, project.command, "127.0.0.1", 0, project.told.append)
        self.preview.start()
        self.follower = Follower(self.preview.server.port)
        self.state = self.follower.until(lambda state: state["version"] != "0")

    def __iter__(self):
        return iter((self.preview, self.follower, self.state))

    def close(self):
        self.preview.stop()
        self.follower.answer.close()


def request(preview, target: str, method: str = "GET", host: str = "localhost"):
    """(status, headers, body) of the answer; `target` is sent as it is."""
    with socket.create_connection(("127.0.0.1", preview.server.port), timeout=PATIENCE) as connection:
        connection.sendall(f"{method} {target} HTTP/1.0\r\nHost: {host}\r\n\r\n".encode())
        head, _, body = b"".join(iter(lambda: connection.recv(65536), b"")).partition(b"\r\n\r\n")
    status, *headers = head.decode("latin-1").split("\r\n")
    return int(status.split()[1]), dict(line.split(": ", 1) for line in headers), body
