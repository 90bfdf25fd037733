"""PeriodCache: what one build made of each period, so that the next makes only what is new.

    2018.period     what is known of the block, and from what it was made
    2018/           its finished files; the site has them by hard link
    2018.block      its months and their lists (block.py)

Whatever is missing, torn or of another build is no loss: it is made again.
"""

import marshal
import os
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from plugins.core.files import same_files
from plugins.core.program_identity import program

SIZE = 16  # bytes of a digest
END = b"end"  # of kept values, each of which begins with its length and its digest

Stamps = dict[str, tuple[int, int]]  # of each file: its length and time of change


@dataclass(frozen=True)
class Record:
    """A finished block: the names of its files, and what the manifest and the words need."""

    files: list[str]
    shards: str
    count: int
    long: list[int]
    years: list[int]
    words: dict[str, int]


# Plain strings where thousands of files are looked at: making a Path takes longer than a link.
class PeriodCache:
    """Kept values in a folder, each under its name.

    last: the search's folder in the last site
    standing: paths in it, as 2018/w-ba.bin, of files that stay there as they are
    """

    def __init__(self, folder: Path, last: Path | None = None):
        self._folder, self._last = folder, last
        self._used: set[str] = set()
        self._known: dict[str, tuple[Stamps, dict[str, bytes]]] = {}  # of a period's files, with digests
        self.standing: set[str] = set()

    def record(self, period: str, digest: bytes) -> Record | None:
        """What is known of a period with this digest whose files are all there."""
        self._used |= {period, f"{period}.period", f"{period}.block"}
        kept = self._load(f"{period}.period")
        if not kept:
            return None
        made_from, record, stamps, digests = kept
        self._known[period] = stamps, digests
        return Record(*record) if made_from == digest and self._stamps(period) == stamps else None

    def block(self, period: str) -> list[Any] | None:
        """The values that were last kept for a period, whatever it was made from."""
        self._used.add(name := f"{period}.block")
        return self._load(name)

    def keep_block(self, period: str, values: Iterable[Any]) -> None:
        """Keeps values for a period; on a full or read-only disk the next build is slower, not wrong."""
        self._save(f"{period}.block", values)

    def publish(self, period: str, record: Record, to: Path) -> bool:
        """Puts the kept files of a period into the new folder `to`.

        Those that the last site shares with this cache are only told of, in `standing`.
        False, with `to` gone again, where another build has meanwhile taken one of them away.
        """
        folder = self._folder / period
        standing = self._shared(period).intersection(record.files)
        to.mkdir(parents=True)
        for name in record.files:
            if name not in standing and not _linked(f"{folder}/{name}", f"{to}/{name}"):
                shutil.rmtree(to)
                return False
        self.standing |= {f"{period}/{name}" for name in standing}
        return True

    def write(self, period: str, files: Iterable[tuple[str, bytes]], to: Path) -> list[str]:
        """Puts `files` into the new folder `to` as `publish` does, and keeps them; returns their names.

        Those that are as they were kept are not touched.
        """
        folder = self._folder / period
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        there = self._stamps(period)
        stamps, before = self._known.get(period, ({}, {}))
        as_kept = {name for name, stamp in there.items() if stamps.get(name) == stamp}
        shared, digests, is_whole = self._shared(period), dict[str, bytes](), True
        to.mkdir(parents=True)
        for name, data in files:
            digests[name] = digest = blake2b(data, digest_size=SIZE).digest()
            is_kept = name in as_kept and before[name] == digest
            if is_kept and name in shared:
                self.standing.add(f"{period}/{name}")
            elif not (is_kept or _renewed(f"{folder}/{name}", data)):
                is_whole = False
                _write(f"{to}/{name}", data)
            else:
                try:
                    os.link(f"{folder}/{name}", f"{to}/{name}")
                except OSError:  # another disk, or one without links
                    _write(f"{to}/{name}", data)
        for name in there.keys() - digests.keys():
            with suppress(OSError):
                os.unlink(f"{folder}/{name}")  # noqa: PTH108
        self._known[period] = self._stamps(period) if is_whole else {}, digests
        return [*digests]

    def keep_record(self, period: str, digest: bytes, record: Record) -> None:
        """Keeps what is known of the files that `write` has kept. digest: of what they were made from"""
        told = tuple(vars(record).values())
        self._save(f"{period}.period", [digest, told, *self._known[period]])

    def sweep(self) -> None:
        """Drops what this build had no use for."""
        for path in self._folder.glob("*"):
            if path.name in self._used:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)

    def _stamps(self, period: str) -> Stamps:
        """Who edits the site's copy of a file edits the same file."""
        try:
            with os.scandir(self._folder / period) as entries:
                stats = [(entry.name, entry.stat()) for entry in entries]
            return {name: (at.st_size, at.st_mtime_ns) for name, at in stats}
        except OSError:
            return {}

    def _shared(self, period: str) -> set[str]:
        """The files of a period that the last site shares with this cache."""
        return same_files(self._folder / period, self._last / period) if self._last else set()

    def _load(self, name: str) -> list[Any] | None:
        values = []
        try:
            with (self._folder / name).open("rb") as file:
                whole = os.fstat(file.fileno()).st_size
                while size := int.from_bytes(file.read(8)):
                    digest, data = file.read(SIZE), file.read(min(size, whole))
                    if _digest(data) != digest:
                        return None
                    values.append(marshal.loads(data))
                return values if file.read() == END else None
        except (OSError, ValueError, EOFError, TypeError):
            return None

    def _save(self, name: str, values: Iterable[Any]) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, part = tempfile.mkstemp(dir=self._folder, prefix=".")
            with os.fdopen(handle, "wb") as file:
                for data in map(marshal.dumps, values):
                    file.write(len(data).to_bytes(8) + _digest(data) + data)
                file.write(bytes(8) + END)
            Path(part).replace(self._folder / name)
        except OSError:
            return


def _digest(data: bytes) -> bytes:
    return blake2b(data, key=program().encode(), digest_size=SIZE).digest()


def _write(path: str, data: bytes) -> None:
    with open(path, "xb") as file:  # noqa: PTH123
        file.write(data)


def _renewed(path: str, data: bytes) -> bool:
    """Whether a kept file now is `data`; it is never written over, for the last site has it by hard link."""
    try:
        with suppress(FileNotFoundError):
            os.unlink(path)  # noqa: PTH108 - by the thousand
        _write(path, data)
    except OSError:
        return False
    return True


def _linked(source: str, target: str) -> bool:
    """Whether the kept file `source` is there, and now also at `target`."""
    try:
        os.link(source, target)
    except OSError:  # another disk, or one without links
        try:
            shutil.copyfile(source, target)
        except OSError:
            return False
    return True
