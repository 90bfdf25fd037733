"""Open-Meteo, the first source: all places in one question (https://open-meteo.com/en/docs)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlencode

from plugins.weather.download import Get
from plugins.weather.refusal import RefusedError
from plugins.weather.settings import Place, WeatherSettings
from plugins.weather.snapshot import DAYS, OFF_CLOCK, Raw, Snapshot, built_now
from plugins.weather.values import coordinate, fact, told

NOW = "temperature_2m,apparent_temperature,is_day,weather_code"
DAILY = "weather_code,temperature_2m_max,temperature_2m_min,precipitation_probability_max"
# The model's grid is a few kilometres wide; further away is another place.
NEAR = 0.3  # degrees


def ask(settings: WeatherSettings, now: datetime, get: Get) -> Snapshot:
    """The weather of every place that the answer has no gap in; RefusedError when there is none.

    now: by the clock of the portal, in whose zone the source is asked for days and hours
    """
    return parse(get(address(settings, str(now.tzinfo)), {}, settings.timeout).body, settings.places, now)


def address(settings: WeatherSettings, zone: str) -> str:
    question = {
        "latitude": ",".join(coordinate(place.latitude) for place in settings.places),
        "longitude": ",".join(coordinate(place.longitude) for place in settings.places),
        "current": NOW,
        "daily": DAILY,
        "timezone": zone,
        "forecast_days": DAYS,
    }
    return f"{settings.open_meteo}?{urlencode(question, safe=',/')}"


def parse(body: object, places: Sequence[Place], now: datetime) -> Snapshot:
    """body: a list in the order asked, or one object when one place was asked for."""
    answers = body if isinstance(body, list) else [body]
    if len(answers) != len(places):
        raise RefusedError(f"trả lời {len(answers)} nơi, hỏi {len(places)} nơi")
    reports, times, refusals = [], [], []
    for answer, place in zip(answers, places, strict=True):
        try:
            reports.append(_report(answer, place, now))
            times.append(_moment(fact(answer, "current", "time", kind=str), now))
        except RefusedError as refused:
            refusals.append(refused)
            del reports[len(times) :]
    if not reports:
        raise refusals[0]
    return built_now("Open-Meteo", min(times), reports, now)


def _moment(time: str, now: datetime) -> datetime:
    try:
        moment = datetime.fromisoformat(time)
    except ValueError:
        raise RefusedError(f"current.time là {time!r}") from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)
    if abs(moment - now) > OFF_CLOCK:  # one place whose clock stands still
        raise RefusedError(f"đồng hồ của nguồn chỉ {moment:%H:%M %d/%m/%Y}, lệch với giờ của cổng.")
    return moment


def _report(answer: object, place: Place, now: datetime) -> Raw:
    offset = now.utcoffset() or timedelta()
    if fact(answer, "utc_offset_seconds") != offset.total_seconds():
        raise RefusedError(f"{place.name}: giờ không phải của {now.tzinfo}")
    for name in ("latitude", "longitude"):
        where, asked = fact(answer, name), getattr(place, name)
        if not isinstance(where, int | float) or not asked - NEAR <= where <= asked + NEAR:
            raise RefusedError(f"{place.name}: {name} là {where!r}")
    return {
        "name": place.name,
        "temperature": fact(answer, "current", "temperature_2m"),
        "feels_like": fact(answer, "current", "apparent_temperature"),
        "code": fact(answer, "current", "weather_code"),
        "day": {0: False, 1: True}.get(fact(answer, "current", "is_day", kind=int)),
        "days": [_day(answer, number) for number in range(DAYS)],
    }


def _day(answer: object, number: int) -> Raw:
    return {
        "date": told(answer, "daily", "time", number),
        "code": told(answer, "daily", "weather_code", number),
        "high": told(answer, "daily", "temperature_2m_max", number),
        "low": told(answer, "daily", "temperature_2m_min", number),
        "rain": told(answer, "daily", "precipitation_probability_max", number),
    }
