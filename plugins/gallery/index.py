"""Index: which photo file has which bytes, so that a second build reads none of them.

A file whose path, size and both times are those of the last build is taken for the same
file, as git does. As git does too, a file changed within moments of being read is not
trusted: a second change in the same tick of the clock would not show.
"""

import json
import os
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from plugins.gallery.recipe import ENGINE
from plugins.gallery.store import Record, Store

NAME = "index.json"
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
        twin = self.records.get(record.content)  # the same photo in another story
        files = {**(twin.files if twin else {}), **record.files}
        self.records[record.content] = replace(record, files=files)
        if max(stat.st_mtime_ns, stat.st_ctime_ns) + TICK < now:
            self.photos[str(path)] = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, record.content)

    def files(self) -> set[str]:
        """Every file the build used, by name."""
        used = set(self.cards)
        for content, record in self.records.items():
            used |= {f"{content}.json", *record.files}
        return used


def load(store: Store) -> Index | None:
    """The index of the last build; None when there is none this engine can read."""
    try:
        kept = json.loads((store.folder / NAME).read_text("utf-8"))
        if kept.pop("engine") != ENGINE:
            return None
        records = {content: Record(**record) for content, record in kept["records"].items()}
        photos = {path: tuple(seen) for path, seen in kept["photos"].items()}
        return Index(photos, records, kept["cards"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def keep(index: Index, store: Store) -> None:
    """Write the index for the next build."""
    kept = {"engine": ENGINE, **vars(index), "records": {name: vars(r) for name, r in index.records.items()}}
    text = json.dumps(kept, separators=(",", ":"))
    store.save(NAME, text.encode())
