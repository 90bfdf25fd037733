"""Which saved files ask for a new build."""

import threading
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from watchfiles import Change, watch

FOLDERS = ("content", "theme", "plugins")
# How often the watching threads look up; also how long the start of watching takes.
PULSE = 100  # milliseconds
STEP = 20  # milliseconds without another change after which those of one save are all there
LOOK = 30  # seconds between two looks at the clock


def counts(path: str) -> bool:
    """Whether a change of `path` (relative to the project) can change the site.

    Outside the three folders only Python files count: the settings. Names that begin with
    a dot are caches and swap files (.~lock.x#, .x.swp, .#x), "~$x" is Word's, "x~" and
    4913 are those of other editors.
    """
    parts = Path(path).parts
    name = parts[-1]
    if any(part.startswith(".") or part == "__pycache__" for part in parts):
        return False
    if name.startswith("~$") or name.endswith(("~", ".swp", ".tmp")) or name == "4913":
        return False
    return parts[0] in FOLDERS or (len(parts) == 1 and name.endswith(".py"))


def _seconds(until: datetime | None) -> float | None:
    return min(LOOK, max(0.0, (until - datetime.now(UTC)).total_seconds())) if until else None


def settled(changes: Iterable[tuple[Change, str]]) -> set[str]:
    """The paths of changes of one moment, but for files that came and went in it.

    `sed -i` and many editors write a file beside the one they save, and give it that one's name.
    """
    kinds: dict[str, set[Change]] = {}
    for change, path in changes:
        kinds.setdefault(path, set()).add(change)
    return {
        path
        for path, each in kinds.items()
        if not {Change.added, Change.deleted} <= each or Path(path).exists()
    }


class Watch:
    """Collects the changes of a project until somebody asks for them.

    However much is saved during a build, it is one answer of `wait`, so one more build.
    """

    def __init__(self, project: Path):
        self._project = project
        self._news = threading.Condition()
        self._changed: set[str] = set()
        self._fresh: set[str] = set()
        self._failure: Exception | None = None
        self._stop = threading.Event()

    def start(self) -> None:
        """Returns once every change from now on will be seen."""
        folders = [self._project / name for name in FOLDERS if (self._project / name).is_dir()]
        # The project itself is watched without its depths: .venv and output are large.
        # Not the settings files one by one, because editors replace a file on saving.
        started = [self._follow([self._project], recursive=False)]
        if folders:
            started.append(self._follow(folders, recursive=True))
        for ready in started:
            ready.wait()

    def wait(self, until: datetime | None = None) -> list[str] | None:
        """The changed files since the last call, sorted; none when it is `until`; None after `stop`.

        Raises OSError when the machine cannot watch (any more).
        """

        def is_answered() -> bool:
            return bool(self._changed or self._failure or self._stop.is_set())

        with self._news:
            # By the clock on the wall, which goes on while the machine sleeps.
            while not self._news.wait_for(is_answered, _seconds(until)):
                if until and datetime.now(UTC) >= until:
                    break
            if self._failure:
                raise self._failure
            changed, self._changed = sorted(self._changed), set()
            return None if self._stop.is_set() else changed

    def fresh(self) -> set[str]:
        """The changed files since the last call; `wait` answers them all the same."""
        with self._news:
            fresh, self._fresh = self._fresh, set()
            return fresh

    def has_news(self) -> bool:
        """Whether `wait` would answer at once."""
        with self._news:
            return bool(self._changed)

    def stop(self) -> None:
        with self._news:
            self._stop.set()
            self._news.notify_all()

    def _follow(self, folders: list[Path], recursive: bool) -> threading.Event:
        ready = threading.Event()
        threading.Thread(target=self._collect, args=(folders, recursive, ready), daemon=True).start()
        return ready

    def _collect(self, folders: list[Path], recursive: bool, ready: threading.Event) -> None:
        try:
            for changes in watch(
                *folders,
                recursive=recursive,
                watch_filter=self._counts,
                stop_event=self._stop,
                rust_timeout=PULSE,
                step=STEP,
                yield_on_timeout=True,  # the first answer, even empty, says that it watches
            ):
                ready.set()
                with self._news:
                    changed = {self._name(path) for path in settled(changes)}
                    self._changed |= changed
                    self._fresh |= changed
                    self._news.notify_all()
        except Exception as failure:
            with self._news:
                self._failure = failure
                self._news.notify_all()
        finally:
            ready.set()

    def _counts(self, change: Change, path: str) -> bool:
        # Where files are polled (WSL), a swap file also "modifies" the folder it lies in.
        if change is Change.modified and Path(path).is_dir():
            return False
        return counts(self._name(path))

    def _name(self, path: str) -> str:
        return Path(path).relative_to(self._project).as_posix()
