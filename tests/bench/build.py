"""A cold build of the whole portal beside stock Pelican's with its plain theme."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench import corpus
from tests.bench.memory import peak_of
from tests.site import ROOT, make_site

ROUNDS = 3
LEFT = (".cache", "output")
OURS, STOCK = "Trạm Tin", "Pelican, theme simple"
# A story without a photo gets a drawn card to be shared with; stock Pelican draws none. The
# second figure leaves them out: everything is built cold, but the cards are in the cache.
PAGES = "Trạm Tin, cards kept"
LEFT_OF_PAGES = (".cache/jinja", ".cache/search", "output")
# The public settings.
OUR_SETTINGS = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from publishconf import *
"""
# What pelican-quickstart asks for; all else, feeds and the theme "simple", is Pelican's own.
STOCK_SETTINGS = """
SITENAME, SITEURL = "Cổng thông tin điện tử", "https://tram-tin.example"
TIMEZONE, DEFAULT_LANG = "Asia/Ho_Chi_Minh", "vi"
THEME = "simple"
PLUGINS = []
"""
DESK = [sys.executable, "-m", "plugins.build", "build", "--settings", "settings.py", "--output", "output"]
COMMANDS = {
    OURS: DESK,
    PAGES: DESK,
    STOCK: [sys.executable, "-m", "pelican", "content", "-s", "settings.py", "-o", "output", "--quiet"],
}


@dataclass(frozen=True)
class Build:
    """One cold build.

    work: seconds of all cores; memory: peak of all its processes together in MB; pages: HTML files
    """

    seconds: float
    work: float
    memory: float
    pages: int


def run(size: int) -> list[str]:
    """Builds `size` stories with both, in turns, and returns the rows to print."""
    found = {OURS: [], PAGES: [], STOCK: []}
    with tempfile.TemporaryDirectory() as folder:
        sites = prepare(Path(folder), corpus.stories(size))
        for turn in range(ROUNDS):
            for name in (OURS, PAGES, STOCK) if turn % 2 == 0 else (STOCK, OURS, PAGES):
                left = LEFT_OF_PAGES if name == PAGES else LEFT
                found[name].append(build(sites[name], COMMANDS[name], left))
    seconds = {name: median(build.seconds for build in builds) for name, builds in found.items()}
    rows = [
        f"Cold build of {size} stories, median of {ROUNDS}:",
        f"{'seconds':>34}{'CPU s':>7}{'MB':>7}{'pages':>7}",
    ]
    for name, builds in found.items():
        work, memory = (median(getattr(each, of) for each in builds) for of in ("work", "memory"))
        rows.append(f"  {name:24}{seconds[name]:8.1f}{work:7.1f}{memory:7.0f}{builds[0].pages:7}")
    for name in (OURS, PAGES):
        rows.append(f"  {name + ' / stock':24}{seconds[name] / seconds[STOCK]:8.2f}")
    return rows


def prepare(root: Path, stories: list[corpus.Story]) -> dict[str, Path]:
    """The two sites: {maker: folder}, each with its settings and the same stories."""
    ours, stock = root / "ours", root / "stock"
    make_site(ours)
    (ours / "settings.py").write_text(OUR_SETTINGS, "utf-8")
    corpus.write_folders(stories, ours / "content")
    corpus.write_flat(stories, stock / "content")
    (stock / "settings.py").write_text(STOCK_SETTINGS, "utf-8")
    return {OURS: ours, PAGES: ours, STOCK: stock}


def build(site: Path, command: list[str], left: tuple[str, ...] = LEFT) -> Build:
    """Runs one build after putting aside what is `left` of an earlier one.

    Not removed: some disks are slow to make files where many have just been removed.
    """
    aside = Path(tempfile.mkdtemp(dir=site.parent))
    for name in left:
        if (site / name).exists():
            (site / name).rename(aside / Path(name).name)
    os.sync()  # what was written before is not this build's to pay for
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=site, env=environment, stdout=subprocess.DEVNULL)
    with peak_of(process.pid) as peak:
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed in {site}")
    return Build(
        seconds,
        usage.ru_utime + usage.ru_stime,
        peak.mb,
        sum(1 for _ in (site / "output").rglob("*.html")),
    )
