"""What appears or ends by itself: told before, there in time, nowhere earlier."""

import json
import re
import shlex
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from plugins.core import settings_file, stamps
from plugins.core.published import Published
from plugins.core.sources import Sources
from plugins.due import units
from plugins.due.__main__ import main
from plugins.due.coming import coming
from plugins.preview.watch import Watch
from plugins.publish import settings
from plugins.publish.server.config import PERIODS, machine, render
from plugins.story import story_cache as kept
from plugins.story.parallel_reading import Reading
from tests.newsroom import make_newsroom
from tests.site import ROOT

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = "2024-06-10T08:00+07:00"
ALBUM = "---\ntitle: Lễ hội\ndate: {}\n---\n![Rước kiệu](a.jpg)\n"
NOTICES = (
    "- text: Bão\n  starts: 10/06/2024 12:00\n  until: 11/06/2024\n- text: Đã qua\n  until: 01/06/2024\n"
)


@pytest.fixture
def newsroom(tmp_path):
    return make_newsroom(tmp_path)


def told(newsroom, approved=False) -> list[tuple[str, str, str]]:
    found = coming(newsroom.folder, settings_file.values(newsroom.folder / "settings.py"), approved)
    return [(f"{each.at:%d/%m %H:%M}", each.kind, Path(each.name).parent.name) for each in found.due]


@time_machine.travel(NOW, tick=False)
def test_every_moment_to_come_is_told_in_order_and_none_that_is_past(newsroom):
    site = newsroom.site
    newsroom.settings(**{"PORTAL.mourning": {"starts": "2024-06-09", "ends": "2024-06-12"}})
    site.story("hom-nay", date="2024-06-10 08:00")
    site.story("chieu-nay", date="2024-06-10 14:30", expires="12/06/2024")
    site.story("sang-nam", date="2025-01-01 00:00")
    site.story("con-han", date="2023-06-01 08:00", expires="10/06/2024")
    site.story("het-han", date="2023-06-01 08:00", expires="09/06/2024")
    site.story("nhap", date="2024-06-20 08:00", status="nháp", expires="21/06/2024")
    site.story("rut", date="2024-06-20 08:00", status="rút")
    site.story("sai", date="2024-06-20 08:00", expires="20/13/2024")
    site.write("content/anh/le-hoi/index.md", ALBUM.format("15/06/2024 09:00"))
    site.write("content/anh/cu/index.md", ALBUM.format("15/06/2023"))
    site.write("content/du-lieu/thong-bao.yaml", NOTICES)
    assert told(newsroom) == [
        ("10/06 12:00", "notice", "du-lieu"),
        ("10/06 14:30", "story", "chieu-nay"),
        ("11/06 00:00", "expiry", "con-han"),
        ("12/06 00:00", "notice-end", "du-lieu"),
        ("13/06 00:00", "expiry", "chieu-nay"),
        ("13/06 00:00", "mourning-end", ""),
        ("15/06 00:00", "album", "le-hoi"),
        ("01/01 00:00", "story", "sang-nam"),
    ]


@pytest.mark.parametrize("expires, opened", [("", False), ("08/06/2024", False), ("10/06/2024", True)])
def test_a_story_that_is_over_is_not_opened_again(newsroom, monkeypatch, expires, opened):
    extra = {"expires": expires} if expires else {}
    path = newsroom.site.story("cu", date="2023-06-01 08:00", **extra)
    name = path.relative_to(newsroom.folder).as_posix()
    monkeypatch.setattr(stamps, "SETTLED", -(10**10))
    reading = Reading(HANOI, kept.Kept(newsroom.folder / "kept"))
    reading.ahead([(path, name)])
    asked = []
    monkeypatch.setattr(units, "_may_wait", lambda _file, name, _now: asked.append(name))
    sources, known = Sources(newsroom.folder, Published(newsroom.folder)), kept.Kept(newsroom.folder / "kept")
    assert not [*units.of_units(sources, datetime.fromisoformat(NOW), known)]
    assert (name in asked) == opened
    path.write_text(path.read_text("utf-8") + "Thêm.\n", "utf-8")
    asked.clear()
    assert not [*units.of_units(sources, datetime.fromisoformat(NOW), known)]
    assert name in asked, "it was written since"


def said(newsroom, monkeypatch, capsys, *options: str) -> str:
    monkeypatch.chdir(newsroom.folder)
    assert main(["--settings", "settings.py", "coming", *options]) == 0
    return capsys.readouterr().out


def wakes_at(newsroom) -> str:
    return (newsroom.folder / ".cache/publish/next").read_text("utf-8").strip()


def test_a_story_is_in_no_file_before_its_time_and_there_with_all_it_has_when_the_machine_wakes(
    newsroom, photo, monkeypatch, capsys
):
    site, address = newsroom.site, "/tin/2024/06/bi-mat/"
    site.story("thuong", body="Một đoạn.", tags="Chung")
    body = "![Zyxoanh](zyx.jpg)\n\n[Kế hoạch zyxo](zyxo.pdf)"
    story = site.story(
        *("bi-mat", "Tin zyxo", "2024-06-11 08:30", "Giáo dục", body),
        **{"tags": "Zyxo", "album": "zyxo", "expires": "12/06/2024"},
    )
    for name, data in {"zyx.jpg": photo + b"zyxo", "zyxo.pdf": b"%PDF-1.4 zyxo"}.items():
        story.with_name(name).write_bytes(data)
    site.write("content/anh/zyxo/index.md", ALBUM.format("11/06/2024").replace("Lễ hội", "Zyxo"))
    site.write("content/anh/zyxo/a.jpg", photo)
    moment = datetime(2024, 6, 11, 8, 30, tzinfo=HANOI)
    with time_machine.travel(NOW, tick=False):
        assert "make publish một lần" in said(newsroom, monkeypatch, capsys)
        newsroom.published()
        release = newsroom.local.current.resolve()
        files = [path for path in release.rglob("*") if path.is_file()]
        named = [path for path in files if re.search("zyxo|bi-mat", path.name)]
        assert named + [path for path in files if re.search(rb"(?i)zyxo|bi-mat", path.read_bytes())] == []
        assert not [*release.glob("media/*.webp")]  # nor its photos, in any size
        out = said(newsroom, monkeypatch, capsys)
        assert "hiện bài content/tin/2024/06/bi-mat: Tin zyxo" in out and "một lần" not in out
        value = json.loads(said(newsroom, monkeypatch, capsys, "--json"))
        kinds = [each["kind"] for each in value["due"]]
        assert kinds == ["album", "numbers", "story", "expiry"]
        assert value["next"] == "2024-06-11T00:00:00+07:00" and value["unapproved"] == []
        assert wakes_at(newsroom) == str(int(datetime(2024, 6, 11, tzinfo=HANOI).timestamp()))
    with time_machine.travel(moment - timedelta(minutes=1), tick=False):
        newsroom.timer()
        assert not newsroom.is_public(address)
        assert wakes_at(newsroom) == str(int(moment.timestamp()))
    with time_machine.travel(moment, tick=False):  # to the second
        newsroom.timer()
        assert [*newsroom.local.current.glob("media/*.webp")]
        assert newsroom.is_public(address) and newsroom.is_public(f"{address}zyxo.pdf")
        assert "bi-mat" in newsroom.page("/feeds/tat-ca.atom.xml")
        assert told(newsroom, approved=True)[0] == ("13/06 00:00", "expiry", "bi-mat")
    with time_machine.travel("2024-06-13T00:00+07:00", tick=False):
        newsroom.timer()
        assert "hết hiệu lực" in newsroom.page(address)
        assert "bi-mat" not in newsroom.page("/feeds/tat-ca.atom.xml")


@time_machine.travel(NOW, tick=False)
def test_the_timer_counts_with_the_words_last_published(newsroom):
    story = newsroom.site.story("hen", date="2024-06-11 08:00")
    newsroom.site.story("chung")
    newsroom.published()
    newsroom.site.story("hen", date="2024-06-12 08:00")  # moved, and nobody has published it
    assert told(newsroom, approved=True) == [("11/06 08:00", "story", "hen")]
    assert told(newsroom) == [("12/06 08:00", "story", "hen")]
    story.unlink()
    assert told(newsroom, approved=True) == [("11/06 08:00", "story", "hen")]


def read_by_a_build(newsroom, *paths) -> None:
    known = kept.Kept(newsroom.folder / ".cache/stories.sqlite", HANOI.key)
    Reading(HANOI, known).ahead([(path, path.relative_to(newsroom.folder).as_posix()) for path in paths])


def test_what_a_build_read_since_tells_the_timer_nothing_of_the_words_last_published(newsroom, monkeypatch):
    monkeypatch.setattr(stamps, "SETTLED", -(10**10))
    ends, over = "12/06/2024", "01/06/2024"
    longer = newsroom.site.story("dai", date="2023-06-01 08:00", expires=ends)
    shorter = newsroom.site.story("ngan", date="2023-06-01 08:00", expires=over)
    read_by_a_build(newsroom, longer, shorter)
    with time_machine.travel(NOW, tick=False):
        newsroom.published()
        assert told(newsroom, approved=True) == [("13/06 00:00", "expiry", "dai")]
    for path, was, now in ((longer, ends, over), (shorter, over, ends)):
        path.write_text(path.read_text("utf-8").replace(was, now), "utf-8")
    read_by_a_build(newsroom, longer, shorter)
    with time_machine.travel(NOW, tick=False):
        assert told(newsroom, approved=True) == [("13/06 00:00", "expiry", "dai")]
        assert told(newsroom) == [("13/06 00:00", "expiry", "ngan")]


def test_of_published_words_that_are_over_no_file_is_looked_at(newsroom, monkeypatch):
    monkeypatch.setattr(stamps, "SETTLED", -(10**10))
    path = newsroom.site.story("cu", date="2023-06-01 08:00")
    read_by_a_build(newsroom, path)
    with time_machine.travel(NOW, tick=False):
        newsroom.published()
    asked = []
    monkeypatch.setattr(Sources, "file", lambda _self, name: asked.append(name))
    values = settings_file.values(newsroom.folder / "settings.py")
    assert not coming(newsroom.folder, values, approved=True, both=False).due
    assert path.relative_to(newsroom.folder).as_posix() not in asked


@pytest.mark.parametrize(
    "noted, at", [("1718069400\n", "@1718069400"), ("\n", ""), ("$(touch hacked)\n", ""), (None, "")]
)
def test_the_unit_sets_one_timer_for_the_moment_noted_and_reads_nothing_else(newsroom, tmp_path, noted, at):
    portal = settings.read(newsroom.folder / "settings.py")
    files = render(portal, machine(portal, ()))
    command = re.search(r"^ExecStart=(.*)$", files["tram-tin-due.service"], re.M)[1].replace("$$", "$")
    if noted is not None:
        (newsroom.folder / ".cache/publish").mkdir(parents=True)
        (newsroom.folder / ".cache/publish/next").write_text(noted)
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("systemctl", "systemd-run"):
        (programs / name).write_text(f'#!/bin/sh\necho {name} "$@"\n')
        (programs / name).chmod(0o755)
    run = subprocess.run(
        shlex.split(command),
        cwd=tmp_path,
        env={"PATH": f"{programs}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    first, *second = run.stdout.splitlines()
    assert first == "systemctl stop tram-tin-wake.timer" and not (tmp_path / "hacked").exists()
    assert (f"--on-calendar={at} " in second[0]) if at else second == []
    assert all("systemctl start --no-block tram-tin-publish.service" in line for line in second)
    assert f"PathChanged={newsroom.folder}/.cache/publish/next" in files["tram-tin-due.path"]


def test_where_everything_is_published_the_timer_looks_more_often(newsroom):
    portal = settings.read(newsroom.folder / "settings.py")
    for timer, period in PERIODS.items():
        changed = replace(portal, publish=replace(portal.publish, timer=timer))
        assert f"OnCalendar={period}\n" in render(changed, machine(changed, ()))["tram-tin-publish.timer"]


def test_the_preview_builds_when_something_is_due(tmp_path):
    watching = Watch(tmp_path)
    assert watching.wait(datetime.now(UTC) + timedelta(seconds=0.05)) == []
    watching.stop()
    assert watching.wait(datetime.now(UTC) + timedelta(hours=1)) is None


def test_the_handbooks_say_when_the_timer_wakes():
    text = (ROOT / "docs/quan-tri.md").read_text("utf-8")
    assert "`tram-tin-due.path`" in text and "make due" in text and "mỗi giờ một lần" in text
