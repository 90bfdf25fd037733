"""Older stories by month: addresses that a new story never renumbers."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from plugins.core.addresses import TAGS, link
from plugins.core.pelican_types import Article

YEAR_AND_MONTH = attrgetter("date.year", "date.month")


@dataclass(frozen=True)
class Month:
    """Stories of one month, newest first; `url` as "/kinh-te/2024/06/"."""

    year: int
    month: int
    url: str
    articles: tuple[Article, ...]

    @property
    def title(self) -> str:
        return f"Tháng {self.month}/{self.year}"


@dataclass(frozen=True)
class Year:
    """The months of one year that have stories, newest first."""

    year: int
    url: str
    months: tuple[Month, ...]

    @property
    def articles(self) -> tuple[Article, ...]:
        return tuple(article for month in self.months for article in month.articles)


@dataclass(frozen=True)
class TagFront:
    """A tag: its newest stories and the years that hold all of them."""

    name: str
    url: str
    newest: tuple[Article, ...]
    years: tuple[Year, ...]

    @property
    def count(self) -> int:
        return sum(len(year.articles) for year in self.years)


def months_of(articles: Iterable[Article], base: str) -> tuple[Month, ...]:
    """The months of stories sorted newest first; base: "/kinh-te/"."""
    return tuple(
        Month(year, month, f"{base}{year}/{month:02d}/", tuple(group))
        for (year, month), group in groupby(articles, YEAR_AND_MONTH)
    )


def by_section(articles: Iterable[Article]) -> defaultdict[str, list[Article]]:
    """Stories in their order, by the slug of their section."""
    found: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        found[article.section.slug].append(article)
    return found


def years_of(months: Iterable[Month], base: str) -> tuple[Year, ...]:
    """The years of months sorted newest first; base: "/tin/"."""
    return tuple(
        Year(year, f"{base}{year}/", tuple(group)) for year, group in groupby(months, key=lambda m: m.year)
    )


def tag_fronts(articles: Iterable[Article], newest: int) -> tuple[TagFront, ...]:
    """A front for every tag of stories sorted newest first, by address."""
    names: dict[str, str] = {}
    tagged: dict[str, list[Article]] = {}
    for article in articles:
        for tag in article.tags:
            names.setdefault(tag.slug, tag.name)
            tagged.setdefault(tag.slug, []).append(article)
    fronts = []
    for slug in sorted(tagged):
        url = f"{link(TAGS)}{slug}/"
        months = months_of(tagged[slug], url)
        fronts.append(TagFront(names[slug], url, tuple(tagged[slug][:newest]), years_of(months, url)))
    return tuple(fronts)
