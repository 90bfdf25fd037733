"""Raw HTML in what editors write never reaches a page as active content."""

from collections import Counter
from html.parser import HTMLParser

import nh3

TAGS = {
    *"p br strong em b i del ins sub sup a ul ol li blockquote hr code pre abbr q cite span".split(),
    *"h2 h3 h4 h5 h6 table thead tbody tr th td dl dt dd".split(),
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "ol": {"start"},
    "abbr": {"title"},
    **{level: {"id"} for level in ("h2", "h3", "h4", "h5", "h6")},
    **{cell: {"colspan", "rowspan"} for cell in ("th", "td")},
}
CLASSES = {cell: {"align-left", "align-center", "align-right"} for cell in ("th", "td")}
# nh3 drops these with all that is in them; other unknown tags leave their text.
EMPTIED = {"script", "style", "iframe", "object", "template", "svg", "math", "noscript"}

_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    allowed_classes=CLASSES,
    clean_content_tags=EMPTIED,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
    strip_comments=True,
)


def sanitise(html: str, suspicious: bool) -> tuple[str, tuple[str, ...]]:
    """(clean HTML, what was removed: tags as "<script>", attributes as "onerror=").

    suspicious: whether the text held raw HTML; without it, nothing is compared, since
    Markdown itself writes only what is allowed, save for the addresses of links.
    """
    clean = _cleaner.clean(html)
    if not suspicious and html.count('="') == clean.count('="'):
        return clean, ()
    before, after = _inventory(html), _inventory(clean)
    return clean, tuple(sorted((before - after).keys()))


def _inventory(html: str) -> Counter:
    parser = _Inventory()
    parser.feed(html)
    parser.close()
    return parser.found


class _Inventory(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = Counter()

    def handle_starttag(self, tag, attrs):
        self.found[f"<{tag}>"] += 1
        if tag not in TAGS:
            return
        for name, value in attrs:
            scheme = (value or "").partition(":")[0].strip().lower()
            dangerous = name in ("href", "src") and scheme in ("javascript", "data", "vbscript")
            self.found[f"{scheme}:" if dangerous else f"{name}="] += 1
