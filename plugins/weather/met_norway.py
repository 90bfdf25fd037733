"""MET Norway, the second source (https://api.met.no/doc/TermsOfService).

Its terms: say who asks, four decimals at most, do not ask again before the answer
expires, and then only for what has changed since.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import partial
from math import exp
from typing import Any, TypeGuard
from urllib.parse import urlencode

from plugins.weather.download import Get
from plugins.weather.http_cache import Memory
from plugins.weather.refusal import RefusedError
from plugins.weather.settings import Place, WeatherSettings
from plugins.weather.snapshot import DAYS, Raw, Snapshot, built_now
from plugins.weather.symbols import code_of
from plugins.weather.values import coordinate, fact, told

PROGRAM = "TramTin/1"
# Told for the six hours to come, and only where the forecast knows them.
EXTREMES = ("air_temperature_max", "air_temperature_min")
CHANCE = "probability_of_precipitation"

Step = tuple[datetime, dict[str, Any]]  # time by the clock of the portal, data


def ask(
    settings: WeatherSettings, now: datetime, get: Get, memory: Memory, last: Snapshot | None
) -> Snapshot:
    """The weather of every place, one question each and all within the time-out.

    last: the snapshot before, whose highs and lows of today still hold
    """
    if not settings.contact:
        raise RefusedError("chưa hỏi, vì người quản trị chưa ghi WEATHER['contact']")
    until = datetime.now(UTC) + timedelta(seconds=settings.timeout)
    reports, times, refusals = [], [], []
    for place in settings.places:
        left = (until - datetime.now(UTC)).total_seconds()
        if left <= 0:
            raise RefusedError(f"không trả lời xong trong {settings.timeout:g} giây")
        headers = {"User-Agent": f"{PROGRAM} {settings.contact}"}
        body = memory.recall(address(settings, place), now, partial(get, seconds=left), headers)
        try:
            report, time = parse(body, place.name, now, last)
        except RefusedError as refused:  # a gap in the answer for one place
            refusals.append(refused)
            continue
        reports.append(report)
        times.append(time)
    if not reports:
        raise refusals[0]
    snapshot = built_now("MET Norway", min(times), reports, now)
    memory.keep()
    return snapshot


def address(settings: WeatherSettings, place: Place) -> str:
    question = {"lat": coordinate(place.latitude), "lon": coordinate(place.longitude)}
    return f"{settings.met_norway}?{urlencode(question)}"


def parse(body: object, name: str, now: datetime, last: Snapshot | None) -> tuple[Raw, datetime]:
    """The raw report of one place, and the hour it is for."""
    steps = _steps(body, now.tzinfo)
    past = [(time, data) for time, data in steps if time <= now]
    if not past:
        raise RefusedError(f"{name}: số liệu bắt đầu sau giờ hiện tại")
    time, data = past[-1]
    instant = fact(data, "instant", "details", kind=dict)
    symbol = _symbol(data)
    report: Raw = {
        "name": name,
        "temperature": fact(instant, "air_temperature"),
        "feels_like": _apparent(instant),
        "code": code_of(symbol),
        "day": symbol.endswith("_day") if "_" in symbol else 6 <= time.hour < 18,
        "days": _days(steps, time, name, last),
    }
    return report, time


def _steps(body: object, zone: tzinfo | None) -> list[Step]:
    """The steps of the forecast in order, by the clock of `zone`."""
    steps: list[Step] = []
    for step in fact(body, "properties", "timeseries", kind=list):
        told = fact(step, "time", kind=str)
        try:
            time = datetime.fromisoformat(told)
            there = time.astimezone(zone)
        except (ValueError, OverflowError):
            raise RefusedError(f"timeseries.time là {told!r}") from None
        if time.tzinfo is None:
            raise RefusedError(f"timeseries.time là {told!r}, thiếu múi giờ")
        steps.append((there, fact(step, "data", kind=dict)))
    return sorted(steps, key=lambda step: step[0])


def _symbol(data: dict[str, Any]) -> str:
    for period in ("next_1_hours", "next_6_hours", "next_12_hours"):
        if period in data:
            return fact(data, period, "summary", "symbol_code", kind=str)
    raise RefusedError("thiếu symbol_code")


def _days(steps: Sequence[Step], now: datetime, name: str, last: Snapshot | None) -> list[Raw]:
    by_date = defaultdict[date, list[Step]](list)
    for time, data in steps:
        if time >= now:
            by_date[time.date()].append((time, data))
    days = []
    for number in range(DAYS):
        on = now.date() + timedelta(days=number)
        days.append(_day(on, by_date[on]))
    earlier = last.report(name) if last else None
    for day in earlier.days if earlier else ():
        if day.date == now.date() and days[0]["high"] is not None:
            # Of today, MET Norway tells only what is still to come.
            days[0] |= {"high": max(days[0]["high"], day.high), "low": min(days[0]["low"], day.low)}
    return days


def _day(on: date, steps: Sequence[Step]) -> Raw:
    """What the steps of one day tell; None for what none of them does."""
    degrees = [told(data, "instant", "details", "air_temperature") for _, data in steps]
    chances = []
    for time, data in steps:
        if (time + timedelta(hours=6)).date() == on:
            degrees += [told(data, "next_6_hours", "details", each) for each in EXTREMES]
        chances.append(told(data, "next_6_hours", "details", CHANCE))
    degrees = list(filter(_is_number, degrees))
    codes = (_code(data) for _, data in sorted(steps, key=lambda step: abs(step[0].hour - 12)))
    return {
        "date": on,
        "code": next((code for code in codes if code is not None), None),
        "high": max(degrees, default=None),
        "low": min(degrees, default=None),
        "rain": max(filter(_is_number, chances), default=None),
    }


def _code(data: dict[str, Any]) -> int | None:
    try:
        return code_of(_symbol(data))
    except RefusedError:
        return None


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(data: object, *path: str | int) -> float:
    value: object = fact(data, *path)
    if not _is_number(value):
        raise RefusedError(f"{path[-1]} là {value!r}")
    return value


def _apparent(instant: dict[str, Any]) -> float:
    """Steadman's apparent temperature in the shade, as the Australian Bureau of Meteorology has it.

    http://www.bom.gov.au/info/thermal_stress/
    """
    degrees = _number(instant, "air_temperature")
    humidity, wind = _number(instant, "relative_humidity"), _number(instant, "wind_speed")
    if not (-60 < degrees < 80 and 0 <= humidity <= 105 and 0 <= wind < 120):
        raise RefusedError(f"số liệu vô lý: {degrees} độ, ẩm {humidity} %, gió {wind} m/s")
    vapour = humidity / 100 * 6.105 * exp(17.27 * degrees / (237.7 + degrees))
    return round(degrees + 0.33 * vapour - 0.70 * wind - 4.0, 1)
