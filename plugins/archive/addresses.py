"""Which addresses are lists that the portal makes by itself, of what comes and goes."""

import re
from collections.abc import Collection, Iterable

from plugins.core.addresses import FEEDS, NONE, RESERVED, STORIES, TAGS

# Drawn by the theme, and an empty feed: what stands at the address of a list that holds nothing now.
EMPTY = {".html": f"{NONE}.html"} | {f".{kind}.xml": f"{FEEDS}{NONE}.{kind}.xml" for kind in ("atom", "rss")}
MARK = '<meta name="generator" content="empty">'
MONTHS = re.compile(rf"/{STORIES}\d{{4}}/(\d\d/)?")
OF_TAG = re.compile(rf"/{TAGS}[^/]+/(\d{{4}}/)?")
OF_SECTION = re.compile(r"/(?P<slug>[^/]+)/(\d{4}/\d\d/)?")
FEED = re.compile(rf"/{FEEDS}(?P<slug>[^/]+)\.(atom|rss)\.xml")


def sections_of(addresses: Iterable[str]) -> frozenset[str]:
    """The slugs of the sections among all addresses of a site: each has a feed."""
    return frozenset(found["slug"] for each in addresses if (found := FEED.fullmatch(each)))


def is_list(address: str, sections: Collection[str]) -> bool:
    """Whether nobody wrote what is read at `address`: it lists stories or albums, or is made by the portal.

    sections: slugs of all sections there are or were.
    """
    if MONTHS.fullmatch(address) or OF_TAG.fullmatch(address) or FEED.fullmatch(address):
        return True
    of_section = OF_SECTION.fullmatch(address)
    return of_section is not None and (
        of_section["slug"] in sections or (of_section[2] is None and of_section["slug"] in RESERVED)
    )


def empty_for(path: str) -> str:
    """The file that stands for a list's file at `path` while it is empty."""
    return next(empty for end, empty in EMPTY.items() if path.endswith(end))
