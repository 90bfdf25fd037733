"""Repeats known to several services at once, through Valkey or Redis; never the count of record."""

import asyncio
import logging
import secrets

from redis import Redis
from redis.asyncio import Redis as AsyncRedis
from redis.exceptions import RedisError

from plugins.views.service.memory import SALT, key_of
from plugins.views.service.request import Reader
from plugins.views.storage.database import Unavailable

logger = logging.getLogger(__name__)

PREFIX = "tram-tin:views:"
TWO_DAYS = 172_800
FAILURES = (RedisError, OSError)
WAIT = 1.0  # seconds; longer, and each service goes by its own memory
PATIENCE, PAUSE = 2.0, 0.05  # seconds to wait for a reading that another service is storing
DONE = b"1"
RELEASE = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0"


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

    A claim is its owner's token until the view is stored, and lapses by itself: a service that
    was killed between the two leaves nothing that a reader's second try would be taken for.
    The services draw one salt a day; it lies beside the keys and goes before them.

    provisional: seconds a claim lives that is not settled
    """

    def __init__(self, url: str, window: int, provisional: float):
        self._redis = AsyncRedis.from_url(url, socket_timeout=WAIT, socket_connect_timeout=WAIT)
        self._window, self._provisional = window, int(provisional * 1000)
        self._token = secrets.token_hex(8).encode()
        self._salt, self._day = b"", ""
        self._lost = False

    async def claim(self, reader: Reader, wanted: list[str], day: str) -> list[str]:
        """Those of `wanted` that are ours to store; the rest a service has stored inside the window.

        Waits for what another service is storing this moment; Unavailable when that takes long.
        All of `wanted` when the server does not answer: then each service knows only its own readers.
        """
        try:
            keys = dict(zip(wanted, await self._keys(reader, wanted, day), strict=True))
            ours, open_ = [], list(wanted)
            until = asyncio.get_running_loop().time() + PATIENCE
            while open_:
                found = await self._try([keys[what] for what in open_])
                ours += [what for what, state in zip(open_, found, strict=True) if state is None]
                open_ = [what for what, state in zip(open_, found, strict=True) if state not in (None, DONE)]
                if open_ and asyncio.get_running_loop().time() > until:
                    await self._release([keys[what] for what in ours])
                    raise Unavailable("another service has not stored this reading yet")
                if open_:
                    await asyncio.sleep(PAUSE)
        except FAILURES as error:
            self._tell(error)
            return wanted
        self._lost = False
        return [what for what in wanted if what in ours]

    async def settle(self, reader: Reader, wanted: list[str], day: str) -> None:
        """They are stored: the window runs from now."""
        try:
            async with self._redis.pipeline(transaction=False) as pipeline:
                for key in await self._keys(reader, wanted, day):
                    pipeline.set(key, DONE, ex=self._window)
                await pipeline.execute()
        except FAILURES as error:
            self._tell(error)

    async def give_back(self, reader: Reader, wanted: list[str], day: str) -> None:
        """They were not stored after all."""
        try:
            await self._release(await self._keys(reader, wanted, day))
        except FAILURES as error:
            self._tell(error)

    async def close(self) -> None:
        await self._redis.aclose()

    async def _try(self, keys: list[str]) -> list[bytes | None]:
        """For each key None when it is ours now, else what it holds."""
        async with self._redis.pipeline(transaction=False) as pipeline:
            for key in keys:
                pipeline.set(key, self._token, nx=True, px=self._provisional)
                pipeline.get(key)
            answers = await pipeline.execute()
        # A claim that lapsed between the two questions is asked for again.
        return [
            None if first else held or b"" for first, held in zip(answers[::2], answers[1::2], strict=True)
        ]

    async def _release(self, keys: list[str]) -> None:
        """Drops claims that are still ours: one that lapsed may be another's by now."""
        for key in keys:
            await self._redis.eval(RELEASE, 1, key, self._token)

    async def _keys(self, reader: Reader, wanted: list[str], day: str) -> list[str]:
        if day != self._day:
            name = f"{PREFIX}salt:{day}"
            await self._redis.set(name, secrets.token_bytes(SALT), nx=True, ex=TWO_DAYS)
            salt = await self._redis.get(name)
            if not isinstance(salt, bytes):  # a server without room for more drops what it likes
                raise RedisError("the salt of the day was dropped")
            self._salt, self._day = salt, day
        return [f"{PREFIX}{key_of(reader, what, self._salt):x}" for what in wanted]

    def _tell(self, error: Exception) -> None:
        if not self._lost:  # once, not once a reader
            logger.warning("Valkey/Redis không trả lời (%s); tạm nhớ riêng.", error)
        self._lost = True
