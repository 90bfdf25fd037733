"""From the files of MAP to the map: read all, tell every mistake, then draw."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from plugins.core.mistakes import Mistake, MistakesFound
from plugins.map import points
from plugins.map.borders import Ring, TangledError, path_data, simplified
from plugins.map.files import read_text, read_yaml
from plugins.map.frame import Frame, fit
from plugins.map.geojson import Outline, read_outlines
from plugins.map.label import LARGE, MANY, SMALL, inside, place_label
from plugins.map.merger import Merger, MergerFile, checked_merger
from plugins.map.settings import LayerSettings, MapSettings
from plugins.map.theme_values import Layer, Map, Share, Spot, Unit
from plugins.map.unit_details import Facts, FactsFile, Names, split_kind
from plugins.vietnamese.order import sort_key
from plugins.vietnamese.text import slug

T = TypeVar("T")
Read = tuple[list[Outline], FactsFile]  # a layer as its files have it


def load_map(root: Path, settings: MapSettings) -> Map | None:
    """The map of the files under `root`; None where MAP names no layer.

    Raises MistakesFound with the mistakes of every file.
    """
    if not settings.layers:
        return None
    mistakes: list[Mistake] = []

    def tried(read: Callable[[], T]) -> T | None:
        try:
            return read()
        except MistakesFound as wrong:
            mistakes.extend(wrong.mistakes)
            return None

    found = [tried(partial(_read_layer, root, *each)) for each in enumerate(settings.layers)]
    read = [layer for layer in found if layer]
    spots = tried(partial(_read_spots, root, settings.points)) if settings.points else None
    merger = None
    if settings.merger and all(found):
        merger = tried(partial(_read_merger, root, settings.merger, read))
    if mistakes:
        raise MistakesFound(*mistakes)
    outlines = [outline for layer, _ in read for outline in layer]
    drawing = fit(place for outline in outlines for ring in outline.rings for place in ring)
    # Both layers at once, so that borders they share stay one line where they lie over each other.
    try:
        shapes = iter(simplified([map(drawing.point, ring) for ring in each.rings] for each in outlines))
    except TangledError:
        files = ", ".join(layer.shapes for layer in settings.layers)
        sentence = "Đường ranh cắt nhau khắp nơi. Hãy sửa hình rồi xuất lại tệp."
        raise MistakesFound(Mistake(files, sentence)) from None
    layers = [
        _draw(units, file, shapes, names, drawing)
        for (units, file), names in zip(read, settings.layers, strict=True)
    ]
    if merger:
        layers = _wound_together(layers[0], layers[1], merger)
    now = _with_spots(layers[0], read[0][0], spots or (), drawing, settings.points)
    return Map(
        now=now,
        former=layers[1] if merger else None,
        note=settings.note,
        source=merger.source if merger else "",
        since=merger.date if merger else None,
    )


def _read_layer(root: Path, number: int, layer: LayerSettings) -> Read:
    where = f"MAP['layers'][{number}]"
    text = read_text(root, layer.shapes, f"{where}['shapes']")
    outlines = read_outlines(text, layer.shapes, layer.name)
    outlines.sort(key=lambda outline: sort_key(split_kind(outline.name)[1]))
    if not layer.facts:
        return outlines, FactsFile({})
    file = read_yaml(FactsFile, root, layer.facts, f"{where}['facts']")
    names, units, mistakes = Names(outline.name for outline in outlines), {}, []
    for written, facts in file.units.items():
        if name := names.find(written):
            units[name] = facts
        else:
            mistakes.append(Mistake(layer.facts, f"“{written}” không có trên bản đồ.{names.hint(written)}"))
    if mistakes:
        raise MistakesFound(*mistakes)
    return outlines, replace(file, units=units)


def _read_merger(root: Path, path: str, read: Sequence[Read]) -> Merger:
    file = read_yaml(MergerFile, root, path, "MAP['merger']")
    new, old = ([outline.name for outline in outlines] for outlines, _ in read)
    return checked_merger(file, path, old, new)


def _read_spots(root: Path, path: str) -> list[points.Spot]:
    return points.read_spots(read_text(root, path, "MAP['points']", points.MOST_BYTES), path)


def _draw(
    outlines: list[Outline],
    file: FactsFile,
    shapes: Iterator[list[Ring]],
    names: LayerSettings,
    drawing: Frame,
) -> Layer:
    """The layer in units of the drawing. shapes: the rings of each unit, taken in turn."""
    numbered = len(outlines) > MANY
    units, anchors = [], set()
    for number, (outline, rings) in enumerate(zip(outlines, shapes, strict=False), start=1):
        facts = file.units.get(outline.name, Facts())
        wanted = facts.label or outline.label
        short = split_kind(outline.name)[1]
        point = drawing.point(wanted) if wanted else None
        label = place_label(short, rings, point, SMALL if numbered else LARGE)
        anchor = f"{names.slug}-{slug(outline.name) or number}"
        anchor = anchor if anchor not in anchors else f"{anchor}-{number}"
        anchors.add(anchor)
        place = wanted or drawing.place((label.x, label.y))
        path = path_data(rings)
        units.append(Unit(outline.name, short, number, anchor, path, label, place, facts))
    return Layer(names.slug, names.title, tuple(units), numbered, file.year, file.source)


def _wound_together(now: Layer, former: Layer, merger: Merger) -> list[Layer]:
    """Both layers, each unit with what it became or what it was made of."""
    new = {unit.name: unit for unit in now.units}
    old = {unit.name: unit for unit in former.units}
    became: dict[str, list[Share]] = {}
    made_of: dict[str, list[Share]] = {}
    for was, name, part in merger.parts:
        unit = new.get(name)
        facts = unit.facts if unit else merger.outside[name]
        became.setdefault(was, []).append(Share(name, part, unit.anchor if unit else "", facts))
        made_of.setdefault(name, []).append(Share(was, part, old[was].anchor, old[was].facts))
    return [
        replace(layer, units=tuple(replace(u, shares=tuple(shares.get(u.name, ()))) for u in layer.units))
        for layer, shares in ((now, made_of), (former, became))
    ]


def _with_spots(
    layer: Layer, outlines: list[Outline], spots: Iterable[points.Spot], drawing: Frame, path: str
) -> Layer:
    """The layer with each place in the unit it lies in."""
    lying: dict[str, list[Spot]] = {}
    mistakes = []
    for spot in spots:
        name = next((each.name for each in outlines if inside(each.rings, spot.place)), None)
        if name:
            x, y = drawing.point(spot.place)
            drawn = Spot(spot.kind, spot.name, spot.address, spot.telephone, x, y, spot.place)
            lying.setdefault(name, []).append(drawn)
        else:
            mistakes.append(Mistake(path, f"“{spot.name}” không nằm trong đơn vị nào của bản đồ.", spot.line))
    if mistakes:
        raise MistakesFound(*mistakes)
    return replace(layer, units=tuple(replace(u, spots=tuple(lying.get(u.name, ()))) for u in layer.units))
