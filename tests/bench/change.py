"""What one change costs in a big archive: whole processes, each after the build before it."""

import os
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median

from tests.bench import corpus
from tests.bench.build import DESK, OUR_SETTINGS, build
from tests.site import make_site

ROUNDS = 3


def run(size: int) -> list[str]:
    """Builds `size` stories, then changes a little at a time, and returns the rows to print."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        make_site(site)
        (site / "settings.py").write_text(OUR_SETTINGS, "utf-8")
        stories = corpus.stories(size)
        corpus.write_folders(stories, site / "content")
        rows = [
            f"Builds of {size} stories, medians of {ROUNDS}:",
            f"{'seconds':>34}{'CPU s':>7}{'files written':>15}",
            _row("cold", [_build(site)]),
        ]
        for name, change in CHANGES.items():
            found = []
            for turn in range(ROUNDS):
                change(site, stories, turn)
                found.append(_build(site))
            rows.append(_row(name, found))
        return rows


def _nothing(site: Path, stories: list[corpus.Story], turn: int) -> None:
    pass


def _one_more(site: Path, stories: list[corpus.Story], turn: int) -> None:
    fields = {
        "slug": f"moi-{turn}",
        "title": f"Bài mới {turn}",
        "date": stories[0].date + timedelta(hours=turn + 1),
    }
    corpus.write_folders([corpus.Story(**{**vars(stories[0]), **fields})], site / "content")


def _one_edited(site: Path, stories: list[corpus.Story], turn: int) -> None:
    path = sorted(site.glob("content/tin/*/*/*/index.md"))[len(stories) // 2]
    path.write_text(path.read_text("utf-8") + f"\nThêm một câu thứ {turn}.\n", "utf-8")


def _header(site: Path, stories: list[corpus.Story], turn: int) -> None:
    with (site / "settings.py").open("a") as file:
        file.write(f"PORTAL['organisation']['telephone'] = '024 0000 {turn:04}'\n")


CHANGES: dict[str, Callable[[Path, list[corpus.Story], int], None]] = {
    "nothing changed": _nothing,
    "one story more": _one_more,
    "one story edited": _one_edited,
    "a telephone in the foot": _header,
}


def _build(site: Path) -> tuple[float, float, int]:
    """(seconds, CPU seconds of all cores, files written)."""
    before = _files(site)
    found = build(site, DESK, left=())
    return found.seconds, found.work, sum(before.get(path) != file for path, file in _files(site).items())


def _files(site: Path) -> dict[str, tuple[int, int]]:
    found = {}
    for folder, _, names in os.walk(site / "output"):
        for name in names:
            at = Path(folder, name).stat()
            found[f"{folder}/{name}"] = (at.st_ino, at.st_mtime_ns)
    return found


def _row(name: str, builds: list[tuple[float, float, int]]) -> str:
    seconds, work, written = (median(each) for each in zip(*builds, strict=True))
    return f"  {name:24}{seconds:8.1f}{work:7.1f}{written:15.0f}"
