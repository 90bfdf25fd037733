"""Builds of the site, each into the folder of the one before: so only what changed is printed."""

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from plugins.core.mistakes import Mistake
from plugins.preview.child import Child

# A build that hangs over one story may not keep a preview from ever seeing it mended.
PATIENCE = 60  # seconds a build may take once something newer is saved
PULSE = 0.5  # seconds between two looks at what is saved
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
    """

    version: str
    site: Path | None
    mistakes: tuple[Mistake, ...]
    seconds: float
    pages: int


class Builder:
    """Runs builds one at a time.

    command: (output, report) -> the arguments of the program that builds; see `build_command`
    project: where that program runs
    cache: a folder that belongs to this builder alone
    waits: whether that program, told --when, waits for its word with all that it needs loaded
    """

    def __init__(
        self, command: Callable[[Path, Path], list[str]], project: Path, cache: Path, waits: bool = False
    ):
        self._command, self._waits = command, waits
        self._waiting: tuple[Child, int] | None = None  # and the open file that gives it its word
        self._project = project
        self._cache = cache
        self.patience = PATIENCE
        self._child: Child | None = None
        self._stopped = False
        self._lock = threading.Lock()

    def build(
        self, has_news: Callable[[], bool] = lambda: False, changed: Iterable[str] = ()
    ) -> Built | None:
        """Build and wait for it; None when `stop` came in between. A failed build leaves the last site.

        has_news: whether something was saved since; a build that takes long then gives way.
        changed: what was saved since the last build; another program is loaded anew
        """
        version = f"{time.time_ns():x}"
        self._cache.mkdir(parents=True, exist_ok=True)
        site, report = self._cache / "site", self._cache / "report.json"
        report.unlink(missing_ok=True)
        began = time.monotonic()
        with self._lock:
            if self._stopped:
                return None
            self._child = self._begun(self._command(site, report), changed)
        gave_way = False
        while (code := self._child.wait(PULSE)) is None:
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
        seconds = time.monotonic() - began
        return Built(version, site if good else None, mistakes, seconds, pages or 0)

    def prepare(self) -> None:
        """Start the program of the next build, which loads what it needs and waits."""
        with self._lock:
            if not self._waits or self._waiting or self._stopped:
                return
            when, word = os.pipe()
            command = self._command(self._cache / "site", self._cache / "report.json")
            try:
                child = Child([*command, "--when", str(when)], self._project, (when,))
            except OSError:  # as out of memory: the next build starts its own
                os.close(word)
                return
            finally:
                os.close(when)
            self._waiting = child, word

    def _begun(self, command: list[str], changed: Iterable[str]) -> Child:
        if not self._waiting:
            return Child(command, self._project)
        (child, word), self._waiting = self._waiting, None
        try:
            if not any(path.endswith(".py") for path in changed):
                os.write(word, b"[]\n")
                return child
        except OSError:  # it has ended
            pass
        finally:
            os.close(word)
        child.stop()
        return Child(command, self._project)

    def stop(self) -> None:
        """End the build that runs, with all it started, and begin no other."""
        with self._lock:
            self._stopped = True
            if self._waiting:
                (child, word), self._waiting = self._waiting, None
                os.close(word)
                child.stop()
        if self._child:
            self._child.stop()


def _read(report: Path) -> tuple[tuple[Mistake, ...], int | None]:
    """The mistakes and the number of pages; no number when there is no sound report."""
    try:
        told = json.loads(report.read_text("utf-8"))
        return tuple(Mistake(**mistake) for mistake in told["mistakes"]), int(told["pages"])
    except (OSError, ValueError, TypeError, LookupError):
        return (), None
