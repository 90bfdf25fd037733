"""A story as it leaves the portal: its words, and who says them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.story.blocks import Body
from plugins.story.body import plain_text
from plugins.vietnamese.text import fold

LISTS, HEADINGS = ("ul", "ol"), ("h2", "h3", "h4", "h5", "h6")
TOTALS = frozenset(("tong cong", "tong so", "tong", "cong", "toan xa", "toan huyen"))  # folded
NUMBERS = ("stt", "tt", "so tt", "so thu tu", "#")  # folded; the head of a column that only counts the rows
TYPED = 48  # letters of an address on one line beside the code: what people still type from paper
GROUPS = ("div", "section", "blockquote", "dl", "figure", "details", "body", "thead", "tbody")

Kind = Literal["text", "heading", "entry", "row"]


@dataclass(frozen=True)
class Line:
    """A paragraph, a heading, an entry of a list or a row of a table in plain words."""

    text: str
    kind: Kind = "text"


@dataclass(frozen=True)
class Item:
    """address: absolute; lines: the body in plain words

    lead: the editor's summary, or ''; excerpt: one or two sentences whatever was written
    site, body, telephone: the portal's name, whose it is, and where people may ask
    """

    title: str
    date: datetime
    author: str
    source: str
    lead: str
    excerpt: str
    lines: tuple[Line, ...]
    address: str
    site: str
    body: str
    telephone: str

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(line.text for line in self.lines)

    @property
    def short_address(self) -> str:
        """What people type: the story's address, or where that fills more than a line its month's list."""
        whole = _typed(self.address)
        return whole if self.is_short else whole.rpartition("/")[0]

    @property
    def is_short(self) -> bool:
        """Whether the story's own address is one that people type."""
        return len(_typed(self.address)) <= TYPED


def _typed(address: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", address).rstrip("/")


def lines(body: Body) -> tuple[Line, ...]:
    """What a body says, photos and films left out."""
    found: list[Line] = []
    for block in body.blocks:
        if block.kind in ("html", "table"):
            root = LexborHTMLParser(block.html).body
            found += _said(root) if root else ()
    return tuple(line for line in found if line.text)


def _said(node: LexborNode) -> Iterator[Line]:
    """The lines within a node, in order."""
    for each in node.iter(include_text=False):
        tag = each.tag or ""
        if tag == "table":
            yield from (Line(row, "row") for row in _rows(each))
        elif tag in LISTS:
            start = int(each.attributes.get("start") or 1)
            for number, entry in enumerate(each.iter(), start):
                yield from _entry(entry, f"{number}. " if tag == "ol" else "- ")
        elif tag in GROUPS:
            yield from _said(each)
        else:
            kind: Kind = "heading" if tag in HEADINGS else "text"
            yield from (Line(plain_text(part), kind) for part in re.split(r"<br\s*/?>", each.html or ""))


def _is_day(head: str, cell: str) -> bool:
    """Whether a cell under "Ngày" is one, which says so itself."""
    return fold(head).strip() == "ngay" and cell[:1].isdecimal()


def _entry(entry: LexborNode, sign: str) -> Iterator[Line]:
    """One entry of a list, with the lists in it."""
    inner = [each for each in entry.iter() if each.tag in LISTS]
    below = [line for each in inner for line in _said(_alone(each))]
    for each in inner:
        each.decompose()
    if words := plain_text(entry.html or ""):
        yield Line(sign + words, "entry")
    yield from below


def _alone(node: LexborNode) -> LexborNode:
    root = LexborHTMLParser(node.html or "").body
    assert root is not None
    return root


def _rows(table: LexborNode) -> Iterator[str]:
    """Each row as "tên cột: ô; tên cột: ô"; a number that only counts the rows stands before it."""
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
        said = [("" if _is_day(head, cell) else head, cell) for head, cell in named if cell]
        if said and fold(said[0][1]).rstrip(" :.") in TOTALS:
            total = said[0][1]
            rest = "; ".join(f"{head}: {cell}" if head else cell for head, cell in said if cell != total)
            yield f"{total.rstrip(' :.')}: {rest}".removesuffix(": ")
            continue
        counted = bool(said) and fold(said[0][0]).rstrip(".") in NUMBERS and len(said) > 1
        number = f"{said.pop(0)[1].rstrip('.)')}. " if counted else ""
        yield number + "; ".join(f"{head}: {cell}" if head else cell for head, cell in said)
