"""A story as it leaves the portal: its words, and who says them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.story.blocks import Body
from plugins.story.body import plain_text

LISTS, HEADINGS = ("ul", "ol"), ("h2", "h3", "h4", "h5", "h6")
GROUPS = ("div", "section", "blockquote", "dl", "figure", "details", "body", "thead", "tbody")


@dataclass(frozen=True)
class Item:
    """address: absolute; paragraphs: the body in plain words, a row of a table being one

    lead: the editor's summary, or ''; excerpt: one or two sentences whatever was written
    site, body, telephone: the portal's name, whose it is, and where people may ask
    """

    title: str
    date: datetime
    author: str
    source: str
    lead: str
    excerpt: str
    paragraphs: tuple[str, ...]
    address: str
    site: str
    body: str
    telephone: str

    @property
    def short_address(self) -> str:
        """As people type it."""
        return re.sub(r"^https?://(?:www\.)?", "", self.address).rstrip("/")


def paragraphs(body: Body) -> tuple[str, ...]:
    """What a body says, photos and films left out."""
    found: list[str] = []
    for block in body.blocks:
        if block.kind in ("html", "table"):
            root = LexborHTMLParser(block.html).body
            found += _said(root) if root else ()
    return tuple(filter(None, found))


def _said(node: LexborNode) -> Iterator[str]:
    """The paragraphs within a node, in order."""
    for each in node.iter(include_text=False):
        tag = each.tag or ""
        if tag == "table":
            yield from _rows(each)
        elif tag in LISTS:
            start = int(each.attributes.get("start") or 1)
            for number, entry in enumerate(each.iter(), start):
                yield from _entry(entry, f"{number}. " if tag == "ol" else "- ")
        elif tag in GROUPS:
            yield from _said(each)
        else:
            yield from (plain_text(line) for line in re.split(r"<br\s*/?>", each.html or ""))


def _entry(entry: LexborNode, sign: str) -> Iterator[str]:
    """One entry of a list, with the lists in it."""
    inner = [each for each in entry.iter() if each.tag in LISTS]
    below = [line for each in inner for line in _said(_alone(each))]
    for each in inner:
        each.decompose()
    if words := plain_text(entry.html or ""):
        yield sign + words
    yield from below


def _alone(node: LexborNode) -> LexborNode:
    root = LexborHTMLParser(node.html or "").body
    assert root is not None
    return root


def _rows(table: LexborNode) -> Iterator[str]:
    """Each row as "tên cột: ô; tên cột: ô"."""
    heads: list[str] = []
    if caption := table.css_first("caption"):
        yield plain_text(caption.html or "")
    for row in table.css("tr"):
        cells = [plain_text(cell.html or "") for cell in row.iter()]
        if not heads and all(cell.tag == "th" for cell in row.iter()):
            heads = cells
            continue
        named = (
            zip(heads, cells, strict=False) if len(heads) == len(cells) else (("", cell) for cell in cells)
        )
        said = [f"{head}: {cell}" if head else cell for head, cell in named if cell]
        yield "; ".join(said)
