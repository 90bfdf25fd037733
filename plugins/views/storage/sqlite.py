"""SQLite: nothing to install, one file, one writer."""

import json
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from plugins.core.files import flush
from plugins.views.storage.database import Row, Unavailable
from plugins.views.storage.identity import Identity

PAGE, WAL_PAGES = 1_024, 4_000
WAIT = 5.0  # seconds for a lock that another program holds
LOST = (
    "{what} trong khi dịch vụ đang chạy nên không ghi tiếp.{kept} "
    "Hãy dừng dịch vụ, đặt lại tệp số liệu (docs/quan-tri.md, “Số liệu nằm ở đâu”), rồi chạy lại."
)


class Sqlite:
    """The file at `path`, created when it is first written; see `database.Database`."""

    embedded = True

    def __init__(self, path: Path, wait: float = WAIT):
        self.path, self.name = path, str(path)
        self._wait = wait
        self._connection: sqlite3.Connection | None = None
        self._version: int | None = None  # as the connection tells it; each begins anew
        self._identity = Identity(path, self._data_version)  # each connection begins anew
        self._lost = ""  # why this file is never written again

    @contextmanager
    def transaction(self, write: bool = True) -> Iterator[None]:
        try:
            if self._connection is None:
                self._connect()
            self._must_be_the_same()
            # Immediate: a transaction that turned into a writer half-way would be refused.
            self._open.execute("BEGIN IMMEDIATE" if write else "BEGIN")
            if write:
                self._must_be_the_same(alone=True)
            yield
            self._open.execute("COMMIT")
            if write:
                self._identity.committed()
            self._must_be_the_same()
        except (sqlite3.Error, OSError) as error:
            raise Unavailable(str(error)) from error
        finally:
            self._roll_back()

    def run(self, sql: str, parameters: Row = ()) -> list[Row]:
        return self._open.execute(sql, parameters).fetchall()

    def rows(self, *kinds: str) -> str:
        columns = ", ".join(f"json_extract(value, '$[{at}]') AS {'abcdefgh'[at]}" for at in range(len(kinds)))
        return f"(SELECT {columns} FROM json_each(?)) AS given"

    def pack(self, rows: Sequence[Row]) -> Row:
        return (json.dumps(rows),)

    def lock_schema(self) -> None:
        """BEGIN IMMEDIATE has done it."""

    def changed(self) -> bool:
        if self._connection is None:
            return True
        self._must_be_the_same()
        version = self._data_version()
        self._version, before = version, self._version
        return version != before

    def copy_to(self, path: Path) -> None:
        """A whole and compact copy, taken while others write; `path` must not exist."""
        try:
            if self._connection is None:
                self._connect()
            self._open.execute("VACUUM INTO ?", (str(path),))
        except sqlite3.Error as error:
            raise Unavailable(str(error)) from error

    def faults(self) -> list[str]:
        """What SQLite's own examination finds; [] is a sound file."""
        try:
            with self.transaction(write=False):
                return [line for (line,) in self.run("PRAGMA integrity_check") if line != "ok"]
        except Unavailable as error:
            return [str(error)]

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _connect(self) -> None:
        self._connection, self._version = self._opened(), None
        self._identity = Identity(self.path, self._data_version)

    def _data_version(self) -> int:
        version: int = self._open.execute("PRAGMA data_version").fetchone()[0]
        return version

    def _must_be_the_same(self, alone: bool = False) -> None:
        """Unavailable, from now on, when somebody changed the files under us."""
        if not self._lost and (fault := self._identity.fault(alone)):
            self._lost = LOST.format(what=fault, kept=self._rescue())
        if self._lost:
            raise Unavailable(self._lost)

    def _rescue(self) -> str:
        """Copies what the open connection still sees; a sentence that says where to."""
        if not self._identity.readable:
            return ""
        # Every connection of this process sees the same: one copy is enough.
        copy = self.path.with_name(f"{self.path.stem}-cuu-{time.strftime('%Y%m%d')}-{os.getpid()}.sqlite")
        draft = copy.with_suffix(f".{id(self)}")
        try:
            self._roll_back()
            self._open.execute("VACUUM INTO ?", (str(draft),))
            draft.replace(copy)
        except (sqlite3.Error, OSError):
            draft.unlink(missing_ok=True)
            return ""
        return f" Những gì đã ghi đến lúc ấy được chép ra {copy}."

    @property
    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            raise sqlite3.ProgrammingError("the connection is closed")
        return self._connection

    def _opened(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        new = not self.path.exists()
        connection = sqlite3.connect(
            self.path,
            timeout=self._wait,
            isolation_level=None,  # transactions begin and end where we say
            check_same_thread=False,  # one thread at a time, not always the same
        )
        try:
            # Each batch changes a few rows here and there: with small pages it writes a quarter.
            connection.execute(f"PRAGMA page_size = {PAGE}")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA wal_autocheckpoint = {WAL_PAGES}")
            connection.execute("PRAGMA synchronous = FULL")  # an answer outlives a loss of power
            if new:
                flush(self.path.parent)
        except BaseException:
            connection.close()
            raise
        return connection

    def _roll_back(self) -> None:
        if self._connection is not None and self._connection.in_transaction:
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            if self._connection.in_transaction:
                self.close()
