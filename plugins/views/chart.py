"""Numbers as drawings: coordinates for SVG, no markup."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

WIDTH, HEIGHT = 960, 260
LEFT, BOTTOM, TOP = 72, 34, 12  # room for numbers, dates, and above the highest column

DATE = 80  # room for a day's words


@dataclass(frozen=True)
class Column:
    """A day. x, y, width, height: of its column; title: what it says."""

    x: float
    y: float
    width: float
    height: float
    day: str
    views: int


@dataclass(frozen=True)
class Tick:
    """A number or a day on an axis; `at` is its x or y."""

    at: float
    value: int | str


@dataclass(frozen=True)
class Days:
    """Views day by day."""

    width: int
    height: int
    left: int
    base: float
    columns: tuple[Column, ...]
    numbers: tuple[Tick, ...]
    dates: tuple[Tick, ...]


@dataclass(frozen=True)
class Bar:
    """A line of a list and the length of its bar."""

    label: str
    views: int
    width: float


@dataclass(frozen=True)
class Bars:
    """A list with bars, the longest first; `width` is that of the longest possible."""

    width: int
    bars: tuple[Bar, ...]


def columns(views: Mapping[str, int], first: str, last: str) -> Days:
    """first, last: ISO days, both included; a day without views is a gap."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    days = [(start + timedelta(days=number)).isoformat() for number in range((end - start).days + 1)]
    top = _round_up(max(views.values(), default=0))
    base, room = HEIGHT - BOTTOM, (WIDTH - LEFT) / len(days)
    high = (base - TOP) / top
    drawn = []
    for at, day in enumerate(days):
        height = round(max(views.get(day, 0), 0) * high, 1)
        x, y, width = round(LEFT + at * room, 1), round(base - height, 1), round(max(room * 0.8, 0.5), 1)
        drawn.append(Column(x, y, width, height, day, views.get(day, 0)))
    every = max(1, -(-len(days) // 8))
    return Days(
        WIDTH,
        HEIGHT,
        LEFT,
        base,
        tuple(drawn),
        tuple(Tick(round(base - value * high, 1), value) for value in (0, top // 2, top)),
        tuple(
            Tick(round(LEFT + at * room, 1), days[at])
            for at in range(0, len(days), every)
            if at == 0 or LEFT + at * room + DATE <= WIDTH
        ),
    )


def bars(lines: list[tuple[str, int]]) -> Bars:
    """lines: (label, views), the most first."""
    most = max([views for _, views in lines] + [1])
    drawn = (Bar(label, views, round(max(views, 0) / most * WIDTH, 1)) for label, views in lines)
    return Bars(WIDTH, tuple(drawn))


def _round_up(value: int) -> int:
    """The next of 2, 4, 10, 20, 40, 100, …: what halves well on an axis."""
    step = 1
    while True:
        for factor in (2, 4, 10):
            if factor * step >= value:
                return factor * step
        step *= 10
