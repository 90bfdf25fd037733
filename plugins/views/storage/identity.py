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
HEAD = 32  # bytes with which a journal begins: another one has another salt
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
        self._length, self._head = 0, b""  # of the journal
        self._known: int | None = None
        self._until = 0.0

    def fault(self, alone: bool = False) -> str:
        """What happened to the files since the last call, as the end of a sentence; '' when nothing did.

        A main file that changed though nobody committed was overwritten: between commits only
        those who commit write into it. So was a journal that is shorter, or begins otherwise.
        alone: whether nobody else may write now, so that the journal is at rest
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
        written, journal = _written(self._paths[0]), _stat(self._paths[1])
        length, head = journal.st_size if journal else 0, _head(self._paths[1]) if alone else self._head
        if self._known is None:
            self._known = self._version()
        else:
            cut = length < self._length or (self._head and head != self._head)
            if (written != self._written or cut) and not self._others_commit():
                self.readable = False
                return f"{self._paths[bool(cut)]} đã bị chép đè"
        self._written, self._length, self._head = written, length, head
        return ""

    def committed(self) -> None:
        """We wrote: what the files look like now is our doing."""
        self._others_commit()
        self._written = _written(self._paths[0])
        journal = _stat(self._paths[1])
        self._length, self._head = journal.st_size if journal else 0, _head(self._paths[1])

    def _others_commit(self) -> bool:
        """Whether another program committed since the last call, or is still writing what it committed."""
        before, self._known = self._known, self._version()
        now = time.monotonic()
        if self._known != before:
            self._until = now + CHECKPOINT
        return now < self._until


def _head(path: str) -> bytes:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - once a batch
            return file.read(HEAD)
    except OSError:
        return b""


def _written(path: str) -> tuple[int, int] | None:
    at = _stat(path)
    return (at.st_size, at.st_mtime_ns) if at else None


def _stat(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116 - twice a batch
    except OSError:
        return None
