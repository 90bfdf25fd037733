"""A body as one piece of plain HTML, for readers elsewhere: feeds, and whatever else leaves its page."""

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import urljoin

from plugins.core.href import href
from plugins.story.blocks import Body
from plugins.story.body import plain_text

TAG = re.compile(r'<[a-zA-Z](?:[^>"]|"[^"]*")*>')
ENDED = re.compile(r"</(?:h\d|li|td|th|dt|dd|p|pre|caption)>")
ADDRESS = re.compile(r'(?<=\s)(href|src|poster|cite)="([^"]*)"')


def absolute(address: str, page: str) -> str:
    """`address` as written on the page at the absolute address `page`, for a reader elsewhere.

    Of an address that no browser understands, its words are given as they are.
    """
    try:
        return href(urljoin(page, href(address)))
    except ValueError:
        return address


def absolute_html(html: str, page: str) -> str:
    """Clean HTML whose every address is absolute, as of the page at the absolute address `page`."""

    def named(found: re.Match[str]) -> str:
        return f'{found[1]}="{escape(absolute(unescape(found[2]), page))}"'

    return TAG.sub(lambda tag: ADDRESS.sub(named, tag[0]), html)


def flat_html(body: Body, page: str, address: Callable[[int], str] | None = None) -> str:
    """The body of the page at the absolute address `page` as HTML: figures without sizes, videos as links.

    address: gives the address of a photo by its index; without it the photos are left out.
    """
    parts = []
    for block in body.blocks:
        if block.kind in ("html", "table"):
            parts.append(block.html)
        elif block.kind in ("video", "player"):
            size = f" ({block.size})" if block.kind == "player" and block.size else ""
            parts.append(f'<p><a href="{escape(block.href)}">{escape(block.title)}{size}</a></p>')
        elif block.kind in ("figure", "gallery") and address:
            indices = block.photos if block.kind == "gallery" else (block.photo,)
            parts.extend(_figure(address(index), body.photos[index].caption) for index in indices)
    return absolute_html("\n".join(parts), page)


def words(body: Body) -> str:
    """What a body says on one line, captions and titles of films included: for one without a paragraph."""
    said: list[str] = []
    for block in body.blocks:
        if block.kind in ("html", "table"):
            said += map(plain_text, ENDED.split(block.html))
        elif block.kind in ("video", "player"):
            said.append(block.title)
        elif block.kind in ("figure", "gallery"):
            indices = block.photos if block.kind == "gallery" else (block.photo,)
            said += [body.photos[index].caption for index in indices]
    return ". ".join(part for each in said if (part := each.strip(" .;,:")))


def _figure(src: str, caption: str) -> str:
    words = escape(caption)
    return f'<figure><img src="{escape(src)}" alt="{words}"><figcaption>{words}</figcaption></figure>'
