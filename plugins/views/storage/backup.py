"""Copies: a backup is an SQLite file, whichever database the numbers live in."""

import os
from collections.abc import Iterator
from pathlib import Path

from plugins.views.storage.database import Database, Row
from plugins.views.storage.integrity import faults
from plugins.views.storage.schema import TABLES
from plugins.views.storage.sqlite import Sqlite
from plugins.views.storage.store import Store

AT_ONCE = 1_000  # rows


class Occupied(Exception):
    """There are numbers already where a copy should go."""


class Unsound(Exception):
    """The copy does not hold what it should; it was removed."""


def back_up(store: Store, path: Path) -> int:
    """A whole, compact, examined copy at `path`, which must not exist; its number of daily rows.

    The service may go on meanwhile. A plain copy of the file would lack what is still in its
    journal. Raises Occupied, Unsound, Unavailable.
    """
    if path.exists():
        raise Occupied(f"Đã có {path}. Hãy chọn tên khác.")
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    database = Sqlite(draft)
    copy = Store(database)
    try:
        store.prepare()
        if isinstance(store.database, Sqlite):
            store.database.copy_to(draft)
        else:
            copy_all(store, copy)
        found = database.faults() + faults(copy)
        if found:
            raise Unsound(f"Bản sao không toàn vẹn: {found[0]}")
        with copy.database.transaction(write=False):
            rows: int = copy.database.run("SELECT count(*) FROM view_day")[0][0]
        copy.database.close()
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        draft.rename(path)
    finally:
        copy.database.close()
        for leftover in path.parent.glob(f"{draft.name}*"):
            leftover.unlink()
    return rows


def copy_all(source: Store, target: Store) -> None:
    """Puts every row of `source` into the empty `target`, all or none.

    Raises Occupied when the target has numbers, Unavailable.
    """
    source.prepare()
    target.prepare()
    with target.database.transaction(), source.database.transaction(write=False):
        if not source.database.embedded:
            source.database.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        for table in TABLES:
            if target.database.run(f"SELECT 1 FROM {table} LIMIT 1"):
                raise Occupied(f"{target.database.name} đã có số liệu. Hãy dùng một nơi còn trống.")
        for table, columns in TABLES.items():
            names, kinds = ", ".join(columns), columns.values()
            letters = ", ".join("abcdefgh"[: len(columns)])
            for rows in _rows(source.database, f"SELECT {names} FROM {table}"):
                target.database.run(
                    f"INSERT INTO {table} ({names}) SELECT {letters} FROM {target.database.rows(*kinds)}",
                    target.database.pack(rows),
                )


def _rows(database: Database, sql: str) -> Iterator[list[Row]]:
    rows = database.run(sql)
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]
