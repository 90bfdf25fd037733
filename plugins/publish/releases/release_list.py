"""Which releases lie where, and what follows from it: pure questions about a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

FORM = "%Y%m%d-%H%M%S"
PATTERN = r"\d{8}-\d{6}"


@dataclass(frozen=True)
class ReleaseList:
    """releases: names of whole ones, oldest first; current: the public one; rolled_back: names marked so.

    held: what keeps the timer away (hold.py), '' for nothing
    minor: names of those that differ from the one before by nothing that a person wrote
    """

    releases: tuple[str, ...] = ()
    current: str | None = None
    rolled_back: frozenset[str] = frozenset()
    held: str = ""
    minor: frozenset[str] = frozenset()

    def standing(self, before: str | None = None) -> list[str]:
        """Releases that somebody may want back, oldest first; only those older than `before`, if given."""
        left_out = self.rolled_back | self.minor
        return [r for r in self.releases if r not in left_out and (before is None or r < before)]

    def base(self) -> str | None:
        """The release whose words the public one shows: itself, or what a minor one grew from."""
        if self.current not in self.minor:
            return self.current
        return next(reversed(self.standing(self.current)), None)

    def before_current(self) -> str | None:
        """The release that a rollback returns to."""
        return next(reversed(self.standing(self.base() or "")), None)

    def unfinished(self) -> tuple[str, ...]:
        """Whole releases that were never switched to: something stopped right before."""
        if not self.current:
            return ()
        return tuple(r for r in self.newer_than(self.current) if r not in self.rolled_back)

    def superfluous(self, keep: int, days: int = 0) -> tuple[str, ...]:
        """The releases to remove so that `keep` stay, and the last one of each of the last `days` days.

        The public one stays always, and so does the one a rollback would return to. Minor
        ones stay only while they are public.
        """
        needed = {self.current, self.base(), self.before_current()} - {None}
        room = max(0, keep - len(needed - self.minor))
        # Those rolled back are the first to go.
        spare = [r for r in reversed(self.releases) if r not in needed | self.minor]
        spare.sort(key=lambda r: r in self.rolled_back)
        kept = needed | set(spare[:room]) | self.last_of_days(days)
        return tuple(r for r in self.releases if r not in kept)

    def last_of_days(self, days: int) -> set[str]:
        """The last standing release of each day, of the last `days` days that any is of."""
        if not days or not self.releases:
            return set()
        newest = datetime.strptime(self.releases[-1], FORM)
        first = (newest - timedelta(days=days - 1)).strftime("%Y%m%d")
        return set({r[:8]: r for r in self.standing() if r >= first}.values())

    def newer_than(self, name: str) -> tuple[str, ...]:
        return tuple(r for r in self.releases if r > name)


def next_name(now: datetime, taken: Iterable[str]) -> str:
    """The time `now` as the name of a release, later than every one of `taken`."""
    name, last = now.strftime(FORM), max(taken, default="")
    return name if name > last else (datetime.strptime(last, FORM) + timedelta(seconds=1)).strftime(FORM)


def made_at(name: str, zone: tzinfo) -> datetime:
    """When a release was made. zone: the portal's."""
    return datetime.strptime(name, FORM).replace(tzinfo=zone)


def age(name: str, now: datetime) -> timedelta:
    """How long ago a release was made; now: by the clock of the portal."""
    return now.replace(tzinfo=None) - datetime.strptime(name, FORM)
