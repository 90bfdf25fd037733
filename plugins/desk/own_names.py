"""The names that a portal writes of itself: its body, its place, the units on its map."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from plugins.core import schema, yaml_values
from plugins.core.mistakes import MistakesFound
from plugins.map.settings import MapSettings
from plugins.portal.settings import PortalSettings


def own_names(root: Path, settings: Mapping[str, Any], portal: PortalSettings) -> tuple[str, ...]:
    """As they stand inside a sentence: "huyện Hoài Đức", "Hoài Đức"; what cannot be read gives none.

    root: the project's folder; settings: the whole file; portal: PORTAL of it
    """
    own = portal.organisation
    units = [name for each in _units(root, settings) for name in _both(each)]
    return tuple(dict.fromkeys((own.body, own.place, own.name, *_both(own.parent), *units)))


def _both(unit: str) -> Iterator[str]:
    """Of “Xã Đức Giang” both “xã Đức Giang” and “Đức Giang”."""
    words = unit.split()
    small = [word for word in words if word.islower() or word == words[0]]
    if unit and len(small) < len(words):
        yield f"{unit[:1].lower()}{unit[1:]}"
        yield " ".join(words[len(small) :])


def _units(root: Path, settings: Mapping[str, Any]) -> Iterator[str]:
    try:
        of_map = schema.checked(MapSettings, settings.get("MAP", {}), "MAP")
    except MistakesFound:
        return
    for name in filter(None, (of_map.merger, *(layer.facts for layer in of_map.layers))):
        try:
            values, _ = yaml_values.load((root / name).read_text("utf-8"))
        except (OSError, ValueError, yaml_values.Unreadable):
            continue
        units = values.get("units") if isinstance(values, Mapping) else None
        for unit, into in units.items() if isinstance(units, Mapping) else ():
            yield str(unit)
            yield from map(str, into if isinstance(into, Mapping) and name == of_map.merger else ())
