"""Draw the sample map: `python -m tests.samples.draw_map` (needs the package vietnamadminunits).

No free file has the borders of communes, so the sample is a schematic of our own: it has
the right neighbours more or less, roughly the right areas, and straight lines.

1. The package gives each old commune a box (south-west and north-east corner). An ellipse in
   each box; where they run together is the district: as many cells of 100 m as the areas say.
2. Each cell goes to the commune that is nearest, measured in the size of its box, less a weight
   (a power diagram); the weights are moved until each commune has the area it should have.
3. The new communes are sums of old ones (Nghị quyết 1656/NQ-UBTVQH15). Of a commune that was
   split, the cells nearest to each new centre go there, in the published amounts.
4. Edges of cells become rings, simplified so that shared borders stay shared, and are written
   as GeoJSON in content/du-lieu/ban-do/ with a place for each name.
"""

import json
from collections import Counter, defaultdict
from math import cos, exp, inf, pi, radians, sqrt
from pathlib import Path

from plugins.map.borders import area as area_of
from plugins.map.borders import distance_squared, meeting_points, simplified

FOLDER = Path(__file__).parents[2] / "content" / "du-lieu" / "ban-do"
NOTE = "Sơ đồ vẽ từ điểm giữa, khung và diện tích các xã; không phải địa giới. Draw again: make sample-map."
BEFORE, AFTER = "truoc-2025-07-01.geojson", "tu-2025-07-01.geojson"
CELL = 0.1  # kilometres
DEGREE = 111.2  # kilometres of latitude
Cell = tuple[int, int]

# km²; the others are judged from their boxes. Published where the commune went whole (the city's
# broadcaster on each new commune, July 2025; vi.wikipedia.org; dandautu.vn); of those split,
# the published part of the new commune and a guess at the rest.
AREAS = {
    "Xã Minh Khai": 1.95,
    "Xã Dương Liễu": 4.35,
    "Xã Cát Quế": 4.20,
    "Xã Yên Sở": 4.86,
    "Xã Đắc Sở": 2.05,
    "Xã Đông La": 4.52,
    "Xã Sơn Đồng": 3.33,
    "Xã Di Trạch": 2.83,
    "Xã Kim Chung": 3.90,
    "Xã An Khánh": 6.33 + 2.2,
    "Xã An Thượng": 7.67 + 0.3,
    "Xã Vân Côn": 6.02 + 0.5,
    "Xã La Phù": 3.15 + 0.3,
    "Xã Song Phương": 0.82 + 4.9,
}
DISTRICT = 84.9
NEW = {
    "Xã Hoài Đức": ["Thị trấn Trạm Trôi", "Xã Đức Thượng", "Xã Đức Giang", "Xã Di Trạch", "Xã Kim Chung"],
    "Xã Dương Hòa": ["Xã Cát Quế", "Xã Dương Liễu", "Xã Đắc Sở", "Xã Minh Khai", "Xã Yên Sở"],
    "Xã Sơn Đồng": ["Xã Lại Yên", "Xã Sơn Đồng", "Xã Tiền Yên", "Xã Song Phương", "Xã Vân Canh"],
    "Xã An Khánh": ["Xã Đông La", "Xã An Khánh", "Xã La Phù", "Xã Vân Côn", "Xã An Thượng"],
}
# Of a split commune: km² that did not go where NEW says, and where to ("" is off the map).
PARTED = {
    "Xã Song Phương": [(0.82, "Xã An Khánh")],
    "Xã An Khánh": [(0.6, ""), (1.6, "Xã Sơn Đồng")],
    "Xã An Thượng": [(0.3, "Xã Sơn Đồng")],
    "Xã Vân Côn": [(0.5, "Xã Sơn Đồng")],
    "Xã La Phù": [(0.3, "")],
    "Xã Vân Canh": [(0.9, "")],
    "Xã Kim Chung": [(0.4, "")],
}


class Box:
    """A commune's box in kilometres east and north of the corner of the sheet."""

    def __init__(self, bounds: str, corner: tuple[float, float]):
        (south, west), (north, east) = (map(float, part.split(",")) for part in bounds.split(" – "))
        wide = DEGREE * cos(radians(corner[0]))
        self.x, self.y = ((west + east) / 2 - corner[1]) * wide, ((south + north) / 2 - corner[0]) * DEGREE
        self.half = (east - west) / 2 * wide, (north - south) / 2 * DEGREE

    def away(self, cell: Cell) -> float:
        """Square of the distance of a cell's middle, the edge of the ellipse in the box being 1."""
        x, y = (cell[0] + 0.5) * CELL - self.x, (cell[1] + 0.5) * CELL - self.y
        return (x / self.half[0]) ** 2 + (y / self.half[1]) ** 2


def read_package() -> tuple[dict[str, str], dict[str, tuple[float, float]]]:
    """({old name: bounds}, {new name: (latitude, longitude)}) of Hoài Đức."""
    from vietnamadminunits.database import get_data

    old = {
        row["ward"]: (row["wardCode"], row["wardBounds"])
        for row in get_data(["ward", "wardCode", "wardBounds", "districtCode"], "admin_units_legacy")
        if row["districtCode"] == "274"
    }
    new = {
        row["ward"]: (row["wardLat"], row["wardLon"])
        for row in get_data(["ward", "wardLat", "wardLon", "provinceCode"], "admin_units")
        if row["provinceCode"] == "01" and row["ward"] in NEW
    }
    return {name: bounds for name, (_, bounds) in sorted(old.items(), key=lambda item: item[1])}, new


def district(boxes: dict[str, Box], count: int) -> list[Cell]:
    """The `count` cells that lie deepest in the ellipses, which run together like drops, without holes."""
    wide = max(box.x + box.half[0] for box in boxes.values()) / CELL + 10
    tall = max(box.y + box.half[1] for box in boxes.values()) / CELL + 10
    sheet = [(x, y) for x in range(int(wide)) for y in range(int(tall))]
    depth = {cell: sum(exp(-1.6 * box.away(cell)) for box in boxes.values()) for cell in sheet}
    cells = set(sorted(depth, key=depth.get)[-count:])
    land = max(pieces(cells), key=len)
    sea = max(pieces(set(sheet) - land), key=len)
    return sorted(set(sheet) - sea)


def power_diagram(cells: list[Cell], boxes: dict[str, Box], wanted: dict[str, float]) -> dict[Cell, str]:
    """Each cell's commune, so that areas come near to those wanted."""
    away = {cell: {name: box.away(cell) for name, box in boxes.items()} for cell in cells}
    close = {cell: sorted(near, key=near.get)[:7] for cell, near in away.items()}
    weight = dict.fromkeys(boxes, 0.0)
    for turn in range(120):
        owner = {}
        for cell, near in close.items():
            owner[cell] = min(near, key=lambda name: away[cell][name] - weight[name])
        has = Counter(owner.values())
        for name, target in wanted.items():
            weight[name] += 0.6 * 0.985**turn * (target - has[name] * CELL**2) / target
    return joined(owner)


def joined(owner: dict[Cell, str]) -> dict[Cell, str]:
    """`owner` with crumbs that hang on to nothing given to the commune around them."""
    owner = dict(owner)
    for name in set(owner.values()):
        crumbs = sorted(pieces([cell for cell in owner if owner[cell] == name]), key=len)[:-1]
        for crumb in crumbs:
            around = Counter(owner[n] for cell in crumb for n in beside(cell) if owner.get(n, name) != name)
            owner.update(dict.fromkeys(crumb, around.most_common(1)[0][0] if around else name))
    return owner


def pieces(cells) -> list[set[Cell]]:
    """The cells in groups that hang together."""
    left, found = set(cells), []
    while left:
        piece, edge = set(), [left.pop()]
        while edge:
            cell = edge.pop()
            piece.add(cell)
            reached = [n for n in beside(cell) if n in left]
            left.difference_update(reached)
            edge += reached
        found.append(piece)
    return found


def beside(cell: Cell) -> list[Cell]:
    x, y = cell
    return [(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)]


def merged(owner: dict[Cell, str], centres: dict[str, Cell]) -> dict[Cell, str]:
    """Each cell's new commune; cells that went to wards off the map are left out."""
    became = {old: new for new, parts in NEW.items() for old in parts}
    result = {cell: became[name] for cell, name in owner.items()}
    for old, parts in PARTED.items():
        cells = [cell for cell, name in owner.items() if name == old]
        for amount, target in parts:
            # Off the map means eastward: the wards of the city lie there.
            x, y = centres[target] if target else (10_000, centres[became[old]][1])
            cells.sort(key=lambda cell: (cell[0] - x) ** 2 + (cell[1] - y) ** 2)
            gone, cells = cells[: round(amount / CELL**2)], cells[round(amount / CELL**2) :]
            result.update(dict.fromkeys(gone, target))
    return joined({cell: name for cell, name in result.items() if name})


def rings_of(cells: set[Cell]) -> list[list[Cell]]:
    """The rings around a group of cells: every edge with the group on its left."""
    steps = defaultdict(list)
    for x, y in cells:
        for beyond, a, b in (
            ((x, y - 1), (x, y), (x + 1, y)),
            ((x + 1, y), (x + 1, y), (x + 1, y + 1)),
            ((x, y + 1), (x + 1, y + 1), (x, y + 1)),
            ((x - 1, y), (x, y + 1), (x, y)),
        ):
            if beyond not in cells:
                steps[a].append(b)
    rings = []
    while steps:
        ring = [next(iter(steps))]
        while (targets := steps.get(ring[-1])):
            ring.append(targets.pop())
            if not targets:
                del steps[ring[-2]]
        rings.append(ring)
    return rings


def slanted(ring: list[Cell], meeting: set[Cell]) -> list[Cell]:
    """The ring in half cells, through the middles of edges: a flight of stairs becomes a slope.

    Corners where borders meet stay, for all rings that come there.
    """
    points = []
    for (x, y), (nx, ny) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (x, y) in meeting:
            points.append((2 * x, 2 * y))
        points.append((x + nx, y + ny))
    return points


def farness(arc: list[Cell]) -> list[float]:
    """How far each point lies from the line without it (Ramer, Douglas, Peucker), for long straight lines."""
    if arc[::-1] < arc:
        return farness(arc[::-1])[::-1]
    far = [inf] * len(arc)
    waiting = [(0, len(arc) - 1, inf)]
    while waiting:
        first, last, most = waiting.pop()
        if last - first > 1:
            away = [sqrt(distance_squared(point, arc[first], arc[last])) for point in arc[first + 1 : last]]
            middle = first + 1 + away.index(max(away))
            far[middle] = min(most, max(away))
            waiting += [(first, middle, far[middle]), (middle, last, far[middle])]
    return far


def roomy(cells: set[Cell], name: str) -> tuple[float, float]:
    """Where `name` stands: where it fits with room on all sides, and in the middle of such places."""
    need = 1.1 * len(name.split(" ", 1)[1])

    def reach(cell: Cell, x: int, y: int) -> int:
        steps = 0
        while (cell[0] + x * steps, cell[1] + y * steps) in cells:
            steps += 1
        return steps

    def room(cell: Cell) -> float:
        beside, above = (min(reach(cell, x, y), reach(cell, -x, -y)) for x, y in ((1, 0), (0, 1)))
        return min(beside / need, 1.6) * min(above / 4, 2.5)

    rooms = {cell: room(cell) for cell in cells}
    good = [cell for cell in sorted(cells) if rooms[cell] >= 0.9 * max(rooms.values())]
    middle = tuple(round(sum(axis) / len(good)) for axis in zip(*good, strict=True))
    x, y = middle if rooms.get(middle, 0) > 0 else good[len(good) // 2]
    return 2 * x + 1, 2 * y + 1


def write(layers: dict[str, dict[Cell, str]], names: dict[str, list[str]], corner) -> None:
    """Each layer as GeoJSON, its rings with few points. layers: {file: owner of each cell}."""
    wide = DEGREE * cos(radians(corner[0]))

    def place(point) -> list[float]:
        x, y = point[0] * CELL / 2, point[1] * CELL / 2
        return [round(corner[1] + x / wide, 5), round(corner[0] + y / DEGREE, 5)]

    units = [(file, name) for file in layers for name in names[file]]
    cells = [{cell for cell, owner in layers[file].items() if owner == name} for file, name in units]
    # All at once, so that borders which both layers share stay one line.
    rings = [rings_of(each) for each in cells]
    meeting = meeting_points(ring for each in rings for ring in each)
    slopes = [[slanted(ring, meeting) for ring in each] for each in rings]
    drawn = simplified(slopes, least=2.6, weigh=farness)
    features = defaultdict(list)
    for (file, name), own, rings in zip(units, cells, drawn, strict=True):
        rings.sort(key=area_of, reverse=True)
        coordinates = [[place(point) for point in [*ring, ring[0]]] for ring in rings]
        feature = {"type": "Feature", "properties": {"ten": name, "nhan": place(roomy(own, name))}}
        feature["geometry"] = {"type": "Polygon", "coordinates": coordinates}
        features[file].append(feature)
    head = '{"type": "FeatureCollection", "metadata": {"note": ' + json.dumps(NOTE, ensure_ascii=False)
    for file, found in features.items():
        lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in found)
        (FOLDER / file).write_text(f'{head}}}, "features": [\n{lines}\n]}}\n', "utf-8")


def main() -> None:
    bounds, centres = read_package()
    south = min(float(box.split(",")[0]) for box in bounds.values())
    west = min(float(box.split(" – ")[0].split(",")[1]) for box in bounds.values())
    corner = round(south - 0.01, 2), round(west - 0.01, 2)
    boxes = {name: Box(box, corner) for name, box in bounds.items()}
    judged = {name: pi * box.half[0] * box.half[1] for name, box in boxes.items() if name not in AREAS}
    scale = (DISTRICT - sum(AREAS.values())) / sum(judged.values())
    wanted = AREAS | {name: area * scale for name, area in judged.items()}
    owner = power_diagram(district(boxes, round(DISTRICT / CELL**2)), boxes, wanted)
    wide = DEGREE * cos(radians(corner[0]))
    cells = {
        name: (round((lon - corner[1]) * wide / CELL), round((lat - corner[0]) * DEGREE / CELL))
        for name, (lat, lon) in centres.items()
    }
    new = merged(owner, cells)
    write({BEFORE: owner, AFTER: new}, {BEFORE: list(bounds), AFTER: list(NEW)}, corner)
    for layer in (owner, new):
        print({name: round(count * CELL**2, 2) for name, count in Counter(layer.values()).items()})


if __name__ == "__main__":
    main()
