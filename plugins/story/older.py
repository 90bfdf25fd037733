"""Older stories of the same section: the only other stories a story's page depends on."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import islice

from plugins.core.pelican_types import Article


def newest_first(article: Article) -> tuple[float, str]:
    """What stories are sorted by: those of one minute by their name, so that no two builds differ."""
    return -article.date.timestamp(), article.slug


def older_of_section(articles: Iterable[Article], count: int) -> dict[Article, tuple[Article, ...]]:
    """Of each article up to `count` articles of its section published before it, newest first.

    articles: the newest first
    """
    sections: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        sections[article.category.slug].append(article)
    return {
        article: tuple(listed[index + 1 : index + 1 + count])
        for listed in sections.values()
        for index, article in enumerate(listed)
    }


def older_than(article: Article, articles: Iterable[Article], count: int) -> tuple[Article, ...]:
    """The same of one article that is not among `articles`."""
    place, section = newest_first(article), article.category.slug
    found = (each for each in articles if each.category.slug == section and newest_first(each) > place)
    return tuple(islice(found, count))
