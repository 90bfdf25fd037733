"""What the theme knows of the map: layers of units, and what each became."""

from dataclasses import dataclass, field
from datetime import date

from plugins.core.addresses import MAP, link
from plugins.map.coordinates import Place
from plugins.map.frame import HEIGHT, WIDTH
from plugins.map.label import Label
from plugins.map.merger import REST, WHOLE
from plugins.map.unit_details import Facts, split_kind

URL = link(MAP)


@dataclass(frozen=True)
class Spot:
    """A place with words in a unit. x, y: units of the drawing; place: longitude, latitude."""

    kind: str
    name: str
    address: str
    telephone: str
    x: int
    y: int
    place: Place


@dataclass(frozen=True)
class Share:
    """A unit that this one became (or was made of), and which part of the old one that is.

    anchor: the id of that unit on the page, '' for one that lies off the map.
    """

    name: str
    part: str
    anchor: str
    facts: Facts

    @property
    def short(self) -> str:
        return split_kind(self.name)[1]


@dataclass(frozen=True)
class Unit:
    """One unit of a layer.

    name, short: "Xã Vân Canh", "Vân Canh"; number: its place in the list; anchor: its id on
    the page; path: SVG path data, to be filled by the even-odd rule; place: longitude and
    latitude of its label; shares: what it became, or what it was made of.
    """

    name: str
    short: str
    number: int
    anchor: str
    path: str
    label: Label
    place: Place
    facts: Facts
    shares: tuple[Share, ...] = ()
    spots: tuple[Spot, ...] = ()

    @property
    def split(self) -> bool:
        return len(self.shares) > 1

    @property
    def parted(self) -> dict[str, list[Share]]:
        """The shares by their part, whole ones first: {"toàn bộ": […], "phần lớn": […]}."""
        there = {share.part for share in self.shares}
        parts = sorted(there, key=lambda part: (part != WHOLE, part == REST, part))
        return {part: [share for share in self.shares if share.part == part] for part in parts}


@dataclass(frozen=True)
class Layer:
    """All units of one time, in Vietnamese order. numbered: too many for their names on a phone.

    year, source: of the populations, or None and ''.
    """

    slug: str
    title: str
    units: tuple[Unit, ...]
    numbered: bool
    year: int | None = None
    source: str = ""

    @property
    def spot_kinds(self) -> tuple[str, ...]:
        """The kinds of places on the drawing, each once."""
        return tuple(dict.fromkeys(spot.kind for unit in self.units for spot in unit.spots))


@dataclass(frozen=True)
class Map:
    """now: today's units; former: those before the merger, or None where there was none."""

    now: Layer
    former: Layer | None = None
    note: str = ""
    source: str = ""
    since: date | None = None
    url: str = URL
    width: int = field(default=WIDTH)
    height: int = field(default=HEIGHT)
