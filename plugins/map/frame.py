"""From longitude and latitude to the whole units of one drawing, shared by all layers."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians

from plugins.map.coordinates import Place

# Units of the viewBox, four to five as in pages/map.css; the edge leaves room for strokes.
WIDTH, HEIGHT, EDGE = 800, 1000, 12

Point = tuple[int, int]


@dataclass(frozen=True)
class Frame:
    """An equirectangular projection: true to shape within a pixel over fifteen kilometres.

    scale: units a degree of latitude; narrow: the cosine of the middle latitude.
    """

    west: float
    north: float
    scale: float
    narrow: float
    left: float
    top: float

    def point(self, place: Place) -> Point:
        longitude, latitude = place
        return (
            round(self.left + (longitude - self.west) * self.narrow * self.scale),
            round(self.top + (self.north - latitude) * self.scale),
        )

    def place(self, point: Point) -> Place:
        """The longitude and latitude of a point of the drawing."""
        x, y = point
        longitude = self.west + (x - self.left) / self.scale / self.narrow
        return round(longitude, 5), round(self.north - (y - self.top) / self.scale, 5)


def fit(places: Iterable[Place]) -> Frame:
    """The frame in which all `places` lie, as large as can be, in the middle."""
    longitudes, latitudes = zip(*places, strict=True)
    west, east, south, north = min(longitudes), max(longitudes), min(latitudes), max(latitudes)
    narrow = cos(radians((south + north) / 2))
    wide, tall = (east - west) * narrow, north - south
    scale = min((WIDTH - 2 * EDGE) / (wide or 1e-9), (HEIGHT - 2 * EDGE) / (tall or 1e-9))
    return Frame(west, north, scale, narrow, (WIDTH - wide * scale) / 2, (HEIGHT - tall * scale) / 2)
