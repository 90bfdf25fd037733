"""From a request to a stored view: who is counted, when, and what is told."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import tzinfo
from typing import TYPE_CHECKING

from plugins.core.clock import AT_HOME
from plugins.views.day import day_of, days_before
from plugins.views.service.batch import Batch, Writer
from plugins.views.service.crowd import Crowd
from plugins.views.service.memory import Memory
from plugins.views.service.numbers import Numbers
from plugins.views.service.request import Reader, is_robot
from plugins.views.service.story_list import Manifest
from plugins.views.storage.database import Unavailable
from plugins.views.storage.store import Store

if TYPE_CHECKING:  # 8 MB that a service alone does not need
    from plugins.views.service.shared_memory import SharedMemory

logger = logging.getLogger(__name__)

WAITING = 20_000  # hits that may wait for a commit; more is a flood
PORTAL = "/"  # what a visit reads; no article is called so


class Counting:
    """Counts views of the manifest's stories, and visits.

    shared: what several services remember together; memory: what this one does
    crowd: who is told apart in one network; None: everybody
    clock: seconds since 1970; zone: the portal's, whose days are counted
    limit: hits that may wait for a commit
    """

    def __init__(
        self,
        store: Store,
        manifest: Manifest,
        memory: Memory,
        shared: SharedMemory | None = None,
        clock: Callable[[], float] = time.time,
        limit: int = WAITING,
        crowd: Crowd | None = None,
        zone: tzinfo = AT_HOME,
    ):
        self.manifest, self.numbers = manifest, Numbers()
        self.seen: Counter[str] = Counter()
        self._store, self._clock, self._zone = store, clock, zone
        self._memory, self._shared, self._crowd = memory, shared, crowd
        self._looked = 0.0  # when `refresh` last began
        self._unread = False  # whether the database could not be read
        self._unnamed = False  # whether stories wait to be named in the database
        self.writer = Writer(store, limit, self.numbers.add)

    @property
    def remembered(self) -> int:
        return len(self._memory)

    @property
    def fault(self) -> str:
        """Why nothing can be counted now, or ''."""
        if self.writer.failing or self._unread:
            return "Không ghi được vào cơ sở dữ liệu."
        return "" if self.manifest.known else "Chưa có danh sách bài (api/articles.json)."

    async def view(self, article: str, reader: Reader) -> int | None:
        """Counts the view, unless it is a robot's or a repeat; the number to show, once it is stored.

        None for what the site does not have. Raises QueueFull or Unavailable: then nothing is stored.
        """
        if article not in self.manifest.base and self._clock() - self._looked >= 1:
            await self.refresh()  # it may have been published this moment
        base = self.manifest.base.get(article)
        if base is None:
            self.seen["unknown"] += 1
            return None
        await self._count(article, reader)
        return self.numbers.shown(article, base)

    async def visit(self, reader: Reader) -> dict[str, int]:
        """Counts the visit, unless it is a robot's or the same visit goes on; the numbers of visits."""
        await self._count(None, reader)
        return self.visits()

    def visits(self) -> dict[str, int]:
        return asdict(self.numbers.visits(day_of(self._clock(), self._zone)))

    def shown(self, articles: Iterable[str]) -> dict[str, int]:
        """{article: number to show} for those the site has."""
        base = self.manifest.base
        return {each: self.numbers.shown(each, base[each]) for each in articles if each in base}

    def since(self, days: int) -> str:
        """The first of the last `days` days."""
        return days_before(day_of(self._clock(), self._zone), days - 1)

    async def close(self) -> None:
        """After the last."""
        await self.writer.close()
        if self._shared:
            await self._shared.close()

    async def refresh(self) -> None:
        """Takes up a changed list of stories, and what other programs have written."""
        self._looked = self._clock()
        try:
            if fresh := await self.writer.call(self._look):
                self.numbers.replace(*fresh)
            self._unread = False
        except Unavailable as error:
            self._unread = True
            logger.error("Không đọc được số liệu: %s", error)

    def _look(self) -> tuple[dict[str, int], dict[str, int], dict[str, int]] | None:
        """Works in the writer's thread, between two batches."""
        self._unnamed |= self.manifest.refresh()
        self._store.prepare()
        if self._unnamed:
            for some in self.manifest.articles(at_once=500):
                self._store.know(some)
            self._unnamed = False
        if self._store.database.changed():
            return self._store.standing(self.manifest.base)
        return None

    async def _count(self, article: str | None, reader: Reader) -> None:
        if is_robot(reader.agent):
            self.seen["robot"] += 1
            return
        if self._crowd:
            reader = self._crowd.reader(reader)
        day = day_of(self._clock(), self._zone)
        keys = {what: self._memory.key(reader, what, day) for what in (article, PORTAL) if what}
        known = {what: self._memory.recall(key) for what, key in keys.items()}
        new = [what for what in keys if known[what] is None]
        if new and self._shared:
            new = await self._shared.claim(reader, new, day)
        # A repeat of what is not stored yet is answered when that is, and no better.
        batches = {found for found in known.values() if isinstance(found, Batch)}
        stored = False
        try:
            if new:
                view = (article, day) if article in new else None
                batch = self.writer.put(view, day if PORTAL in new else None)
                batches.add(batch)
                for what in new:
                    self._memory.expect(keys[what], batch)
            stored = all([await batch.wait() for batch in batches])
        finally:
            for what in new:
                (self._memory.settle if stored else self._memory.forget)(keys[what])
            if new and self._shared:
                await (self._shared.settle if stored else self._shared.give_back)(reader, new, day)
        if not stored:
            raise Unavailable("the batch was not stored")
        self.seen["counted" if article in new else "repeat" if article else "visit"] += 1
