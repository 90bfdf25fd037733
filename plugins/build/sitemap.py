"""sitemap.xml: the pages worth finding, each with its last change where that is known.

It names a file for each year that stands in an address, as in tin/2024/06/, and one for all else: a story
changes that of its year, however many years there are, and no file may hold more than 50,000 addresses
(sitemaps.org). When a file was changed is not told: servers do that, and know of stories that are gone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

from plugins.core import addresses as at

FILE = """<?xml version="1.0" encoding="utf-8"?>
<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{rows}</{kind}>
"""
YEAR = re.compile(r"(?:\A|/)([0-9]{4})/")
NO_PAGES = re.compile(
    rf"\.(?:txt|json|webmanifest)$|^404\.html$|^{re.escape(at.OUTAGE)}$|^{at.SEARCH}$|^{at.DRAFTS}"
)
INDEX = re.compile(r"(?:\A|(?<=/))index\.html\Z")


def sitemaps(siteurl: str, handed: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, str]:
    """The texts of the files, by path. handed: of each page, its name in the output and what else it is drawn
    from."""
    rows = list[tuple[str, str]]()
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
    files = defaultdict[str, list[str]](list)
    for address, told in sorted(rows):
        year = YEAR.search(address)
        files[year[1] if year else at.OF_NO_YEAR].append(f"<url><loc>{siteurl}/{address}</loc>{told}</url>\n")
    texts = {f"{at.SITEMAPS}{name}.xml": _file("urlset", files[name]) for name in sorted(files)}
    named = (f"<sitemap><loc>{siteurl}/{path}</loc></sitemap>\n" for path in texts)
    return {at.SITEMAP: _file("sitemapindex", named), **texts}


def _file(kind: str, rows: Iterable[str]) -> str:
    return FILE.format(kind=kind, rows="".join(rows))


def moment(date: datetime) -> str:
    """As W3C's note asks: 2024-06-06T14:41:00+07:00; -00:00 where the zone is not known."""
    return date.isoformat(timespec="seconds") + ("" if date.tzinfo else "-00:00")
