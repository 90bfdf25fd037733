"""Publishing when nothing changed: nothing is verified again; what guards the public release still does."""

import shutil

import pytest
import time_machine

from plugins.core import stamps
from plugins.publish import prepare
from plugins.publish.releases import compress
from tests.hosts import needs, pretended
from tests.newsroom import make_newsroom

STANDS = "Không có gì thay đổi."


@pytest.fixture
def newsroom(tmp_path, monkeypatch):
    """Published twice; what was written a moment ago is trusted."""
    monkeypatch.setattr(stamps, "SETTLED", -(10**18))
    newsroom = make_newsroom(tmp_path / "portal")
    newsroom.site.story("bai-1", "Bài 1", "2024-06-01 08:00")
    for _ in range(3):  # the first makes the site, the second notes it, the third what it came to
        newsroom.published()
    return newsroom


@pytest.fixture
def planned(newsroom, monkeypatch):
    """Whether the next publish verifies the site, and what it says."""

    def asked(*arguments: str):
        with monkeypatch.context() as patch:
            patch.setattr(prepare, "make_plan", _refused)
            said = newsroom.publish(*arguments)
        return ("it was asked for" in said.err, said) if said.status else (False, said)

    return asked


def _refused(*_):
    raise OSError("it was asked for")


def shown(newsroom) -> str:
    return newsroom.local.release_list().current


def test_nothing_is_verified_again(newsroom, planned):
    name = shown(newsroom)
    for arguments in ((), (), ("--dry-run",)):
        again, said = planned(*arguments)
        assert not again and said.status == 0, said.err
    assert STANDS in planned()[1].out and shown(newsroom) == name


def test_who_asks_for_all_gets_all(planned):
    assert planned("--force")[0]


def test_the_timer_plans_anew_while_quick_copies_wait_for_their_best(newsroom, planned, monkeypatch):
    monkeypatch.setattr(compress, "FEW", -1)
    shutil.rmtree(newsroom.folder / ".cache/publish/packed")
    newsroom.site.settings(SITEURL="https://cong.example", PUBLISHING=True, SITENAME="Cổng khác")
    for _ in range(3):
        newsroom.published()
    assert not planned()[0]
    assert planned("--timer")[0]


def test_a_story_goes_out_as_ever(newsroom, planned):
    newsroom.site.story("bai-2", "Bài 2", "2024-06-02 08:00")
    assert planned()[0]
    newsroom.published()
    assert newsroom.is_public("/tin/2024/06/bai-2/")
    shutil.rmtree(newsroom.folder / "content/tin/2024/06/bai-2")
    assert planned()[0]


def test_a_public_page_that_somebody_edited_is_told_and_made_good(newsroom):
    page = newsroom.file("/tin/2024/06/bai-1/")
    text = page.read_text("utf-8")
    page.write_text(text.replace("Bài 1", "Bài giả"), "utf-8")
    said = newsroom.published()
    assert "không còn như lúc đăng" in said.err
    assert newsroom.page("/tin/2024/06/bai-1/") == text


def test_urgent_words_stay_as_they_were_put(newsroom):
    assert newsroom.run("notice", "--text", "Bão đổ bộ").status == 0
    for _ in range(3):
        newsroom.published()
        assert "Bão đổ bộ" in newsroom.page("/")
    assert newsroom.run("notice", "--off").status == 0
    for _ in range(3):
        newsroom.published()
        assert "Bão đổ bộ" not in newsroom.page("/")


def test_a_rollback_is_published_over_with_the_newest_words(newsroom):
    first = shown(newsroom)
    newsroom.site.story("bai-2", "Bài 2", "2024-06-02 08:00")
    for _ in range(3):
        newsroom.published()
    assert newsroom.run("rollback").status == 0 and shown(newsroom) == first
    newsroom.published()
    assert newsroom.is_public("/tin/2024/06/bai-2/")


def test_words_kept_of_what_was_published_are_made_again_where_they_are_lost(newsroom, planned):
    shutil.rmtree(newsroom.folder / "data/published")
    assert planned()[0]
    newsroom.published()
    assert (newsroom.folder / "data/published/list.json").is_file()


def test_another_day_is_looked_at_anew(newsroom, planned):
    with time_machine.travel("2031-01-01T12:00:00+07:00"):
        assert planned()[0]


def test_a_note_of_another_site_is_worth_nothing(newsroom, planned):
    note = newsroom.folder / ".cache/publish/standing.json"
    kept = note.read_bytes()
    for damage in (b"", b"[]", b"nonsense", kept[:-9], kept.replace(b'", "', b'x", "', 1)):
        note.write_bytes(damage)
        assert planned()[0], damage
    note.write_bytes(kept)
    assert not planned()[0]


@needs("flock", "rsync")
def test_a_new_server_gets_all_of_it_and_what_is_edited_there_is_made_good(newsroom, planned, tmp_path):
    network = pretended(tmp_path / "net", "mot")
    newsroom.settings(**{"PUBLISH.ssh": network.ssh})
    for _ in range(3):
        newsroom.published()
    deploy = ("--deploy", network.target("mot"), "--check", "0")
    there = network.path("mot") / "current"
    again, said = planned(*deploy)
    assert not again and said.status == 0, said.err
    page = there / "tin/2024/06/bai-1/index.html"
    text = page.read_text("utf-8")
    assert text == newsroom.page("/tin/2024/06/bai-1/")
    newsroom.published(*deploy)
    page.write_text("sửa trộm", "utf-8")
    again, said = planned(*deploy)
    assert not again and "không còn như lúc đăng" in said.err
    assert (there / "tin/2024/06/bai-1/index.html").read_text("utf-8") == text
