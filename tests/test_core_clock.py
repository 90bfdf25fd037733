"""The time zone is a setting: every day and hour that a portal shows or stores is of its own zone."""

import re
import runpy
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from plugins.core.clock import AT_HOME, HOME, zone_of
from plugins.core.mistakes import MistakesFound
from plugins.portal.notice import read_notices
from plugins.publish import settings as publish
from plugins.publish.steps import Steps
from plugins.publish.targets import hold
from plugins.vietnamese.moment import moment_of
from plugins.views import settings as views
from plugins.views import snapshot
from plugins.views.day import day_of
from plugins.views.storage.sqlite import Sqlite
from plugins.views.storage.store import Store
from plugins.weather import live, met_norway, open_meteo
from plugins.weather.normals import read_normals
from plugins.weather.refusal import RefusedError
from tests.site import ROOT
from tests.test_weather_sources import SETTINGS, met_norway_answer, open_meteo_answer

TOKYO = ZoneInfo("Asia/Tokyo")
LATE = datetime(2026, 11, 30, 16, 30, tzinfo=UTC)  # 23:30 at home, 01:30 of the next day in Tokyo
# The one home of the zone's name, and the file an owner begins with.
NAMED = {"plugins/core/clock.py", "plugins/start/pelicanconf.txt"}


def test_no_other_file_of_the_engine_names_a_zone():
    files = [path for folder in ("plugins", "theme") for path in (ROOT / folder).rglob("*")]
    texts = (path for path in files if path.suffix in (".py", ".html", ".js", ".txt", ".json"))
    found = {path.relative_to(ROOT).as_posix() for path in texts if HOME in path.read_text("utf-8")}
    assert found == NAMED


@pytest.mark.parametrize(
    ("typed", "zone", "moment"),
    [
        ("2026-11-30T16:30Z", TOKYO, "2026-12-01 01:30"),
        ("2026-11-30T16:30Z", AT_HOME, "2026-11-30 23:30"),
        ("2026-11-30 23:30 +07:00", TOKYO, "2026-12-01 01:30"),
        ("30/11/2026 16h30", TOKYO, "2026-11-30 16:30"),
    ],
)
def test_a_moment_that_names_its_zone_becomes_one_of_the_portals(typed, zone, moment):
    assert str(moment_of(typed, zone)) == f"{moment}:00"


@pytest.mark.parametrize(
    ("rows", "begins", "ends"),
    [
        ("until: 30/11/2026", None, "2026-11-30T15:00Z"),
        ("until: 30/11/2026 18:00\n  starts: 29/11/2026", "2026-11-28T15:00Z", "2026-11-30T09:00Z"),
        ("until: 2026-11-30T18:00+07:00", None, "2026-11-30T11:00Z"),
    ],
)
def test_a_notice_begins_and_ends_by_the_clock_of_the_portal(tmp_path, rows, begins, ends):
    path = tmp_path / "content/du-lieu/thong-bao.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(f"- text: Bão\n  {rows}\n", "utf-8")
    (notice,) = read_notices(tmp_path, TOKYO)
    assert notice.until == datetime.fromisoformat(ends)
    assert notice.until_ms == datetime.fromisoformat(ends).timestamp() * 1000
    assert notice.starts == (datetime.fromisoformat(begins) if begins else None)


def test_views_are_counted_on_the_days_of_the_portal(tmp_path):
    assert (day_of(LATE.timestamp(), AT_HOME), day_of(LATE.timestamp(), TOKYO)) == (
        "2026-11-30",
        "2026-12-01",
    )
    store = Store(Sqlite(tmp_path / "views.sqlite"))
    store.add({}, {"2026-11-30": 3, "2026-12-01": 1})
    taken = snapshot.take(store, LATE.timestamp(), TOKYO)
    store.database.close()
    assert (taken.visits.today, taken.visits.month) == (1, 1) and taken.time == "2026-12-01T01:30:00+09:00"


def test_weather_is_asked_for_and_kept_by_the_clock_of_the_portal(tmp_path):
    now = LATE.astimezone(TOKYO)
    asked = []
    with pytest.raises(RefusedError, match="Asia/Tokyo"):  # answered by the clock of elsewhere
        open_meteo.ask(SETTINGS, now, lambda url, *_: asked.append(url) or _Answer(LATE.astimezone(AT_HOME)))
    assert "timezone=Asia/Tokyo" in asked[0]
    told = open_meteo.parse(open_meteo_answer(now), SETTINGS.places, now)
    path = tmp_path / "weather.json"
    path.write_bytes(live.content(told, read_normals(ROOT, SETTINGS.normals), SETTINGS))
    assert live.when(live.read(path, TOKYO)) == "01:30 ngày 01/12/2026"
    report, hour = met_norway.parse(met_norway_answer(LATE), "Hà Nội", now, None)
    assert str(hour) == "2026-12-01 01:00:00+09:00" and str(report["days"][0]["date"]) == "2026-12-01"


class _Answer:
    def __init__(self, now):
        self.body = open_meteo_answer(now)


def portal(folder, zone):
    own = f"SITENAME, SITEURL, TIMEZONE = 'A', 'https://a.example', {zone!r}\n"
    path = folder / "pelicanconf.py"
    path.write_text(own, "utf-8")
    return path


def test_what_publishing_writes_down_has_the_time_of_the_portal(tmp_path):
    found = publish.read(portal(tmp_path, "Asia/Tokyo"))
    assert found.zone == TOKYO
    Steps(tmp_path / "log", zone=found.zone).log("xong")
    logged = re.match(r"(.{19}) xong", (tmp_path / "log").read_text("utf-8"))[1]
    apart = datetime.fromisoformat(logged).replace(tzinfo=TOKYO) - datetime.now(UTC)
    assert abs(apart.total_seconds()) < 60
    held = hold.read(hold.new("20261130-000000", found.zone).to_line())
    assert held.at.endswith("+09:00") and f"{datetime.fromisoformat(held.at):%H:%M ngày}" in str(held)


@pytest.mark.parametrize("zone", ["Asia/Hanoi", "Asia", "", 7, "../x"])
def test_a_zone_that_is_none_is_told_by_every_command_that_needs_it(tmp_path, zone):
    path = portal(tmp_path, zone)
    for read in (publish.read, views.read_with_zone, lambda path: zone_of(runpy.run_path(str(path)))):
        with pytest.raises(MistakesFound, match=r"không có múi giờ ấy\. Ở Việt Nam là Asia/Ho_Chi_Minh"):
            read(path)


def test_a_built_portal_has_its_days_there(site):
    site.settings(TIMEZONE="Asia/Tokyo")
    site.story(date="2024-06-06 23:30")
    site.story("bai-gio-khac", date="2024-06-07T00:30+09:00")
    assert (run := site.build()).returncode == 0, run.stderr
    page = site.page("/tin/2024/06/bai-thu/")
    assert "2024-06-06T23:30:00+09:00" in page and "06/06/2024" in page
    assert "2024-06-07T00:30:00+09:00" in site.page("/tin/2024/06/bai-gio-khac/")
