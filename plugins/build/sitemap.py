"""sitemap.xml: the pages worth finding, each with its last change where that is known."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

from plugins.core import addresses as at

HEAD = """<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
xsi:schemaLocation="http://www.sitemaps.org/schemas/sitemap/0.9 http://www.sitemaps.org/schemas/sitemap/0.9/sitemap.xsd"
xmlns:xhtml="http://www.w3.org/1999/xhtml"
xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
"""
FOOT = "\n</urlset>\n"
NO_PAGES = re.compile(
    rf"\.(?:txt|json|webmanifest)$|^404\.html$|^{re.escape(at.OUTAGE)}$|^{at.SEARCH}$|^{at.DRAFTS}"
)
INDEX = re.compile(r"(?:\A|(?<=/))index\.html\Z")


def sitemap(siteurl: str, handed: Iterable[tuple[str, Mapping[str, Any]]]) -> str:
    """The text of the file. handed: of each page, its name in the output and what else it is drawn from."""
    rows = []
    for name, options in handed:
        content = options.get("article") or options.get("page")
        if content is None:
            address = INDEX.sub("", quote(name))
            if not NO_PAGES.search(address):
                rows.append((address, ""))
        elif content.status == "published":
            own = vars(content)
            changed = own.get("modified") or own.get("date")
            rows.append((content.url, f"<lastmod>{moment(changed)}</lastmod>" if changed else ""))
    rows.sort()
    return "".join((HEAD, *(f"<url><loc>{siteurl}/{at}</loc>{told}</url>\n" for at, told in rows), FOOT))


def moment(date: datetime) -> str:
    """As W3C's note asks: 2024-06-06T14:41:00+07:00; -00:00 where the zone is not known."""
    return date.isoformat(timespec="seconds") + ("" if date.tzinfo else "-00:00")
