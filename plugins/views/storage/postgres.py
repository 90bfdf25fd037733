"""PostgreSQL, for a portal that outgrows one machine."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache

import psycopg

from plugins.views.storage.database import Row, Unavailable

# A commit is on the disk before it is answered, and no statement waits for ever.
OPTIONS = "-c synchronous_commit=on -c lock_timeout=4000 -c statement_timeout=30000"
WAIT = 3  # seconds to reach the server
LOOK = 5  # seconds
SCHEMA_LOCK = 7_201_314
# Which database and table this is: another number once it was dropped and made or restored anew.
WHICH = "SELECT oid, to_regclass('view_total')::oid FROM pg_database WHERE datname = current_database()"
LOST = (
    "Cơ sở dữ liệu {name} đã bị bỏ, thay hay khôi phục trong khi dịch vụ đang chạy. "
    "Hãy dừng dịch vụ, soát bằng make views-check, rồi chạy lại."
)


class Postgres:
    """The database at `url`; see `database.Database`."""

    embedded = False

    def __init__(self, url: str):
        self._url, self.name = url, _without_password(url)
        self._connection: psycopg.Connection[Row] | None = None
        self._looked: float | None = None
        self._which: Row | None = None
        self._lost = ""  # why this database is never written again

    @contextmanager
    def transaction(self, write: bool = True) -> Iterator[None]:
        try:
            if self._connection is None or self._connection.closed:
                self._looked = None
                self._connection = psycopg.connect(
                    self._url, connect_timeout=WAIT, options=OPTIONS, application_name="tram-tin"
                )
            self._must_be_the_same()
            yield
            self._open.commit()
        except (psycopg.Error, OSError) as error:
            raise Unavailable(str(error).strip()) from error
        finally:
            self._roll_back()

    def run(self, sql: str, parameters: Row = ()) -> list[Row]:
        cursor = self._open.execute(_percent(sql), parameters)
        return cursor.fetchall() if cursor.description else []

    def rows(self, *kinds: str) -> str:
        arrays = ", ".join(f"?::{kind}[]" for kind in kinds)
        return f"unnest({arrays}) AS given ({', '.join('abcdefgh'[: len(kinds)])})"

    def pack(self, rows: Sequence[Row]) -> Row:
        return tuple(list(column) for column in zip(*rows, strict=True))

    def lock_schema(self) -> None:
        self.run("SELECT pg_advisory_xact_lock(?)", (SCHEMA_LOCK,))
        self._which = None  # the tables may be made now

    def changed(self) -> bool:
        """Other services write all the time; it is enough to look now and then."""
        now = time.monotonic()
        if self._looked is not None and now - self._looked < LOOK:
            return False
        self._looked = now
        return True

    def close(self) -> None:
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.close()
            self._connection = self._looked = None

    @property
    def _open(self) -> psycopg.Connection[Row]:
        if self._connection is None:
            raise psycopg.InterfaceError("the connection is closed")
        return self._connection

    def _must_be_the_same(self) -> None:
        """Unavailable, from now on, when another database or table stands in the place of ours."""
        which = self._open.execute(WHICH).fetchone()
        self._open.rollback()  # the transaction itself begins after this: its kind may be chosen
        if self._which is None:
            self._which = which if which and which[1] else None
        elif which != self._which:
            self._lost = LOST.format(name=self.name)
        if self._lost:
            raise Unavailable(self._lost)

    def _roll_back(self) -> None:
        if self._connection is None or self._connection.closed:
            return
        if self._connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
            try:
                self._connection.rollback()
            except psycopg.Error:
                self.close()


@cache
def _percent(sql: str) -> str:
    return sql.replace("?", "%s")


def _without_password(url: str) -> str:
    try:
        parts = psycopg.conninfo.conninfo_to_dict(url)
    except psycopg.Error:
        return "PostgreSQL"
    return f"PostgreSQL {parts.get('dbname', '')} ({parts.get('host', 'localhost')})"
