"""Older stories of the same section: the only other stories a story's page depends on."""

from collections import defaultdict


def newest_first(article) -> tuple[float, str]:
    """What stories are sorted by: those of one minute by their name, so that no two builds differ."""
    return -article.date.timestamp(), article.slug


def older_of_section(articles, count: int) -> dict:
    """{article: up to `count` articles of its section published before it, newest first}."""
    sections = defaultdict(list)
    for article in sorted(articles, key=newest_first):
        sections[article.category.slug].append(article)
    return {
        article: tuple(listed[index + 1 : index + 1 + count])
        for listed in sections.values()
        for index, article in enumerate(listed)
    }
