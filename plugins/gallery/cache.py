"""Cache: the folder of finished pictures, kept between builds and outside the output.

A file has its real name only once it is whole and on the disk; the record that vouches for
a photo's files is written after all of them. So whatever stops a build, Ctrl-C, kill -9 or
a power cut, leaves at worst files nobody trusts, which are swept up an hour later. Nor is a file trusted
that was written into after what vouches for it: it is drawn again, to the byte.

Its index says which photo file has which bytes, so that a second build reads none of them. A file
whose path, size and both times are those of the last build is taken for the same file, as git does.
As git does too, a file changed within moments of being read is not trusted: a second change in the
same tick of the clock would not show.
"""

import json
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from plugins.gallery.derivatives import ENGINE, Derivative


@dataclass(frozen=True)
class Record:
    """What is known of one photo's bytes.

    content: hash of the bytes
    width, height: pixels of the upright photo
    placeholder: number of its placeholder colour
    animated: only the first picture is shown
    files: name to size in bytes of every file made so far
    """

    content: str
    width: int
    height: int
    placeholder: int
    animated: bool
    files: dict[str, int]

    def only(self, names: Iterable[str]) -> "Record":
        """The same record vouching for `names` alone."""
        return replace(self, files={name: self.files[name] for name in names})


LAID_DOWN = "laid-down"  # the folder of files that are to be named together
HOUR = 3600  # seconds after which no running build still wants a file it has not named


def is_old(path: Path) -> bool:
    """Whether no build that is running now can have made the file; False for one that is gone."""
    try:
        return path.stat().st_mtime < time.time() - HOUR
    except FileNotFoundError:
        return False


# Plain strings where thousands of files are looked at: making a Path takes longer than a stat.
@dataclass(frozen=True)
class Cache:
    """The pictures under `folder`, which is made when the first one is saved."""

    folder: Path

    def record(self, content: str) -> Record | None:
        """The record of a photo, None when it was never finished by this engine."""
        try:
            kept = json.loads(self._record(content).read_text("utf-8"))
            if "tone" in kept["record"]:  # written by version 0.2.0 or an older one
                kept["record"]["placeholder"] = kept["record"].pop("tone")
            return Record(**kept["record"]) if kept["engine"] == ENGINE else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, record: Record) -> None:
        """Vouch for the files of a photo; call it when all of them are saved."""
        text = json.dumps({"engine": ENGINE, "record": asdict(record)})
        self.save(self._record(record.content).name, text.encode())

    def _record(self, content: str) -> Path:
        return self.folder / f"{content}.json"

    def missing(self, record: Record, wanted: tuple[Derivative, ...], until: int) -> tuple[Derivative, ...]:
        """The derivatives that are not there: never made, gone, not the size they had, or touched since.

        until: as of `holds`
        """
        return tuple(each for each in wanted if not self.holds(each.name, record.files.get(each.name), until))

    def holds(self, name: str, size: int | None, until: int) -> bool:
        """Whether the finished file `name` of `size` bytes is there, as it was at the moment `until`, ns."""
        try:
            at = os.stat(f"{self.folder}/{name}")  # noqa: PTH116
        except OSError:
            return False
        return at.st_size == size and at.st_mtime_ns <= until

    def recorded(self, content: str) -> int:
        """When the record of a photo was written, in ns; 0 where there is none."""
        return written(self._record(content))

    def save(self, name: str, content: bytes) -> None:
        """Write a file so that it appears under its name whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(suffix=".part", dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())  # a rename may reach the disk before the bytes do
            Path(part).chmod(0o644)
            Path(part).replace(self.folder / name)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise

    def lay_down(self, name: str, content: bytes) -> str:
        """Write a file that has its name only after `settle`, which wants what is returned."""
        path = f"{self.folder}/{LAID_DOWN}/{name}.{os.getpid()}.{secrets.token_hex(4)}"
        with open(path, "xb") as file:  # noqa: PTH123
            file.write(content)
            os.fchmod(file.fileno(), 0o644)
        return path

    def settle(self, laid_down: dict[str, str]) -> None:
        """Give files that were laid down their names, all after one wait for the disk: {name: path}."""
        os.sync()
        for name, path in laid_down.items():
            os.replace(path, f"{self.folder}/{name}")  # noqa: PTH105

    def sweep(self) -> None:
        """Make room for files to be laid down, and remove what builds that were stopped left there."""
        folder = self.folder / LAID_DOWN
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            if is_old(path):
                path.unlink(missing_ok=True)

    def publish(self, name: str, to: Path) -> None:
        """Put the finished file `name` into the folder `to`, by hard link where the disk can."""
        source, target = f"{self.folder}/{name}", f"{to}/{name}"
        try:
            os.link(source, target)
        except FileExistsError:
            if not Path(target).samefile(source):
                Path(target).unlink()
                self.publish(name, to)
        except OSError:  # another disk, or one without links
            shutil.copyfile(source, f"{target}.part")
            Path(f"{target}.part").replace(target)


def written(path: Path) -> int:
    """When a file was written last, in ns; 0 where there is none."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


INDEX = "index.json"
TICK = 2_000_000_000  # ns; the coarsest clock of a file system in use (FAT)


@dataclass
class Index:
    """What one build knew of its pictures.

    photos: path to (size, mtime, ctime, hash of the bytes)
    records: hash of the bytes to record, naming only the files the build used
    cards: name to size of every drawn card
    """

    photos: dict[str, tuple[int, int, int, str]] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    cards: dict[str, int] = field(default_factory=dict)

    def recall(self, path: Path, stat: os.stat_result) -> Record | None:
        """The record of the file at `path`, None when it is new or may have changed."""
        seen = self.photos.get(str(path))
        if seen and tuple(seen[:3]) == (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns):
            return self.records.get(seen[3])
        return None

    def note(self, path: Path, stat: os.stat_result, record: Record, now: int | None = None) -> None:
        """Remember the file at `path`, unless it changed too lately for its times to prove it.

        stat: taken before the bytes were read
        now: nanoseconds, when the file was read
        """
        now = time.time_ns() if now is None else now
        self._add(record)
        if max(stat.st_mtime_ns, stat.st_ctime_ns) + TICK < now:
            self.photos[str(path)] = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, record.content)

    def note_again(self, path: str, row: tuple[int, int, int, str], record: Record) -> None:
        """Remember a file as it was remembered before."""
        self._add(record)
        self.photos[path] = row

    def _add(self, record: Record) -> None:
        twin = self.records.get(record.content)  # the same photo in another story
        files = {**(twin.files if twin else {}), **record.files}
        self.records[record.content] = replace(record, files=files)

    def files(self) -> set[str]:
        """Every file the build used, by name."""
        used = set(self.cards)
        for content, record in self.records.items():
            used |= {f"{content}.json", *record.files}
        return used


def load_index(cache: Cache) -> Index | None:
    """The index of the last build; None when there is none this engine can read."""
    try:
        kept = json.loads((cache.folder / INDEX).read_text("utf-8"))
        if kept.pop("engine") != ENGINE:
            return None
        records = {content: Record(**record) for content, record in kept["records"].items()}
        photos = {path: tuple(seen) for path, seen in kept["photos"].items()}
        return Index(photos, records, kept["cards"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def keep_index(index: Index, cache: Cache) -> None:
    """Write the index for the next build."""
    kept = {"engine": ENGINE, **vars(index), "records": {name: vars(r) for name, r in index.records.items()}}
    text = json.dumps(kept, separators=(",", ":"))
    cache.save(INDEX, text.encode())
