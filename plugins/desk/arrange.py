"""A document as a story: which line is its headline, who wrote it, what stands under each photo."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from plugins.desk.blocks import (
    Block,
    Document,
    Heading,
    Loss,
    Paragraph,
    Picture,
    Run,
    Table,
    changed,
    joined,
)
from plugins.desk.byline import byline_of
from plugins.desk.capitals import Capitals, Unsure, is_wall
from plugins.desk.captions import Photo, with_captions
from plugins.desk.chat import without_emoji
from plugins.desk.days import dated
from plugins.desk.headings import with_headings
from plugins.desk.headline import headline_of, is_numbered_head
from plugins.desk.layout_tables import flat
from plugins.desk.lines import apart, with_quotes
from plugins.desk.markdown import plain
from plugins.desk.outline import in_order
from plugins.desk.signature import with_signatures
from plugins.vietnamese.lookalikes import as_latin
from plugins.vietnamese.text import fold

LETTERS = "Chữ cái tiếng Nga, Hy Lạp trông như chữ ta đã đổi thành chữ ta."
LONGEST_LEAD = 600  # letters
SPEAKER = re.compile(r"[^.,:]{2,40}:")
SECTION = re.compile(r"^chuyen muc\s*[:：]\s*")  # folded


@dataclass
class Story:
    """What an editor would have typed. body: blocks and photos in order.

    day: None when the document tells none; opening: that its text begins with
    notes: in Vietnamese, what a person should look at
    losses: what of the document is not in it; views: how often it was read on another portal, as written
    """

    title: str = ""
    lead: str = ""
    author: str = ""
    source: str = ""
    day: datetime | None = None
    opening: datetime | None = None
    section: str = ""
    views: str = ""
    body: list[Block | Photo] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)


def arranged(document: Document, sections: Sequence[str] = (), names: Sequence[str] = ()) -> Story:
    """The story in `document`.

    sections: names of the portal's, one of which may stand above it; names: of its places and bodies
    """
    story = Story(notes=list(document.notes), losses=list(document.losses))
    blocks, notes = without_emoji([_in_our_letters(block, story) for block in flat(document.blocks)])
    story.notes += notes
    blocks = with_quotes(with_signatures(apart(blocks)))
    blocks = _take_section(blocks, story, sections)
    told = dated(blocks)
    story.day, story.opening, story.views = told.day, told.opening, told.views
    blocks = with_headings(told.rest)
    unsure = Unsure()
    capitals = Capitals(_lines(blocks), (*sections, *names))
    found = headline_of(blocks, capitals, unsure)
    story.title, blocks = found.title, found.rest
    story.losses += found.losses
    byline = byline_of(blocks)
    story.author, story.source = byline.author, byline.source
    blocks = [_lowered(block, capitals, unsure) for block in _take_lead(byline.rest, story)]
    story.body, notes = with_captions(in_order(blocks))
    if byline.photos:
        story.body = [_taken_by(each, byline.photos) for each in story.body]
    story.notes += [*unsure.told(), *notes]
    return story


def _in_our_letters(block: Block, story: Story) -> Block:
    ours = changed(block, as_latin)
    if ours is not block and LETTERS not in story.notes:
        story.notes.append(LETTERS)
    return ours


def _taken_by(each: Block | Photo, who: str) -> Block | Photo:
    return replace(each, credit=each.credit or f"Ảnh: {who}") if isinstance(each, Photo) else each


def _lowered(block: Block, capitals: Capitals, unsure: Unsure) -> Block:
    """A heading or a paragraph in capitals as sentences; who signed a paper stays as he is."""
    if isinstance(block, Heading):
        return (
            replace(block, runs=(Run(capitals.sentence(plain(block.runs), unsure)),))
            if _is_loud(block)
            else block
        )
    if not isinstance(block, Paragraph) or block.look == "signature" or is_numbered_head(block):
        return block
    if len(runs := joined(block.runs)) != 1 or not _is_loud(block):
        return block
    lines = [capitals.sentence(line.strip(), unsure) for line in block.text.split("\n")]
    return replace(block, runs=(replace(runs[0], text="\n".join(lines)),))


def _is_loud(block: Heading | Paragraph) -> bool:
    return is_wall(plain(block.runs)) and len(plain(block.runs).split()) > 1


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (line for row in block.rows for cell in row for line in _lines(cell.blocks))
        elif not isinstance(block, Picture):
            yield from "".join(run.text for run in block.runs).split("\n")


def _take_section(blocks: list[Block], story: Story, sections: Sequence[str]) -> list[Block]:
    names = {fold(" ".join(name.split())): name for name in sections}
    for at, block in enumerate(blocks[:2]):
        words = fold(plain(block.runs)) if isinstance(block, Paragraph | Heading) else ""
        if name := names.get(SECTION.sub("", words).strip(" .")):
            story.section = name
            return [*blocks[:at], *blocks[at + 1 :]]
    return blocks


def _take_lead(blocks: list[Block], story: Story) -> list[Block]:
    first = 0
    while first < len(blocks) and isinstance(head := blocks[first], Paragraph) and is_numbered_head(head):
        first += 1
    for at, block in enumerate(blocks[first : first + 3], first):
        if not isinstance(block, Paragraph) or block.right:
            return blocks
        text = block.words
        if text.endswith("?") or SPEAKER.match(text) or is_wall(text) or text.startswith("("):
            return blocks  # an interview begins, who tells it is named, or the day
        long_enough = 40 <= len(text) <= LONGEST_LEAD
        if block.look == "subtitle" or (
            long_enough and (block.bold or block.italic) and len(blocks) > at + 1
        ):
            near_picture = any(isinstance(each, Picture) for each in blocks[max(at - 1, 0) : at + 2])
            if block.look == "subtitle" or block.bold or not near_picture:
                story.lead = text
                return [*blocks[:at], *blocks[at + 1 :]]
        if at == first:
            return blocks
    return blocks
