"""GeoJSON (RFC 7946) as named units with rings; everything else is refused with a reason."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Any, NoReturn

from plugins.core.mistakes import Mistake, MistakesFound, did_you_mean
from plugins.map.coordinates import Place, complaint, in_vietnam
from plugins.vietnamese.text import clean

# Where the files of offices, statisticians and volunteers keep a unit's name.
NAMES = ("ten", "name", "ten_xa", "tenxa", "ten_dvhc", "tendvhc", "name_3", "adm3_vi", "name:vi", "ward")
LABEL = "nhan"
MOST_UNITS = 300
UNREADABLE = (TypeError, ValueError, LookupError, OverflowError)
WORLD = ("CRS84", "4326", "4979")

Ring = list[Place]


@dataclass(frozen=True)
class Outline:
    """A unit as its file has it: name, closed rings of every part and hole, label place or None."""

    name: str
    rings: tuple[Ring, ...]
    label: Place | None


class RefusedError(Exception):
    """One sentence of what is wrong."""


def read_outlines(text: str, path: str, name_property: str = "") -> list[Outline]:
    """The units of a FeatureCollection.

    path: the file, for the sentences. name_property: which property holds the name; one
    of NAMES when ''. Raises MistakesFound with every mistake found.
    """
    try:
        features = _features(text)
        name_property = name_property or _name_property(features)
    except RefusedError as refused:
        raise MistakesFound(Mistake(path, str(refused))) from None
    outlines, mistakes = [], []
    for number, feature in enumerate(features, start=1):
        try:
            outlines.append(_outline(feature, number, name_property))
        except RefusedError as refused:
            mistakes.append(Mistake(path, str(refused)))
    mistakes += [Mistake(path, sentence) for sentence in _repeated(outlines)]
    if not mistakes:
        sentence = complaint(place for outline in outlines for ring in outline.rings for place in ring)
        mistakes = [Mistake(path, sentence)] if sentence else []
    if mistakes:
        raise MistakesFound(*mistakes)
    return outlines


def _features(text: str) -> list[object]:
    try:
        data = json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        where = f"dòng {error.lineno}, cột {error.colno}"
        raise RefusedError(f"Không phải GeoJSON: JSON viết chưa đúng ở {where}.") from None
    except ValueError:
        raise RefusedError("Không phải GeoJSON: có số dài hàng nghìn chữ số.") from None
    except RecursionError:
        raise RefusedError("Không phải GeoJSON: các ngoặc lồng nhau quá sâu.") from None
    kind = data.get("type") if isinstance(data, dict) else None
    if kind == "Topology":
        raise RefusedError("Đây là TopoJSON. Hãy xuất lại thành GeoJSON.")
    features = data.get("features") if kind == "FeatureCollection" else None
    if not isinstance(features, list):
        raise RefusedError("Không phải GeoJSON: tệp phải là một FeatureCollection có danh sách features.")
    system = str(data.get("crs") or "CRS84")
    if not any(name in system for name in WORLD):
        raise RefusedError(f"Hệ tọa độ của tệp là {system[:80]}. Hãy xuất lại theo WGS 84 (EPSG:4326).")
    if not features:
        raise RefusedError("Tệp không có đơn vị nào (features trống).")
    if len(features) > MOST_UNITS:
        raise RefusedError(
            f"Tệp có {len(features)} đơn vị, quá {MOST_UNITS}. Hãy chỉ giữ các đơn vị của địa phương."
        )
    return features


def _no_number(constant: str) -> NoReturn:
    raise RefusedError(f"Tọa độ không thể là {constant}.")


def _properties(feature: object) -> dict[str, Any]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    return properties if isinstance(properties, dict) else {}


def _name_property(features: list[object]) -> str:
    there = [name for feature in features for name in _properties(feature)]
    lower = {name.lower(): name for name in there}
    found = next((lower[name] for name in NAMES if name in lower), None)
    if not found:
        known = ", ".join(dict.fromkeys(there)) or "không có gì"
        raise RefusedError(
            "Không rõ thuộc tính nào là tên đơn vị. Hãy ghi nó vào mục 'name' của lớp trong MAP. "
            f"Tệp có: {known[:200]}.{did_you_mean('ten', lower)}"
        )
    return found


def _outline(feature: Any, number: int, name_property: str) -> Outline:
    name = _properties(feature).get(name_property)
    name = " ".join(clean(name).split()) if isinstance(name, str) else ""
    if not name:
        raise RefusedError(f"Đơn vị thứ {number} không có tên (thuộc tính {name_property!r}).")
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise RefusedError(f"“{name}” phải là Polygon hoặc MultiPolygon, nhưng là {kind or 'trống'}.")
    parts = geometry.get("coordinates")
    try:
        polygons = [parts] if kind == "Polygon" else list(parts)
        rings = tuple(_ring(ring) for polygon in polygons for ring in polygon)
    except UNREADABLE:
        sentence = f"Tọa độ của “{name}” không đọc được: phải là các cặp số [kinh độ, vĩ độ]."
        raise RefusedError(sentence) from None
    if not rings:
        raise RefusedError(f"“{name}” không có đường ranh nào.")
    if any(len(set(ring)) < 3 for ring in rings):
        raise RefusedError(f"“{name}” có một đường ranh ít hơn ba điểm.")
    return Outline(name, rings, _label(_properties(feature).get(LABEL), name))


def _ring(positions: Any) -> Ring:
    """Places of a ring, the last equal to the first even where the file leaves it open."""
    ring = [_place(position) for position in positions]
    return ring if ring[:1] == ring[-1:] else [*ring, ring[0]]


def _place(position: Any) -> Place:
    longitude, latitude = position[0], position[1]  # a height may follow
    if isinstance(longitude, bool) or isinstance(latitude, bool):
        raise ValueError
    place = longitude + 0.0, latitude + 0.0
    if not all(map(isfinite, place)):
        raise ValueError
    return place


def _label(value: Any, name: str) -> Place | None:
    if value is None:
        return None
    try:
        place = _place(value)
    except UNREADABLE:
        place = (0.0, 0.0)
    if not in_vietnam(*place):
        was = f"nhưng là {value!r:.60}"
        raise RefusedError(f"Chỗ đặt tên ({LABEL}) của “{name}” phải là [kinh độ, vĩ độ], {was}.")
    return place


def _repeated(outlines: list[Outline]) -> Iterator[str]:
    names = [outline.name for outline in outlines]
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield f"Tên “{name}” có {names.count(name)} lần. Hãy gộp thành một MultiPolygon hoặc sửa tên."
