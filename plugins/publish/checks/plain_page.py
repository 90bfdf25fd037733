"""The findings of pages that are plain and without fault, told from their parts, which many share.

What is found is what `read_page` and `read_markup` find; a page of which either would complain is
left to them, and so is one that is written in a way of which this is not sure. Most of a page
stands on many others: each part is looked at once for all of them.
"""

import re
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from plugins.publish.checks.findings import Findings, emails, local_addresses
from plugins.publish.checks.markup import DATA_TYPES
from plugins.publish.checks.page import Address, Attributes, Links, addresses, is_absolute, names
from plugins.publish.checks.plain_html import AFTER, BEFORE, DOCTYPE, Around, elements

# Where a page is cut, so that what stands on many pages is apart from what one alone has.
CUT = re.compile(
    r"\n(?=<(?:body|h1|link|meta|script|title|(?:li><|/)?article|/?(?:aside|footer|header|main|nav|section))\b)"
)
# Values by which markup.py finds elements, as it writes them.
MARKS = {"description", "article:published_time", "canonical"}
# Nothing is asked of any attribute of these names, and of any element but for its others.
DULL = frozenset("alt class datetime height hidden role type value width".split()) | {
    "aria-hidden",
    "aria-label",
}
ASKED = frozenset("h1 html img script title".split())
ONE_EACH = (1, 1, 1, 1)


class Part(NamedTuple):
    """What a part adds to the findings of its page.

    links: targets, outside and loads as on every page; None where they depend on the page's address
    counts: how many html, title, h1 and descriptions with what they must have
    """

    links: tuple[dict[str, None], dict[str, None], dict[str, None]] | None
    named: list[Address]
    ids: list[str]
    emails: tuple[str, ...]
    dates: list[str]
    counts: tuple[int, ...]


def read_plain(html: str, address: str, siteurl: str) -> Findings | None:
    """All findings of the page at `address`; None when it is to be parsed."""
    begun = DOCTYPE.match(html)
    if not begun:
        return None
    links, around, parts = Links(address, siteurl), BEFORE, list[Part]()
    for piece in CUT.split(html[begun.end() :]):
        found = _part(piece, around, siteurl)
        if found is None:
            return None
        around, part = found
        if part is None:
            continue
        parts.append(part)
        if part.links:
            links.targets |= part.links[0]
            links.outside |= part.links[1]
            links.loads |= part.links[2]
        else:
            for each in part.named:
                links.add(*each)
    ids = [each for part in parts for each in part.ids]
    counts = tuple(map(sum, zip(*(part.counts for part in parts), strict=True)))
    if around != AFTER or links.wrong or counts != ONE_EACH or len(set(ids)) < len(ids):
        return None
    return Findings(
        targets=tuple(links.targets),
        ids=tuple(ids),
        outside=tuple(links.outside),
        loads=tuple(links.loads),
        emails=tuple(sorted({each for part in parts for each in part.emails})),
        dates=tuple(each for part in parts for each in part.dates),
    )


@lru_cache(maxsize=4096)
def _part(html: str, around: Around, siteurl: str) -> tuple[Around, Part | None] | None:
    """(what is around whatever follows, what the part adds); None when not all is surely right."""
    found = elements(html, around)
    if found is None or local_addresses(html):
        return None
    named, ids, dates, counts = list[Address](), list[str](), list[str](), [0, 0, 0, 0]
    for name, attributes, in_template in found[1]:
        # What a template holds a script may show: no browser reads it.
        if in_template or (name not in ASKED and DULL.issuperset(attributes)):
            continue
        if not _is_sound(name, attributes, siteurl):
            return None
        if name == "html":
            counts[0] += 1
        elif name == "title":
            counts[1] += _has_words(html)
        elif name == "h1":
            counts[2] += 1
        elif name == "meta" and (content := attributes.get("content")):
            counts[3] += attributes.get("name") == "description"
            if attributes.get("property") == "article:published_time":
                dates.append(content)
        ids += names(name, attributes)
        named += addresses(name, attributes)
    mails = emails(html)
    if not (named or ids or dates or mails or any(counts)):
        return found[0], None
    links = Links("/", siteurl)
    for each in named:
        links.add(*each)
    alike = all(is_absolute(url.strip()) for url, *_ in named)
    if alike and links.wrong:
        return None
    known = (links.targets, links.outside, links.loads) if alike else None
    return found[0], Part(known, named, ids, mails, dates, tuple(counts))


def _is_sound(name: str, attributes: Attributes, siteurl: str) -> bool:
    """Whether surely nothing is wrong with an element by itself."""
    for attribute, value in attributes.items():
        if ":" in attribute or attribute.startswith("on") or attribute == "style":
            return False
        if attribute in ("id", "name", "property", "rel") and (
            not value or (value not in MARKS and value.strip().lower() in MARKS)
        ):
            return False
    if name == "html":
        return bool(attributes.get("lang"))
    if name == "img":
        return "alt" in attributes
    if name == "script":
        return "src" in attributes or attributes.get("type") in DATA_TYPES
    if name == "meta" and attributes.get("name") == "description":
        return bool((attributes.get("content") or "").strip())
    if name == "link" and attributes.get("rel") == "canonical":
        return (attributes.get("href") or "").startswith(siteurl + "/")
    return True


def _has_words(html: str) -> bool:
    """Whether the one title that begins in this part has words, and ends in it too."""
    words, _, end = html.partition("<title")[2].partition(">")[2].partition("</title")
    return bool(end and unescape(words).strip())
