"""What earlier runs found out about files: hashes, and what stands in them. A cache, no more."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

HERE = Path(__file__).parent
# The modules whose answers are remembered: a change of one of them empties the cache.
LEARNED_BY = (
    "address checks/findings checks/page checks/markup checks/plain_html checks/plain_page"
    " checks/other_files checks/svg releases/tree"
).split()


def version() -> str:
    """Another value after every change of what is remembered."""
    return sha256(b"".join((HERE / f"{name}.py").read_bytes() for name in LEARNED_BY)).hexdigest()


class ResultCache:
    """Answers under `folder`, each of a kind and under a key. Damage makes it empty, never wrong."""

    def __init__(self, folder: Path):
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / "memory.sqlite"
        self._known: dict[str, dict[str, str]] = {}  # by kind
        self._read: dict[str, dict[str, Any]] = {}
        try:
            self._open()
        except sqlite3.DatabaseError:
            self._file.unlink(missing_ok=True)
            self._open()

    def _open(self) -> None:
        with closing(self._connect()) as database, database:
            database.execute("CREATE TABLE IF NOT EXISTS version (version TEXT)")
            database.execute(
                "CREATE TABLE IF NOT EXISTS answer (kind TEXT, key TEXT, value TEXT, PRIMARY KEY (kind, key))"
                " WITHOUT ROWID"
            )
            if database.execute("SELECT version FROM version").fetchone() != (version(),):
                database.execute("DELETE FROM answer")
                database.execute("DELETE FROM version")
                database.execute("INSERT INTO version VALUES (?)", (version(),))

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._file, timeout=30)

    def known(self, kind: str) -> dict[str, str]:
        """Everything known of a kind: key to value. Asked for once, it is kept in memory."""
        if kind not in self._known:
            with closing(self._connect()) as database:
                found = database.execute("SELECT key, value FROM answer WHERE kind = ?", (kind,))
                self._known[kind] = dict(found)
        return self._known[kind]

    def read(self, kind: str, reader: Callable[[str], T]) -> dict[str, T]:
        """The same, each value as `reader` understands it; `known` has none of them any more."""
        if kind not in self._read:
            known = self.known(kind)
            self._read[kind] = {key: reader(value) for key, value in known.items()}
            self._known[kind] = dict.fromkeys(known, "")
        return self._read[kind]

    def keep(self, kind: str, new: Mapping[str, str], used: Iterable[str]) -> None:
        """Adds what is `new`, and forgets what this run had no use for."""
        known = self.known(kind)
        gone = known.keys() - set(used)
        if not new and not gone:
            return
        with closing(self._connect()) as database, database:
            database.executemany(
                "INSERT OR REPLACE INTO answer VALUES (?, ?, ?)",
                ((kind, key, value) for key, value in new.items()),
            )
            database.executemany(
                "DELETE FROM answer WHERE kind = ? AND key = ?", ((kind, key) for key in gone)
            )
        for key in gone:
            del known[key]
        known.update(new)
