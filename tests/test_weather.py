"""From checked values to what readers see, and the data files behind it."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree

import pytest

from plugins.core import schema
from plugins.core.clock import AT_HOME
from plugins.core.files import store
from plugins.core.mistakes import MistakesFound
from plugins.weather import display, live, open_meteo, sky
from plugins.weather.chart import NUMBER, draw
from plugins.weather.normals import read_normals
from plugins.weather.settings import WeatherSettings
from tests.site import ROOT
from tests.test_weather_sources import HOAI_DUC, NOON, SETTINGS, open_meteo_answer

NORMALS = read_normals(ROOT, SETTINGS.normals)


def plain(words: str) -> str:
    """Without what holds a line together."""
    return words.replace("\u00a0", " ").replace("\u2060", "")


def snapshot(now=NOON):
    return open_meteo.parse(open_meteo_answer(now), SETTINGS.places, now)


def tell(hours=0.0, settings=SETTINGS, told=None):
    return display.tell(told or snapshot(), NORMALS, settings, NOON + timedelta(hours=hours))


def test_every_code_has_words_and_an_icon_that_is_drawn_by_day_and_by_night():
    sprite = ElementTree.parse(ROOT / "theme/static/img/weather.svg").getroot()
    drawn = {view.attrib["id"] for view in sprite.iter("{http://www.w3.org/2000/svg}view")}
    needed = {sky.icon(code, day) for code in sky.SKIES for day in (True, False)} | {sky.NORMALS_ICON}
    assert needed == drawn
    assert all(sky.words(code) for code in sky.SKIES)
    assert not {e.tag.split("}")[1] for e in sprite.iter()} & {"style", "script", "image"}


@pytest.mark.parametrize(
    ("code", "day", "words", "icon"),
    [
        (0, True, "Trời nắng", "clear-day"),
        (0, False, "Trời quang", "clear-night"),
        (2, False, "Mây rải rác", "few-night"),
        (3, False, "Nhiều mây", "cloud"),
        (45, True, "Sương mù", "fog"),
        (82, False, "Mưa rào to", "shower-night"),
        (99, True, "Dông kèm mưa đá", "storm"),
    ],
)
def test_day_and_night_differ(code, day, words, icon):
    assert (sky.words(code, day), sky.icon(code, day)) == (words, icon)


@pytest.mark.parametrize(
    ("value", "words"),
    [(17.4, "17°"), (17.5, "18°"), (-0.4, "0°"), (-0.6, "−1°"), (-2.5, "−2°"), (30, "30°")],
)
def test_degrees_are_whole(value, words):
    assert display.degrees(value) == words


@pytest.mark.parametrize(
    ("hours", "state"),
    [(-1, "fresh"), (0, "fresh"), (6, "fresh"), (6.01, "stale"), (24, "stale"), (24.01, "normals")],
)
def test_old_values_are_called_old_and_then_no_longer_shown(hours, state):
    assert tell(hours).state == state


def test_the_block_lists_the_cities_after_the_portals_own_place():
    weather = tell()
    assert [row.name for row in weather.rows[-weather.cities :]] == ["Hà Nội", "Đà Nẵng", "TP Hồ Chí Minh"]
    row = weather.rows[0]
    assert (row.name, row.icon, row.now) == ("Hoài Đức", "cloud", "17°")
    assert row.sky == "Nhiều mây, cảm giác 17°, khả năng mưa 5%"
    assert plain(row.range) == "T2 14°–21°, T3 15°–19°, T4 13°–18°"
    assert weather.note == "Cập nhật lúc 12:10, 23/11/2026. Nguồn: Open-Meteo, CC BY 4.0."


def test_a_stale_block_says_so():
    assert "Số liệu đã cũ hơn 6 giờ." in tell(7).note


def test_normals_are_said_to_be_normals_and_name_their_source():
    weather = tell(25)
    assert [row.name for row in weather.rows] == ["Hà Nội", "Đà Nẵng", "TP Hồ Chí Minh"]
    assert plain(weather.rows[0].sky) == "19°–25°, 7 ngày mưa trong tháng" and weather.rows[0].now == ""
    assert "trung bình nhiều năm của tháng 11, không phải thời tiết hôm nay" in plain(weather.note)
    assert "Tổ chức Khí tượng Thế giới" in weather.note
    assert weather.places == () and weather.time is None
    assert weather.month.rows[0] == ("Hà Nội", "19°", "25°", "7")


def test_normals_follow_the_month():
    settings = replace(SETTINGS, cities=SETTINGS.cities[:1])
    june = display.tell(None, NORMALS, settings, NOON.replace(month=6))
    assert plain(june.rows[0].sky) == "26°–33°, 15 ngày mưa trong tháng" and len(june.rows) == 1


def test_a_snapshot_of_other_cities_counts_as_none():
    settings = replace(SETTINGS, cities=(replace(HOAI_DUC, name="Huế"),))
    assert tell(settings=settings).state == "normals"


def test_a_city_that_nothing_is_known_of_says_so_beside_the_others():
    settings = replace(SETTINGS, cities=(*SETTINGS.cities, replace(HOAI_DUC, name="Huế")))
    weather = tell(settings=settings)
    assert weather.state == "fresh" and len(weather.places) == len(SETTINGS.places)
    assert (weather.rows[-1].name, weather.rows[-1].sky) == ("Huế", "Chưa có số liệu mới")


def test_rain_that_is_not_told_is_left_out():
    told = snapshot()
    first = told.places[0]
    dry = replace(first, days=(replace(first.days[0], rain=None), *first.days[1:]))
    weather = tell(told=replace(told, places=(dry, *told.places[1:])))
    assert weather.rows[0].sky == "Nhiều mây, cảm giác 17°"
    assert weather.places[0].days[0].rain is None


def test_the_page_has_three_days_of_each_place_on_one_scale():
    places = tell().places
    assert [len(place.days) for place in places] == [3, 3, 3, 3]
    day = places[0].days[1]
    assert (day.label, day.sky, day.high, day.low, day.rain) == ("T3", "Mưa phùn nhẹ", "19°", "15°", 38)
    warmest, coldest, chart = places[3].chart.bars[0], places[0].chart.bars[2], places[0].chart
    assert round(warmest.x + warmest.width) == chart.width - NUMBER and coldest.x > NUMBER


def test_a_chart_is_drawn_within_its_box_also_when_all_is_one_degree():
    chart = draw([("T2", -3.0, -3.0), ("T3", -3.0, -3.0)], (-3.0, -3.0), display.degrees, room=60)
    assert all(0 < bar.x < bar.x + bar.width < chart.width and 0 < bar.y < chart.height for bar in chart.bars)
    assert chart.bars[0].low == chart.bars[0].high == "−3°"


def test_the_live_file_gives_back_its_snapshot(tmp_path):
    path = tmp_path / "live" / "weather.json"
    store(path, live.content(snapshot(), NORMALS, SETTINGS))
    assert live.read(path, AT_HOME) == snapshot()
    assert path.stat().st_mode & 0o777 == 0o644
    assert [each.name for each in path.parent.iterdir()] == ["weather.json"]


def test_the_live_file_says_until_when_each_line_is_true():
    value = json.loads(live.content(snapshot(), NORMALS, SETTINGS))
    noon = NOON.timestamp() * 1000
    assert [until - noon for until, _, _ in value["shown"]] == [6 * 3_600_000, 24 * 3_600_000]
    assert "đã cũ" in value["shown"][1][1] and "đã cũ" not in value["shown"][0][1]
    assert value["shown"][0][2][0][:3] == ["cloud", "Hoài Đức", "17°"]
    assert len(value["months"]) == 12 and "tháng 2" in plain(value["months"][1][0])


def test_without_a_snapshot_the_live_file_has_the_normals():
    value = json.loads(live.content(None, NORMALS, SETTINGS))
    assert value["shown"] == [] and value["snapshot"] is None
    assert [row[1] for row in value["months"][0][1]] == ["Hà Nội", "Đà Nẵng", "TP Hồ Chí Minh"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "",
        lambda text: text[: len(text) // 2],
        lambda text: "[" * 100_000,
        lambda text: "null",
        lambda text: text.replace('"snapshot":', '"other":'),
        lambda text: text.replace('"temperature":17.4', '"temperature":999'),
        lambda text: text.replace('"temperature":17.4', '"temperature":NaN'),
        lambda text: re.sub(r'"time":"[^"]*"', '"time":"2026-11-23T12:10:00"', text),
        lambda text: re.sub(r'"time":"[^"]*"', '"time":"9999-12-31T23:59:59Z"', text),
        lambda text: re.sub(r'"source":"[^"]*"', '"source":"Đài khác"', text),
    ],
)
def test_a_spoilt_live_file_counts_as_none(tmp_path, spoil):
    path = tmp_path / "weather.json"
    path.write_text(spoil(live.content(snapshot(), NORMALS, SETTINGS).decode()), "utf-8")
    assert live.read(path, AT_HOME) is None


def test_a_file_is_stored_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "weather.json"
    store(path, b"old")
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        store(path, b"new")
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]


def test_the_climate_of_the_three_cities_is_plausible_and_names_its_source():
    assert [place.name for place in NORMALS.places] == [place.name for place in WeatherSettings().cities]
    assert NORMALS.href == "https://worldweather.wmo.int/" and NORMALS.period
    for place in NORMALS.places:
        assert all(high - low > 4 for high, low in zip(place.high, place.low, strict=True)), place.name


GOOD = "source: WMO\nhref: https://x.example/\nperiod: nhiều năm\nplaces:\n- name: Huế\n"
TWELVE = "[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, ["pelicanconf.py", "WEATHER['normals']", "không có tệp ấy"]),
        ("places: [", ["khi-hau.yaml, dòng", "ngoặc vuông"]),
        ("", ["khi-hau.yaml", "còn trống"]),
        (GOOD + f"  high: {TWELVE}\n  low: {TWELVE}\n", ["places › 1 › rain_days", "còn thiếu"]),
        (GOOD + f"  high: [1, 2]\n  low: {TWELVE}\n  rain_days: {TWELVE}\n", ["places › 1 › high"]),
        (GOOD + f"  high: {TWELVE}\n  low: {TWELVE}\n  rain_days: {TWELVE[:-2]}32]\n", ["› 12", "32"]),
        (b"\xff\xfe", ["UTF-8"]),
    ],
)
def test_a_mistake_in_the_climate_file_names_file_and_value(tmp_path, text, words):
    if text is not None:
        (tmp_path / "khi-hau.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(MistakesFound) as found:
        read_normals(tmp_path, "khi-hau.yaml")
    assert all(word in str(found.value) for word in words), str(found.value)


PLACE = {"name": "Huế", "latitude": 16.46, "longitude": 107.59}


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({"cities": []}, ["WEATHER['cities']"]),
        ({"cities": [{"name": "Huế", "latitude": 16.46}]}, ["['longitude']", "còn thiếu"]),
        ({"area": PLACE | {"latitude": 107.59}}, ["['area']['latitude']", "107.59", "từ 90"]),
        ({"area": PLACE | {"latitude": "bắc"}}, ["“bắc”", "phải là số"]),
        ({"cities": [PLACE], "area": PLACE}, ["hai nơi cùng tên “Huế”"]),
        ({"timeout": 0}, ["WEATHER['timeout']", "lớn hơn 0"]),
        ({"stale_after": 24, "expired_after": 6}, ["expired_after phải lớn hơn stale_after"]),
        ({"open_meteo": "http://api.example/"}, ["WEATHER['open_meteo']"]),
        ({"met_norway": "file:///etc/passwd"}, ["WEATHER['met_norway']"]),
        ({"citys": []}, ["“cities”"]),
    ],
)
def test_a_wrong_setting_is_named_with_its_remedy(raw, words):
    with pytest.raises(MistakesFound) as found:
        schema.checked(WeatherSettings, raw, "WEATHER")
    assert all(word in str(found.value) for word in words), str(found.value)
