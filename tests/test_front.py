"""The home page and section fronts."""

from dataclasses import dataclass, field
from datetime import datetime

import pytest

from plugins.front.front import choose_front, choose_section
from plugins.portal.settings import Section

HEALTH, TRADE, EMPTY = Section("Y tế", "y-te"), Section("Kinh tế", "kinh-te"), Section("Khác", "khac")


@dataclass(frozen=True)
class Told:
    featured: bool = False
    pinned: bool = False
    path: str = ""
    digest: str = ""
    views_base: int = 0


@dataclass(frozen=True)
class Article:
    name: str
    section: Section = HEALTH
    date: datetime = datetime(2024, 6, 6)
    story: Told = field(default_factory=Told)


def names(articles) -> str:
    return "".join(article.name for article in articles)


@pytest.mark.parametrize(
    ("articles", "lead"),
    [
        ([Article("a"), Article("b")], "a"),
        ([Article("a"), Article("b", story=Told(featured=True))], "b"),
        ([Article("a", story=Told(featured=True)), Article("b", story=Told(pinned=True))], "b"),
        ([Article("a", story=Told(pinned=True)), Article("b", story=Told(pinned=True))], "a"),
    ],
)
def test_a_pinned_story_leads_then_a_featured_one_then_the_newest(articles, lead):
    front = choose_front(articles, [HEALTH], 3, 4, 4)
    assert front.lead.name == lead
    assert lead not in names(front.headlines)


def test_featured_stories_stand_apart_from_the_newest_and_once():
    told = Told(featured=True)
    articles = [
        Article("a"),
        Article("b", story=told),
        Article("c"),
        Article("d", story=told),
        Article("e", story=told),
    ]
    front = choose_front(articles, [HEALTH], featured=1, headlines=3, block=4)
    assert (front.lead.name, names(front.featured), names(front.headlines)) == ("b", "d", "ace")


def test_a_featured_story_ages_by_itself():
    told = Told(featured=True)
    dates = [datetime(2024, 7, 30), datetime(2024, 7, 1), datetime(2024, 6, 29)]
    articles = [
        Article("a", date=dates[0]),
        *(Article(n, date=d, story=told) for n, d in zip("bc", dates[1:], strict=True)),
    ]
    front = choose_front(articles, [HEALTH], 3, 4, 4, featured_days=30)
    assert (front.lead.name, names(front.featured), names(front.headlines)) == ("b", "", "ac")
    front = choose_front(articles, [HEALTH], 3, 4, 4, featured_days=31)
    assert (front.lead.name, names(front.featured)) == ("b", "c")


def test_no_story_stands_twice_and_a_section_has_a_block_while_any_is_left():
    told = Told(featured=True)
    articles = [
        Article("a"),
        Article("b", TRADE),
        Article("c"),
        Article("d"),
        Article("e", TRADE),
        Article("f", EMPTY, story=told),
        Article("g", EMPTY, story=told),
    ]
    front = choose_front(articles, [TRADE, HEALTH, EMPTY], featured=3, headlines=2, block=2)
    assert (front.lead.name, names(front.featured), names(front.headlines)) == ("f", "g", "ab")
    assert [(block.section.name, names(block.articles)) for block in front.blocks] == [
        ("Kinh tế", "e"),
        ("Y tế", "cd"),
    ]


def test_a_portal_without_stories_has_a_front():
    assert choose_front([], [HEALTH], 3, 4, 4).lead is None
    assert choose_section(HEALTH, [], (), 20).lead is None


def test_a_section_front_lists_its_stories_by_day():
    days = [datetime(2024, 6, 8), datetime(2024, 6, 7, 9), datetime(2024, 6, 7, 8), datetime(2024, 6, 1)]
    articles = [Article(name, date=day) for name, day in zip("abcd", days, strict=True)]
    front = choose_section(HEALTH, articles, (), 20)
    assert front.lead.name == "a"
    assert [(str(day.date), names(day.articles)) for day in front.days] == [
        ("2024-06-07", "bc"),
        ("2024-06-01", "d"),
    ]
    assert sum(len(day.articles) for day in choose_section(HEALTH, articles, (), 2).days) == 2


def test_home_and_section_fronts_show_what_they_must(site):
    site.story("cu", "Tin cũ", "2024-05-01 08:00", "Y tế")
    site.story("ghim", "Tin ghim", "2024-04-01 08:00", "Kinh tế", pinned="true")
    built = site.build()
    assert built.returncode == 0, built.stderr
    home = site.page("/")
    assert home.index("Tin ghim") < home.index("Tin cũ")
    assert 'href="/kinh-te/"' in home and "PHẦN MỀM TÁC NGHIỆP" in home
    assert "Tin cũ" in site.page("/y-te/") and "Tin ghim" not in site.page("/y-te/")
    assert "chưa có bài nào" in site.page("/giao-duc/")


def test_a_section_without_a_story_names_no_feed(site):
    """Pelican writes no feed for it, and a publish refuses links that lead nowhere."""
    site.story(category="Y tế")
    assert site.build().returncode == 0
    for address in ("/", "/so-do-trang/", "/kinh-te/"):
        assert "feeds/kinh-te" not in site.page(address)
    for address in ("/", "/so-do-trang/", "/y-te/"):
        assert "feeds/y-te.rss.xml" in site.page(address)
