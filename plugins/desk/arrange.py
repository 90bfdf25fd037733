"""A document as a story: which line is its headline, who wrote it, what stands under each photo."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from plugins.desk.blocks import Block, Document, Heading, Item, Loss, Paragraph, Picture, Run, Table
from plugins.desk.byline import byline_of
from plugins.desk.captions import Photo, with_captions
from plugins.desk.headline import END, headline_of
from plugins.desk.lines import apart
from plugins.desk.markdown import plain
from plugins.vietnamese.text import fold

LONGEST_LEAD, LONGEST_DAY = 600, 80  # letters
POSTED = re.compile(
    r"ngày\s+(?:đăng|gửi|viết)\W{0,3}\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:\W+(\d{1,2})[:h](\d{2}))?",
    re.IGNORECASE,
)
DAY = re.compile(
    r"\bngày\s+(\d{1,2})(?:\s+tháng\s+|[/.-])(\d{1,2})(?:\s+năm\s+|[/.-])(\d{4})\W*$", re.IGNORECASE
)
WEB_DAY = re.compile(
    r"^(?:thứ \w+|chủ nhật)?,?\s*(\d{1,2})/(\d{1,2})/(\d{4})\W+(\d{1,2})[:h](\d{2})", re.IGNORECASE
)
SEEN = re.compile(r"(?:view count|lượt xem|số lượt xem|lượt đọc)\W{1,3}(\d[\d.,]*)", re.IGNORECASE)
SPEAKER = re.compile(r"[^.,:]{2,40}:")
ROMAN = re.compile(r"^(?:phần\s+|chương\s+|mục\s+)?[IVX]{1,5}[.:)]?\s", re.IGNORECASE)
NUMBER = re.compile(r"^(?:điều\s+)?\d{1,2}(?:\.\d{1,2})*[.:)]\s", re.IGNORECASE)
SECTION = re.compile(r"^chuyen muc\s*[:：]\s*")  # folded
LAYOUT_ROWS = 2  # a table without lines of as many rows at most puts words side by side, no values


@dataclass
class Story:
    """What an editor would have typed. body: blocks and photos in order.

    day: None when the document tells none; notes: in Vietnamese, what a person should look at
    losses: what of the document is not in it; views: how often it was read on another portal, as written
    """

    title: str = ""
    lead: str = ""
    author: str = ""
    source: str = ""
    day: datetime | None = None
    section: str = ""
    views: str = ""
    body: list[Block | Photo] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)


def arranged(document: Document, sections: Sequence[str] = ()) -> Story:
    """The story in `document`. sections: names of the portal's, one of which may stand above it."""
    story = Story(notes=list(document.notes), losses=list(document.losses))
    blocks = apart(list(_flat(document.blocks)))
    blocks = _take_section(blocks, story, sections)
    blocks = _with_headings(_take_day(blocks, story))
    found = headline_of(blocks)
    story.title, blocks = found.title, found.rest
    story.losses += found.losses
    byline = byline_of(blocks)
    story.author, story.source = byline.author, byline.source
    blocks = _take_lead(byline.rest, story)
    story.body, notes = with_captions(blocks)
    story.notes += notes
    return story


def _flat(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks without the tables that only put words or photos side by side."""
    for block in blocks:
        if isinstance(block, Table) and _is_layout(block):
            if _holds_picture(block):
                yield from _column_by_column(block)
            else:
                for row in block.rows:
                    for cell in row:
                        yield from _flat(cell.blocks)
        elif isinstance(block, Paragraph) and not block.words:
            continue
        else:
            yield block


def _is_layout(table: Table) -> bool:
    cells = [cell for row in table.rows for cell in row]
    return (
        len(cells) == 1
        or _holds_picture(table)
        or (not table.framed and (len(table.rows) <= LAYOUT_ROWS or max(map(len, table.rows)) == 1))
    )


def _holds_picture(table: Table) -> bool:
    return any(isinstance(block, Picture) for row in table.rows for cell in row for block in cell.blocks)


def _column_by_column(table: Table) -> Iterator[Block]:
    """Photos side by side, each followed by what stands in the row below it."""
    rows = list(table.rows)
    while rows:
        row = rows.pop(0)
        pictures = [any(isinstance(block, Picture) for block in cell.blocks) for cell in row]
        below = rows[0] if rows else ()
        named = all(pictures) and len(below) == len(row)
        named = named and not any(isinstance(b, Picture) for cell in below for b in cell.blocks)
        if named:
            rows.pop(0)
        alone = all(pictures) and len(below) == 1  # one cell below all of them
        for at, cell in enumerate(row):
            for block in _flat(cell.blocks):
                is_next = alone and at > 0 and isinstance(block, Picture)
                yield replace(block, beside=True) if is_next and isinstance(block, Picture) else block
            for block in _flat(below[at].blocks) if named else ():
                yield replace(block, look="caption") if isinstance(block, Paragraph) else block


def _with_headings(blocks: list[Block]) -> list[Block]:
    """Short lines in bold above other text are headings, whatever their style."""
    found = list(blocks)
    for at, block in enumerate(blocks[:-1]):
        if not isinstance(block, Paragraph) or not block.bold or block.look or block.centred or block.right:
            continue
        below = blocks[at + 1]
        text = block.words
        ends = END.search(text) and not (ROMAN.match(text) or NUMBER.match(text))
        over = isinstance(below, Item | Table) or (isinstance(below, Paragraph) and not below.bold)
        near = at > 0 and isinstance(blocks[at - 1], Picture)
        if len(text.split()) <= 24 and len(text) <= 140 and over and not ends and not near and at:
            found[at] = Heading(3 if NUMBER.match(text) else 2, (Run(text.rstrip(":")),))
    return found


def _take_section(blocks: list[Block], story: Story, sections: Sequence[str]) -> list[Block]:
    names = {fold(" ".join(name.split())): name for name in sections}
    for at, block in enumerate(blocks[:2]):
        words = fold(plain(block.runs)) if isinstance(block, Paragraph | Heading) else ""
        if name := names.get(SECTION.sub("", words).strip(" .")):
            story.section = name
            return [*blocks[:at], *blocks[at + 1 :]]
    return blocks


def _take_day(blocks: list[Block], story: Story) -> list[Block]:
    """The day of the first lines that name one; a line that says when it was posted is no text."""
    for at, block in enumerate(blocks[:12]):
        if not isinstance(block, Paragraph):
            continue
        if posted := POSTED.search(block.words):
            day, month, year, hour, minute = (int(each or 0) for each in posted.groups())
            story.day = _moment(year, month, day, hour, minute)
            seen = SEEN.search(block.words)
            story.views = re.sub(r"\D", "", seen[1]) if seen else ""
            return [*blocks[:at], *blocks[at + 1 :]] if story.day else blocks
        story.day = story.day or _day_of(block)
    for block in () if story.day else blocks[-3:]:
        story.day = story.day or _day_of(block)
    return blocks


def _day_of(block: Block) -> datetime | None:
    """The day that a short line names: "An Khánh, ngày 5 tháng 11 năm 2026", "Thứ Năm, 05/11/2026 08:30"."""
    text = block.words if isinstance(block, Paragraph) else ""
    if not 0 < len(text) < LONGEST_DAY or not (dated := DAY.search(text) or WEB_DAY.search(text)):
        return None
    day, month, year, *clock = (int(each or 0) for each in dated.groups())
    return _moment(year, month, day, *clock)


def _moment(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime | None:
    try:
        return datetime(year, month, day, hour, minute)
    except ValueError:
        return None


def _take_lead(blocks: list[Block], story: Story) -> list[Block]:
    for at, block in enumerate(blocks[:3]):
        if not isinstance(block, Paragraph) or block.right:
            return blocks
        text = block.words
        if text.endswith("?") or SPEAKER.match(text):
            return blocks  # an interview begins
        long_enough = 40 <= len(text) <= LONGEST_LEAD
        if block.look == "subtitle" or (
            long_enough and (block.bold or block.italic) and len(blocks) > at + 1
        ):
            near_picture = any(isinstance(each, Picture) for each in blocks[max(at - 1, 0) : at + 2])
            if block.look == "subtitle" or block.bold or not near_picture:
                story.lead = text
                return [*blocks[:at], *blocks[at + 1 :]]
        if at == 0:
            return blocks
    return blocks
