"""What `make check` takes: whole processes, in a big archive and on the sample."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.bench import corpus
from tests.site import ROOT, make_site

ROUNDS = 3
CHECK = [sys.executable, "-m", "plugins.check"]


def run(size: int) -> list[str]:
    """Checks `size` stories, then again, then with one edited, and the sample; the rows to print."""
    with tempfile.TemporaryDirectory() as folder:
        site = make_site(Path(folder)).folder
        (site / "settings.py").rename(site / "pelicanconf.py")
        corpus.write_folders(corpus.stories(size), site / "content")
        rows = [f"Checks of {size} stories, medians of {ROUNDS}:", f"{'seconds':>34}{'CPU s':>7}"]
        rows.append(_row("first", [_check(site)]))
        rows.append(_row("nothing changed", [_check(site) for _ in range(ROUNDS)]))
        edited = sorted(site.glob("content/tin/*/*/*/index.md"))[size // 2]
        found = []
        for turn in range(ROUNDS):
            edited.write_text(f"{edited.read_text('utf-8')}\nThêm một câu thứ {turn}.\n", "utf-8")
            found.append(_check(site))
        rows.append(_row("one story edited", found))
    _check(ROOT)
    return [*rows, _row("the sample", [_check(ROOT) for _ in range(ROUNDS)])]


def _check(folder: Path) -> tuple[float, float]:
    """(seconds, CPU seconds of all cores)"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    started = time.perf_counter()
    process = subprocess.Popen(CHECK, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # 1: mistakes were found
        raise SystemExit(f"{' '.join(CHECK)} failed in {folder}")
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime


def _row(name: str, found: list[tuple[float, float]]) -> str:
    return f"{name:>24}{median(each[0] for each in found):>10.2f}{median(each[1] for each in found):>7.2f}"
