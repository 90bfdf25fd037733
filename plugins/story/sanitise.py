"""Raw HTML in what editors write never reaches a page as active content."""

import secrets
from collections import Counter
from html.parser import HTMLParser

import nh3

# The attribute that tells the line of a tag; no editor can write this run's number.
LINE = f"data-{secrets.token_hex(8)}"
TAGS = {
    *"p br strong em b i del ins sub sup a ul ol li blockquote hr code pre abbr q cite span".split(),
    *"h2 h3 h4 h5 h6 table thead tbody tr th td dl dt dd".split(),
}
ATTRIBUTES = {
    "*": {LINE},
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


def sanitise(html: str, suspicious: bool) -> tuple[str, tuple[tuple[str, int | None], ...]]:
    """(clean HTML, what was removed and its line: tags as "<script>", attributes as "onerror=").

    suspicious: whether the text held raw HTML; without it, nothing is compared, since
    Markdown itself writes only what is allowed, save for the addresses of links. The attribute
    LINE is left where it stood.
    """
    if not suspicious and _is_bare(html):
        return html, ()
    clean = _cleaner.clean(html)
    if not suspicious and html.count('="') == clean.count('="'):
        return clean, ()
    before, after = _inventory(html), _inventory(clean)
    removed = ((what, int(line) if line else None) for what, line in (before - after))
    return clean, tuple(sorted(removed, key=lambda each: (each[1] or 0, each[0])))


def _is_bare(html: str) -> bool:
    """Whether there are paragraphs of words and nothing else: then all of it is allowed, as it is."""
    tags = html.count("<p>") + html.count("</p>")
    return tags == html.count("<") and "&" not in html and "\u00a0" not in html


def _inventory(html: str) -> Counter[tuple[str, str | None]]:
    parser = _Inventory()
    parser.feed(html)
    parser.close()
    return parser.found


class _Inventory(HTMLParser):
    """found: how often (tag or attribute, line) stands there."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[tuple[str, str | None]] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = dict(attrs).get(LINE)
        self.found[f"<{tag}>", line] += 1
        if tag not in TAGS:
            return
        for name, value in attrs:
            scheme = (value or "").partition(":")[0].strip().lower()
            dangerous = name in ("href", "src") and scheme in ("javascript", "data", "vbscript")
            if name != LINE:
                self.found[f"{scheme}:" if dangerous else f"{name}=", line] += 1
