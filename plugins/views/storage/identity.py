"""Whether the file at a path is still the one that was opened.

An open SQLite file that is removed, replaced or overwritten goes on taking writes that
nobody will ever read. Opening it a second time to look would drop SQLite's locks; asking
the system what lies at the path costs microseconds.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path

BESIDE = ("", "-wal", "-shm")  # SQLite removes the last two when the last program leaves, never before
CHECKPOINT = 30.0  # seconds in which what another program committed reaches the main file, at most


class Identity:
    """What the database at `path` consists of, from the first `fault` on.

    version: asks SQLite for a number that changes when another program commits
    readable: whether the open connection still sees what was stored
    """

    def __init__(self, path: Path, version: Callable[[], int]):
        self._paths = [f"{path}{suffix}" for suffix in BESIDE]
        self._version, self.readable = version, True
        self._inodes: dict[str, tuple[int, int]] = {}
        self._written: tuple[int, int] | None = None
        self._known: int | None = None
        self._until = 0.0

    def fault(self) -> str:
        """What happened to the files since the last call, as the end of a sentence; '' when nothing did.

        A main file that changed though nobody committed was overwritten: between commits only
        those who commit write into it.
        """
        for path in self._paths:
            at = _stat(path)
            if (before := self._inodes.get(path)) is None:
                if at:
                    self._inodes[path] = at.st_dev, at.st_ino
            elif at is None:
                return f"{path} đã bị xóa"
            elif (at.st_dev, at.st_ino) != before:
                return f"{path} đã bị thay bằng tệp khác"
        written = _written(self._paths[0])
        if self._known is None:
            self._known = self._version()
        elif written != self._written and not self._others_commit():
            self.readable = False
            return f"{self._paths[0]} đã bị chép đè"
        self._written = written
        return ""

    def committed(self) -> None:
        """We wrote: what the main file looks like now is our doing."""
        self._others_commit()
        self._written = _written(self._paths[0])

    def _others_commit(self) -> bool:
        """Whether another program committed since the last call, or is still writing what it committed."""
        before, self._known = self._known, self._version()
        now = time.monotonic()
        if self._known != before:
            self._until = now + CHECKPOINT
        return now < self._until


def _written(path: str) -> tuple[int, int] | None:
    at = _stat(path)
    return (at.st_size, at.st_mtime_ns) if at else None


def _stat(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116 - twice a batch
    except OSError:
        return None
