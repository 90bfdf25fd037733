"""What one change costs in a big archive, here and in Hugo: whole processes, each after a build."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median

from tests.bench import corpus, hugo
from tests.bench.build import DESK, OUR_SETTINGS, build
from tests.site import make_site

ROUNDS = 3
Measured = tuple[float, float, int]  # seconds, CPU seconds of all cores, files written


@dataclass(frozen=True)
class Maker:
    """site: its folder; command: builds it; add: writes stories; telephone: changes every page."""

    name: str
    site: Path
    command: list[str]
    add: Callable[[list[corpus.Story]], None]
    telephone: Callable[[str], None]


def run(size: int) -> list[str]:
    """Builds `size` stories with both in turn, then changes a little at a time; returns the rows to print."""
    with tempfile.TemporaryDirectory() as folder:
        stories = corpus.stories(size)
        makers = [our_site(Path(folder, "ours"), stories)]
        if hugo.HUGO.exists():
            makers.append(hugo_site(Path(folder, "hugo"), stories))
        rows = [
            f"Builds of {size} stories, medians of {ROUNDS}:",
            f"{'seconds':>44}{'CPU s':>7}{'files written':>15}",
            *(_row(f"{maker.name}: cold", [_build(maker)]) for maker in makers),
        ]
        for name, change in CHANGES.items():
            found: dict[str, list[Measured]] = {maker.name: [] for maker in makers}
            for turn in range(ROUNDS):
                for maker in makers:
                    change(maker, stories, turn)
                    found[maker.name].append(_build(maker))
            rows += [_row(f"{maker}: {name}", builds) for maker, builds in found.items()]
        return rows


def our_site(site: Path, stories: list[corpus.Story]) -> Maker:
    make_site(site)
    (site / "settings.py").write_text(OUR_SETTINGS, "utf-8")
    corpus.write_folders(stories, site / "content")

    def telephone(number: str) -> None:
        with (site / "settings.py").open("a") as file:
            file.write(f"PORTAL['organisation']['telephone'] = '{number}'\n")

    return Maker("Trạm Tin", site, DESK, lambda more: corpus.write_folders(more, site / "content"), telephone)


def hugo_site(site: Path, stories: list[corpus.Story]) -> Maker:
    hugo.write(site, stories)
    return Maker(
        "Hugo",
        site,
        hugo.COMMAND,
        lambda more: hugo.add(site, more),
        lambda number: hugo.telephone(site, number),
    )


def _nothing(maker: Maker, stories: list[corpus.Story], turn: int) -> None:
    pass


def _one_more(maker: Maker, stories: list[corpus.Story], turn: int) -> None:
    fields = {
        "slug": f"moi-{turn}",
        "title": f"Bài mới {turn}",
        "date": stories[0].date + timedelta(hours=turn + 1),
    }
    maker.add([corpus.Story(**{**vars(stories[0]), **fields})])


def _one_edited(maker: Maker, stories: list[corpus.Story], turn: int) -> None:
    path = sorted(maker.site.glob("content/tin/*/*/*/index.md"))[len(stories) // 2]
    path.write_text(path.read_text("utf-8") + f"\nThêm một câu thứ {turn}.\n", "utf-8")


def _header(maker: Maker, stories: list[corpus.Story], turn: int) -> None:
    maker.telephone(f"024 0000 {turn + 1:04}")


CHANGES: dict[str, Callable[[Maker, list[corpus.Story], int], None]] = {
    "nothing changed": _nothing,
    "one story more": _one_more,
    "one story edited": _one_edited,
    "a telephone in the foot": _header,
}


def _build(maker: Maker) -> Measured:
    before = _files(maker.site)
    found = build(maker.site, maker.command, left=())
    after = _files(maker.site)
    return found.seconds, found.work, sum(before.get(path) != file for path, file in after.items())


def _files(site: Path) -> dict[str, tuple[int, int]]:
    found = {}
    for folder, _, names in os.walk(site / "output"):
        for name in names:
            at = Path(folder, name).stat()
            found[f"{folder}/{name}"] = (at.st_ino, at.st_mtime_ns)
    return found


def _row(name: str, builds: list[Measured]) -> str:
    seconds, work, written = (median(each) for each in zip(*builds, strict=True))
    return f"  {name:34}{seconds:8.1f}{work:7.1f}{written:15.0f}"
