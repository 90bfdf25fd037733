"""Repeats known to several services at once, through Valkey or Redis; never the count of record."""

import logging
import secrets

from redis import Redis
from redis.asyncio import Redis as AsyncRedis
from redis.exceptions import RedisError

from plugins.views.memory import SALT, key_of
from plugins.views.request import Reader

logger = logging.getLogger(__name__)

PREFIX = "tram-tin:views:"
TWO_DAYS = 172_800
FAILURES = (RedisError, OSError)
WAIT = 1.0  # seconds; longer, and each service goes by its own memory


class Persistent(ValueError):
    """The server would write what it remembers to a disk."""


def check(url: str) -> None:
    """Persistent when the server at `url` saves to a disk: keys of readers must not lie there."""
    try:
        with Redis.from_url(url, socket_timeout=WAIT, socket_connect_timeout=WAIT) as server:
            saved = server.config_get("save").get("save")
            appended = server.config_get("appendonly").get("appendonly")
    except FAILURES:
        return  # it is not there now; what it answers later is taken on trust
    if saved or appended == "yes":
        raise Persistent(
            "Valkey/Redis đang ghi dữ liệu xuống đĩa, mà dấu vết người đọc thì không được nằm trên đĩa. "
            'Hãy đặt save "" và appendonly no rồi chạy lại.'
        )


class SharedMemory:
    """Readings of the last `window` seconds under salted keys, as `Memory` keeps them.

    The services draw one salt a day; it lies beside the keys and goes before them.
    """

    def __init__(self, url: str, window: int):
        self._redis = AsyncRedis.from_url(url, socket_timeout=WAIT, socket_connect_timeout=WAIT)
        self._window = window
        self._salt, self._day = b"", ""
        self._lost = False

    async def claim(self, reader: Reader, wanted: list[str], day: str) -> list[str]:
        """Those of `wanted` that no service has stored for this reader inside the window.

        All of them when the server does not answer: then each service knows only its own readers.
        """
        try:
            keys = await self._keys(reader, wanted, day)
            async with self._redis.pipeline(transaction=False) as pipeline:
                for key in keys:
                    pipeline.set(key, 1, nx=True, ex=self._window)
                answers = await pipeline.execute()
        except FAILURES as error:
            self._tell(error)
            return wanted
        self._lost = False
        return [what for what, first in zip(wanted, answers, strict=True) if first]

    async def give_back(self, reader: Reader, wanted: list[str], day: str) -> None:
        """They were not stored after all."""
        try:
            await self._redis.delete(*await self._keys(reader, wanted, day))
        except FAILURES as error:
            self._tell(error)

    async def close(self) -> None:
        await self._redis.aclose()

    async def _keys(self, reader: Reader, wanted: list[str], day: str) -> list[str]:
        if day != self._day:
            name = f"{PREFIX}salt:{day}"
            await self._redis.set(name, secrets.token_bytes(SALT), nx=True, ex=TWO_DAYS)
            self._salt, self._day = await self._redis.get(name), day
        return [f"{PREFIX}{key_of(reader, what, self._salt):x}" for what in wanted]

    def _tell(self, error: Exception) -> None:
        if not self._lost:  # once, not once a reader
            logger.warning("Valkey/Redis không trả lời (%s); tạm nhớ riêng.", error)
        self._lost = True
