"""From numbers to what is shown."""

from datetime import datetime, timedelta
from math import floor

from plugins.core.addresses import WEATHER_NOW, link
from plugins.vietnamese import dates
from plugins.vietnamese.line_breaks import NO_BREAK
from plugins.weather import sky
from plugins.weather.chart import draw
from plugins.weather.normals import Climate, Normals
from plugins.weather.settings import WeatherSettings
from plugins.weather.snapshot import Day, Report, Snapshot
from plugins.weather.theme_values import Month, Outlook, PlaceWeather, Row, Source, State, Weather

TO = "–\u2060"  # no line ends behind it
URL = link(WEATHER_NOW)
SOURCES = {
    "Open-Meteo": Source("Open-Meteo", "https://open-meteo.com/", "CC BY 4.0"),
    "MET Norway": Source("MET Norway", "https://api.met.no/", "CC BY 4.0"),
}
UNKNOWN = "Chưa có số liệu mới"
WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


def tell(snapshot: Snapshot | None, normals: Normals, settings: WeatherSettings, now: datetime) -> Weather:
    """The weather as it is to be shown at `now`; an old snapshot counts as none."""
    month = month_of(normals, settings, now.month)
    climate = Source(normals.source, normals.href, normals.period)
    state = state_of(snapshot, settings, now)
    if snapshot is None or state == "normals":
        rows, note = normal_rows(normals, settings, now.month), normal_note(normals, now.month)
        return Weather(state, rows, len(settings.cities), note, URL, None, (), climate, month, climate)
    places = tuple(report for place in settings.places if (report := snapshot.report(place.name)))
    every = [degree for report in places for day in report.days for degree in (day.low, day.high)]
    return Weather(
        state,
        place_rows(snapshot, settings),
        len(settings.cities),
        note_of(snapshot, state == "stale", settings),
        URL,
        snapshot.time,
        tuple(_place(report, (min(every), max(every))) for report in places),
        SOURCES[snapshot.source],
        month,
        climate,
    )


def state_of(snapshot: Snapshot | None, settings: WeatherSettings, now: datetime) -> State:
    # A snapshot without any city that the settings name is from other settings.
    if snapshot is None or not any(snapshot.report(place.name) for place in settings.cities):
        return "normals"
    age = now - snapshot.time
    if age > timedelta(hours=settings.expired_after):
        return "normals"
    return "stale" if age > timedelta(hours=settings.stale_after) else "fresh"


def grows_old(snapshot: Snapshot | None, settings: WeatherSettings) -> list[datetime]:
    """When another state follows, while nothing newer is known."""
    hours = (settings.stale_after, settings.expired_after)
    return [snapshot.time + timedelta(hours=each) for each in hours] if snapshot else []


def place_rows(snapshot: Snapshot, settings: WeatherSettings) -> tuple[Row, ...]:
    """A row for each place; one that nothing is known of says so."""
    return tuple(
        _row(report, snapshot) if (report := snapshot.report(place.name)) else _unknown(place.name)
        for place in settings.places
    )


def _unknown(name: str) -> Row:
    return Row(sky.NORMALS_ICON, name, "", UNKNOWN, "")


def normal_rows(normals: Normals, settings: WeatherSettings, month: int) -> tuple[Row, ...]:
    """month: 1 to 12."""
    return tuple(
        Row(sky.NORMALS_ICON, name, "", f"{low}{TO}{high}, {days} ngày mưa trong tháng", "")
        for name, low, high, days in _climate(normals, settings, month)
    )


def note_of(snapshot: Snapshot, stale: bool, settings: WeatherSettings) -> str:
    source = SOURCES[snapshot.source]
    told = f"Cập nhật lúc {dates.clock(snapshot.time)}, {dates.day(snapshot.time)}."
    old = f" Số liệu đã cũ hơn {settings.stale_after:g} giờ." if stale else ""
    return f"{told}{old} Nguồn: {source.name}, {source.licence}."


def normal_note(normals: Normals, month: int) -> str:
    return (
        f"Chưa có số liệu mới. Đây là mức trung bình nhiều năm của tháng{NO_BREAK}{month}, "
        f"không phải thời tiết hôm nay. Nguồn: {normals.source}."
    )


def month_of(normals: Normals, settings: WeatherSettings, month: int) -> Month:
    chosen = _chosen(normals, settings)
    ranges = [(each.name, each.low[month - 1], each.high[month - 1]) for each in chosen]
    every = [degree for _, low, high in ranges for degree in (low, high)]
    chart = draw(ranges, (min(every), max(every)), degrees, room=118)
    return Month(f"tháng {month}", _climate(normals, settings, month), chart)


def degrees(value: float) -> str:
    """17.5 as 18°, with a true minus."""
    return f"{floor(value + 0.5)}°".replace("-", "\N{MINUS SIGN}")


def _chosen(normals: Normals, settings: WeatherSettings) -> tuple[Climate, ...]:
    cities = {place.name for place in settings.cities}
    return tuple(each for each in normals.places if each.name in cities) or normals.places


def _climate(
    normals: Normals, settings: WeatherSettings, month: int
) -> tuple[tuple[str, str, str, str], ...]:
    at = month - 1
    return tuple(
        (each.name, degrees(each.low[at]), degrees(each.high[at]), str(floor(each.rain_days[at] + 0.5)))
        for each in _chosen(normals, settings)
    )


def _row(report: Report, snapshot: Snapshot) -> Row:
    days = ", ".join(
        f"{_weekday(day)}{NO_BREAK}{degrees(day.low)}{TO}{degrees(day.high)}" for day in report.days
    )
    return Row(
        sky.icon(report.code, report.day),
        report.name,
        degrees(report.temperature),
        _sky(report, snapshot),
        days,
    )


def _sky(report: Report, snapshot: Snapshot) -> str:
    """Nhiều mây, cảm giác 17°, khả năng mưa 5%"""
    rain = report.days[0].rain if report.days[0].date == snapshot.time.date() else None
    when = f" (lúc {dates.clock(report.time)})" if report.time else ""
    chance = "" if rain is None else f", khả năng mưa {floor(rain + 0.5)}%"
    return f"{sky.words(report.code, report.day)}, cảm giác {degrees(report.feels_like)}{chance}{when}"


def _place(report: Report, bounds: tuple[float, float]) -> PlaceWeather:
    days = tuple(
        Outlook(
            day.date,
            _weekday(day),
            sky.icon(day.code),
            sky.words(day.code),
            degrees(day.high),
            degrees(day.low),
            None if day.rain is None else floor(day.rain + 0.5),
        )
        for day in report.days
    )
    rows = [(f"{_weekday(day)} {day.date:%d/%m}", day.low, day.high) for day in report.days]
    return PlaceWeather(
        report.name,
        days,
        draw(rows, bounds, degrees, room=68),
    )


def _weekday(day: Day) -> str:
    return WEEKDAYS[day.date.weekday()]
