"""Lines that somebody ended by hand: a headline above its text, verses, rows with tabs, what is a rule."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest

from plugins.desk.blocks import Block, Cell, Item, Paragraph, Picture, Run, Table, joined, split
from plugins.desk.byline import is_byline
from plugins.desk.headline import is_kind, is_of_head
from plugins.desk.wrapping import unwrapped

RULE = re.compile(r"[-–—_=*.\s]{3,}")
# What people type before the lines of a list where they use no list of the program's; "+" within "-".
TYPED_SIGN = re.compile(r"\s*([-+•●▪])\s+(?=\S)")
SAID = re.compile(r"[“\"«](?=.{20})[^”\"»]+[”\"»]\W{0,2}")
VERSE = 60  # letters of a verse at most
FEW_ITEMS, FEW_VERSES, FEW_ROWS, FIRST = 2, 4, 2, 12


def apart(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with each such line as what it is meant to be."""
    kept = [
        _unwrapped(each) if isinstance(each, Paragraph) else each
        for each in blocks
        if not (isinstance(each, Paragraph) and RULE.fullmatch(each.words))
    ]
    found = list(_with_verses(_with_rows(_with_items(kept))))
    first: list[Block] = []
    for at, block in enumerate(found[:FIRST]):
        cut = isinstance(block, Paragraph) and "\n" in block.text.strip() and _is_many(block, at)
        first += split(block) if cut and isinstance(block, Paragraph) else [block]
    found = first + found[FIRST:]
    if found and isinstance(last := found[-1], Paragraph) and "\n" in last.text:
        lines = split(last)
        if is_byline(lines[-1].words):
            body = replace(last, runs=joined([run for line in lines[:-1] for run in (*line.runs, Run("\n"))]))
            found[-1:] = [body, lines[-1]]
    return found


def _unwrapped(paragraph: Paragraph) -> Paragraph:
    """The paragraph without ends of lines in the midst of a sentence."""
    lines = paragraph.text.split("\n")
    wrapped = set(unwrapped(lines))
    if not wrapped:
        return paragraph
    at = -1
    runs = []
    for run in paragraph.runs:
        first, *more = run.text.split("\n")
        text = first
        for part in more:
            at += 1
            text += (" " if at in wrapped else "\n") + part
        runs.append(replace(run, text=text))
    return replace(paragraph, runs=joined(runs))


def with_quotes(blocks: Sequence[Block]) -> list[Block]:
    """A paragraph that is nothing but what somebody said, in italics or after "cho biết:", is a quotation."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and not block.look and SAID.fullmatch(block.words):
            above = found[-1] if found else None
            told = isinstance(above, Paragraph) and above.words.endswith(":")
            if told or (block.italic and not block.centred and not isinstance(above, Picture)):
                block = replace(block, look="quote")
        found.append(block)
    return found


def _is_many(block: Paragraph, at: int) -> bool:
    """Whether its lines are paragraphs of their own: above a paper, or a headline over its text."""
    lines = split(block)
    if any(is_of_head(line.words) for line in lines):
        return True
    if len(lines) > 1 and is_kind(lines[0].words):
        return True
    alike = len({line.bold for line in lines}) == 1
    return at == 0 and not (alike and (block.bold or block.text.isupper() or block.centred))


def _with_items(blocks: Sequence[Block]) -> list[Block]:
    """Lines next to each other that begin with a sign typed by hand are a list."""
    found: list[Block] = []
    for is_typed, group in groupby(blocks, key=lambda block: bool(_typed_sign(block))):
        lines = list(group)
        inner = any(_typed_sign(each) == "-" for each in lines)
        for line in lines:
            if is_typed and len(lines) >= FEW_ITEMS and isinstance(line, Paragraph):
                line = Item("-", int(inner and _typed_sign(line) == "+"), _without_sign(line))
            found.append(line)
    return found


def _typed_sign(block: Block) -> str:
    one_line = isinstance(block, Paragraph) and not block.look and "\n" not in block.text
    begun = TYPED_SIGN.match(block.text) if one_line and isinstance(block, Paragraph) else None
    return begun[1] if begun else ""


def _without_sign(line: Paragraph) -> tuple[Run, ...]:
    begun = TYPED_SIGN.match(line.text)
    left, runs = begun.end() if begun else 0, []
    for run in line.runs:
        runs.append(replace(run, text=run.text[left:]))
        left = max(0, left - len(run.text))
    return joined(runs)


def _with_rows(blocks: Sequence[Block]) -> Iterator[Block]:
    """Lines next to each other with as many tabs in each are rows of a table."""
    passed = 0
    for tabs, group in groupby(_rows_apart(blocks), key=_tabs):
        rows = list(group)
        is_first, passed = passed < FIRST, passed + len(rows)
        if not tabs or len(rows) < FEW_ROWS:
            yield from rows
            continue
        if is_first and any(is_of_head(cell) for row in rows for cell in _cells(row)):
            # Above a paper tabs put two columns side by side.
            columns = zip_longest(*map(_cells, rows), fillvalue="")
            yield from (Paragraph((Run(cell),)) for column in columns for cell in column if cell)
            continue
        yield Table(tuple(_row(each) for each in rows if isinstance(each, Paragraph)))


def _rows_apart(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with each paragraph whose lines are all rows as a paragraph for each row."""
    for block in blocks:
        lines = split(block) if isinstance(block, Paragraph) and "\n" in block.text else []
        tabs = {_tabs(line) for line in lines}
        is_table = len(lines) >= FEW_ROWS and len(tabs) == 1 and tabs != {0}
        if is_table and not all(_cells(line)[0].endswith(":") for line in lines):
            yield from lines
        else:
            yield block


def _tabs(block: Block) -> int:
    text = block.text.strip() if isinstance(block, Paragraph) else ""
    return 0 if "\n" in text else len(re.findall(r"\t+", text))


def _cells(block: Block) -> list[str]:
    text = block.text.strip() if isinstance(block, Paragraph) else ""
    return [cell.strip() for cell in re.split(r"\t+", text)]


def _row(paragraph: Paragraph) -> tuple[Cell, ...]:
    return tuple(Cell((Paragraph((Run(text),)),)) for text in _cells(paragraph))


def _with_verses(blocks: Iterator[Block]) -> Iterator[Block]:
    """Short lines in italics one after another are verses: one paragraph, their lines kept."""
    for verse, group in groupby(blocks, key=_is_verse):
        lines = list(group)
        if not verse or len(lines) < FEW_VERSES:
            yield from lines
            continue
        runs = [run for line in lines if isinstance(line, Paragraph) for run in (*line.runs, Run("\n"))]
        yield Paragraph(joined(runs[:-1]), centred=True)


def _is_verse(block: Block) -> bool:
    if not isinstance(block, Paragraph) or isinstance(block, Item):
        return False
    return block.italic and len(block.words) <= VERSE and not block.look and ":" not in block.words
