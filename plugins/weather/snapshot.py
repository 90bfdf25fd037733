"""What was told of the weather at one moment, checked number by number."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, AwareDatetime, Field
from pydantic.dataclasses import dataclass

from plugins import seam
from plugins.weather.refusal import RefusedError
from plugins.weather.sky import SKIES

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
DAYS = 3
# A source whose clock is further off than this lives in another zone or repeats old news.
OFF_CLOCK = timedelta(hours=2)


def _known(code: int) -> int:
    if code not in SKIES:
        raise ValueError("mã thời tiết lạ.")
    return code


# Strict: "17" is no number and true is no 1. The bounds are wider than any record of Việt Nam.
Celsius = Annotated[float, Field(strict=True, ge=-20, le=55, allow_inf_nan=False)]
FeltCelsius = Annotated[float, Field(strict=True, ge=-40, le=75, allow_inf_nan=False)]
Percent = Annotated[float, Field(strict=True, ge=0, le=100, allow_inf_nan=False)]
Code = Annotated[int, Field(strict=True), AfterValidator(_known)]


@dataclass(frozen=True, config=seam.STRICT)
class Day:
    """A forecast for one day. rain: chance of it in percent, or None when not told."""

    date: date
    code: Code
    high: Celsius
    low: Celsius
    rain: Percent | None


@dataclass(frozen=True, config=seam.STRICT)
class Report:
    """One place: how it is now, and its days. day: whether the sun is up."""

    name: str
    temperature: Celsius
    feels_like: FeltCelsius
    code: Code
    day: Annotated[bool, Field(strict=True)]
    days: Annotated[tuple[Day, ...], Field(min_length=DAYS, max_length=DAYS)]


@dataclass(frozen=True, config=seam.STRICT)
class Snapshot:
    """Every place at one moment, from one source."""

    source: Literal["Open-Meteo", "MET Norway"]
    time: AwareDatetime
    places: Annotated[tuple[Report, ...], Field(min_length=1)]

    def report(self, name: str) -> Report | None:
        return next((report for report in self.places if report.name == name), None)


def build(raw: dict) -> Snapshot:
    """The plain values `raw` as a Snapshot in Hà Nội's time; RefusedError names the first wrong one."""
    found = seam.problems(Snapshot, raw)
    if found:
        where, sentence = found[0]
        raise RefusedError(f"{'.'.join(map(str, where))} {sentence}")
    snapshot = seam.build(Snapshot, raw)
    snapshot = replace(snapshot, time=snapshot.time.astimezone(HANOI))
    first = snapshot.time.date()
    for report in snapshot.places:
        for number, day in enumerate(report.days):
            if day.date != first + timedelta(days=number):
                raise RefusedError(f"{report.name}: ngày {day.date} không nối tiếp.")
            if day.high < day.low:
                raise RefusedError(f"{report.name}: {day.date} cao nhất {day.high} < thấp nhất {day.low}.")
    return snapshot


def built_now(raw: dict, now: datetime) -> Snapshot:
    """As `build`, for an answer that a source gave just now."""
    snapshot = build(raw)
    if abs(snapshot.time - now) > OFF_CLOCK:
        raise RefusedError(f"đồng hồ của nguồn chỉ {snapshot.time:%H:%M %d/%m/%Y}, lệch với giờ Hà Nội.")
    return snapshot

