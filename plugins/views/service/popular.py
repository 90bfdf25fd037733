"""The stories read most, for browsers that ask."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TypedDict

from plugins.views.service.counting import Counting
from plugins.views.storage.store import Store

FRESH = 30  # seconds an answer is given again
KEPT = 64  # answers


class Line(TypedDict):
    id: str
    url: str
    title: str
    views: int


class Popular:
    """Asks through a connection of its own, so that no writer waits for it."""

    def __init__(self, store: Store, counting: Counting):
        self._store, self._counting = store, counting
        self._thread = ThreadPoolExecutor(1, "popular")
        self._answers: dict[tuple[str, int], tuple[float, list[Line]]] = {}

    async def top(self, days: int, limit: int) -> list[Line]:
        """Those of the last `days` days; Unavailable when it cannot be read."""
        key = (self._counting.since(days), limit)
        kept = self._answers.get(key)
        if kept and time.monotonic() - kept[0] < FRESH:
            return kept[1]
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._thread, self._ask, *key)
        if len(self._answers) >= KEPT:
            self._answers.clear()
        self._answers[key] = (time.monotonic(), found)
        return found

    def _ask(self, since: str, limit: int) -> list[Line]:
        # More than asked for: some may have left the site.
        rows = self._store.most_read(since, limit * 2 + 20)
        on_site = self._counting.manifest.base
        return [
            Line(id=article, url=url, title=title, views=views)
            for article, url, title, views in rows
            if article in on_site
        ][:limit]

    def close(self) -> None:
        self._thread.shutdown()
        self._store.database.close()
