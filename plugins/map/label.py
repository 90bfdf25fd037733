"""Where a unit's name stands in the drawing, and on how many lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from plugins.map.borders import Ring, distance_squared
from plugins.map.coordinates import Place
from plugins.map.frame import Point

# Size of the letters in units of the drawing, as in pages/map.css: few units, many units.
LARGE, SMALL = 34, 22
MANY = 8  # more units than this are numbered, since a phone has no room for their names
LETTER = 0.56  # mean width of a letter, of its size
STEPS = 24


@dataclass(frozen=True)
class Label:
    """The middle of the name, and its lines."""

    x: int
    y: int
    lines: tuple[str, ...]


def place_label(name: str, rings: Sequence[Ring], wanted: Point | None, size: int) -> Label:
    """The label of a unit whose simplified rings are given.

    wanted: where the data say it stands; else the roomiest of a grid of places is taken.
    A name wider than the unit is at that height stands on two lines.
    """
    x, y = wanted or roomiest(rings)
    return Label(x, y, lines(name, room(rings, (x, y)), size))


def inside(rings: Sequence[Sequence[Place]], point: Place) -> bool:
    """Whether `point` lies in the rings by the even-odd rule, so not in a hole."""
    return sum(crossing > point[0] for crossing in _crossings(rings, point[1])) % 2 == 1


def room(rings: Sequence[Ring], point: Point) -> float:
    """How wide a line of text centred on `point` may be before it leaves the unit."""
    crossings = sorted(abs(crossing - point[0]) for crossing in _crossings(rings, point[1]))
    return 2 * crossings[0] if crossings and inside(rings, point) else 0.0


def lines(name: str, width: float, size: int) -> tuple[str, ...]:
    """`name` on one line, or on two as even as its words allow."""
    words = name.split()
    if len(words) < 2 or len(name) * LETTER * size <= width:
        return (name,)
    halves = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    return min(halves, key=lambda half: max(map(len, half)))


def roomiest(rings: Sequence[Ring]) -> Point:
    """Of a grid over the unit, the place farthest from any border."""
    xs, ys = zip(*(point for ring in rings for point in ring), strict=True)
    edges = [edge for ring in rings for edge in zip(ring, [*ring[1:], *ring[:1]], strict=True)]
    best, distance = (sum(xs) // len(xs), sum(ys) // len(ys)), -1.0
    for row in range(1, STEPS):
        y = min(ys) + (max(ys) - min(ys)) * row // STEPS
        crossings = _crossings(rings, y)
        for column in range(1, STEPS):
            x = min(xs) + (max(xs) - min(xs)) * column // STEPS
            if sum(crossing > x for crossing in crossings) % 2:
                away = min(distance_squared((x, y), a, b) for a, b in edges)
                if away > distance:
                    best, distance = (x, y), away
    return best


def _crossings(rings: Sequence[Sequence[Place]], y: float) -> list[float]:
    """Where the level of `y` crosses the rings."""
    found = []
    for ring in rings:
        for a, b in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            if (a[1] > y) != (b[1] > y):
                found.append(a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]))
    return found
