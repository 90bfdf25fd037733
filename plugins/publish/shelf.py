"""Which releases lie where, and what follows from it: pure questions about a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

FORM = "%Y%m%d-%H%M%S"
PATTERN = r"\d{8}-\d{6}"


@dataclass(frozen=True)
class Shelf:
    """releases: names of whole ones, oldest first; current: the public one; rolled_back: names marked so.

    held: what keeps the timer away (hold.py), '' for nothing.
    """

    releases: tuple[str, ...] = ()
    current: str | None = None
    rolled_back: frozenset[str] = frozenset()
    held: str = ""

    def before_current(self) -> str | None:
        """The release that a rollback returns to."""
        older = [r for r in self.releases if r < (self.current or "") and r not in self.rolled_back]
        return older[-1] if older else None

    def unfinished(self) -> tuple[str, ...]:
        """Whole releases that were never switched to: something stopped right before."""
        if not self.current:
            return ()
        return tuple(r for r in self.newer_than(self.current) if r not in self.rolled_back)

    def superfluous(self, keep: int) -> tuple[str, ...]:
        """The releases to remove so that `keep` stay.

        The public one stays always, and so does the one a rollback would return to.
        """
        needed = {self.current, self.before_current()}
        spare = [r for r in reversed(self.releases) if r not in needed]
        # Those rolled back are the first to go.
        spare.sort(key=lambda r: r in self.rolled_back)
        return tuple(sorted(spare[max(0, keep - len(needed - {None})) :]))

    def newer_than(self, name: str) -> tuple[str, ...]:
        return tuple(r for r in self.releases if r > name)


def next_name(now: datetime, taken: Iterable[str]) -> str:
    """The time `now` as the name of a release, later than every one of `taken`."""
    name, last = now.strftime(FORM), max(taken, default="")
    return name if name > last else (datetime.strptime(last, FORM) + timedelta(seconds=1)).strftime(FORM)
