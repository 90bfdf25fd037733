"""A build that finds nothing changed looks at no story; whatever was changed, it is seen."""

import json
import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from plugins import defaults
from plugins.build import __main__ as command
from plugins.build import run
from plugins.core import stamps
from plugins.views.settings import ViewsSettings
from plugins.views.snapshot import Snapshot
from plugins.views.snapshot import write as write_snapshot
from plugins.weather.settings import WeatherSettings
from tests.site import ROOT, Site, make_site
from tests.test_weather_pages import told

NOON = datetime.fromisoformat("2024-07-01T12:00:00+07:00")
STANDS = "Trang trong output vẫn đúng: không có gì thay đổi từ lần dựng trước."


class Desk:
    """Builds `site` by the command, at the moment `now`."""

    def __init__(self, site: Site):
        self.site, self.now = site, NOON

    def build(self, *options: str) -> int:
        with time_machine.travel(self.now, tick=False):
            return command.main(["build", "--settings", "settings.py", "--output", "output", *options])


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Desk:
    site = make_site(tmp_path / "portal")
    shutil.copytree(ROOT / "theme", site.folder / "theme")
    site.settings()
    monkeypatch.setattr(defaults, "THEME", site.folder / "theme")
    # The clock of the site is not that of its files: any stamp is old enough to be trusted.
    monkeypatch.setattr(stamps, "SETTLED", -(10**18))
    site.story("bai-1", "Bài 1", "2024-06-01 08:00")
    site.story("tuong-lai", "Bài chiều nay", "2024-07-01 15:00")
    site.write("content/du-lieu/thong-bao.yaml", "- text: Mất điện\n  until: 2024-07-01 18:00\n")
    monkeypatch.chdir(site.folder)
    return Desk(site)


@pytest.fixture
def settled(desk, capsys) -> Desk:
    """Built, and found to be as it was."""
    assert [desk.build(), desk.build()] == [0, 0]
    assert STANDS not in capsys.readouterr().out
    return desk


@pytest.fixture
def built_anew(settled, monkeypatch):
    """Whether the next build looks at the stories."""

    def asked() -> bool:
        begun, real = [], run.build
        with monkeypatch.context() as patch:
            patch.setattr(run, "build", lambda *given: begun.append(1) or real(*given))
            settled.build()
        return bool(begun)

    return asked


def test_nothing_changed_is_told_in_a_line_and_nothing_is_read_or_written(settled, built_anew, capsys):
    def files():
        return {p: (p.stat().st_ino, p.stat().st_mtime_ns) for p in settled.site.folder.rglob("*")}

    before = files()
    assert not built_anew() and not built_anew()
    assert capsys.readouterr().out.splitlines() == [STANDS, STANDS]
    assert {p for p, at in files().items() if before.get(p) != at} <= {settled.site.folder / ".output.lock"}


def append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def same_length(path: Path) -> None:
    at = path.stat()
    path.write_text(path.read_text("utf-8").replace("Một", "Mật"), "utf-8")
    os.utime(path, ns=(at.st_atime_ns, at.st_mtime_ns))


CHANGES = {
    "a story": lambda root: append(root / "content/tin/2024/06/bai-1/index.md", "Thêm.\n"),
    "a story, of the same length and time": lambda root: same_length(
        root / "content/tin/2024/06/bai-1/index.md"
    ),
    "an empty folder": lambda root: (root / "content/tin/2024/06/moi").mkdir(),
    "a page": lambda root: append(root / "content/trang/moi.md", "---\ntitle: Mới\n---\nChữ.\n"),
    "links": lambda root: append(root / "content/du-lieu/lien-ket.yaml", "\n"),
    "a data file more": lambda root: append(root / "content/du-lieu/moi.yaml", "- 1\n"),
    "looks": lambda root: (
        (root / "content/giao-dien/css").mkdir(parents=True),
        append(root / "content/giao-dien/css/rieng.css", "p { color: red }\n"),
    ),
    "the theme": lambda root: append(root / "theme/templates/components/footer.html", "<!-- mới -->"),
    "a file of the theme more": lambda root: append(root / "theme/static/css/moi.css", "p {}"),
    "the settings": lambda root: append(root / "settings.py", "SITENAME = 'Cổng khác'\n"),
    "the emblem": lambda root: append(root / "content/du-lieu/bieu-trung.svg", "<!-- -->"),
    "views": lambda root: write_snapshot(
        root / ViewsSettings().snapshot, Snapshot("2024-07-01T12:00:00+07:00", {"2024-06-bai-1": 9})
    ),
    "weather": lambda root: (
        (root / WeatherSettings().snapshot).parent.mkdir(parents=True, exist_ok=True),
        append(root / WeatherSettings().snapshot, "{}"),
    ),
    "a page of the output": lambda root: append(root / "output/index.html", "sửa"),
    "a file of the output gone": lambda root: (root / "output/robots.txt").unlink(),
    "a file more in the output": lambda root: append(root / "output/la.html", "lạ"),
    "the output gone": lambda root: shutil.rmtree(root / "output"),
    "a search file": lambda root: append(next((root / "output/search").glob("*.json")), " "),
    "a build that was stopped": lambda root: append(
        root / ".output.changes.json", '{"following": ".output.next", "move": [], "delete": []}'
    ),
    "the note cut": lambda root: (root / ".output.unchanged.json").write_bytes(
        (root / ".output.unchanged.json").read_bytes()[:300]
    ),
    "the note edited": lambda root: append(root / ".output.unchanged.json", " "),
    "a story gone": lambda root: shutil.rmtree(root / "content/tin/2024/06/bai-1"),
    "the note gone": lambda root: (root / ".output.unchanged.json").unlink(),
}


def test_whatever_is_changed_is_seen(settled, built_anew):
    for changed, change in CHANGES.items():
        change(settled.site.folder)
        assert built_anew(), changed
        built_anew()
        assert not built_anew(), changed


def test_another_address_of_the_site_is_seen(settled, built_anew, monkeypatch):
    append(settled.site.folder / "settings.py", "PUBLISHING = True\nSITEURL = 'https://cong.example'\n")
    assert built_anew() and built_anew() and not built_anew()
    monkeypatch.setenv("SITEURL", "https://khac.example")
    assert built_anew()


@pytest.mark.parametrize(
    "moment, seen",
    [
        ("2024-07-01T14:59:59+07:00", False),
        ("2024-07-01T15:00:00+07:00", True),  # a story appears
        ("2024-07-01T11:59:00+07:00", True),  # the clock was set back
        ("2025-07-01T12:00:00+07:00", True),
    ],
)
def test_what_is_due_is_seen(settled, built_anew, moment, seen):
    settled.now = datetime.fromisoformat(moment)
    assert built_anew() == seen


def test_the_end_of_a_notice_and_midnight_are_seen(settled, built_anew):
    for moment in ("2024-07-01T16:00:00+07:00", "2024-07-01T18:00:00+07:00", "2024-07-02T00:00:00+07:00"):
        settled.now = datetime.fromisoformat(moment)
        assert built_anew(), moment
        built_anew()
        settled.now += timedelta(minutes=30)
        assert not built_anew(), moment
    assert "Mất điện" not in settled.site.page("/")


def test_weather_that_grows_old_is_seen(settled, built_anew):
    with time_machine.travel(NOON, tick=False):
        live = settled.site.write(WeatherSettings().snapshot, told(hours=1))
    assert b'"shown":[[' in live.read_bytes()
    assert built_anew() and built_anew() and not built_anew()
    settled.now = NOON + timedelta(hours=WeatherSettings().stale_after - 1, minutes=1)
    assert built_anew()


def test_who_asks_for_all_gets_all(settled, capsys):
    capsys.readouterr()
    settled.build("--full")
    assert STANDS not in capsys.readouterr().out


def test_where_more_counts_than_can_be_seen_all_is_looked_at(desk, built_anew):
    site = desk.site
    (site.folder / "khac").mkdir()
    (site.folder / "content/du-lieu/lien-ngoai").symlink_to(site.folder / "khac")
    assert built_anew() and built_anew() and built_anew()
    (site.folder / "content/du-lieu/lien-ngoai").unlink()
    append(site.folder / "settings.py", "RIENG = lambda: 1\n")
    assert built_anew() and built_anew() and built_anew()


def test_what_was_written_a_moment_ago_is_not_trusted(desk, built_anew, monkeypatch):
    monkeypatch.setattr(stamps, "SETTLED", 10**18)
    desk.site.story("bai-2", "Bài 2", "2024-06-02 08:00")
    assert built_anew() and built_anew() and built_anew()


def test_a_mistake_is_told_each_time(settled, built_anew, capsys):
    settled.site.story("sai", "Bài sai", "2024-06-03 08:00", category="Bóng đá")
    for _ in range(3):
        capsys.readouterr()
        assert built_anew()
        assert "Bóng đá" in capsys.readouterr().err


def test_a_warning_is_told_each_time(settled, built_anew, capsys):
    append(settled.site.folder / "settings.py", "DEFAULT_LANG = 'en'\n")
    assert built_anew() and built_anew()
    capsys.readouterr()
    assert not built_anew()
    assert "DEFAULT_LANG" in capsys.readouterr().err


def test_a_report_is_that_of_the_build_that_found_nothing_to_do(settled, tmp_path):
    reports = []
    for _ in range(2):
        settled.build("--report", str(tmp_path / "told.json"))
        reports.append(json.loads((tmp_path / "told.json").read_text("utf-8")))
    assert reports[0] == reports[1] and reports[0]["unchanged"] and reports[0]["told"] == [STANDS]
    assert reports[0]["units"].keys() >= {"content/tin/2024/06/bai-1/index.md"}
