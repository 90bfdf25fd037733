"""Older stories by month: addresses that a new story never renumbers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, groupby, islice
from operator import attrgetter

from plugins.core.addresses import STORIES, TAGS, link
from plugins.core.build import Build
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

    def of(self, base: str, articles: Iterable[Article]) -> "Month":
        """The same month with some of its stories; base: "/kinh-te/"."""
        return Month(self.year, self.month, f"{base}{self.year}/{self.month:02d}/", tuple(articles))


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


def by_section(months: Iterable[Month]) -> dict[str, tuple[Month, ...]]:
    """The months of each section that has stories, by its slug."""
    found: defaultdict[str, list[Month]] = defaultdict(list)
    for month in months:
        own: defaultdict[str, list[Article]] = defaultdict(list)
        for article in month.articles:
            own[article.section.slug].append(article)
        for slug, articles in own.items():
            found[slug].append(month.of(articles[0].section.url, articles))
    return {slug: tuple(own) for slug, own in found.items()}


def years_of(months: Iterable[Month], base: str) -> tuple[Year, ...]:
    """The years of months sorted newest first; base: "/tin/"."""
    return tuple(
        Year(year, f"{base}{year}/", tuple(group)) for year, group in groupby(months, key=lambda m: m.year)
    )


def tag_fronts(months: Iterable[Month], newest: int) -> tuple[TagFront, ...]:
    """A front for every tag of months sorted newest first, by address."""
    names: dict[str, str] = {}
    tagged: defaultdict[str, list[Month]] = defaultdict(list)
    for month in months:
        own: defaultdict[str, list[Article]] = defaultdict(list)
        for article in month.articles:
            for tag in article.tags:
                names.setdefault(slug := tag.slug, tag.name)
                own[slug].append(article)
        for slug, articles in own.items():
            tagged[slug].append(month.of(f"{link(TAGS)}{slug}/", articles))
    fronts = []
    for slug, found in sorted(tagged.items()):
        url = f"{link(TAGS)}{slug}/"
        first = islice(articles_of(found), newest)
        fronts.append(TagFront(names[slug], url, tuple(first), years_of(found, url)))
    return tuple(fronts)


def articles_of(months: Iterable[Month]) -> Iterable[Article]:
    return chain.from_iterable(month.articles for month in months)


class Listing:
    """Listed stories, sorted newest first, by month: made once for all pages that show them.

    months: of all of them, as /tin/2024/06/
    """

    def __init__(self, articles: Sequence[Article]):
        self.articles = [*articles]
        self.months = months_of(articles, link(STORIES))

    @cached_property
    def years(self) -> tuple[Year, ...]:
        return years_of(self.months, link(STORIES))

    @cached_property
    def by_section(self) -> dict[str, tuple[Month, ...]]:
        """The months of each section that has stories, as /kinh-te/2024/06/, by its slug."""
        return by_section(self.months)


def listing_of(build: Build, articles: Sequence[Article]) -> Listing:
    """That of a build's listed stories; made anew for others."""
    if build.listing is None or build.listing.articles != articles:
        build.listing = Listing(articles)
    return build.listing
