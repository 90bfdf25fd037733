"""Builds of the site, each into the folder of the one before: so only what changed is printed."""

import json
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from plugins.core.mistakes import Mistake
from plugins.preview.child import Child
from plugins.preview.first_page import FirstPage
from plugins.preview.program import Program

# A build that hangs over one story may not keep a preview from ever seeing it mended.
PATIENCE = 60  # seconds a build may take once something newer is saved
PULSE = 0.05  # seconds between two looks at what is saved
ALONE = 20  # seconds that one story may take to be printed alone, its new photos too
FIRST = "first"  # folder of pages that were printed alone
UNEXPLAINED = "Chương trình dựng trang dừng giữa chừng (mã {code}). Chi tiết có trong cửa sổ lệnh."

TOO_LONG = "Lần dựng này quá lâu nên đã dừng; máy dựng lại với những gì vừa lưu."


def build_command(settings: Path, output: Path, report: Path) -> list[str]:
    """The command that builds: exit code 0 or 3 when `output` can be shown.

    It writes `report`, JSON: {"mistakes": [{"path", "sentence", "line", "warning"}], "pages": int}.
    """
    return [
        sys.executable, "-m", "plugins.build", "build",
        "--settings", str(settings), "--output", str(output), "--report", str(report),
    ]  # fmt: skip


@dataclass(frozen=True)
class Built:
    """What came of one build.

    version: new for every build
    site: the folder to serve, or None when there is something to mend first
    seconds: as the editor's clock saw it, start of the program included
    first: pages that were printed since it began, or before it just as they are in `site`
    """

    version: str
    site: Path | None
    mistakes: tuple[Mistake, ...]
    seconds: float
    pages: int
    first: tuple[FirstPage, ...] = ()


class Builder:
    """Runs builds one at a time.

    command: (output, report) -> the arguments of the program that builds; see `build_command`
    project: where that program runs
    cache: a folder that belongs to this builder alone
    waits: whether that program, told --when, waits for its word with all that it needs loaded, and
    told --stay prints single stories once it has built
    """

    def __init__(
        self, command: Callable[[Path, Path], list[str]], project: Path, cache: Path, waits: bool = False
    ):
        self._command, self._waits = command, waits
        self._waiting: Program | None = None
        self._stays: Program | None = None  # that of the last build, when it made a site
        self._first: list[FirstPage] = []
        # What is removed after the next build, when nobody asks it any more.
        self._spent: Program | None = None
        self._over: list[FirstPage] = []
        self._project = project
        self._cache = cache
        self.patience = PATIENCE
        self._child: Child | Program | None = None
        self._began = 0.0
        self._stopped = False
        self._lock = threading.Lock()

    def build(
        self,
        has_news: Callable[[], bool] = lambda: False,
        changed: Iterable[str] = (),
        meanwhile: Callable[[], None] = lambda: None,
    ) -> Built | None:
        """Build and wait for it; None when `stop` came in between. A failed build leaves the last site.

        has_news: whether something was saved since; a build that takes long then gives way.
        changed: what was saved since the last build; another program is loaded anew
        meanwhile: done again and again while it builds
        """
        version = f"{time.time_ns():x}"
        if not self._began:  # what one that was killed left
            shutil.rmtree(self._cache / FIRST, ignore_errors=True)
        self._cache.mkdir(parents=True, exist_ok=True)
        site, report = self._cache / "site", self._cache / "report.json"
        report.unlink(missing_ok=True)
        before, self._began = self._began, time.monotonic()
        began = self._began
        with self._lock:
            if self._stopped:
                return None
            self._child = self._begun(self._command(site, report), changed)
        gave_way = False
        while (code := self._child.wait(PULSE)) is None:
            meanwhile()
            if time.monotonic() - began > self.patience and has_news():
                gave_way = True
                self._child.stop()
        if self._stopped:
            return None
        mistakes, pages = _read(report)
        if gave_way:
            mistakes = (Mistake("", TOO_LONG),)
        good = code in (0, 3) and pages is not None and site.is_dir()
        if not good and all(mistake.warning for mistake in mistakes):
            mistakes += (Mistake("", UNEXPLAINED.format(code=code)),)
        first = self._settle(site if good else None, before)
        seconds = time.monotonic() - began
        return Built(version, site if good else None, mistakes, seconds, pages or 0, first)

    def _settle(self, site: Path | None, before: float) -> tuple[FirstPage, ...]:
        """What becomes of the program that has built, and of the pages that were printed alone.

        before: when the last build began
        """
        with self._lock:
            self._spent, self._stays = self._stays, None
            if isinstance(program := self._child, Program):
                if site and not program.has_ended():
                    self._stays = program
                else:
                    program.stop()
        stands, self._first = self._first, []
        for page in stands:
            newer = page.asked > self._began
            alike = site is not None and page.asked > before and page.is_in(site)
            (self._first if newer or alike else self._over).append(page)
        return tuple(self._first)

    def print_first(self, story: str) -> FirstPage | None:
        """The page of a story as it was just saved; None where only a build can tell.

        story: as content/tin/2024/06/bai/index.md; nothing but stories was saved since the last build
        """
        with self._lock:
            if (program := self._stays) is None:
                return None
        version, asked = f"{time.time_ns():x}", time.monotonic()
        folder = self._cache / FIRST / version
        name = program.print_story(story, folder, ALONE)
        if not name:
            if program.has_ended():
                self._stays = None
            shutil.rmtree(folder, ignore_errors=True)
            return None
        page = FirstPage(f"/{name.removesuffix('index.html')}", folder, version, asked)
        self._first.append(page)
        return page

    def prepare(self) -> None:
        """Start the program of the next build, which loads what it needs and waits; clear what is over."""
        if self._spent:
            self._spent.stop()
            self._spent = None
        for page in self._over:
            shutil.rmtree(page.folder, ignore_errors=True)
        self._over.clear()
        with self._lock:
            if not self._waits or self._waiting or self._stopped:
                return
            with suppress(OSError):  # as out of memory: the next build starts its own
                command = self._command(self._cache / "site", self._cache / "report.json")
                self._waiting = Program(command, self._project)

    def _begun(self, command: list[str], changed: Iterable[str]) -> Child | Program:
        program, self._waiting = self._waiting, None
        if program and not any(path.endswith(".py") for path in changed):
            with suppress(OSError):  # it has ended
                program.go()
                return program
        if program:
            program.stop()
        if not self._waits:
            return Child(command, self._project)
        program = Program(command, self._project)
        program.go()
        return program

    def stop(self) -> None:
        """End the build that runs, with all it started, and begin no other."""
        with self._lock:
            self._stopped = True
            programs = (self._waiting, self._stays, self._spent, self._child)
            self._waiting = self._stays = self._spent = None
        for each in programs:
            if each:
                each.stop()
        shutil.rmtree(self._cache / FIRST, ignore_errors=True)


def _read(report: Path) -> tuple[tuple[Mistake, ...], int | None]:
    """The mistakes and the number of pages; no number when there is no sound report."""
    try:
        told = json.loads(report.read_text("utf-8"))
        return tuple(Mistake(**mistake) for mistake in told["mistakes"]), int(told["pages"])
    except (OSError, ValueError, TypeError, LookupError):
        return (), None
