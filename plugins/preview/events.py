"""What every open page has to know, and how it hears of news."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from plugins.core.mistakes import Mistake
from plugins.preview.first_page import FirstPage


@dataclass(frozen=True)
class State:
    """What is shown now.

    version: an open page made from another version is out of date
    site: the folder served, or None before the first good build
    mistakes: what to mend or look at, from the newest build
    first: pages that lie over it, the newest last; each has a version of its own
    """

    version: str
    site: Path | None = None
    mistakes: tuple[Mistake, ...] = ()
    first: tuple[FirstPage, ...] = ()

    def version_of(self, address: str) -> str:
        """What an open page of this address is up to date with."""
        return next((each.version for each in reversed(self.first) if each.address == address), self.version)

    def as_json(self) -> str:
        mistakes = [mistake.as_dict() for mistake in self.mistakes]
        pages = {each.address: each.version for each in self.first}
        ready = self.site is not None
        told = {"version": self.version, "pages": pages, "ready": ready, "mistakes": mistakes}
        return json.dumps(told, ensure_ascii=False)


class Events:
    """The newest state, and those who wait for the next one."""

    def __init__(self) -> None:
        self.state = State("0")
        self._news = threading.Condition()
        self._closed = False

    def show(self, state: State) -> None:
        """From now on requests are answered from `state`, and open pages hear of it."""
        with self._news:
            self.state = state
            self._news.notify_all()

    def follow(self, patience: float) -> Iterator[State | None]:
        """The state now and each newer one, until `close`; None after `patience` seconds without.

        A slow listener misses the states in between, never the newest.
        """
        seen = None
        while not self._closed:
            with self._news:
                self._news.wait_for(partial(self._is_over, seen), patience)
                news = self.state if self.state is not seen else None
            if not self._closed:
                yield news
            seen = news or seen

    def _is_over(self, seen: State | None) -> bool:
        return self._closed or self.state is not seen

    def close(self) -> None:
        """Let everybody who waits go home."""
        with self._news:
            self._closed = True
            self._news.notify_all()
