"""What was told of the weather at one moment, checked number by number."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, Field
from pydantic.dataclasses import dataclass

from plugins.core import schema
from plugins.weather.refusal import RefusedError
from plugins.weather.sky import SKIES

DAYS = 3
# A source whose clock is further off than this lives in another zone or repeats old news.
OFF_CLOCK = timedelta(hours=2)

Raw = dict[str, Any]  # values as a source told them


def _known(code: int) -> int:
    if code not in SKIES:
        raise ValueError("mã thời tiết lạ.")
    return code


# Strict: "17" is no number and true is no 1. The bounds are wider than any record of Việt Nam.
Celsius = Annotated[float, Field(strict=True, ge=-20, le=55, allow_inf_nan=False)]
FeltCelsius = Annotated[float, Field(strict=True, ge=-40, le=75, allow_inf_nan=False)]
Percent = Annotated[float, Field(strict=True, ge=0, le=100, allow_inf_nan=False)]
Code = Annotated[int, Field(strict=True), AfterValidator(_known)]


@dataclass(frozen=True, config=schema.STRICT)
class Chance:
    """Of rain, in percent."""

    rain: Percent | None


@dataclass(frozen=True, config=schema.STRICT)
class Day:
    """A forecast for one day. rain: chance of it in percent, or None when not told."""

    date: date
    code: Code
    high: Celsius
    low: Celsius
    rain: Percent | None


@dataclass(frozen=True, config=schema.STRICT)
class Report:
    """One place: how it is now, and those of its days that are known.

    day: whether the sun is up; time: when this was told, None for the time of the snapshot
    """

    name: str
    temperature: Celsius
    feels_like: FeltCelsius
    code: Code
    day: Annotated[bool, Field(strict=True)]
    days: Annotated[tuple[Day, ...], Field(min_length=1, max_length=DAYS)]
    time: AwareDatetime | None = None


@dataclass(frozen=True, config=schema.STRICT)
class Snapshot:
    """Every place at one moment, from one source."""

    source: Literal["Open-Meteo", "MET Norway"]
    time: AwareDatetime
    places: Annotated[tuple[Report, ...], Field(min_length=1)]

    def report(self, name: str) -> Report | None:
        return next((report for report in self.places if report.name == name), None)


def build(raw: object, zone: tzinfo | None) -> Snapshot:
    """The plain values `raw` as a Snapshot by the clock of `zone`; RefusedError names the first wrong one."""
    found = schema.problems(Snapshot, raw)
    if found:
        where, sentence = found[0]
        raise RefusedError(f"{'.'.join(map(str, where))} {sentence}")
    snapshot = schema.build(Snapshot, raw)
    snapshot = replace(snapshot, time=snapshot.time.astimezone(zone))
    for report in snapshot.places:
        dates = [day.date for day in report.days]
        if dates != sorted(set(dates)):
            raise RefusedError(f"{report.name}: các ngày không theo thứ tự.")
    return snapshot


def built_now(source: str, time: datetime, reports: Iterable[Raw], now: datetime) -> Snapshot:
    """As `build`, for what a source told just now, without what is wrong or missing in it.

    A day with a gap is left out, and so is a place that has one or has no day left; a chance of
    rain is just not told. now: by the clock of the portal. RefusedError when no place is left.
    """
    zone = now.tzinfo
    today = time.astimezone(zone).date()
    places, first = [], None
    for raw in reports:
        days, faults = _days(raw["days"], today)
        report = raw | {"days": days}
        found = schema.problems(Report, report)
        if not found:
            places.append(report)
        elif first is None:
            where, sentence = found[0]
            told = f"{'.'.join(map(str, where))} {sentence}"
            first = f"{raw['name']}: {faults[0] if faults and where[0] == 'days' else told}"
    if not places:
        raise RefusedError(first or "không nơi nào có số liệu")
    snapshot = build({"source": source, "time": time, "places": places}, zone)
    if abs(snapshot.time - now) > OFF_CLOCK:
        raise RefusedError(f"đồng hồ của nguồn chỉ {snapshot.time:%H:%M %d/%m/%Y}, lệch với giờ của cổng.")
    return snapshot


def _days(raw_days: Iterable[Raw], today: date) -> tuple[list[Raw], list[str]]:
    """(those without a gap, what is wrong with the others)"""
    days, faults = [], []
    for number, raw in enumerate(raw_days):
        day = raw if not schema.problems(Chance, {"rain": raw["rain"]}) else raw | {"rain": None}
        if found := schema.problems(Day, day):
            faults.append(f"{'.'.join(map(str, found[0][0]))} {found[0][1]}")
            continue
        known = schema.build(Day, day)
        if known.date != today + timedelta(days=number):
            faults.append(f"ngày {known.date} không nối tiếp.")
        elif known.high < known.low:
            faults.append(f"{known.date} cao nhất {known.high} < thấp nhất {known.low}.")
        else:
            days.append(day)
    return days, faults


def with_kept(snapshot: Snapshot, last: Snapshot | None, names: Iterable[str], hours: float) -> Snapshot:
    """`snapshot` with the reports of `last` for the `names` it has none of, if not older than `hours`."""
    if last is None:
        return snapshot
    kept = []
    for name in names:
        report = None if snapshot.report(name) else last.report(name)
        if report is None:
            continue
        told = report.time or last.time
        days = tuple(day for day in report.days if day.date >= snapshot.time.date())
        if days and snapshot.time - told <= timedelta(hours=hours):
            kept.append(replace(report, days=days, time=told.astimezone(snapshot.time.tzinfo)))
    return replace(snapshot, places=(*snapshot.places, *kept))
