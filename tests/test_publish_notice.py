"""Urgent words: on the public page at once, whatever lies in content, and nowhere but where they belong."""

import json
import shutil
import threading
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest

from plugins.core.clock import AT_HOME
from plugins.portal import notice
from plugins.portal.notice import FILE, JSON, Notice
from plugins.publish.notice import SPARE
from plugins.publish.releases import stamps
from plugins.publish.targets.local import Local
from tests import copies
from tests.hosts import needs, pretended
from tests.portal import STORIES, make_portal

FRONTS = ("index.html", "kinh-te/index.html")
STORY = "tin/2024/06/bai-1/index.html"


def with_places(portal) -> None:
    """Gives the fronts a place for notices, as the theme does."""
    box = f"<div data-notices>{notice.START}{notice.END}</div>"
    portal.page("/kinh-te/", box)
    home = (portal.site / "index.html").read_text("utf-8")
    portal.write("index.html", home.replace("</h1>", f"</h1>{box}<a href='/kinh-te/'>Kinh tế</a>"))
    portal.write(JSON, notice.content(()))


@pytest.fixture
def portal(tmp_path):
    portal = make_portal(tmp_path / "portal")
    with_places(portal)
    portal.settings()
    return portal


def files(folder) -> dict[str, bytes]:
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    return {n: data for n, data in found.items() if not n.startswith(".release/") and n != "release.json"}


def shown(folder) -> list[str]:
    return [each["text"] for each in json.loads((folder / JSON).read_bytes())["notices"]]


def test_urgent_words_change_the_fronts_and_the_file_alone(portal):
    portal.published()
    before = files(portal.current)
    said = portal.run("notice", "--text", "Bão <số 3> & “đổ bộ”", "--until", "31/12/2099 18:00")
    assert said.status == 0 and "tới 18:00 31/12/2099" in said.out, said.err
    after = files(portal.current)
    changed = {name.removesuffix(".br").removesuffix(".gz") for name in after if after[name] != before[name]}
    assert changed == {*FRONTS, JSON} and after.keys() == before.keys()
    assert shown(portal.current) == ["Bão <số 3> & “đổ bộ”"]
    for name in FRONTS:
        assert "<span>Bão &lt;số 3&gt; &amp; “đổ bộ”</span>" in after[name].decode()
    assert portal.local.release_list().current in portal.local.release_list().minor
    assert "đúng như vậy từ trước" in portal.run("notice").out
    assert portal.run("notice", "--off").status == 0
    assert files(portal.current) == before
    assert notice.read_notices(portal.folder, AT_HOME) == ()


def test_nothing_in_content_or_in_the_built_site_is_in_the_way(portal):
    portal.published()
    portal.moved("- cũ: [hỏng")
    (portal.folder / FILE).write_text("- text: [\nkhông đúng gì cả: :\n")
    portal.page(STORIES[0], '<a href="/khong-co/">hỏng</a>')
    (portal.site / "index.html").unlink()
    said = portal.run("notice", "--text", "Lũ về")
    assert said.status == 0 and "bản cũ giữ ở" in said.err, said.err
    assert shown(portal.current) == ["Lũ về"]
    assert "không đúng gì cả" in (portal.folder / f"{FILE}.cu").read_text("utf-8")


def test_publish_roll_back_timer_notice_and_publish_again(portal):
    """A bad story is taken back; while it is held, a storm comes and goes; then a person publishes."""
    first = portal.published()
    portal.page(STORIES[0], "<p>Bài sai</p>")
    portal.published()
    assert portal.run("notice", "--text", "Bão").status == 0
    assert portal.run("rollback").status == 0
    current = portal.local.release_list()
    assert current.base() == first and shown(portal.current) == ["Bão"], "the storm is no past"
    assert "Bài sai" not in (portal.current / STORY).read_text("utf-8")
    assert "cho tới khi có người" in portal.publish("--timer").out
    assert portal.run("notice", "--text", "Bão mạnh lên").status == 0
    assert shown(portal.current) == ["Bão mạnh lên"] and portal.local.release_list().held
    (portal.folder / FILE).write_text("- text: Bão\n  until: 2020-01-01\n")
    said = portal.publish("--timer")
    assert said.status == 0 and shown(portal.current) == [], "what is over goes, although all is held"
    assert portal.local.release_list().base() == first
    portal.page(STORIES[0], "<p>Đã sửa</p>")
    portal.published()
    assert not portal.local.release_list().held
    assert portal.run("rollback").status == 0 and portal.local.release_list().current == first


# Stops the command before `{name}` until the file {go} is there; {at} says that it has come there.
PAUSE = """
import time
from pathlib import Path
from plugins.publish import publish
real = publish.{name}
def paused(*arguments, **more):
    Path({at!r}).touch()
    while not Path({go!r}).exists(): time.sleep(0.02)
    return real(*arguments, **more)
publish.{name} = paused
"""


def paused_publish(portal, name: str):
    """(a publish that waits before `name`, the file that lets it go on)."""
    at, go = (str(portal.folder / each) for each in ("at", "go"))
    process = portal.started(
        "publish", "--no-build", script=PAUSE.format(name=name, at=at, go=go), stdout=-1, stderr=-1
    )
    until = time.monotonic() + 60
    while not Path(at).exists():
        assert process.poll() is None and time.monotonic() < until
        time.sleep(0.02)
    return process, Path(go)


def test_urgent_words_wait_for_no_publish_and_are_not_taken_down_by_it(portal):
    """A publish begins, which takes minutes; a storm is told twice meanwhile; the publish ends."""
    portal.published()
    assert portal.run("notice", "--text", "Gió mạnh").status == 0
    portal.page(STORIES[0], "<p>Bài mới</p>")
    process, go = paused_publish(portal, "make_plan")
    try:
        for text in ("Bão", "Bão mạnh lên"):
            said = portal.run("notice", "--text", text)
            assert said.status == 0 and "đang chạy" not in said.out and shown(portal.current) == [text]
    finally:
        go.touch()
    seen = set()
    while process.poll() is None:
        with suppress(FileNotFoundError):  # removed between two looks
            seen.add(tuple(shown(portal.current.resolve())))
    assert process.wait() == 0, process.communicate()
    process.communicate()
    assert seen | {tuple(shown(portal.current))} == {("Bão mạnh lên",)}, "at no time without them"
    assert "Bài mới" in (portal.current / STORY).read_text("utf-8")
    assert "Bão mạnh lên" in (portal.current / "index.html").read_text("utf-8")
    assert "Không có gì thay đổi" in portal.publish().out
    assert len(portal.local.release_list().minor) == 0, "what went between is tidied up"


def test_urgent_words_typed_while_a_release_goes_out_go_along(portal):
    portal.published()
    portal.page(STORIES[0], "<p>Bài mới</p>")
    process, go = paused_publish(portal, "deploy")
    said = []
    typed = threading.Thread(target=lambda: said.append(portal.run("notice", "--text", "Bão")))
    typed.start()
    until = time.monotonic() + 60
    while not (portal.folder / FILE).exists():
        assert time.monotonic() < until
        time.sleep(0.02)
    go.touch()
    assert process.wait(60) == 0, process.communicate()
    process.communicate()
    typed.join(60)
    assert said[0].status == 0 and "lên cùng lần đăng ấy" in said[0].out, said
    assert shown(portal.current) == ["Bão"] and "Bài mới" in (portal.current / STORY).read_text("utf-8")


def test_another_release_from_elsewhere_meanwhile_is_told(portal):
    first = portal.published()
    portal.page(STORIES[0], "<p>Bài mới</p>")
    second = portal.published()
    process, go = paused_publish(portal, "make_plan")
    portal.local.switch(first)
    go.touch()
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1 and f"bản {first} đã được đăng từ nơi khác" in said
    assert portal.local.release_list().current == first != second


def test_many_notices_leave_few_releases_behind(portal):
    portal.published()
    for number in range(8):
        assert portal.run("notice", "--text", f"Bão số {number}").status == 0
    assert len(portal.local.release_list().minor) <= SPARE + 1
    assert (
        stamps.altered(portal.current.resolve(), portal.local.manifest(portal.local.release_list().current))
        == {}
    )


@pytest.mark.parametrize(
    "arguments, words",
    [
        (("--text", "Bão", "--until", "mai"), "UNTIL là “mai”"),
        (("--text", "Bão", "--until", "31/02/2099"), "trong lịch không có"),
        (("--text", "Bão", "--until", "01/01/2020"), "UNTIL là “01/01/2020”: lúc ấy đã qua"),
        (("--until", "31/12/2099"), "UNTIL phải đi cùng lời thông báo"),
        (("--kind", "bao-tri"), "KIND phải đi cùng lời thông báo"),
        (("--text", "Bão", "--kind", "chào"), "KIND là “chào”"),
        (("--text", "  "), "TEXT"),
        (("--text", "Bão", "--href", "/khong-co/"), "không có trang ấy"),
        (("--text", "Bão", "--href", "javascript:x"), "HREF"),
        (("--text", "Gọi 0912 345 678"), "PUBLISH['private']"),
    ],
)
def test_words_that_cannot_be_shown_are_refused_and_nothing_is_written(portal, arguments, words):
    portal.settings(private=["0912 345 678"])
    name = portal.published()
    said = portal.run("notice", *arguments)
    assert said.status == 1 and words in said.err
    assert portal.local.release_list().current == name and not (portal.folder / FILE).exists()


@pytest.mark.parametrize(
    ("typed", "command", "words"),
    [
        ({"Text": "Bão"}, "notice", "Không có “Text”. Có phải ý bạn là “TEXT”?"),
        ({"UNTILL": "mai", "TEXT": "Bão"}, "notice", "Có phải ý bạn là “UNTIL”?"),
        ({"LOI": "Bão"}, "notice", "Không có “LOI”. Các tên dùng được"),
        ({"TEXT": "Bão", "DRY": "1"}, "notice", "Không có “DRY”"),
        ({"DRY": "1"}, "rollback", "Không có “DRY”"),
        ({"TEXT": ""}, "notice", "TEXT còn trống"),
        ({"TEXT": "Bão", "UNTIL": " "}, "notice", "UNTIL còn trống"),
        ({"OFF": ""}, "notice", "OFF còn trống"),
        ({"To": "1"}, "rollback", "Có phải ý bạn là “TO”?"),
        ({"TO": ""}, "rollback", "TO còn trống"),
        ({"Deploy": "a:b"}, "publish", "Có phải ý bạn là “DEPLOY”?"),
        ({"TEXT": "“Bão"}, "notice", "TEXT bắt đầu bằng dấu nháy cong"),
    ],
)
def test_what_is_misspelt_or_empty_after_a_command_is_told_and_nothing_is_done(
    portal, monkeypatch, typed, command, words
):
    monkeypatch.setenv("TYPED", " ".join(typed))
    for name, value in typed.items():
        monkeypatch.setenv(name, value)
    said = portal.run(command)
    assert said.status == 1 and words in said.err and "đã hiện đúng" not in said.out


def test_what_make_hands_over_for_every_command_is_no_misspelling(portal, monkeypatch):
    portal.published()
    monkeypatch.setenv("TYPED", "TEXT SITEURL AWS_PROFILE DEPLOY")
    for text in ("Giá $5", "“Bão số 3” đổ bộ"):
        monkeypatch.setenv("TYPED", "TEXT SITEURL AWS_PROFILE DEPLOY")
        monkeypatch.setenv("TEXT", text)
        assert portal.run("notice").status == 0 and shown(portal.current) == [text]


@pytest.mark.parametrize(
    ("until", "words"),
    [("31/12/2099", "tới hết ngày 31/12/2099"), ("31/12/2099 18h", "tới 18:00 31/12/2099")],
)
def test_the_end_is_told_and_written_as_it_was_typed(portal, until, words):
    portal.published()
    assert words in portal.run("notice", "--text", "Bão", "--until", until).out
    again = portal.run("notice")
    assert words in again.out and "2100" not in (portal.folder / FILE).read_text("utf-8")


def test_before_the_first_publish_and_on_an_old_release_it_says_what_to_do(portal):
    said = portal.run("notice", "--text", "Bão")
    assert said.status == 1 and "sẽ lên cùng lần đăng đầu. Hãy gõ make publish" in said.err
    assert [each.text for each in notice.read_notices(portal.folder, AT_HOME)] == ["Bão"]
    assert "cùng lần đăng đầu" not in portal.run("notice", "--off").err
    portal.page("/kinh-te/")
    home = (portal.site / "index.html").read_text("utf-8")
    portal.write("index.html", home.replace(notice.START, ""))
    portal.published()
    assert "make publish một lần" in portal.run("notice", "--text", "Bão").err


def test_a_front_edited_by_strangers_is_not_made_anew(portal):
    portal.published()
    with (portal.current / "index.html").open("a") as file:
        file.write("<!-- lạ -->")
    said = portal.run("notice", "--text", "Bão")
    assert said.status == 1 and "đã khác bản đã đăng" in said.err


@pytest.mark.parametrize(
    "text",
    [
        "a: b",
        "[x] a",
        "- a",
        "# x",
        "'z'",
        '"z"',
        '"q" b',
        "| x",
        "null",
        "2024",
        "a #b",
        "kind: khan",
        "---",
    ],
)
def test_the_file_says_what_was_typed(tmp_path, text):
    wanted = (Notice(text, "bao-tri", datetime(2099, 1, 2, 3, 4), datetime(2098, 1, 2), "/tin/"), Notice("b"))
    notice.write_notices(tmp_path, wanted)
    assert notice.read_notices(tmp_path, AT_HOME) == wanted


@pytest.mark.parametrize(
    "rows, now, is_shown",
    [
        ("until: 30/11/2026", "2026-11-30 23:59", True),
        ("until: 30/11/2026", "2026-12-01 00:00", False),
        ("until: 30/11/2026 18h", "2026-11-30 18:00", False),
        ("starts: 30/11/2026", "2026-11-29 23:59", False),
        ("starts: 30/11/2026", "2026-11-30 00:00", True),
        ("từ: 29/11/2026\n  đến: 30/11/2026", "2026-11-30 12:00", True),
        ("loại: bảo trì", "2026-11-30 12:00", True),
    ],
)
def test_a_notice_is_there_in_its_time(tmp_path, rows, now, is_shown):
    (tmp_path / FILE).parent.mkdir(parents=True)
    (tmp_path / FILE).write_text(f"- text: Bão\n  {rows}\n")
    read = notice.read_notices(tmp_path, AT_HOME)
    assert bool(notice.shown(read, datetime.fromisoformat(now).replace(tzinfo=AT_HOME))) is is_shown


@needs("flock", "rsync")
def test_servers_get_the_few_files_that_changed(portal, tmp_path, monkeypatch):
    from plugins.publish.targets import ssh

    network = pretended(tmp_path / "hosts", "mot", "hai")
    portal.settings(ssh=network.ssh)
    deploy = ("--deploy", " ".join(map(network.target, network.names)), "--check", "0")
    portal.published(*deploy)
    sent, rsync = [], ssh.Host.rsync

    def counted(self, *arguments, data=None):
        sent.extend(data.decode().splitlines())
        rsync(self, *arguments, data=data)

    monkeypatch.setattr(ssh.Host, "rsync", counted)
    said = portal.run("notice", "--text", "Bão", *deploy)
    assert said.status == 0, said.err
    assert STORY not in sent and JSON in sent
    for name in network.names:
        current = network.path(name) / "current"
        assert files(current.resolve()) == files(portal.current.resolve())
        before = sorted((network.path(name) / "releases").iterdir())[0]
        assert (before / STORY).stat().st_ino == (current / STORY).stat().st_ino
        assert shown(before) == [], "the release before is as it was"
    monkeypatch.undo()
    portal.run("rollback", *deploy)
    assert "Không đụng tới" in portal.run("notice", "--off").err
    assert shown(network.path("mot") / "current") == ["Bão"]


def test_the_next_build_draws_the_same_bytes(site):
    site.settings(SITEURL="https://cong.example", PUBLISHING=True)
    site.story()

    def command(*words: str) -> str:
        run = copies.run("plugins.publish", "--settings", "settings.py", *words, folder=site.folder)
        assert run.returncode == 0, run.stdout + run.stderr
        return run.stdout

    command("publish")
    current = Local(site.folder / "public_html").current
    story = (current / "tin/2024/06/bai-thu/index.html").read_bytes()
    command("notice", "--text", "Bão “số 3”", "--until", "31/12/2099", "--href", "/tin/")
    assert "Không có gì thay đổi" in command("publish")
    for page in ("index.html", "y-te/index.html"):
        assert "Bão “số\u00a03”" in (current / page).read_text("utf-8")
    assert (current / "tin/2024/06/bai-thu/index.html").read_bytes() == story
    shutil.rmtree(site.folder / "content/du-lieu" / "ban-do")
    command("notice", "--off")
    assert "Bão" not in (current / "index.html").read_text("utf-8")
