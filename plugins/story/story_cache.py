"""Stories as they were read, so that one that nobody touched is not read again. A cache, no more.

What lists and checks ask of a story is loaded for all stories at once; its text only when its page,
a feed or the search needs it.
"""

import os
import pickle
import sqlite3
import time
from collections.abc import Collection, Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from plugins.core import stamps
from plugins.core.clock import HOME
from plugins.core.program_identity import program

COLUMNS = "name TEXT PRIMARY KEY, stamp TEXT, sha256 TEXT, last TEXT, mark INT, head BLOB, check_sum TEXT"
OF_TEXTS = "name TEXT PRIMARY KEY, sha256 TEXT, head BLOB, check_sum TEXT"
OF_MARK = "name, stamp, sha256, last, mark"
FAULTS = (sqlite3.Error, OSError, UnicodeError)  # of a file that is damaged, or cannot be had
FEW = 200  # stories that are asked for one by one


@dataclass(frozen=True)
class Read:
    """What was read of one story.

    stamp: of the file before it was read, '' when it might be written again within that moment
    sha256: of its bytes, in hex; head, text: pickles, of what lists need and of the rest
    last: the last day in its head, ISO 8601, after which time changes nothing of it; '' when not known
    """

    stamp: str
    sha256: str
    head: bytes
    text: bytes
    last: str = ""


class Mark(NamedTuple):
    """Of a story that is kept, see `Read`."""

    stamp: str
    sha256: str
    last: str

    def check(self, name: str) -> int:
        """What tells a damaged row from the one that was kept."""
        return crc32(f"{name}\0{self.stamp}\0{self.sha256}\0{self.last}".encode())


class Row(NamedTuple):
    """A story that is kept: the pickle of what lists need, its SHA-256 in hex, and the rest of it."""

    head: bytes
    check_sum: str
    mark: Mark


class Kept:
    """The stories in the SQLite file `file`, by name. Damage makes it empty, never wrong.

    zone: the portal's, which decides what a moment written in another means
    """

    def __init__(self, file: Path, zone: str = HOME):
        self._file, self._reader = file, f"{program()} {zone}"
        self._rows: dict[str, Row] | None = None
        self._found_same = set[str]()  # files that `is_same` was asked about in this build
        self._moved: dict[str, Mark] = {}  # of files that hold the same bytes at another time
        self._database: tuple[int, sqlite3.Connection] | None = None  # of the process that opened it

    def is_same(self, path: str, name: str) -> bool:
        """Whether the file `path` bears the stamp under which the story was read."""
        row = self._marks.get(name)
        try:
            same = row is not None and row.stamp == _stamp(path)
        except OSError:
            return False
        if same:
            self._found_same.add(path)
        return same

    def is_over(self, path: str, name: str, day: date) -> bool:
        """Whether the file `path` bears that stamp, and nothing that it says begins or ends from `day` on."""
        row = self._marks.get(name)
        return row is not None and "" < row.last < day.isoformat() and self.is_same(path, name)

    def was_over(self, name: str, digest: str, day: date) -> bool:
        """The same of the words with this SHA-256, wherever they lie."""
        row = self._marks.get(name)
        return row is not None and "" < row.last < day.isoformat() and row.sha256 == digest

    def head(self, path: Path, name: str) -> tuple[str, Any] | None:
        """(SHA-256 of the file, what lists need) of a story whose file `path` holds the same bytes now.

        None when it must be read.
        """
        row = self._all().get(name)
        if row is None:
            return None
        head, check, mark = row
        try:
            if str(path) not in self._found_same and mark.stamp != _stamp(path):
                now = stamp(path)
                if mark.sha256 != sha256(path.read_bytes()).hexdigest():
                    return None
                if now:
                    self._moved[name] = mark._replace(stamp=now)
            return (mark.sha256, pickle.loads(head)) if check == sha256(head).hexdigest() else None
        except Exception:  # a pickle that is cut off or of another program may raise anything
            return None

    def text(self, name: str, digest: str) -> Any:
        """The rest of a story whose file had this SHA-256; None when it is not at hand."""
        try:
            asked = "SELECT head, check_sum FROM text WHERE name = ? AND sha256 = ?"
            row = self._open().execute(asked, (name, digest)).fetchone()
            return pickle.loads(row[0]) if row and row[1] == sha256(row[0]).hexdigest() else None
        except Exception:
            return None

    def put(self, new: Mapping[str, Read], names: Iterable[str]) -> None:
        """Keeps what was read, by name; forgets all but `names`."""
        gone = [(name,) for name in self.names - set(names)]
        moved = [(m.stamp, m.check(name), name) for name, m in self._moved.items() if name not in new]
        if not new and not gone and not moved:
            return
        marks = {name: Mark(r.stamp, r.sha256, r.last) for name, r in new.items()}
        heads = [
            (name, *marks[name], marks[name].check(name), r.head, sha256(r.head).hexdigest())
            for name, r in new.items()
        ]
        texts = [(name, r.sha256, r.text, sha256(r.text).hexdigest()) for name, r in new.items()]
        with suppress(*FAULTS), closing(self._connect()) as database, database:
            database.executemany("INSERT OR REPLACE INTO text VALUES (?, ?, ?, ?)", texts)
            database.executemany("INSERT OR REPLACE INTO story VALUES (?, ?, ?, ?, ?, ?, ?)", heads)
            database.executemany("UPDATE story SET stamp = ?, mark = ? WHERE name = ?", moved)
            for table in ("story", "text"):
                database.executemany(f"DELETE FROM {table} WHERE name = ?", gone)

    def expect(self, names: Collection[str]) -> None:
        """Says which stories will be asked for: of a few, no other is loaded."""
        if self._rows is None and len(names) < FEW:
            rows: dict[str, Row] = {}
            with suppress(*FAULTS), closing(self._connect()) as database:
                for name in names:
                    rows |= _rows(database, "WHERE name = ?", name)
                self._rows = rows  # else all is asked for, which clears damage away

    @cached_property
    def _marks(self) -> dict[str, Mark]:
        """Of each story: their heads are many times as long."""
        if self._rows is None:
            with suppress(*FAULTS), closing(self._connect()) as database:
                found = database.execute(f"SELECT {OF_MARK} FROM story")
                return {name: mark for name, *noted in found if (mark := _whole(name, *noted))}
        return {name: row.mark for name, row in self._all().items()}

    @cached_property
    def names(self) -> frozenset[str]:
        """All stories that are at hand."""
        with suppress(*FAULTS), closing(self._connect()) as database:
            return frozenset(name for (name,) in database.execute("SELECT name FROM story"))
        return frozenset(self._all())

    def _all(self) -> dict[str, Row]:
        if self._rows is None:
            try:
                with closing(self._connect()) as database:
                    self._rows = _rows(database)
            except FAULTS:
                self._rows = {}
                with suppress(OSError):
                    self._file.unlink()
        return self._rows

    def _open(self) -> sqlite3.Connection:
        """A connection of this process: a copy of it may not use that of the first."""
        if self._database is None or self._database[0] != os.getpid():
            self._database = os.getpid(), self._connect()
        return self._database[1]

    def _connect(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(self._file, timeout=10)
        try:
            with database:
                database.execute("CREATE TABLE IF NOT EXISTS program (program TEXT)")
                if database.execute("SELECT program FROM program").fetchone() != (self._reader,):
                    for table in ("story", "text"):
                        database.execute(f"DROP TABLE IF EXISTS {table}")
                    database.execute("DELETE FROM program")
                    database.execute("INSERT INTO program VALUES (?)", (self._reader,))
                database.execute(f"CREATE TABLE IF NOT EXISTS story ({COLUMNS})")
                # It holds all that marks are made of: heads, many times as long, are not read over for them.
                database.execute(f"CREATE INDEX IF NOT EXISTS marks ON story ({OF_MARK})")
                database.execute(f"CREATE TABLE IF NOT EXISTS text ({OF_TEXTS})")
        except BaseException:
            database.close()
            raise
        return database


def _rows(database: sqlite3.Connection, which: str = "", *asked: str) -> dict[str, Row]:
    """The undamaged rows, by name."""
    found = database.execute(f"SELECT {OF_MARK}, head, check_sum FROM story {which}", asked)
    return {
        name: Row(head, check, mark) for name, *noted, head, check in found if (mark := _whole(name, *noted))
    }


def _whole(name: Any, stamp: Any, digest: Any, last: Any, check: Any) -> Mark | None:
    """The mark that was kept, None for what is damaged: SQLite shows that as text, bytes or a number."""
    mark = Mark(stamp, digest, last)
    return mark if mark.check(name) == check else None


def _stamp(path: Path | str) -> str:
    at = os.stat(path)  # noqa: PTH116 - by the thousand
    return f"{at.st_ino}.{at.st_size}.{at.st_mtime_ns}.{at.st_ctime_ns}"


def stamp(path: Path) -> str:
    """The stamp to keep of a file that is read next."""
    try:
        at = path.stat()
    except OSError:
        return ""
    return _stamp(path) if max(at.st_ctime_ns, at.st_mtime_ns) < time.time_ns() - stamps.SETTLED else ""
