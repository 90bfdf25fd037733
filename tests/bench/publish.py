"""Publishing one new story into a large portal, beside the build of it; urgent words; links; switches."""

import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from plugins.publish.checks.inspect_files import findings_of
from plugins.publish.releases.manifest import difference
from plugins.publish.releases.tree import hashes, read_tree
from plugins.publish.result_cache import ResultCache
from plugins.publish.targets.local import Local
from tests.bench import corpus
from tests.bench.build import DESK, OUR_SETTINGS
from tests.nginx import NGINX, nginx
from tests.portal import Portal
from tests.site import ROOT, make_site

SITEURL = "https://tram-tin.example"
PUBLISH = [sys.executable, "-m", "plugins.publish", "--settings", "settings.py", "publish", "--no-build"]
NOTICE = [*PUBLISH[:-2], "notice"]
ROUNDS = 3
SWITCHES = 50
RATE = 200  # requests a second
READERS = 4


def run(size: int) -> list[str]:
    """Publishes `size` stories, then one more, and returns the rows to print."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        make_site(site)
        (site / "settings.py").write_text(OUR_SETTINGS, "utf-8")
        stories = corpus.stories(size)
        corpus.write_folders(stories, site / "content")
        first = _timed(DESK, site), _timed(PUBLISH, site)
        _write_one_more(stories[0], site / "content")
        second = _timed(DESK, site), _timed(PUBLISH, site)
        what, packed = _rewritten(Local(site / "public_html"))
        rows = [
            f"Publish of {size} stories, seconds:",
            f"{'build':>34}{'verify, compress, release':>28}",
            f"  {'first publish':24}{first[0]:8.1f}{first[1]:28.1f}",
            f"  {'one new story':24}{second[0]:8.1f}{second[1]:28.1f}",
            f"  {'publish / build':24}{second[1] / second[0]:36.2f}",
            f"  files written by one new story: {what} (and {packed} compressed copies)",
        ]
        return [*rows, _notices(site), *_links(site), *_switches(site)]


def _timed(command: list[str], site: Path) -> float:
    started = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SITEURL": SITEURL}
    subprocess.run(command, cwd=site, env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def _notices(site: Path) -> str:
    """Urgent words thrice: each time the whole command, as typed."""
    seconds = [_timed([*NOTICE, "--text", f"Bão số {number}"], site) for number in range(1, ROUNDS + 1)]
    return f"Urgent words, from the command to its end: {median(seconds):.1f} s (median of {ROUNDS})"


def _write_one_more(newest: corpus.Story, content: Path) -> None:
    fields = vars(newest) | {"slug": "bai-moi", "title": "Bài mới", "date": newest.date + timedelta(hours=3)}
    corpus.write_folders([corpus.Story(**fields)], content)


def _rewritten(local: Local) -> tuple[int, int]:
    """(files, compressed copies) that the last release does not share with the one before."""
    before, after = local.release_list().releases[-2:]
    old, new = local.manifest(before), local.manifest(after)
    changed = [path for path, entry in new.files.items() if old.files.get(path) != entry]
    files = difference(old, new).rewritten + 1  # and release.json
    return files, sum(path.endswith((".br", ".gz")) for path in changed)


def _links(site: Path) -> list[str]:
    tree = read_tree(site / "output")
    pages = {path: sha for path, sha in hashes(tree).items() if path.endswith(".html")}
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        cache = ResultCache(Path(folder))
        for _ in range(2):
            started = time.perf_counter()
            findings_of("page", site / "output", pages, SITEURL, cache)
            seconds.append(time.perf_counter() - started)
    return [
        f"Checks of {len(pages)} pages: cold {seconds[0]:.1f} s ({len(pages) / seconds[0]:.0f} pages/s), "
        f"nothing changed {seconds[1]:.1f} s"
    ]


def _switches(site: Path) -> list[str]:
    if not Path(NGINX).exists() or not shutil.which("nginx", path="/usr/sbin"):
        return ["Switches under load: nginx is missing"]
    local = Local(site / "public_html")
    names = local.release_list().releases[-2:]
    address = next(path for path in local.manifest(names[0]).files if path.startswith("tin/"))
    over, asked, failed = threading.Event(), [], []

    def read(base: str) -> None:
        host = urlsplit(base)
        line = http.client.HTTPConnection(host.hostname, host.port, timeout=10)
        due = time.monotonic()
        while not over.is_set():
            due += READERS / RATE
            time.sleep(max(0, due - time.monotonic()))
            try:
                line.request("GET", f"/{address.removesuffix('index.html')}")
                answer = line.getresponse()
                whole = len(answer.read()) == int(answer.headers["Content-Length"])
                (asked if answer.status == 200 and whole else failed).append(answer.status)
            except (OSError, http.client.HTTPException) as error:
                failed.append(error)
                line.close()
        line.close()

    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        base, _ = stack.enter_context(nginx(Path(folder), Portal(site), local.folder))
        readers = [threading.Thread(target=read, args=(base,)) for _ in range(READERS)]
        started = time.monotonic()
        for reader in readers:
            reader.start()
        for number in range(SWITCHES):
            local.switch(names[number % 2])
            time.sleep(0.1)
        over.set()
        for reader in readers:
            reader.join()
        rate = (len(asked) + len(failed)) / (time.monotonic() - started)
    return [
        f"{SWITCHES} switches under {rate:.0f} requests/s: {len(failed)} of {len(asked) + len(failed)} failed"
    ]
