"""The answers of both sources, as they are and as they should never be."""

from datetime import UTC, datetime, timedelta
from email.message import Message
from functools import reduce
from pathlib import Path

import pytest

from plugins.core.clock import AT_HOME
from plugins.weather import met_norway, open_meteo
from plugins.weather.download import Answer
from plugins.weather.http_cache import Memory
from plugins.weather.refusal import RefusedError
from plugins.weather.settings import Place, WeatherSettings

NOON = datetime(2026, 11, 23, 12, 10, tzinfo=AT_HOME)
HOAI_DUC = Place("Hoài Đức", 21.05, 105.70)
SETTINGS = WeatherSettings(area=HOAI_DUC, contact="toa-soan@tram-tin.example")


def open_meteo_answer(now: datetime = NOON, places=SETTINGS.places) -> list[dict]:
    """What Open-Meteo says at `now`; numbers invented, another for each place."""
    dates = [(now + timedelta(days=number)).date().isoformat() for number in range(3)]
    return [
        {
            "latitude": round(place.latitude * 8) / 8,
            "longitude": round(place.longitude * 8) / 8,
            "utc_offset_seconds": int(now.utcoffset().total_seconds()),
            "timezone": str(now.tzinfo),
            "current": {
                "time": now.strftime("%Y-%m-%dT%H:%M"),
                "temperature_2m": 17.4 + 3 * number,
                "apparent_temperature": 16.6 + 4 * number,
                "is_day": 1,
                "weather_code": (3, 2, 80, 0)[number % 4],
            },
            "daily": {
                "time": list(dates),
                "weather_code": [3, 51, 63],
                "temperature_2m_max": [20.8 + 3 * number, 19.1 + 3 * number, 17.6 + 3 * number],
                "temperature_2m_min": [14.2 + 3 * number, 15.0 + 3 * number, 13.1 + 3 * number],
                "precipitation_probability_max": [5, 38, 90],
            },
        }
        for number, place in enumerate(places)
    ]


def met_norway_answer(now: datetime = NOON, symbol="rainshowers_day", chance=None) -> dict:
    """What MET Norway says of one place: the hours of three days, twenty degrees and the hour."""
    first = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    details = {"precipitation_amount": 0.4}
    if chance is not None:
        details["probability_of_precipitation"] = chance
    series = []
    for hours in range(72):
        time = first + timedelta(hours=hours)
        instant = {"air_temperature": 20.0 + time.hour / 10, "relative_humidity": 80.0, "wind_speed": 2.0}
        data = {
            "instant": {"details": instant},
            "next_1_hours": {"summary": {"symbol_code": symbol}, "details": details},
            "next_6_hours": {"summary": {"symbol_code": "cloudy"}, "details": details},
        }
        series.append({"time": time.strftime("%Y-%m-%dT%H:%M:%SZ"), "data": data})
    return {"type": "Feature", "properties": {"timeseries": series}}


def changed(answer, path: str, value):
    """`answer` with the value at "0.current.time" changed, or taken out when it is `del`."""
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    parent = reduce(lambda value, step: value[step], steps, answer)
    if value is del_:
        del parent[last]
    else:
        parent[last] = value
    return answer


del_ = object()


def refused(parse, *arguments) -> str:
    with pytest.raises(RefusedError) as error:
        parse(*arguments)
    return str(error.value)


def test_open_meteo_is_asked_once_for_all_places_with_four_decimals():
    url = open_meteo.address(WeatherSettings(area=Place("Hoài Đức", 21.0512345, 105.7)), "Asia/Tokyo")
    assert url.startswith("https://api.open-meteo.com/v1/forecast?")
    assert "latitude=21.0512,21.0285,16.0678,10.8231&longitude=105.7,105.8542,108.2208,106.6297&" in url
    assert "timezone=Asia/Tokyo&forecast_days=3" in url


def test_open_meteo_answers_become_a_snapshot_in_order():
    snapshot = open_meteo.parse(open_meteo_answer(), SETTINGS.places, NOON)
    assert snapshot.source == "Open-Meteo" and snapshot.time == NOON
    assert [report.name for report in snapshot.places] == ["Hoài Đức", "Hà Nội", "Đà Nẵng", "TP Hồ Chí Minh"]
    first = snapshot.places[0]
    assert (first.temperature, first.feels_like, first.code, first.day) == (17.4, 16.6, 3, True)
    assert [(day.date.day, day.high, day.low, day.rain) for day in first.days] == [
        (23, 20.8, 14.2, 5),
        (24, 19.1, 15.0, 38),
        (25, 17.6, 13.1, 90),
    ]


def test_one_place_is_answered_without_a_list():
    snapshot = open_meteo.parse(open_meteo_answer(places=(HOAI_DUC,))[0], (HOAI_DUC,), NOON)
    assert snapshot.places[0].name == "Hoài Đức"


PLACE_GAPS = [
    *(
        pytest.param(path, 10**400, id=f"{path}-endless")  # more than a float holds
        for path in ("utc_offset_seconds", "latitude", "current.temperature_2m")
    ),
    ("current", del_),
    ("current.temperature_2m", del_),
    ("current.temperature_2m", None),
    ("current.temperature_2m", 999.0),
    ("current.temperature_2m", -273),
    ("current.temperature_2m", "17.4"),
    ("current.temperature_2m", True),
    ("current.temperature_2m", float("inf")),
    ("current.apparent_temperature", None),
    ("current.apparent_temperature", 200),
    ("current.weather_code", 42),
    ("current.weather_code", 3.5),
    ("current.is_day", 2),
    ("current.is_day", []),
    ("current.time", "2026-11-23T05:10"),
    ("current.time", "trưa"),
    ("utc_offset_seconds", 0),
    ("utc_offset_seconds", del_),
    ("latitude", 48.1),
    ("longitude", "105"),
    ("daily", None),
    ("daily.time", ["2026-11-20", "2026-11-21", "2026-11-22"]),
]
DAY_GAPS = [
    ("daily.weather_code.2", 7, 2),
    ("daily.weather_code.2", None, 2),
    ("daily.temperature_2m_max", [20.8, 19.1], 2),
    ("daily.temperature_2m_max.0", 3.0, 0),
    ("daily.temperature_2m_min.1", None, 1),
    ("daily.time.0", "2026-11-22", 0),
    ("daily.time.1", "mai", 1),
]


@pytest.mark.parametrize(("path", "value"), PLACE_GAPS)
def test_one_wrong_value_of_open_meteo_costs_its_place_alone(path, value):
    answer = changed(open_meteo_answer(), f"1.{path}", value)
    snapshot = open_meteo.parse(answer, SETTINGS.places, NOON)
    assert [report.name for report in snapshot.places] == ["Hoài Đức", "Đà Nẵng", "TP Hồ Chí Minh"]
    alone = changed(open_meteo_answer(places=(HOAI_DUC,)), f"0.{path}", value)
    assert refused(open_meteo.parse, alone, (HOAI_DUC,), NOON)


@pytest.mark.parametrize("value", [None, 7, "Hà Nội", {}])
def test_a_place_of_another_shape_costs_itself_alone(value):
    answer = open_meteo_answer()
    answer[1] = value
    assert len(open_meteo.parse(answer, SETTINGS.places, NOON).places) == 3


@pytest.mark.parametrize(("path", "value", "lost"), DAY_GAPS)
def test_one_wrong_value_of_a_day_costs_that_day_alone(path, value, lost):
    answer = changed(open_meteo_answer(), f"1.{path}", value)
    snapshot = open_meteo.parse(answer, SETTINGS.places, NOON)
    assert [len(report.days) for report in snapshot.places] == [3, 2, 3, 3]
    assert 23 + lost not in [day.date.day for day in snapshot.places[1].days]


@pytest.mark.parametrize("value", [None, 101, "nhiều"])
def test_a_chance_of_rain_that_makes_no_sense_is_just_not_told(value):
    answer = changed(open_meteo_answer(), "1.daily.precipitation_probability_max.0", value)
    days = open_meteo.parse(answer, SETTINGS.places, NOON).places[1].days
    assert [day.rain for day in days] == [None, 38, 90]


def test_an_hours_old_or_earlier_answer_is_refused():
    stuck = open_meteo_answer(NOON - timedelta(hours=3))
    assert "đồng hồ của nguồn chỉ 09:10" in refused(open_meteo.parse, stuck, SETTINGS.places, NOON)


@pytest.mark.parametrize("answer", [None, 7, "x", {}, [], [{}], {"error": True, "reason": "x"}])
def test_an_answer_of_another_shape_is_refused(answer):
    assert refused(open_meteo.parse, answer, SETTINGS.places, NOON)


def met(answer, now=NOON, last=None):
    return met_norway.parse(answer, "Hà Nội", now, last)


def test_met_norway_answers_become_a_report_in_hanoi_time():
    report, time = met(met_norway_answer(chance=41.6))
    assert time == NOON.replace(minute=0)  # 05:00 in UTC
    assert (report["temperature"], report["code"], report["day"]) == (20.5, 81, True)
    assert [day["date"].day for day in report["days"]] == [23, 24, 25]
    assert report["days"][0] == {"date": NOON.date(), "code": 81, "high": 21.6, "low": 20.5, "rain": 41.6}
    assert report["days"][1]["low"] == 20.0 and report["days"][1]["high"] == 22.3


def test_what_it_feels_like_is_reckoned_from_humidity_and_wind():
    """30 °C, 70 % and 2 m/s feel like 34 °C in the Bureau of Meteorology's own table."""
    answer = met_norway_answer()
    answer["properties"]["timeseries"][0]["data"]["instant"]["details"] = {
        "air_temperature": 30.0, "relative_humidity": 70.0, "wind_speed": 2.0
    }  # fmt: skip
    assert met(answer)[0]["feels_like"] == pytest.approx(34.4, abs=0.1)


def test_rain_that_is_not_told_is_not_made_up():
    assert met(met_norway_answer())[0]["days"][0]["rain"] is None


def test_the_high_of_this_morning_is_kept_from_the_snapshot_before():
    last = open_meteo.parse(open_meteo_answer(), SETTINGS.places, NOON)  # Hà Nội: 17.2 to 23.8
    report, _ = met(met_norway_answer(), last=last)
    assert (report["days"][0]["high"], report["days"][0]["low"]) == (23.8, 17.2)
    assert report["days"][1]["high"] == 22.3


@pytest.mark.parametrize(
    ("symbol", "code", "day"),
    [
        ("clearsky_night", 0, False),
        ("clearsky_polartwilight", 0, False),
        ("fair_day", 1, True),
        ("partlycloudy_day", 2, True),
        ("cloudy", 3, True),
        ("fog", 45, True),
        ("lightrain", 61, True),
        ("heavyrainshowers_day", 82, True),
        ("lightssleetshowersandthunder_day", 95, True),
        ("heavyrainandthunder", 95, True),
        ("lightsnow", 71, True),
    ],
)
def test_symbols_are_translated_to_wmo_codes(symbol, code, day):
    report, _ = met(met_norway_answer(symbol=symbol))
    assert (report["code"], report["day"]) == (code, day)


SERIES = "properties.timeseries"
FIRST = f"{SERIES}.0"


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("properties", del_, "thiếu properties.timeseries"),
        (SERIES, {}, "properties.timeseries là {}"),
        (SERIES, [], "bắt đầu sau giờ hiện tại"),
        (f"{FIRST}.time", "2026-11-23T05:00:00", "thiếu múi giờ"),
        (f"{FIRST}.time", "trưa", "'trưa'"),
        (f"{FIRST}.time", "9999-12-31T23:59:59Z", "'9999-12-31T23:59:59Z'"),
        (f"{FIRST}.data", None, "data trống"),
        (f"{FIRST}.data.instant.details.air_temperature", None, "air_temperature trống"),
        (f"{FIRST}.data.instant.details.air_temperature", "20", "air_temperature là '20'"),
        (f"{FIRST}.data.instant.details.relative_humidity", 900, "số liệu vô lý"),
        (f"{FIRST}.data.next_1_hours.summary.symbol_code", "hailstorm", "ký hiệu thời tiết lạ 'hailstorm'"),
        (f"{FIRST}.data.next_1_hours", 7, "thiếu next_1_hours.summary.symbol_code"),
    ],
)
def test_one_wrong_value_of_the_present_refuses_a_place_of_met_norway(path, value, words):
    assert words in refused(met, changed(met_norway_answer(), path, value))


@pytest.mark.parametrize("answer", [None, 7, "x", [], {"properties": None}])
def test_an_answer_of_another_shape_of_met_norway_is_refused(answer):
    assert refused(met, answer)


@pytest.mark.parametrize(
    "kept",
    [
        '"body"',
        '["body"]',
        '{"body": {}}',
        '{"body": {}, "expires": 7, "modified": null}',
        '{"body": {}, "expires": null, "modified": ["x"]}',
    ],
)
def test_what_was_kept_of_an_answer_is_used_whole_or_not_at_all(tmp_path, kept):
    file = tmp_path / "met-norway.json"
    file.write_text(f'{{"https://met.example/": {kept}}}')
    asked = []

    def get(_url, headers):
        asked.append(headers)
        return Answer(200, Message(), "new")

    assert Memory(file).recall("https://met.example/", NOON, get, {}) == "new"
    assert asked == [{}]


@pytest.mark.parametrize("year", ["2099", "x", "99999999999999999999"])
def test_an_answer_is_asked_for_again_unless_it_says_until_when_it_holds(tmp_path, year):
    headers = Message()
    headers["Expires"] = f"Mon, 23 Nov {year} 00:00:00 GMT"
    count = 0

    def get(_url, _headers):
        nonlocal count
        count += 1
        return Answer(200, headers, count)

    first = Memory(tmp_path / "met-norway.json")
    first.recall("https://met.example/", NOON, get, {})
    first.keep()
    again = Memory(tmp_path / "met-norway.json").recall("https://met.example/", NOON, get, {})
    assert again == (1 if year == "2099" else 2)


def met_snapshot(*answers):
    """What MET Norway's `answers` for the cities become."""
    left = list(answers)
    settings = WeatherSettings(contact="a@tram-tin.example", cities=SETTINGS.cities[: len(left)])
    get = lambda *_, **__: Answer(200, Message(), left.pop(0))  # noqa: E731
    return met_norway.ask(settings, NOON, get, Memory(Path("/dev/null/none")), None)


def test_a_gap_of_met_norway_costs_its_place_or_its_day_alone(monkeypatch):
    monkeypatch.setattr(Memory, "keep", lambda self: None)
    short = met_norway_answer()
    del short["properties"]["timeseries"][20:]
    broken = changed(met_norway_answer(), f"{FIRST}.data.instant.details.relative_humidity", None)
    snapshot = met_snapshot(short, broken, met_norway_answer())
    assert [report.name for report in snapshot.places] == ["Hà Nội", "TP Hồ Chí Minh"]
    assert [len(report.days) for report in snapshot.places] == [2, 3]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("data.next_6_hours", 7),
        ("data.next_6_hours.details.probability_of_precipitation", "ít"),
        ("data.next_1_hours.summary.symbol_code", None),
        ("data.instant.details.air_temperature", None),
    ],
)
def test_one_hour_of_met_norway_with_a_gap_costs_nothing(path, value):
    report, _ = met(changed(met_norway_answer(), f"{SERIES}.5.{path}", value))
    assert all(day["code"] and day["high"] is not None for day in report["days"])
