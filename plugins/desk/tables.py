"""Tables of a document as rows of equal length: what spans is said where it is read, heads become one row."""

import re
from collections.abc import Callable
from dataclasses import replace

from plugins.desk.blocks import Cell, Heading, Item, Paragraph, Table

WIDEST = 60  # columns
MOST_HEADS = 4
HEADS = " – "  # between the heads of one column: "Số hộ – Đạt chuẩn"
VALUE = re.compile(r"\(?[\d.,%/\s–-]+\)?|[A-Z]")  # also "(1)" and "A", by which columns are counted

Words = Callable[[Cell], str]


def rows_of(table: Table, words: Words) -> list[list[str]]:
    """The head in one row, then the others; words: of a cell. [] where nothing is said."""
    heads = heads_of(table)
    grid = grid_of(replace(table, heads=heads), words)
    if not grid:
        return []
    head = [HEADS.join(dict.fromkeys(filter(None, column))) for column in zip(*grid[:heads], strict=True)]
    return [head, *grid[heads:]]


def title_of(table: Table) -> tuple[str, Table]:
    """(the words of a first row that is one cell over all columns, the table without it)."""
    rows = table.rows
    one_cell = len(rows) > 2 and len(rows[0]) == 1 and rows[0][0].columns > 1 and rows[0][0].rows == 1
    words = text_of(rows[0][0]) if one_cell else ""
    if not words or rows[0][0].columns < max(sum(cell.columns for cell in row) for row in rows):
        return "", table
    return words, replace(table, rows=rows[1:], heads=max(table.heads - 1, 1))


def heads_of(table: Table) -> int:
    """How many of its first rows name columns: as the document says, else as far as spans of the first go."""
    rows = table.rows
    if table.heads > 1 or len(rows) < 3 or not any(cell.columns > 1 for cell in rows[0]):
        return table.heads
    down = max(cell.rows for cell in rows[0])
    heads = down if down > 1 else 2
    names = [text for row in rows[:heads] for cell in row if (text := text_of(cell))]
    if heads > MOST_HEADS or heads >= len(rows) or any(map(VALUE.fullmatch, names)):
        return 1
    # Where no cell goes down, office workers leave the one below or above a head empty.
    width, spans = sum(cell.columns for cell in rows[0]), sum(cell.columns > 1 for cell in rows[0])
    return heads if down > 1 or len(names) <= width + spans else 1


def grid_of(table: Table, words: Words) -> list[list[str]]:
    """The texts of a table as rows of equal length.

    A cell over several rows is said in each of them; one over several columns once, in a head in each.
    """
    grid: list[list[str | None]] = []
    for at, row in enumerate(table.rows):
        _reach(grid, at, 0)
        column = 0
        for cell in row:
            _reach(grid, at, column)
            while column < len(grid[at]) and grid[at][column] is not None:
                column += 1
            text = words(cell)
            for down in range(min(cell.rows, len(table.rows) - at)):
                for right in range(min(cell.columns, WIDEST)):
                    _reach(grid, at + down, column + right)
                    grid[at + down][column + right] = text if right == 0 or at < table.heads else ""
            column += min(cell.columns, WIDEST)
    width = max(map(len, grid), default=0)
    full = [[each or "" for each in row] + [""] * (width - len(row)) for row in grid]
    kept = [at for at in range(width) if any(row[at] for row in full)]  # columns that only spans made
    rows = [[row[at] for at in kept] for row in full]
    return [row for at, row in enumerate(rows) if any(row) or at < table.heads] if any(map(any, rows)) else []


def text_of(cell: Cell) -> str:
    """Its words on one line."""
    runs = [run for each in cell.blocks if isinstance(each, Paragraph | Heading | Item) for run in each.runs]
    return " ".join("".join(run.text for run in runs).split())


def _reach(grid: list[list[str | None]], row: int, column: int) -> None:
    while len(grid) <= row:
        grid.append([])
    while len(grid[row]) <= column:
        grid[row].append(None)
