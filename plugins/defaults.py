"""The engine's settings: what holds for every portal, laid over the owner's file.

`pelicanconf.py` says what an owner decides. Readers, escaping, places, addresses, the rules for
drafts and the list of plugins stand here alone: written in an owner's file, they have no effect,
so no edit there can lose a rule that keeps readers or drafts safe.
"""

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, select_autoescape

from plugins.core import addresses as at
from plugins.core.addresses import INDEX
from plugins.core.clock import HOME
from plugins.core.names import is_text

ROOT = Path(__file__).resolve().parent.parent
THEME = ROOT / "theme"
LOOKS = "content/giao-dien"  # what an owner lays over the theme: tokens.css, templates/
PUBLISHED = "data/published"  # the words last published, see core/published.py
OWN_PLUGINS = "plugins/rieng"  # an update changes only names of moved modules there
WORDS = (
    *("vietnamese", "portal", "story", "gallery", "weather", "map", "views", "front", "archive"),
    *("search", "assets", "publish", "backup", "status", "check", "build"),
)
# What an owner decides: these, and one upper-case dict for each of WORDS.
OWNERS = frozenset({"SITENAME", "SITESUBTITLE", "SITEURL", "TIMEZONE", *(word.upper() for word in WORDS)})
PREVIEW = "http://127.0.0.1:8000"


def owners_plugins(root: Path) -> list[str]:
    """The owner's plugins by their module names: each file and each package in plugins/rieng/."""
    found = [p for p in (root / OWN_PLUGINS).glob("*") if p.name[0] not in "._~" and is_text(p.name)]
    names = [path.stem for path in found if path.suffix == ".py" or (path / "__init__.py").is_file()]
    return [f"plugins.rieng.{name}" for name in sorted(names)]


def engine(root: Path, siteurl: str = PREVIEW, publishing: bool = False) -> dict[str, Any]:
    """The settings that no owner decides, new each time, for the portal in the folder `root`.

    publishing: whether drafts stay away, as on the public site
    """
    return {
        "PLUGINS": [*(f"plugins.{word}" for word in WORDS), *owners_plugins(root)],
        # The bare command `pelican` obeys this file too.
        "PELICAN_CLASS": "plugins.Portal",
        # Where things lie.
        "PATH": str(root / "content"),
        "OUTPUT_PATH": str(root / "output"),
        "THEME": str(THEME),
        "THEME_STATIC_DIR": "theme",
        "THEME_STATIC_PATHS": [],  # plugins.assets publishes the theme's files under hashed names
        "THEME_TEMPLATES_OVERRIDES": [str(root / LOOKS / "templates")],
        "ARTICLE_PATHS": ["tin"],
        "PAGE_PATHS": ["trang"],
        "STATIC_PATHS": [],
        "IGNORE_FILES": [".*", "~$*"],  # what macOS and Word leave beside a file that is open
        "DIRECT_TEMPLATES": ["sitemap_page", "404", "outage", "robots", "stories", "manifest"],
        "TEMPLATE_EXTENSIONS": [".html", ".txt", ".json", ".webmanifest"],
        "ARTICLE_URL": at.ARTICLE,
        "ARTICLE_SAVE_AS": at.ARTICLE + INDEX,
        "PAGE_URL": at.PAGE,
        "PAGE_SAVE_AS": at.PAGE + INDEX,
        # A draft written anywhere can be guessed; Pelican would also write stories whose date
        # lies in the future as drafts.
        "DRAFT_URL": at.DRAFT,
        "DRAFT_SAVE_AS": "" if publishing else at.DRAFT + INDEX,
        "DRAFT_PAGE_URL": at.DRAFT_PAGE,
        "DRAFT_PAGE_SAVE_AS": "" if publishing else at.DRAFT_PAGE + INDEX,
        "WITH_FUTURE_DATES": False,
        "CATEGORY_URL": at.SECTION,
        "CATEGORY_SAVE_AS": "",  # plugins.front writes the section fronts
        "TAG_URL": at.TAGS + "{slug}/",
        "TAG_SAVE_AS": "",  # plugins.archive writes the tag pages
        "AUTHOR_SAVE_AS": "",
        "SITEMAP_PAGE_URL": at.SITEMAP_PAGE,
        "SITEMAP_PAGE_SAVE_AS": at.SITEMAP_PAGE + INDEX,
        "SEARCH_URL": at.SEARCH,
        "OUTAGE_URL": at.OUTAGE,
        "OUTAGE_SAVE_AS": at.OUTAGE,
        "ROBOTS_SAVE_AS": "robots.txt",
        "STORIES_SAVE_AS": at.STORY_LIST,
        "MANIFEST_SAVE_AS": "manifest.webmanifest",
        # Feeds.
        "FEED_DOMAIN": siteurl,
        "FEED_ALL_ATOM": f"{at.FEEDS}{at.ALL}.atom.xml",
        "FEED_ALL_RSS": f"{at.FEEDS}{at.ALL}.rss.xml",
        "CATEGORY_FEED_ATOM": at.FEEDS + "{slug}.atom.xml",
        "CATEGORY_FEED_RSS": at.FEEDS + "{slug}.rss.xml",
        "AUTHOR_FEED_ATOM": None,
        "AUTHOR_FEED_RSS": None,
        "TRANSLATION_FEED_ATOM": None,
        "FEED_MAX_ITEMS": 50,
        "RSS_FEED_SUMMARY_ONLY": True,
        # How Pelican works.
        # "{static}…" in a story would copy any file of the machine, and any HTML, to the site.
        "INTRASITE_LINK_REGEX": "(?!)",
        "PUBLISHING": publishing,
        "DEFAULT_LANG": "vi",
        "DEFAULT_PAGINATION": False,
        # One language: two stories of one name in different months are two stories.
        "ARTICLE_TRANSLATION_ID": None,
        "PAGE_TRANSLATION_ID": None,
        "DELETE_OUTPUT_DIRECTORY": True,
        "CACHE_CONTENT": False,
        "LOAD_CONTENT_CACHE": False,
        "READERS": {"rst": None, "html": None},
        "JINJA_GLOBALS": {"addresses": at.Addresses()},
        "JINJA_ENVIRONMENT": {
            # Only files that end in .html are escaped as HTML; the rest write JSON and text.
            "autoescape": select_autoescape(["html"]),
            "undefined": StrictUndefined,
            "extensions": [
                *(
                    "plugins.build.once.Once",
                    "plugins.core.jinja.Unindented",
                    "plugins.core.jinja.SameGlobals",
                    "plugins.core.jinja.Unlisted",
                )
            ],
            "cache_size": -1,  # all of them stay at hand, and none is looked for under a lock
            "auto_reload": False,  # a build is a process of its own; templates do not change under it
            "trim_blocks": True,
            "lstrip_blocks": True,
        },
    }


@dataclass(frozen=True)
class Applied:
    """values: what a build works with; ignored: names in the owner's file that have no effect there."""

    values: dict[str, Any]
    ignored: tuple[str, ...]


def applied(own: Mapping[str, Any], file: Path, pelicans: Collection[str] = ()) -> Applied:
    """The owner's settings `own`, read from `file`, with the engine's laid over them.

    pelicans: names that mean something to Pelican; those that are no owner's are left out. A name
    that means nothing to either stays: it is the owner's, for templates and plugins of their own.
    """
    publishing = {"pelicanconf.py": False, "publishconf.py": True}.get(
        file.name, own.get("PUBLISHING", False)
    )
    siteurl = own.get("SITEURL", PREVIEW)
    if publishing and (said := os.environ.get("SITEURL")):
        siteurl = said.rstrip("/")
    root = Path(file).absolute().parent  # the timer sees the portal through links
    ours = engine(root, siteurl, publishing)
    theirs = (ours.keys() | set(pelicans)) - OWNERS
    kept = {"TIMEZONE": HOME} | {n: value for n, value in own.items() if n not in theirs}
    if isinstance(assets := kept.get("ASSETS", {}), dict):
        kept["ASSETS"] = {"minify": bool(publishing)} | assets
    ignored = (
        name for name in own.keys() & theirs if name not in ours or not _same(own[name], ours[name], root)
    )
    return Applied(kept | {"SITEURL": siteurl} | ours, tuple(sorted(ignored)))


def _same(own: Any, ours: Any, root: Path) -> bool:
    """Whether an owner's file, of an older form, says what the engine says."""
    if isinstance(own, dict) and isinstance(ours, dict):
        return own.keys() == ours.keys() and all(_same(own[name], ours[name], root) for name in own)
    if callable(own) and callable(ours):
        return bool(getattr(own, "__qualname__", own) == getattr(ours, "__qualname__", ours))
    if isinstance(own, str) and isinstance(ours, str) and Path(ours).is_absolute():
        return os.path.realpath(root / own) == os.path.realpath(ours)
    return bool(own == ours)
