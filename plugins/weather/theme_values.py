"""What the theme knows of the weather."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from plugins.weather.chart import Chart

State = Literal["fresh", "stale", "normals"]


@dataclass(frozen=True)
class Row:
    """A line of the block, all in words. now: "17°"; range: "T2 14°–21°, …"; or ''."""

    icon: str
    name: str
    now: str
    sky: str
    range: str


@dataclass(frozen=True)
class Outlook:
    """A day in the table. label: "T2"; rain: chance in percent, or None when not told."""

    date: date
    label: str
    icon: str
    sky: str
    high: str
    low: str
    rain: int | None


@dataclass(frozen=True)
class PlaceWeather:
    """A place on the page: its days and their chart."""

    name: str
    days: tuple[Outlook, ...]
    chart: Chart


@dataclass(frozen=True)
class Month:
    """Climate normals of one month. rows: (name, low, high, days of rain), in words."""

    title: str
    rows: tuple[tuple[str, str, str, str], ...]
    chart: Chart


@dataclass(frozen=True)
class Source:
    name: str
    href: str
    licence: str = ""


@dataclass(frozen=True)
class Weather:
    """The weather when the page was built.

    state: "fresh", "stale" (older than WEATHER's stale_after) or "normals" (older than
        expired_after, or never asked): then `places` is empty and `month` is what to show
    rows, note: the block and the sentence under it: the portal's own place, where it has
        one, then the cities, the last `cities` of them; url: where newer ones are fetched
    time: in Hà Nội, or None with "normals"
    """

    state: State
    rows: tuple[Row, ...]
    cities: int
    note: str
    url: str
    time: datetime | None
    places: tuple[PlaceWeather, ...]
    source: Source
    month: Month
    climate: Source
