"""Which addresses are lists that the portal makes by itself, of what comes and goes."""

import re
from collections.abc import Collection, Iterable

from plugins.portal.settings import RESERVED

# Drawn by the theme, and an empty feed: what stands at the address of a list that holds nothing now.
EMPTY = {".html": "trong.html", ".atom.xml": "feeds/trong.atom.xml", ".rss.xml": "feeds/trong.rss.xml"}
MARK = '<meta name="generator" content="empty">'
MONTHS = re.compile(r"/tin/\d{4}/(\d\d/)?")
TAGS = re.compile(r"/the/[^/]+/(\d{4}/)?")
OF_SECTION = re.compile(r"/(?P<slug>[^/]+)/(\d{4}/\d\d/)?")
FEED = re.compile(r"/feeds/(?P<slug>[^/]+)\.(atom|rss)\.xml")


def sections_of(addresses: Iterable[str]) -> frozenset[str]:
    """The slugs of the sections among all addresses of a site: each has a feed."""
    return frozenset(found["slug"] for each in addresses if (found := FEED.fullmatch(each)))


def is_list(address: str, sections: Collection[str]) -> bool:
    """Whether nobody wrote what is read at `address`: it lists stories or albums, or is made by the portal.

    sections: slugs of all sections there are or were.
    """
    if MONTHS.fullmatch(address) or TAGS.fullmatch(address) or FEED.fullmatch(address):
        return True
    of_section = OF_SECTION.fullmatch(address)
    return of_section is not None and (
        of_section["slug"] in sections or (of_section[2] is None and of_section["slug"] in RESERVED)
    )


def empty_for(path: str) -> str:
    """The file that stands for a list's file at `path` while it is empty."""
    return next(empty for end, empty in EMPTY.items() if path.endswith(end))
