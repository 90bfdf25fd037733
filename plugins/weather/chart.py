"""Lows and highs as a drawing: numbers for SVG, no markup."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

WIDTH, ROW = 320, 34
NUMBER = 36  # room for "−10°" at either end of the bars
LEAST = 8  # degrees: a smaller range is not blown up to the whole width


@dataclass(frozen=True)
class Bar:
    """A row from low to high. y: its middle; x, width: its body; the numbers stand at its ends."""

    label: str
    y: int
    x: float
    width: float
    low: str
    low_x: float
    high: str
    high_x: float


@dataclass(frozen=True)
class Chart:
    """width, height: of the view box."""

    width: int
    height: int
    bars: tuple[Bar, ...]


def draw(
    rows: Iterable[tuple[str, float, float]],
    bounds: tuple[float, float],
    degrees: Callable[[float], str],
    room: int,
) -> Chart:
    """rows: (label, low, high) from top to bottom; bounds: lowest and highest of all charts
    that stand together, so that they can be compared; degrees: how a number is written;
    room: for the labels."""
    left, right = room + NUMBER, WIDTH - NUMBER
    bottom, top = bounds
    scale = (right - left) / max(top - bottom, LEAST)
    bars = []
    for number, (label, low, high) in enumerate(rows):
        x = left + (low - bottom) * scale
        width = max((high - low) * scale, 4)
        y = ROW * number + ROW // 2
        bars.append(
            Bar(
                label,
                y,
                round(x, 1),
                round(width, 1),
                degrees(low),
                round(x - 6, 1),
                degrees(high),
                round(x + width + 6, 1),
            )
        )
    return Chart(WIDTH, ROW * len(bars), tuple(bars))
