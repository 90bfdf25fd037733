"""How many kinds of browsers one network shows, and from where on they are no longer told apart.

A program that names itself anew with each request would else be as many readers as it likes.
"""

import secrets
from collections.abc import Callable
from hashlib import blake2b

from plugins.views.service.request import Reader


class Crowd:
    """The browsers of each network in the last `window` seconds or two, as hashes of a key of this process.

    most: those that are told apart in one network; limit: of all networks together
    """

    def __init__(self, most: int, window: int, limit: int, clock: Callable[[], float]):
        self._most, self._window, self._limit, self._clock = most, window, limit, clock
        self._salt = secrets.token_bytes(32)
        self._networks: dict[int, set[int]] = {}
        self._count, self._since = 0, 0.0

    def reader(self, reader: Reader) -> Reader:
        """`reader` as it is counted: beyond the ceiling, all of one network are one."""
        now = self._clock()
        if not 0 <= now - self._since < self._window or self._count >= self._limit:
            self._networks, self._count, self._since = {}, 0, now
            self._salt = secrets.token_bytes(32)
        known = self._networks.setdefault(self._hash(reader.network), set())
        agent = self._hash(reader.agent)
        if agent not in known:
            if len(known) >= self._most:
                return Reader(reader.network, "")
            known.add(agent)
            self._count += 1
        return reader

    def _hash(self, text: str) -> int:
        told = text.encode("utf-8", "surrogatepass")
        return int.from_bytes(blake2b(told, key=self._salt, digest_size=8).digest(), "big")
