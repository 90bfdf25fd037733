"""The weather in a tiny real site, and in a browser."""

import json
from datetime import datetime, timedelta

import pytest

from plugins.core.clock import AT_HOME
from plugins.core.files import store
from plugins.weather import live, open_meteo
from plugins.weather.normals import read_normals
from plugins.weather.settings import WeatherSettings
from tests.browser import axe_finds, overflow
from tests.server import serving
from tests.site import ROOT, make_site
from tests.test_weather_sources import HOAI_DUC, open_meteo_answer

SETTINGS = WeatherSettings(area=HOAI_DUC)
NORMALS = read_normals(ROOT, SETTINGS.normals)
AREA = {"name": "Hoài Đức", "latitude": 21.05, "longitude": 105.70}
FILE = ".cache/live/weather.json"
# A page whose weather is not baked; "/so-do-trang/" on the site of `shown`.
WAITING = """{% extends "base.html" %}
{% block main %}<h1>Trang</h1><div class="sidebar">{% include "components/weather.html" %}</div>{% endblock %}
"""


def told(hours=0.0, warmer=0.0) -> bytes:
    """The live file of a snapshot taken some hours ago."""
    now = datetime.now(AT_HOME) - timedelta(hours=hours)
    answer = open_meteo_answer(now, SETTINGS.places)
    for place in answer:
        place["current"]["temperature_2m"] += warmer
    return live.content(open_meteo.parse(answer, SETTINGS.places, now), NORMALS, SETTINGS)


def built(site) -> None:
    result = site.build()
    assert result.returncode == 0, result.stderr


def files(site) -> dict[str, bytes]:
    found = [path for path in site.output.rglob("*") if path.is_file()]
    return {path.relative_to(site.output).as_posix(): path.read_bytes() for path in found}


@pytest.fixture
def site(site):
    # No address here answers: a build that asked the network would not get far.
    dead = "http://127.0.0.1:9/"
    site.settings(WEATHER={"area": AREA, "open_meteo": dead, "met_norway": dead})
    site.story(body="[Thời tiết hôm nay](/thoi-tiet/)")
    return site


def test_values_are_baked_into_home_and_page_and_no_story_changes_with_them(site):
    site.write(FILE, told())
    built(site)
    before = files(site)
    home, page = site.page("/"), site.page("/thoi-tiet/")
    assert all(name in home for name in ("Hà Nội", "Đà Nẵng", "TP Hồ Chí Minh", "Cập nhật lúc"))
    area = '<span class="weather__name">Hoài Đức</span>'
    assert area not in home and area in page
    assert page.count("<table") == page.count('role="img"') == 4
    for words in ("Open-Meteo", "CC BY 4.0", "để tham khảo", "https://nchmf.gov.vn/", "cảm giác"):
        assert words in page, words
    assert before["live/weather.json"] == (site.folder / FILE).read_bytes()

    site.write(FILE, told(hours=7))
    built(site)
    after = files(site)
    assert "Số liệu đã cũ hơn 6 giờ" in site.page("/") and "Số liệu đã cũ" in site.page("/thoi-tiet/")
    changed = {name for name in before if after[name] != before[name]}
    assert {"index.html", "thoi-tiet/index.html", "live/weather.json"} <= changed
    assert not [name for name in changed if name.startswith(("tin/", "the/"))]


def test_without_new_values_the_normals_are_shown_and_said_to_be_normals(site):
    site.write(FILE, b"{")
    built(site)
    month = f"tháng\u00a0{datetime.now(AT_HOME).month}"
    for address in ("/", "/thoi-tiet/"):
        text = site.page(address)
        assert f"trung bình nhiều năm của {month}, không phải thời tiết hôm nay" in text
        assert "ngày mưa trong tháng" in text and "Cập nhật lúc" not in text
    assert "Tổ chức Khí tượng Thế giới" in site.page("/thoi-tiet/")
    assert len(json.loads((site.output / "live/weather.json").read_bytes())["months"]) == 12


def test_a_wrong_setting_stops_the_build_and_is_named(site):
    site.settings(WEATHER={"stale_after": 0})
    result = site.build()
    assert result.returncode == 1 and "Traceback" not in result.stderr
    assert "WEATHER['stale_after'] là 0, nhưng phải lớn hơn 0" in result.stderr


def test_the_script_is_under_a_kilobyte():
    assert len((ROOT / "theme/static/js/weather.js").read_bytes()) < 1000


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """A built site with fresh values."""
    site = make_site(tmp_path_factory.mktemp("weather"))
    site.write("content/giao-dien/templates/sitemap_page.html", WAITING)
    site.settings(WEATHER={"area": AREA})
    site.story()
    site.write(FILE, told())
    built(site)
    return site


# In place of the sample site.
@pytest.fixture(scope="module")
def base_url(shown):
    with serving(shown.output) as url:
        yield url


@pytest.fixture
def page(new_page):
    """A page that has not seen the live file before."""
    return new_page()


def live_file(shown, content: bytes) -> None:
    store(shown.output / "live/weather.json", content)


def lines(page) -> list[str]:
    return page.locator(".weather:not(.weather--line) li").all_inner_texts()


def link(page):
    return page.get_by_role("link", name="Xem thời tiết và dự báo ba ngày")


def test_other_pages_get_the_values_from_the_live_file(shown, page):
    live_file(shown, told(warmer=3))
    page.goto("/so-do-trang/", wait_until="networkidle")
    assert len(lines(page)) == 3
    first = lines(page)[0]
    assert "Hà Nội" in first and "23°" in first and "cảm giác 21°" in first
    assert page.locator(".sidebar [data-weather-note]").inner_text().startswith("Cập nhật lúc")
    icon = page.locator("[data-weather] li img").first
    assert icon.get_attribute("src").endswith(".svg#few-day")
    icon.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('[data-weather] li img').naturalWidth > 0")
    assert axe_finds(page) == []


def test_fronts_and_page_are_brought_up_to_date(shown, page):
    live_file(shown, told(warmer=5))
    page.goto("/y-te/", wait_until="networkidle")
    assert "25°" in lines(page)[0] and len(lines(page)) == 3
    page.goto("/thoi-tiet/", wait_until="networkidle")
    assert "22°" in lines(page)[0] and len(lines(page)) == 4


def test_home_has_a_line_under_the_newest_and_no_block(shown, page):
    live_file(shown, told(warmer=5))
    page.goto("/", wait_until="networkidle")
    assert page.locator(".weather").count() == 1
    line = page.locator(".weather--line")
    assert line.is_visible() and "25°" in line.inner_text() and "Nguồn: Open-Meteo" in line.inner_text()


@pytest.mark.parametrize(
    ("hours", "words"), [(7, "Số liệu đã cũ hơn 6 giờ"), (25, "trung bình nhiều năm của tháng")]
)
def test_a_browser_says_when_values_have_grown_old_since_the_build(shown, page, hours, words):
    live_file(shown, told(hours=hours))
    page.goto("/y-te/", wait_until="networkidle")
    assert words in page.locator(".sidebar [data-weather-note]").inner_text()
    assert len(lines(page)) == 3


@pytest.mark.parametrize("body", ["<!doctype html><p>Bảo trì", "{}", '{"shown":[],"months":[]}'])
def test_a_live_file_that_cannot_be_read_leaves_the_words(shown, page, body):
    live_file(shown, body.encode())
    page.goto("/so-do-trang/", wait_until="networkidle")
    assert link(page).is_visible()
    page.goto("/y-te/", wait_until="networkidle")
    assert "20°" in lines(page)[0]


@pytest.mark.parametrize("scripts", [True, False])
def test_with_the_server_down_or_without_scripts_a_link_stays(shown, browser, base_url, scripts):
    context = browser.new_context(base_url=base_url, java_script_enabled=scripts)
    context.route("**/live/weather.json", lambda route: route.abort())
    page = context.new_page()
    page.goto("/so-do-trang/", wait_until="networkidle")
    assert link(page).get_attribute("href") == "/thoi-tiet/" and lines(page) == []
    page.goto("/y-te/", wait_until="networkidle")
    assert "20°" in lines(page)[0]
    context.close()


def test_words_of_the_live_file_are_never_markup(shown, page):
    value = json.loads(told())
    value["shown"][0][2][1][1] = "<img src=x onerror=alert(1)>"
    live_file(shown, json.dumps(value).encode())
    page.goto("/so-do-trang/", wait_until="networkidle")
    assert "<img src=x" in lines(page)[0]


@pytest.mark.parametrize(("look", "width"), [("dark", 320), ("light", 1280)])
def test_the_page_is_sound(shown, page, look, width):
    live_file(shown, told())
    page.emulate_media(color_scheme=look)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/thoi-tiet/", wait_until="networkidle")
    assert axe_finds(page) == []
    page.evaluate("document.documentElement.dataset.text = 'lon'")
    assert overflow(page) == 0
