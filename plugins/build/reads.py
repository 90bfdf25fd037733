"""What a page reads of values that hold more than it shows, so that it is printed anew for that alone.

A notice changes `portal` and the hour changes `weather`; a story's page shows neither. A new story changes
its tags, and the page of an earlier year of a tag shows nothing of it.
"""

from collections.abc import Iterable, Iterator, Mapping
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


class Shared:
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

    def __eq__(self, other: object) -> bool:
        return bool(self._all() == (other._all() if isinstance(other, Shared) else other))

    def __hash__(self) -> int:
        return hash(self._all())

    def __str__(self) -> str:
        return str(self._all())

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


def noted(values: Mapping[str, Any], names: Iterable[str], reads: Reads) -> dict[str, Any]:
    """The values, those of `names` noted; one that is None shows by itself that it is."""
    found = {name: Shared(name, values[name], reads) for name in names if values.get(name) is not None}
    return {**values, **found}


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
