"""A story as Pelican's article: its values, and what tells it from another."""

from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from pelican.contents import Content
from pelican.settings import DEFAULT_CONFIG
from pelican.urlwrappers import URLWrapper

from plugins.build.digest import Digests
from plugins.portal.settings import Section
from plugins.story.article import StoryArticle
from tests.examples.values import story

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
PATH = "tin/2024/06/vi-du/index.md"
SETTINGS = DEFAULT_CONFIG | {
    "PATH": "/cong/content",
    "ARTICLE_URL": "tin/{date.year}/{slug}/",
    "ARTICLE_SAVE_AS": "tin/{date.year}/{slug}/index.html",
    "DRAFT_URL": "nhap/{slug}/",
    "DRAFT_SAVE_AS": "",
}


def label(name):
    return SimpleNamespace(name=name, slug=name)


def article(path=PATH, **changes):
    values = {
        "title": "Ví dụ",
        "date": datetime(2024, 6, 6, 14, 41),
        "slug": "vi-du",
        "section": Section("Kinh tế", "kinh-te"),
        "category": label("kinh-te"),
        "authors": [label("an")],
        "tags": [label("gạo")],
        "summary": "Gọn.",
        "status": "published",
        "story": story(digest="aa"),
    }
    made = StoryArticle.of_build(SETTINGS, {}, HERE, lambda _article: {})
    return made(values | changes, path, NOW)


def digest(content):
    return Digests(Content, URLWrapper).of_content(content)


def test_values_are_those_that_pelican_gives():
    made = article()
    assert (made.url, made.save_as) == ("tin/2024/vi-du/", "tin/2024/vi-du/index.html")
    assert made.date.isoformat() == "2024-06-06T14:41:00+07:00"
    assert (made.status, made.summary, made.author.name) == ("published", "Gọn.", "an")
    assert made.get_relative_source_path() == PATH
    assert made.locale_date and made.is_valid()


def test_a_story_of_a_day_to_come_waits():
    made = article(date=datetime(2027, 1, 1))
    assert (made.status, made.url, made.save_as) == ("draft", "nhap/vi-du/", "")


@dataclass
class Ring:
    itself: object = None


def test_what_holds_itself_is_told_from_nothing():
    """A page with such a value of an owner's plugin is printed each time."""
    ring = Ring()
    ring.itself = ring
    assert Digests(Content, URLWrapper).of_page("a.html", [ring]) is None


def test_a_list_that_changes_in_place_is_told_from_what_it_was():
    """An owner's plugin may add to a list of stories after pages were drawn from it."""
    digests, stories = Digests(Content, URLWrapper), [article(), article(slug="hai")]

    def told() -> set[bytes | None]:
        return {digests.of_page("a.html", [stories]), digests.of_shared([("articles", stories)])}

    before = told()
    stories.append(article(slug="ba"))
    after = told()
    stories[0] = article(story=story(digest="bb"))
    assert len(before | after | told()) == 6 and None not in before | after
    same = [article(), article(slug="hai")]
    month = tuple(same)
    assert digests.of_page("a.html", [same]) in before and digests.of_page("a.html", [month]) in before


CHANGES = {
    "its file": lambda: article(story=story(digest="bb")),
    "its place": lambda: article("tin/2024/06/khac/index.md"),
    "its day": lambda: article(story=story(digest="aa", expired=True)),
    "its section": lambda: article(section=Section("Kinh tế mới", "kinh-te")),
    "its tags": lambda: article(tags=[label("gạo"), label("nước")]),
    "its author": lambda: article(authors=[label("bình")]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_another_story_is_told_from_it(change):
    assert digest(CHANGES[change]()) != digest(article()) == digest(article())


@pytest.mark.parametrize("name", ["title", "more", "photos", "views", "story"])
def test_what_a_plugin_gives_it_later_tells_it_from_another(name):
    changed = article()
    setattr(changed, name, story(digest="aa", lead="khác") if name == "story" else "khác")
    assert digest(changed) != digest(article())


@pytest.mark.parametrize("name", ["title", "summary"])
def test_what_a_plugin_gave_it_before_tells_it_from_another(name):
    one, other = article(**{name: "Một"}), article(**{name: "Hai"})
    for each in (one, other):
        each.forget([name])
    assert digest(one) != digest(other)
