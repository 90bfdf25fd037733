"""Open-Meteo, the first source: all places in one question (https://open-meteo.com/en/docs)."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from plugins.weather.facts import coordinate, fact, told
from plugins.weather.refusal import RefusedError
from plugins.weather.settings import Settings
from plugins.weather.snapshot import DAYS, OFF_CLOCK, Snapshot, built_now

NOW = "temperature_2m,apparent_temperature,is_day,weather_code"
DAILY = "weather_code,temperature_2m_max,temperature_2m_min,precipitation_probability_max"
# The model's grid is a few kilometres wide; further away is another place.
NEAR = 0.3  # degrees


def ask(settings: Settings, now: datetime, get) -> Snapshot:
    """The weather of every place that the answer has no gap in; RefusedError when there is none.

    now: by the clock of the portal, in whose zone the source is asked for days and hours
    """
    return parse(get(address(settings, str(now.tzinfo)), {}, settings.timeout).body, settings.places, now)


def address(settings: Settings, zone: str) -> str:
    question = {
        "latitude": ",".join(coordinate(place.latitude) for place in settings.places),
        "longitude": ",".join(coordinate(place.longitude) for place in settings.places),
        "current": NOW,
        "daily": DAILY,
        "timezone": zone,
        "forecast_days": DAYS,
    }
    return f"{settings.open_meteo}?{urlencode(question, safe=',/')}"


def parse(body, places, now: datetime) -> Snapshot:
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


def _report(answer, place, now: datetime) -> dict:
    if timedelta(seconds=fact(answer, "utc_offset_seconds", kind=int)) != now.utcoffset():
        raise RefusedError(f"{place.name}: giờ không phải của {now.tzinfo}")
    for name in ("latitude", "longitude"):
        where = fact(answer, name)
        if not isinstance(where, int | float) or abs(where - getattr(place, name)) > NEAR:
            raise RefusedError(f"{place.name}: {name} là {where!r}")
    return {
        "name": place.name,
        "temperature": fact(answer, "current", "temperature_2m"),
        "feels_like": fact(answer, "current", "apparent_temperature"),
        "code": fact(answer, "current", "weather_code"),
        "day": {0: False, 1: True}.get(fact(answer, "current", "is_day", kind=int)),
        "days": [_day(answer, number) for number in range(DAYS)],
    }


def _day(answer, number: int) -> dict:
    return {
        "date": told(answer, "daily", "time", number),
        "code": told(answer, "daily", "weather_code", number),
        "high": told(answer, "daily", "temperature_2m_max", number),
        "low": told(answer, "daily", "temperature_2m_min", number),
        "rain": told(answer, "daily", "precipitation_probability_max", number),
    }
