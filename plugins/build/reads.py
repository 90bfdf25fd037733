"""What a page reads of the values that all pages share, so that it is printed anew for those alone.

A notice changes `portal` and the hour changes `weather`; a story's page shows neither.
"""

from collections.abc import Iterator, Mapping
from typing import Any

# Names in the context of every page whose values change more often than most pages.
SHARED = ("portal", "weather", "map", "albums")
ALL, WHETHER, PART = "*", "?", "."
MISSING = "\0missing"


class Reads:
    """seen: what was read: "portal.menu", "albums?" (whether there are any), "albums*" (all of it)."""

    def __init__(self) -> None:
        self.seen: set[str] = set()


class Shared:
    """Stands for a shared value in a template, and notes what is read of it."""

    __slots__ = ("_name", "_reads", "_value")

    def __init__(self, name: str, value: Any, reads: Reads):
        self._name, self._value, self._reads = name, value, reads

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = getattr(self._value, name, MISSING)
        # A method may read all of it.
        self._reads.seen.add(self._name + ALL if callable(value) else f"{self._name}{PART}{name}")
        if value is MISSING:
            raise AttributeError(name)
        return value

    def __bool__(self) -> bool:
        self._reads.seen.add(self._name + WHETHER)
        return bool(self._value)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __getitem__(self, key: Any) -> Any:
        return self._all()[key]

    def _all(self) -> Any:
        self._reads.seen.add(self._name + ALL)
        return self._value


def shared(context: Mapping[str, Any], reads: Reads) -> dict[str, Any]:
    """The context with its shared values noted; one that is None shows by itself that it is."""
    found = {name: Shared(name, context[name], reads) for name in SHARED if context.get(name) is not None}
    return {**context, **found}


def read_again(read: str, context: Mapping[str, Any]) -> Any:
    """What `read` would give of this context."""
    name, part = read.rstrip(ALL + WHETHER), ""
    if PART in read:
        name, _, part = read.partition(PART)
    value = context.get(name)
    if part:
        return getattr(value, part, MISSING)
    return bool(value) if read.endswith(WHETHER) else value
