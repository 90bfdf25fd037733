"""Addresses: where each kind of page is read. Whoever writes, links to or recognises one asks here.

A path begins at the root of the site, as "tin/"; `link` is its address, "/tin/". Published addresses
are promised for ever: whoever changes a path here leads readers on from the old one.
"""

from dataclasses import dataclass

INDEX = "index.html"
STORIES = "tin/"  # and the lists of their months
# Not {date:%Y}: Pelican would ask the locale, several times for every story.
ARTICLE = STORIES + "{date.year}/{date.month:02d}/{slug}/"
PAGE = SECTION = "{slug}/"
DRAFTS = "nhap/"
DRAFT, DRAFT_PAGE = DRAFTS + "{date.year}/{date.month:02d}/{slug}/", DRAFTS + "trang/{slug}/"
TAGS = "the/"
ALBUMS = "anh/"
LIBRARY = "thu-vien-anh/"
SEARCH = "tim-kiem/"
WEATHER = "thoi-tiet/"
MAP = "ban-do-hanh-chinh/"
SITEMAP_PAGE = "so-do-trang/"
OUTAGE = "bao-tri.html"
PREVIEWS = "xem-truoc/"  # of one story each, beside the releases: promised to nobody

# Files. The server's configuration knows LIVE, SERVICE and OUTAGE too.
FEEDS = "feeds/"
ALL, NONE = "tat-ca", "trong"  # the feeds of all stories and of none, beside those of sections
LIVE = "live/"  # changes between releases
NOTICES, WEATHER_NOW = LIVE + "notice.json", LIVE + "weather.json"
DATA = "api/"
ARTICLE_LIST, STORY_LIST = DATA + "articles.json", DATA + "stories.json"
SERVICE = "/api/v1/"  # answered by the service of the views, not by a file
SEARCH_INDEX = "search/"
THEME, MEDIA = "theme/", "media/"  # names with a hash: kept by browsers for good
# The first names the others: sitemap-2024.xml, and one of what has no year. At the root, to tell of all.
SITEMAP, SITEMAPS, OF_NO_YEAR = "sitemap.xml", "sitemap-", "trang"

OF_PAGES = (STORIES, DRAFTS, TAGS, ALBUMS, LIBRARY, SEARCH, WEATHER, MAP, SITEMAP_PAGE, PREVIEWS)
OF_FILES = (FEEDS, LIVE, DATA, SEARCH_INDEX, THEME, MEDIA)
# The first part of what the portal keeps for itself; no section or page may take one.
RESERVED = frozenset((*(path.partition("/")[0] for path in (*OF_PAGES, *OF_FILES)), ALL, NONE))


def link(path: str) -> str:
    """The address of what is written at `path`."""
    return f"/{path}"


def is_part_of_sitemap(path: str) -> bool:
    return path.startswith(SITEMAPS) and path.endswith(".xml") and "/" not in path


@dataclass(frozen=True)
class Addresses:
    """What templates lead to: `addresses` in each of them."""

    stories: str = link(STORIES)
    tags: str = link(TAGS)
    library: str = link(LIBRARY)
    weather: str = link(WEATHER)
    notices: str = link(NOTICES)
    service: str = SERVICE
