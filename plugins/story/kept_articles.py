"""Finished articles of the last build: a story that nobody touched is not made again. A cache, no more.

What a story's folder decides stands here as the theme is given it, photos too. What other stories
decide (its views, its older stories, links that lead nowhere) is looked at anew in each build.
Of each story, what checks ask of all is loaded at once, a month in a row; what lists show of it, and
the rest, when somebody asks for it.
"""

import io
import os
import pickle
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from plugins.core import stamps
from plugins.core.tree import Listed, Tree
from plugins.story.story_cache import FAULTS

FolderStamp = tuple[tuple[str | int, ...], ...]  # of each file: its name, then its stamp (core/stamps.py)
Values = dict[str, Any]
TABLES = (
    "CREATE TABLE IF NOT EXISTS key (key TEXT, moment REAL)",
    "CREATE TABLE IF NOT EXISTS month (name TEXT PRIMARY KEY, heads BLOB, check_sum BLOB)",
    "CREATE TABLE IF NOT EXISTS story (path TEXT PRIMARY KEY, month TEXT, listed BLOB, rest BLOB)",
    "CREATE INDEX IF NOT EXISTS of_month ON story (month)",
)


LISTED, REST = "listed", "rest"  # the parts of an article that are loaded one by one
SELECT = {
    LISTED: "SELECT listed FROM story WHERE path = ?",
    REST: "SELECT rest FROM story WHERE path = ?",
}


@dataclass(frozen=True)
class Row:
    """An article to keep. until: seconds since 1970 when its values hold no more by themselves."""

    stamp: FolderStamp
    until: float
    values: Values


@dataclass(frozen=True)
class Names:
    """What is named in place of what belongs to the whole site, as sections and tags.

    name_of: the name of such a value, or None; named: the value of a name
    """

    name_of: Callable[[Any], tuple[str, ...] | None]
    named: Callable[[tuple[str, ...]], Any]


class KeptArticles:
    """Articles in the SQLite file `file`, by path under content/. Damage makes it empty, never wrong.

    key: of all that articles depend on beside their folders; of another key nothing is known
    """

    def __init__(self, file: Path, key: str, names: Names):
        self._file, self._key, self._names = file, key, names
        self._began, self._moment = time.time_ns(), time.time()
        self._checks: dict[str, dict[str, bytes]] = {}  # of the parts of each article, by path
        self._reading: dict[int, sqlite3.Connection] = {}  # by process: a copy of one has its own
        self._is_done = False  # then the file is the next build's
        self._rows = self._read()

    def values(self, path: str, stamp: FolderStamp | None) -> Values | None:
        """The values, but for its parts, of the article made of a folder with this stamp, while they hold."""
        row = self._rows.get(path)
        return row[2] if row and row[0] == stamp and self._moment < row[1] else None

    def part(self, path: str, name: str) -> Values | None:
        """The values of an article's part, LISTED or REST; None: they are lost, and the cache with them."""
        try:
            (data,) = self._reader().execute(SELECT[name], (path,)).fetchone()
            if _check_of(data) != self._checks[path][name]:
                raise ValueError("damaged, or of another build")
            found: Values = self._loaded(data)
            return found
        except Exception:  # a pickle that is cut off or of another program may raise anything
            if not self._is_done:
                self._forget()
            return None

    def may_hold(self, stamp: FolderStamp | None) -> bool:
        """Whether a folder that had this stamp when the build began would show any later change."""
        settled = self._began - stamps.SETTLED
        return stamp is not None and all(max(int(at[3]), int(at[4])) < settled for at in stamp)

    def gone(self, paths: Iterable[str]) -> set[str]:
        """Those that are here and not among `paths`."""
        return self._rows.keys() - set(paths)

    def put(
        self, months: Mapping[str, Mapping[str, Row]], at_once: Collection[str], listed: Collection[str]
    ) -> None:
        """Keeps the rows of whole months: {month: {path: row}}; one without rows is forgotten.

        at_once, listed: the names of the values that are loaded for all, and for lists
        The last that a build does with its articles.
        """
        self._is_done = True
        if not months:
            return
        with suppress(*FAULTS), closing(self._connect()) as database, database:
            database.execute("DELETE FROM key")
            database.execute("INSERT INTO key VALUES (?, ?)", (self._key, self._moment))
            for month, rows in months.items():
                database.execute("DELETE FROM month WHERE name = ?", (month,))
                database.execute("DELETE FROM story WHERE month = ?", (month,))
                if rows:
                    self._put(database, month, rows, at_once, listed)

    def _put(
        self,
        database: sqlite3.Connection,
        month: str,
        rows: Mapping[str, Row],
        at_once: Collection[str],
        listed: Collection[str],
    ) -> None:
        heads = {}
        for path, row in rows.items():
            parts: dict[str, Values] = {"": {}, LISTED: {}, REST: {}}
            for name, value in row.values.items():
                parts["" if name in at_once else LISTED if name in listed else REST][name] = value
            head, kept = parts.pop(""), {name: self._dumped(part) for name, part in parts.items()}
            self._checks[path] = {name: _check_of(part) for name, part in kept.items()}
            heads[path] = row.stamp, row.until, head, self._checks[path]
            database.execute("INSERT INTO story VALUES (?, ?, ?, ?)", (path, month, *kept.values()))
        data = self._dumped(heads)
        database.execute("INSERT INTO month VALUES (?, ?, ?)", (month, data, _check_of(data)))

    def _read(self) -> dict[str, tuple[FolderStamp, float, Values]]:
        found: dict[str, tuple[FolderStamp, float, Values]] = {}
        try:
            with closing(self._connect()) as database:
                key, moment = database.execute("SELECT key, moment FROM key").fetchone() or ("", 0)
                if key != self._key or moment > self._moment:  # or the clock was set back
                    raise ValueError("of another program")
                for _, data, check in database.execute("SELECT * FROM month"):
                    if check != _check_of(data):
                        raise ValueError("damaged")
                    for path, (*row, own) in self._loaded(data).items():
                        found[path] = row[0], row[1], row[2]
                        self._checks[path] = own
        except Exception:  # a pickle that is cut off or of another program may raise anything
            self._forget()
            return {}
        return found

    def _dumped(self, value: Any) -> bytes:
        data = io.BytesIO()
        _Pickler(data, self._names).dump(value)
        return data.getvalue()

    def _loaded(self, data: bytes) -> Any:
        return _Unpickler(io.BytesIO(data), self._names).load()

    def _forget(self) -> None:
        with suppress(OSError):
            self._file.unlink()

    def _reader(self) -> sqlite3.Connection:
        if (process := os.getpid()) not in self._reading:
            self._reading[process] = sqlite3.connect(self._file, timeout=10)
        return self._reading[process]

    def _connect(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(self._file, timeout=10)
        try:
            with database:
                for table in TABLES:
                    database.execute(table)
        except BaseException:
            database.close()
            raise
        return database


class _Pickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO, names: Names):
        super().__init__(file, 5)
        self._names = names

    def reducer_override(self, value: Any) -> Any:
        name = self._names.name_of(value)
        return (_named, (name,)) if name else NotImplemented


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, names: Names):
        super().__init__(file)
        self._names = names

    def find_class(self, module: str, name: str) -> Any:
        mine = module == __name__ and name == _named.__name__
        return self._names.named if mine else super().find_class(module, name)


def _named(name: tuple[str, ...]) -> Any:
    """Stands in a pickle for whatever gives the value of a name there."""
    raise LookupError(name)


def _check_of(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()


def month_of(path: str) -> str:
    """The month that tin/2024/06/bai/index.md is kept with."""
    return path.rsplit("/", 2)[0]


def stamp_of(tree: Tree, folder: Listed | None) -> FolderStamp | None:
    """The stamp of a story's folder; None where more than its files decides, or one of them is away."""
    if folder is None or folder.linked or folder.folders:
        return None
    found: list[tuple[str | int, ...]] = []
    for name in folder.files:
        at = tree.stamp(f"{folder.path}/{name}")
        if not at:
            return None
        found.append((name, *at))
    return tuple(found)
