"""Stories as they were read, so that one that nobody touched is not read again. A cache, no more."""

import os
import pickle
import sqlite3
import time
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from plugins.core.clock import HOME
from plugins.core.program import program
from plugins.story.story import Parsed

# A file system tells times in steps: what was written just now may be written again within one.
SETTLED = 2 * 10**9  # ns


@dataclass(frozen=True)
class Row:
    """What was read of one story.

    stamp: of the file before it was read, '' when it might be written again within that moment
    sha256: of its bytes, in hex; outcome: a pickle; check: SHA-256 of that
    """

    stamp: str
    sha256: str
    outcome: bytes
    check: str


class Kept:
    """The rows in the SQLite file `file`, by the name of the story. Damage makes it empty, never wrong.

    zone: the portal's, which decides what a moment written in another means
    """

    def __init__(self, file: Path, zone: str = HOME):
        self._file, self._reader = file, f"{program()} {zone}"
        self._rows: dict[str, Row] | None = None

    def get(self, path: Path, name: str) -> Parsed | None:
        """What was read of a story whose file `path` holds the same bytes now; None when it must be read."""
        row = self._all().get(name)
        if row is None:
            return None
        try:
            same = row.stamp == _stamp(path) or row.sha256 == sha256(path.read_bytes()).hexdigest()
            whole = same and row.check == sha256(row.outcome).hexdigest()
            parsed: Parsed | None = pickle.loads(row.outcome) if whole else None
            return parsed
        except Exception:  # a pickle that is cut off or of another program may raise anything
            return None

    def put(self, new: Mapping[str, tuple[str, str, bytes]], names: Iterable[str]) -> None:
        """Keeps what was read: name to (stamp, SHA-256, pickle); forgets all but `names`."""
        rows = [(name, *row, sha256(row[-1]).hexdigest()) for name, row in new.items()]
        gone = self._all().keys() - set(names)
        if not rows and not gone:
            return
        with suppress(sqlite3.Error, OSError), closing(self._connect()) as database, database:
            database.executemany("INSERT OR REPLACE INTO story VALUES (?, ?, ?, ?, ?)", rows)
            database.executemany("DELETE FROM story WHERE name = ?", [(name,) for name in gone])

    def _all(self) -> dict[str, Row]:
        if self._rows is None:
            try:
                with closing(self._connect()) as database:
                    found = database.execute("SELECT name, stamp, sha256, outcome, hash FROM story")
                    self._rows = {name: Row(*row) for name, *row in found}
            except (sqlite3.Error, OSError):
                self._rows = {}
                with suppress(OSError):
                    self._file.unlink()
        return self._rows

    def _connect(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(self._file, timeout=10)
        try:
            with database:
                database.execute("CREATE TABLE IF NOT EXISTS program (program TEXT)")
                if database.execute("SELECT program FROM program").fetchone() != (self._reader,):
                    database.execute("DROP TABLE IF EXISTS story")
                    database.execute("DELETE FROM program")
                    database.execute("INSERT INTO program VALUES (?)", (self._reader,))
                database.execute(
                    "CREATE TABLE IF NOT EXISTS story"
                    " (name TEXT PRIMARY KEY, stamp TEXT, sha256 TEXT, outcome BLOB, hash TEXT)"
                )
        except BaseException:
            database.close()
            raise
        return database


def _stamp(path: Path) -> str:
    at = os.stat(path)  # noqa: PTH116 - by the thousand
    return f"{at.st_ino}.{at.st_size}.{at.st_mtime_ns}.{at.st_ctime_ns}"


def stamp(path: Path) -> str:
    """The stamp to keep of a file that is read next."""
    try:
        at = path.stat()
    except OSError:
        return ""
    return _stamp(path) if max(at.st_ctime_ns, at.st_mtime_ns) < time.time_ns() - SETTLED else ""
