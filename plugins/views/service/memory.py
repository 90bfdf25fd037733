"""Who has read what lately: in memory only, under keys that nobody can turn back."""

import secrets
from collections.abc import Callable
from hashlib import blake2b

from plugins.views.service.request import Reader

SALT = 32  # bytes


def key_of(reader: Reader, what: str, salt: bytes) -> int:
    """A number that stands for "this reader read this" while the salt is known."""
    text = f"{reader.network}\0{reader.agent}\0{what}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(text, key=salt, digest_size=8).digest(), "big")


class Memory:
    """Readings of the last `window` seconds, `limit` at most; the older half is forgotten first.

    The salt is renewed with the day: what was known of yesterday means nothing then.
    """

    def __init__(self, window: int, limit: int, clock: Callable[[], float]):
        self._window, self._half, self._clock = window, limit // 2, clock
        # By key: the second it was stored, or what it waits for until it is. Two halves, since
        # a dict that loses its oldest key each time searches longer and longer for it.
        self._new: dict[int, object] = {}
        self._old: dict[int, object] = {}
        self._turned = 0
        self._second = 0
        self._salt, self._day = b"", ""

    def __len__(self) -> int:
        return len(self._new) + len(self._old)

    def key(self, reader: Reader, what: str, day: str) -> int:
        if day != self._day:
            self._salt, self._day = secrets.token_bytes(SALT), day
            self._new, self._old = {}, {}
        return key_of(reader, what, self._salt)

    def recall(self, key: int) -> object:
        """None: not read inside the window; True: read and stored; else what it waits for."""
        found = self._new.get(key)
        if found is None:
            found = self._old.get(key)
        if type(found) is int:
            return True if 0 <= self._now() - found < self._window else None
        return found

    def expect(self, key: int, waiting: object) -> None:
        """A reading that is not stored yet."""
        now = self._now()
        if len(self._new) >= self._half or now - self._turned >= self._window:
            self._new, self._old, self._turned = {}, self._new, now
        self._new[key] = waiting

    def settle(self, key: int) -> None:
        """It is stored: the window runs from now."""
        for half in (self._new, self._old):
            if key in half:
                half[key] = self._now()
                return

    def forget(self, key: int) -> None:
        """It could not be stored: the reader may try again."""
        self._new.pop(key, None)
        self._old.pop(key, None)

    def _now(self) -> int:
        # One object a second and not one a reading: a third of the memory.
        second = int(self._clock())
        if second != self._second:
            self._second = second
        return self._second
