"""What the two databases have in common, and their one word of refusal."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

Row = tuple[Any, ...]  # of a table, or parameters: what they are, the SQL says


class Unavailable(Exception):
    """The database cannot store or read now: full, locked, stopped, unreachable, broken.

    Nothing of the transaction is kept, unless the answer to COMMIT itself was lost.
    """


class TooNew(Unavailable):
    """The database was written by a newer version of the software."""


class Database(Protocol):
    """One connection, opened when it is first needed and again after it was lost."""

    name: str  # for people
    embedded: bool  # a file of ours

    def transaction(self, write: bool = True) -> AbstractContextManager[None]:
        """All that is run inside is stored together; Unavailable when it is not.

        write: False for reading alone, which keeps nobody from writing.
        """

    def run(self, sql: str, parameters: Row = ()) -> list[Row]:
        """One statement with ? for each parameter; the rows it gives. Inside a transaction only."""

    def rows(self, *kinds: str) -> str:
        """A table of many rows as one parameter: columns a, b, c of the SQL types named."""

    def pack(self, rows: Sequence[Row]) -> Row:
        """The parameters for `rows`."""

    def lock_schema(self) -> None:
        """Keeps another program from upgrading at the same time."""

    def changed(self) -> bool:
        """Whether another program may have written since the last call."""

    def close(self) -> None: ...
