"""A story's page as a folder of its own: what it loads lies in it, and it says that it is a draft."""

import re
import shutil
from collections.abc import Iterator
from html import escape
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from plugins.core.addresses import DRAFTS, INDEX, MEDIA, STORIES, THEME

CSS = Path(__file__).with_name("draft.css")
BANNER = '<p class="preview-link" role="note"><strong>BẢN NHÁP</strong> · chưa đăng · xem được tới {}</p>'
ROBOTS = '<meta name="robots" content="noindex, nofollow, noarchive">'
# It counts no readers, tells no other site where it is, and is nobody's canonical page.
NOT_SHOWN = (
    "script,link[rel=canonical],link[rel=alternate],link[rel=manifest],link[rel=preload],"
    'meta[property],meta[name=robots],meta[name^="DC."],meta[name^="twitter:"],[data-visits],[data-tools]'
)
LOADED = re.compile(rf"(?<=[\"\s,(])/((?:{THEME}|{MEDIA})[\w./-]+)")
IN_STYLE = re.compile(rf"(?<=url\()[\"']?/{THEME}([\w./-]+)[\"']?(?=\))")


def folder_in(site: Path, name: str, slug: str) -> str | None:
    """Where the page of the story `name` (content/tin/…) is in a site with drafts; None: nowhere."""
    _, _, year, month, *_ = name.split("/")
    places = (f"{first}{year}/{month}/{slug}/" for first in (DRAFTS, STORIES))
    return next((place for place in places if (site / place / INDEX).is_file()), None)


def lay_out(site: Path, place: str, until: str, siteurl: str, to: Path) -> str:
    """Makes the folder `to` of the page at `place` in the built `site`; the page's HTML.

    until: when it ends, as people say it; siteurl: the address the site was built for, as pages have it
    """
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(site / place, to)
    tree = LexborHTMLParser((to / INDEX).read_text("utf-8"))
    for node in tree.css(NOT_SHOWN):
        node.decompose()
    html = tree.html or ""
    html = html.replace(f'="{siteurl}/', '="/').replace(f'="/{place}', '="')
    loads = set(LOADED.findall(html))
    html = LOADED.sub(r"\1", html)
    for path in {*loads, *_named_by_styles(site, loads)}:
        _copy(site / path, to / path)
    html = html.replace("</head>", f'{ROBOTS}\n<link rel="stylesheet" href="{CSS.name}">\n</head>', 1)
    html = re.sub(r"(<body[^>]*>)", lambda body: f"{body[1]}\n{BANNER.format(escape(until))}", html, count=1)
    (to / INDEX).write_text(html, "utf-8")
    shutil.copyfile(CSS, to / CSS.name)
    return html


def title_of(html: str) -> str:
    """The headline of a page."""
    node = LexborHTMLParser(html).css_first("h1")
    return " ".join(node.text().split()) if node else ""


def _named_by_styles(site: Path, loads: set[str]) -> Iterator[str]:
    for path in loads:
        if path.endswith(".css"):
            yield from (THEME + name for name in IN_STYLE.findall((site / path).read_text("utf-8")))


def _copy(file: Path, to: Path) -> None:
    if not file.is_file():
        return
    to.parent.mkdir(parents=True, exist_ok=True)
    if file.suffix == ".css":
        to.write_text(IN_STYLE.sub(r"\1", file.read_text("utf-8")), "utf-8")
    else:
        shutil.copyfile(file, to)
