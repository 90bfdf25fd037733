"""Fewer points for the same shapes; a border that two units share stays one line.

Rings are cut into arcs where borders meet (as TopoJSON does). In each arc every point gets a
weight, and the light ones go, by Visvalingam and Whyatt (1993), who need n log n steps whatever
the shape. An arc weighs the same whichever way it is walked, so neighbours keep the same points.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from heapq import heapify, heappop, heappush
from itertools import pairwise
from math import inf

from plugins.map.frame import Point

Ring = list[Point]  # without the closing point

LEAST = 4.0  # square units that a point must be worth: less than can be seen
MOST_POINTS = 2400  # of all layers together: about 16 kB of paths, 7 kB compressed


class TangledError(ValueError):
    """Lines that cross each other all over: no borders of anything."""


def simplified(
    units: Iterable[Iterable[Iterable[Point]]],
    least: float = LEAST,
    weigh: Callable[[list[Point]], list[float]] | None = None,
) -> list[list[Ring]]:
    """Each unit's rings with as few points as the drawing needs.

    units: rings of whole points, closed or not. least: what a kept point is worth at least;
    more where there would be too many points. weigh: tells what the points of an arc are
    worth, `weights` by default; its ends must be worth math.inf. A ring too small to be drawn
    is left out, but never a unit's largest. Raises TangledError where lines meet everywhere.
    """
    given = [[list(ring) for ring in unit] for unit in units]
    # Coarser where the lines of neighbours only nearly agree, and so meet at every other point.
    for step in (1, 2, 4, 8):
        rings = [_drawable([tidy(_snapped(ring, step)) for ring in unit]) for unit in given]
        meeting = meeting_points(ring for unit in rings for ring in unit)
        if sum(point in meeting for unit in rings for ring in unit for point in ring) <= MOST_POINTS / 2:
            break
    else:
        raise TangledError
    weighed = [[_weighed(ring, meeting, weigh or weights) for ring in unit] for unit in rings]
    worths = sorted((worth for unit in weighed for ring in unit for _, worth in ring), reverse=True)
    if len(worths) > MOST_POINTS:
        least = max(least, worths[MOST_POINTS])
    return [[_heaviest(ring, least) for ring in unit] for unit in weighed]


def _snapped(ring: Ring, step: int) -> Ring:
    return ring if step == 1 else [(round(x / step) * step, round(y / step) * step) for x, y in ring]


def tidy(ring: Iterable[Point]) -> Ring:
    """`ring` without its closing point, repeated points and spikes of no width."""
    kept: Ring = []
    for point in ring:
        kept.append(point)
        while kept[-2:-1] == [point]:
            kept.pop()
        while kept[-3:-2] == [point]:
            del kept[-2:]
    while len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    while len(kept) > 2 and kept[1] == kept[-1]:
        del kept[0], kept[-1]
    return kept


def area(ring: Ring) -> float:
    """Square units inside `ring`."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], *ring[:1]], strict=True))) / 2


def _drawable(unit: list[Ring]) -> list[Ring]:
    largest = max(unit, key=area)
    return [ring for ring in unit if ring is largest or (len(ring) > 2 and area(ring) >= 4)]


def meeting_points(rings: Iterable[Ring]) -> set[Point]:
    """Points with more than two neighbours: where three borders, or two and the rim, meet."""
    neighbours = defaultdict(set)
    for ring in rings:
        for a, b in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            neighbours[a].add(b)
            neighbours[b].add(a)
    return {point for point, around in neighbours.items() if len(around) > 2}


def _weighed(
    ring: Ring, meeting: set[Point], weigh: Callable[[list[Point]], list[float]]
) -> list[tuple[Point, float]]:
    """The ring, each point with its weight; points where borders meet weigh most."""
    # A ring that meets no other (an island, or a hole and what fills it) starts at its least point.
    start = next((index for index, point in enumerate(ring) if point in meeting), None)
    start = ring.index(min(ring)) if start is None else start
    turned = [*ring[start:], *ring[:start], ring[start]]
    cuts = [0, *(index for index in range(1, len(turned) - 1) if turned[index] in meeting), len(turned) - 1]
    weighed = []
    for first, last in pairwise(cuts):
        arc = turned[first : last + 1]
        weighed += [*zip(arc, weigh(arc), strict=True)][:-1]
    return weighed


def _heaviest(ring: list[tuple[Point, float]], least: float) -> Ring:
    """The points worth keeping, or the four heaviest where fewer than three are."""
    kept = [point for point, weight in ring if weight > least]
    if len(kept) > 2:
        return kept
    least = sorted((weight for _, weight in ring), reverse=True)[:4][-1]
    return [point for point, weight in ring if weight >= least]


def weights(arc: list[Point]) -> list[float]:
    """What each point of the arc is worth: the area that would go with it; the ends never go."""
    if arc[::-1] < arc:
        return weights(arc[::-1])[::-1]
    worth = [inf] * len(arc)
    before, after = list(range(-1, len(arc) - 1)), list(range(1, len(arc) + 1))
    now = [inf, *(triangle(arc[i - 1], arc[i], arc[i + 1]) for i in range(1, len(arc) - 1)), inf]
    waiting = [(area, index) for index, area in enumerate(now) if area < inf]
    heapify(waiting)
    heaviest = 0.0
    while waiting:
        area, index = heappop(waiting)
        if area != now[index] or worth[index] < inf:
            continue  # its neighbours have changed since
        worth[index] = heaviest = max(heaviest, area)
        left, right = before[index], after[index]
        after[left], before[right] = right, left
        for near in (left, right):
            if 0 < near < len(arc) - 1:
                now[near] = triangle(arc[before[near]], arc[near], arc[after[near]])
                heappush(waiting, (now[near], near))
    return worth


def triangle(a: Point, b: Point, c: Point) -> float:
    """Square units between three points."""
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def distance_squared(point: Point, a: Point, b: Point) -> float:
    """From `point` to the segment a-b."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    x, y = point[0] - a[0], point[1] - a[1]
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, (x * dx + y * dy) / length)) if length else 0.0
    return (x - along * dx) ** 2 + (y - along * dy) ** 2


def path_data(rings: Iterable[Ring]) -> str:
    """SVG path data: each ring from an absolute start by steps; holes by fill-rule evenodd."""
    parts = []
    for ring in rings:
        (x, y), *others = ring
        steps = ""
        for nx, ny in others:
            steps += _number(nx - x) + _number(ny - y)
            x, y = nx, ny
        parts.append(f"M{ring[0][0]} {ring[0][1]}{'l' if steps else ''}{steps.lstrip()}z")
    return "".join(parts)


def _number(value: int) -> str:
    return str(value) if value < 0 else f" {value}"
