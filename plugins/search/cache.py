"""PeriodCache: what one build made of each month and period, so that the next makes only what is new.

    2018.period      what is known of the block, and from what it was made
    2018/            its finished files; the site has them by hard link
    2024-06.month    the postings of a month

Whatever is missing, torn or of another build is no loss: it is made again.
"""

import marshal
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from plugins.core.files import same_files
from plugins.search.postings import Posted


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
    """Kept values in a folder, each under its name and the digest of what it was made from.

    last: the search's folder in the last site
    standing: paths in it, as 2018/w-ba.bin, of files that stay there as they are
    """

    def __init__(self, folder: Path, last: Path | None = None):
        self._folder, self._last = folder, last
        self._used: set[str] = set()
        self.standing: set[str] = set()

    def month(self, name: str, digest: bytes, make: Callable[[], Posted]) -> Posted:
        """The postings of a month: remembered, or made and kept."""
        name = f"{name}.month"
        kept: Posted | None = self._load(name, digest)
        if kept is None:
            self._save(name, digest, kept := make())
        return kept

    def hold(self, months: Iterable[str]) -> None:
        """Keeps the postings of months that this build had no need to load."""
        self._used.update(f"{name}.month" for name in months)

    def record(self, period: str, digest: bytes) -> Record | None:
        """What is known of a period with this digest whose files are all there."""
        kept = self._load(f"{period}.period", digest)
        return Record(*kept[0]) if kept and self._stamps(period) == kept[1] else None

    def keep(self, period: str, digest: bytes, record: Record, files: dict[str, bytes]) -> None:
        """Keeps the files of a period; one that is the same as before is not touched."""
        folder = self._folder / period
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for path in folder.iterdir():
                data = files.get(path.name)
                # Never written over: the last site has the same file by hard link.
                if data is None or path.stat().st_size != len(data) or path.read_bytes() != data:
                    path.unlink()
            for name in files.keys() - {path.name for path in folder.iterdir()}:
                _write(f"{folder}/{name}", files[name])
            self._save(f"{period}.period", digest, (astuple(record), self._stamps(period)))
        except OSError:
            return  # a full or read-only disk makes the next build slower, not wrong

    def publish(self, period: str, record: Record, to: Path, files: dict[str, bytes] | None = None) -> bool:
        """Puts the files of a period into the new folder `to`; `files` are those just made.

        Those that the last site shares with this cache are only told of, in `standing`.
        False, with `to` gone again, where another build has meanwhile taken one of the kept files away.
        """
        if self._last and same_files(self._folder / period, self._last / period) == {*record.files}:
            self.standing |= {f"{period}/{name}" for name in record.files}
            return True
        to.mkdir(parents=True)
        for name in record.files:
            source, target = f"{self._folder}/{period}/{name}", f"{to}/{name}"
            try:
                os.link(source, target)
            except OSError:  # another disk, one without links, or what could not be kept
                if files:
                    _write(target, files[name])
                    continue
                try:
                    shutil.copyfile(source, target)
                except OSError:
                    shutil.rmtree(to)
                    return False
        return True

    def sweep(self) -> None:
        """Drops what this build had no use for."""
        for path in self._folder.glob("*"):
            if path.is_dir() and f"{path.name}.period" not in self._used:
                shutil.rmtree(path, ignore_errors=True)
            elif not path.is_dir() and path.name not in self._used:
                path.unlink(missing_ok=True)

    def _stamps(self, period: str) -> dict[str, tuple[int, int]]:
        """Length and time of change of each file: who edits the site's copy edits the same file."""
        try:
            with os.scandir(self._folder / period) as entries:
                stats = [(entry.name, entry.stat()) for entry in entries]
            return {name: (at.st_size, at.st_mtime_ns) for name, at in stats}
        except OSError:
            return {}

    def _load(self, name: str, digest: bytes) -> Any:
        self._used.add(name)
        try:
            with (self._folder / name).open("rb") as file:
                return marshal.load(file) if file.read(len(digest)) == digest else None
        except (OSError, ValueError, EOFError, TypeError):
            return None

    def _save(self, name: str, digest: bytes, value: Any) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, part = tempfile.mkstemp(dir=self._folder, prefix=".")
            with os.fdopen(handle, "wb") as file:
                file.write(digest)
                marshal.dump(value, file)
            Path(part).replace(self._folder / name)
        except OSError:
            return


def _write(path: str, data: bytes) -> None:
    with open(path, "xb") as file:  # noqa: PTH123
        file.write(data)
