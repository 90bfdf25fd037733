"""What the theme knows of views."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class StoryViews:
    """A story's numbers.

    id: how the service calls it
    baked: the number on its own page, which changes only when the page does for another reason
    now: the newest number, for pages that are built anew each time
    """

    id: str
    baked: int
    now: int


@dataclass(frozen=True)
class Period:
    """The most read stories of the last `days` days. lines: (article, views), the first most read."""

    days: int
    lines: tuple[tuple[object, int], ...]


@dataclass(frozen=True)
class Visits:
    """Visits to the portal up to `time`, in Hà Nội."""

    today: int
    month: int
    total: int
    time: datetime


@dataclass(frozen=True)
class Views:
    """most_read: periods that have stories, the shortest first."""

    most_read: tuple[Period, ...]
    visits: Visits | None
