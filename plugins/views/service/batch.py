"""Group commit: what arrived while the last commit ran is the next one."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar, TypeVarTuple

from plugins.views.storage.database import Unavailable
from plugins.views.storage.store import Store

logger = logging.getLogger(__name__)

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class QueueFull(Exception):
    """More waits to be stored than may wait."""


class Batch:
    """Hits that are stored together.

    views: {(article, day): number}; visits: {day: number}
    stored: whether it is, once `wait` has returned
    """

    __slots__ = ("_done", "size", "stored", "totals", "views", "visits")

    def __init__(self) -> None:
        self.views: dict[tuple[str, str], int] = {}
        self.visits: dict[str, int] = {}
        self.totals: dict[str, int] = {}
        self.size = 0
        self.stored = False
        self._done = asyncio.Event()

    async def wait(self) -> bool:
        """Returns once the commit is over; whether it succeeded."""
        await self._done.wait()
        return self.stored

    def finish(self) -> None:
        self._done.set()


class Writer:
    """The only one who writes: one thread, one connection, one batch at a time.

    limit: hits that may wait for a commit
    on_commit: called with each stored batch, before those who wait for it go on
    """

    def __init__(self, store: Store, limit: int, on_commit: Callable[[Batch], None]):
        self._store, self._limit, self._on_commit = store, limit, on_commit
        self._thread = ThreadPoolExecutor(1, "writer")
        self._next = Batch()
        self._wake = asyncio.Event()
        self._ending = False
        self.commits = self.failures = 0
        self.failing = False  # whether the last batch could not be stored

    @property
    def waiting(self) -> int:
        return self._next.size

    def put(self, view: tuple[str, str] | None, visit: str | None) -> Batch:
        """The batch that will hold this view by (article, day), this visit by day, or both."""
        batch = self._next
        if batch.size >= self._limit:
            raise QueueFull
        if view:
            batch.views[view] = batch.views.get(view, 0) + 1
        if visit:
            batch.visits[visit] = batch.visits.get(visit, 0) + 1
        batch.size += 1
        self._wake.set()
        return batch

    async def call(self, function: Callable[[*Ts], T], *arguments: *Ts) -> T:
        """Runs a function of the store between two batches."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, function, *arguments)

    async def run(self) -> None:
        """Stores batch after batch until `end`."""
        while self._next.size or not self._ending:
            await self._wake.wait()
            self._wake.clear()
            while self._next.size:
                batch, self._next = self._next, Batch()
                await self._store_batch(batch)

    def end(self) -> None:
        """Lets `run` return once everything is stored."""
        self._ending = True
        self._wake.set()

    async def close(self) -> None:
        await self.call(self._store.database.close)
        self._thread.shutdown()

    async def _store_batch(self, batch: Batch) -> None:
        try:
            batch.totals = await self.call(self._store.add, batch.views, batch.visits)
            batch.stored = True
            self.failing = False
            self.commits += 1
            self._on_commit(batch)
        except Exception as error:  # whatever it is, those who wait must hear of it
            self.failing = True
            self.failures += 1
            if isinstance(error, Unavailable):
                logger.error("Không ghi được lượt xem: %s", error)
            else:
                logger.exception("Không ghi được lượt xem")
        finally:
            batch.finish()
