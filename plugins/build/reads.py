"""What a page reads of values that hold more than it shows, so that it is printed anew for that alone.

A notice changes `portal` and the hour changes `weather`; a story's page shows neither. A new story changes
its tags, and the page of an earlier year of a tag shows nothing of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any

# Names in the context of every page whose values change more often than most pages.
SHARED = ("portal", "weather", "map", "albums")
OWN = ("tag",)  # and names of such values that a page is given for itself
ALL, WHETHER, PART = "*", "?", "."
MISSING = "\0missing"


class Reads:
    """seen: what was read: "portal.menu", "albums?" (whether there are any), "albums*" (all of it)."""

    def __init__(self) -> None:
        self.seen: set[str] = set()


class Noted:
    """Stands for such a value in a template, and notes what is read of it."""

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

    def _all(self) -> Any:
        self._reads.seen.add(self._name + ALL)
        return self._value


class NotedTag(Noted):
    """Stands for a tag. An owner's template compares it with others, whichever of the two is asked."""

    __slots__ = ()

    @property  # type: ignore[misc]
    def __class__(self) -> type[Any]:
        return type(self._value)

    def __eq__(self, other: object) -> bool:
        return bool(self._all() == other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __str__(self) -> str:
        return str(self._all())

    def __repr__(self) -> str:
        return repr(self._all())


class Shared(Noted):
    """Stands for what all pages share."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __getitem__(self, key: Any) -> Any:
        return self._all()[key]


def shared(context: Mapping[str, Any], reads: Reads) -> dict[str, Any]:
    """The context with its shared values noted; one that is None shows by itself that it is."""
    found = {name: Shared(name, context[name], reads) for name in SHARED if context.get(name) is not None}
    return {**context, **found}


def own(options: Mapping[str, Any], reads: Reads) -> dict[str, Any]:
    """What a page is given for itself, noted where it is a tag as lists know it, no word of that name."""
    of = ((name, options.get(name)) for name in OWN)
    found = {name: NotedTag(name, value, reads) for name, value in of if is_dataclass(value)}
    return {**options, **found}


def name_of(read: str) -> str:
    """Of what value `read` tells."""
    return read.rstrip(ALL + WHETHER).partition(PART)[0]


def read_again(read: str, values: Mapping[str, Any]) -> Any:
    """What `read` would give of these values."""
    name, part = name_of(read), read.partition(PART)[2]
    value = values.get(name)
    if part:
        return getattr(value, part, MISSING)
    return bool(value) if read.endswith(WHETHER) else value
