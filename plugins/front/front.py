"""What stands on the home page and on section fronts, chosen from the listed stories."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, islice, takewhile

from plugins.archive.listing import Month
from plugins.core.pelican_types import Article
from plugins.portal.settings import Section
from plugins.story.story import brief_of


@dataclass(frozen=True)
class Block:
    """A section on the home page: its newest stories, the first with its photo."""

    section: Section
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class Front:
    """The home page. lead is None only while the portal has no story."""

    lead: Article | None
    featured: tuple[Article, ...]
    headlines: tuple[Article, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Day:
    """Stories of one day, newest first."""

    date: date
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class SectionFront:
    """The front of a section: the newest story, then the others by day."""

    section: Section
    lead: Article | None
    days: tuple[Day, ...]
    months: tuple[Month, ...]


def choose_front(
    articles: Sequence[Article],
    sections: Iterable[Section],
    featured: int,
    headlines: int,
    block: int,
    featured_days: int = 30,
) -> Front:
    """The home page from stories sorted newest first; no story stands on it twice.

    The newest pinned story leads, or else the newest featured one, or else the newest;
    then come `featured` other featured stories, the newest `headlines` of the rest, and
    `block` more of each section that has any left. A story is featured until the newest
    is `featured_days` younger.
    """
    if not articles:
        return Front(None, (), (), ())
    since = articles[0].date - timedelta(days=featured_days)
    recent = takewhile(lambda article: article.date >= since, articles)
    marked = [article for article in recent if brief_of(article).featured]
    pinned = next((article for article in articles if brief_of(article).pinned), None)
    lead = pinned or (marked or articles)[0]
    chosen = [article for article in marked if article is not lead][:featured]
    # Of a great archive only as much is looked through as it takes.
    newest = [*islice((each for each in articles if each not in (lead, *chosen)), headlines)]
    taken = (lead, *chosen, *newest)
    blocks = []
    for section in sections:
        left = (each for each in articles if each.section.slug == section.slug and each not in taken)
        if own := tuple(islice(left, block)):
            blocks.append(Block(section, own))
    return Front(lead, tuple(chosen), tuple(newest), tuple(blocks))


def choose_section(
    section: Section, articles: Sequence[Article], months: tuple[Month, ...], count: int
) -> SectionFront:
    """The front of `section` from its stories sorted newest first; `count` of them by day."""
    lead, listed = (articles[0], articles[1 : count + 1]) if articles else (None, ())
    return SectionFront(section, lead, by_day(listed), months)


def by_day(articles: Iterable[Article]) -> tuple[Day, ...]:
    """The stories, sorted newest first, grouped by the day they were published."""
    return tuple(Day(day, tuple(group)) for day, group in groupby(articles, key=lambda a: a.date.date()))
