"""From the save of a story to the new page, in the preview: on the sample, and in a big archive."""

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.bench import corpus
from tests.site import ROOT, make_site

ROUNDS = 5
SETTINGS = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom pelicanconf import *\n"
COMMAND = [sys.executable, "-m", "plugins.preview", "--port", "0", "--settings", "settings.py"]


def run(size: int) -> list[str]:
    """Saves one old story after the other, and waits as its open page does; returns the rows to print."""
    with tempfile.TemporaryDirectory() as folder:
        sample, big = Path(folder, "sample"), Path(folder, "big")
        shutil.copytree(ROOT / "content", sample / "content")
        make_site(big)
        corpus.write_folders(corpus.stories(size), big / "content")
        rows = [f"Preview, from the save to the new page, median of {ROUNDS} (longest), seconds:"]
        for name, site in (("the sample", sample), (f"{size} stories", big)):
            (site / "settings.py").write_text(SETTINGS, "utf-8")
            first, whole = _saves(site)
            for what, seconds in ((name, first), ("  and the whole site", whole)):
                rows.append(f"  {what:24}{median(seconds):8.2f} ({max(seconds):.2f})")
        return rows


def _saves(site: Path) -> list[float]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    preview = subprocess.Popen(COMMAND, cwd=site, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        said = re.search(r":(\d+)", preview.stdout.readline())
        port = int(said[1])
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", "/__preview/events")
        heard = connection.getresponse()
        now = _next(heard, "0")
        time.sleep(1)  # whatever follows the first build
        stories = sorted(site.glob("content/tin/*/*/*/index.md"))
        first, whole = [], []
        for turn in range(ROUNDS):
            story, word = stories[len(stories) * (turn + 1) // (ROUNDS + 2)], f"Câu vừa thêm {turn}."
            text = story.read_text("utf-8") + f"\n\n{word}\n"
            page = "/" + story.parent.relative_to(site / "content").as_posix() + "/"
            before, own = now["version"], re.search(r"client\.js\?v=(\w+)", _page(port, page))[1]
            started = time.perf_counter()
            story.write_text(text, "utf-8")
            now = _next(heard, own, page)
            if word not in _page(port, page):
                raise SystemExit(f"{page} is not the one that was saved")
            first.append(time.perf_counter() - started)
            if now["version"] == before:
                now = _next(heard, before)
            whole.append(time.perf_counter() - started)
            time.sleep(1)
        return first, whole
    finally:
        preview.send_signal(signal.SIGTERM)
        preview.wait()


def _next(heard: http.client.HTTPResponse, own: str, page: str = "") -> dict:
    """Waits as client.js does for a state in which `page` (none: any) is of another version than `own`."""
    for line in heard:
        if line.startswith(b"data: "):
            now = json.loads(line[6:])
            if now["pages"].get(page, now["version"]) != own:
                return now
    raise SystemExit("the preview went away")


def _page(port: int, address: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", address)
    return connection.getresponse().read().decode()
