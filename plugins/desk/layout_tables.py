"""Tables that only put words or photos side by side: what stands in them, one after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from plugins.desk.blocks import Block, Cell, Paragraph, Picture, Run, Table
from plugins.desk.captions import LONGEST
from plugins.desk.tables import title_of

LAYOUT_ROWS = 2  # a table without lines of as many rows at most puts words side by side, no values


def flat(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks without such tables, and without empty paragraphs."""
    for block in blocks:
        if isinstance(block, Table) and _is_layout(block):
            yield from _of_table(block)
        elif isinstance(block, Table):
            title, table = title_of(block)
            if title:
                yield Paragraph((Run(title, bold=True),))
            yield table
        elif not isinstance(block, Paragraph) or block.words:
            yield block


def _is_layout(table: Table) -> bool:
    cells = [cell for row in table.rows for cell in row]
    return (
        len(cells) == 1
        or any(_pictures(cell) for cell in cells)
        or (not table.framed and (len(table.rows) <= LAYOUT_ROWS or max(map(len, table.rows)) == 1))
    )


def _of_table(table: Table) -> Iterator[Block]:
    rows = list(table.rows)
    while rows:
        row = rows.pop(0)
        full = [cell for cell in row if any(flat(cell.blocks))]
        if not full or not all(map(_is_photo, full)):
            for cell in row:
                yield from flat(cell.blocks)
            continue
        below = [*rows[0]] if rows and all(map(_is_caption, rows[0])) else []
        if len(below) == len(row) > 1:
            below = [cell for cell, above in zip(below, row, strict=True) if above in full]
        if below and len(below) in (1, len(full)):
            rows.pop(0)
        yield from _photos(full, below if len(below) == len(full) else [])
        if len(below) == 1 < len(full):  # one cell below all of them
            yield from (
                replace(block, look="caption")
                for block in below[0].blocks
                if isinstance(block, Paragraph) and block.words
            )


def _photos(cells: Sequence[Cell], below: Sequence[Cell]) -> Iterator[Picture]:
    """The photos of one row, each with the words of its cell, or of the cell below it."""
    words = [
        " ".join([_text(cell), *(_text(each) for each in below[at : at + 1])])
        for at, cell in enumerate(cells)
    ]
    told = any(each.strip() for each in words)
    for at, cell in enumerate(cells):
        [picture] = _pictures(cell)
        yield replace(picture, beside=at > 0, words=words[at].strip() if told else None)


def _is_photo(cell: Cell) -> bool:
    """Whether it holds one photo and no more words than a caption has."""
    return len(_pictures(cell)) == 1 and _is_caption(
        replace(cell, blocks=tuple(map(_no_picture, cell.blocks)))
    )


def _is_caption(cell: Cell) -> bool:
    return all(isinstance(block, Paragraph) for block in cell.blocks) and len(_text(cell)) <= LONGEST


def _no_picture(block: Block) -> Block:
    return Paragraph(()) if isinstance(block, Picture) else block


def _pictures(cell: Cell) -> list[Picture]:
    return [block for block in cell.blocks if isinstance(block, Picture)]


def _text(cell: Cell) -> str:
    return " ".join(block.words for block in cell.blocks if isinstance(block, Paragraph) and block.words)
