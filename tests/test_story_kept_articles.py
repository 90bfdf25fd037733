"""Articles of the last build are used again only while all that they depend on is as it was."""

import os
import sqlite3
from contextlib import closing, suppress

import pytest

from plugins.build.run import Wish, build
from plugins.core import stamps
from plugins.core.published import PUBLISHED, Published
from plugins.story import kept_articles
from plugins.story.article import StoryArticle
from tests.site import Site, make_site

FILE = ".cache/articles-preview.sqlite"


@pytest.fixture(scope="module")
def once(tmp_path_factory) -> Site:
    site = make_site(tmp_path_factory.mktemp("kept") / "portal")
    for number in range(3):
        site.story(f"bai-{number}", f"Bài {number}", f"2024-06-{number + 1:02} 08:00")
    return site


@pytest.fixture
def portal(once, monkeypatch, learnt) -> Site:
    monkeypatch.chdir(once.folder)
    monkeypatch.setattr(stamps, "SETTLED", -(10**18))  # whatever was written a moment ago is trusted
    built(once)
    return once


def built(site: Site) -> None:
    result = build("settings.py", site.output, Wish())
    assert result.built, result.mistakes


@pytest.fixture
def made(monkeypatch) -> list[str]:
    """The stories whose articles were made anew."""
    names, real = [], StoryArticle.__init__

    def make(article, values, path, now):
        names.append(path.split("/")[-2])
        real(article, values, path, now)

    monkeypatch.setattr(StoryArticle, "__init__", make)
    return names


def test_no_article_is_made_of_a_story_that_nobody_touched(portal, made):
    built(portal)
    assert made == []


def test_a_story_that_was_touched_is_made_anew_and_no_other(portal, made):
    portal.story("bai-1", "Bài 1 sửa", "2024-06-02 08:00")
    built(portal)
    assert made == ["bai-1"] and "Bài 1 sửa" in portal.page("/tin/2024/06/bai-1/")
    built(portal)
    assert made == ["bai-1"]


def test_a_file_beside_a_story_touches_it(portal, made):
    beside = portal.write("content/tin/2024/06/bai-2/ghi-chu.txt", "x")
    built(portal)
    beside.unlink()
    built(portal)
    assert made == ["bai-2", "bai-2"]


def _another_telephone(site, _patch):
    site.settings(**{"PORTAL.organisation.telephone": "024 3333 0001"})


def _another_program(_site, patch):
    patch.setattr("plugins.story.reader.program", lambda: "another")


def _cut(site, _patch):
    file = site.folder / FILE
    file.write_bytes(file.read_bytes()[:5000])


def _just_written(_site, patch):
    patch.setattr(stamps, "SETTLED", 10**18)
    os.utime("content/tin/2024/06/bai-0/index.md")


@pytest.mark.parametrize("change", [_another_telephone, _another_program, _cut])
def test_of_anything_else_that_changes_all_are_made_anew(portal, made, monkeypatch, change):
    change(portal, monkeypatch)
    built(portal)
    assert sorted(made) == ["bai-0", "bai-1", "bai-2"]
    portal.settings()


def test_a_story_whose_text_is_lost_is_read_and_kept_again(portal, made):
    """Else each build and each publish from then on would look for it in vain."""
    (portal.folder / ".cache/stories.sqlite").unlink()
    built(portal)
    assert sorted(made) == ["bai-0", "bai-1", "bai-2"]
    built(portal)
    assert len(made) == 3


def test_the_timer_that_publishes_approved_words_uses_them_too(portal, made):
    result = build("settings.py", portal.output, Wish())
    words = Published(portal.folder / PUBLISHED)
    words.take(result.units, portal.folder, (), [portal.folder / "settings.py"]).commit()
    view = portal.folder / ".cache/approved"
    assert Published(portal.folder / PUBLISHED).view(portal.folder, view)
    seen = build(str(view / "settings.py"), portal.output, Wish(approved=portal.folder))
    assert seen.built and made == [], seen.mistakes
    built(portal)
    assert made == []


def test_a_list_asks_for_what_it_shows_of_a_story_and_not_for_its_body(portal, monkeypatch):
    asked, real = [], kept_articles.KeptArticles.part

    def part(kept, path, name):
        asked.append(name)
        return real(kept, path, name)

    made = build("settings.py", portal.output, Wish()).made
    article = made.writer.handed[0].context["articles"][0]
    teaser = made.environment.get_template("components/teaser.html").module.teaser
    monkeypatch.setattr(kept_articles.KeptArticles, "part", part)
    assert "Một đoạn văn." in teaser(article, "row") and asked == [kept_articles.LISTED]
    assert article.story.excerpt == article.excerpt and asked[1:] == [kept_articles.REST]


@pytest.mark.parametrize("stays", [False, True])
def test_what_is_lost_while_a_build_runs_is_made_anew(portal, made, monkeypatch, stays):
    """What lists need was loaded already: the build begins again without what is kept."""
    real = kept_articles.KeptArticles.part
    if stays:  # on a disk that cannot be written to
        monkeypatch.setattr(kept_articles.KeptArticles, "_forget", lambda _kept: None)

    def lost(kept, path, part):
        # The index of the search asks in a process of its own, and may have found it out already.
        with suppress(sqlite3.Error), closing(sqlite3.connect(portal.folder / FILE)) as database, database:
            database.execute("UPDATE story SET listed = x'00', rest = x'00'")
        return real(kept, path, part)

    monkeypatch.setattr(kept_articles.KeptArticles, "part", lost)
    (portal.output / "tin/2024/06/bai-0/index.html").unlink()
    built(portal)
    assert sorted(made) == ["bai-0", "bai-1", "bai-2"] and "Bài 0" in portal.page("/tin/2024/06/bai-0/")
    (portal.folder / FILE).unlink(missing_ok=True)


def test_a_file_written_a_moment_ago_is_not_trusted(portal, made, monkeypatch):
    _just_written(portal, monkeypatch)
    built(portal)
    built(portal)
    assert made == ["bai-0", "bai-0"]
