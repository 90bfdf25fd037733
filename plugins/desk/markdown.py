"""Blocks as the Markdown that editors write, with as few signs as will do."""

import re
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import groupby

from plugins.desk.blocks import Block, Cell, Heading, Item, Paragraph, Picture, Run, Table
from plugins.desk.tables import grid_of, rows_of
from plugins.story.emphasis import is_shown
from plugins.vietnamese.text import clean

SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
SPECIAL = re.compile(r"[\\`*\[\]]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#?\w+;|#[\dxX])")
FIRST = re.compile(r"(?P<sign>[#>|]|[-+](?=\s)|={2,}|-{3,}|~{3,})")
NUMBERED = re.compile(r"^(\d{1,3})([.)])(?=\s)")  # in the middle of verses it begins no list
AMOUNT = re.compile(r"[+-]?\d{1,3}(?:\.?\d{3})*(?:,\d+)?\s?%?")
LINE_OF_WORDS = re.compile(r"\S(?:.*\S)?")
NEAR = 9  # letters beside a sign on which it depends what it is: 1.250 km*
HARD = "  \n"  # a new line inside a paragraph
IN_CELL = "<br>"


def text_of(blocks: Sequence[Block | str]) -> str:
    """The body of a story; a str among the blocks is Markdown already."""
    out: list[str] = []
    before: Block | str | None = None
    for block in blocks:
        text = block if isinstance(block, str) else _written(block)
        if not text.strip():
            continue
        tight = isinstance(block, Item) and isinstance(before, Item) and _is_same_list(before, block)
        out.append(("\n" if tight else "\n\n") + text if out else text)
        before = block
    return "".join(out) + "\n"


def plain(runs: Iterable[Run]) -> str:
    """The words alone, on one line."""
    return " ".join(clean("".join(run.text for run in runs)).split())


def inline(runs: Sequence[Run], new_line: str = HARD, looks: bool = True) -> str:
    """Runs as Markdown. looks: whether what is bold and italic stays so."""
    text = _emphasised(runs) if looks else "".join(map(_run, runs))
    lines = [SPACES.sub(" ", line).strip() for line in clean(text).split("\n")]
    return new_line.join(line for line in lines if line)


def _written(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {inline(block.runs, ' ', looks=False)}"
    if isinstance(block, Item):
        words = inline(block.runs)
        return f"{'    ' * block.depth}{block.sign} {words}" if words else ""
    if isinstance(block, Table):
        return table_of(block)
    if isinstance(block, Picture):
        raise TypeError("a picture is written by whoever names its file")
    whole = block.look == "quote" and block.italic  # a quotation is set apart already
    words = inline(block.runs, looks=not whole)
    if block.look == "quote":
        return "\n".join(f"> {line}" for line in words.split("\n"))
    first, *more = words.split("\n")
    return "\n".join([_safe_start(first), *(_safe_start(NUMBERED.sub(r"\1\\\2", line)) for line in more)])


def table_of(table: Table) -> str:
    """As lines of |, its heads in one row."""
    rows = rows_of(table, _cell)
    if not rows:
        return ""
    columns = [*zip(*rows[1:], strict=True)] or [()] * len(rows[0])
    rule = ["---:" if at and _is_of_numbers(column) else "---" for at, column in enumerate(columns)]
    lines = [rows[0], rule, *rows[1:]]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)


def _is_of_numbers(column: Sequence[str]) -> bool:
    """Whether a column holds amounts, which stand right; days, hours and telephones do not."""
    cells = [cell for cell in column if cell not in ("", "-", "–")]
    return len(cells) > 1 and all(map(AMOUNT.fullmatch, cells))


def _cell(cell: Cell) -> str:
    parts = []
    for block in cell.blocks:
        if isinstance(block, Table):
            parts += [" ".join(filter(None, row)) for row in grid_of(block, _cell)]
        elif isinstance(block, Item):
            parts.append(f"{block.sign} {inline(block.runs, IN_CELL)}")
        elif isinstance(block, Paragraph | Heading):
            bold = isinstance(block, Paragraph) and not block.bold
            parts.append(inline(block.runs, IN_CELL, looks=bold))
    return IN_CELL.join(filter(None, parts)).replace("|", "\\|")


def _emphasised(runs: Sequence[Run]) -> str:
    """What stands together as bold or italic has one sign around it; where that would be shown, a tag."""
    text, rest = "", "".join(map(_run, runs))
    for looks, same in groupby(runs, lambda run: (run.bold, run.italic)):
        words = "".join(map(_run, same))
        rest = rest[len(words) :]
        text += LINE_OF_WORDS.sub(partial(_loud, looks, text, rest), words) if any(looks) else words
    return text


def _loud(looks: tuple[bool, bool], before: str, after: str, found: re.Match[str]) -> str:
    (bold, italic), line = looks, found[0]
    sign = "**" * bold + "*" * italic
    before = SPACES.sub(" ", before + found.string[: found.start()])[-NEAR:]
    after = SPACES.sub(" ", found.string[found.end() :] + after)[:NEAR]
    if not is_shown(before, sign, line, after):
        return f"{sign}{line}{sign}"
    line = f"<em>{line}</em>" if italic else line
    return f"<strong>{line}</strong>" if bold else line


def _run(run: Run) -> str:
    text = SPECIAL.sub(lambda sign: "&lt;" if sign[0] == "<" else f"\\{sign[0]}", run.text)
    text = text.replace("\\&", "&amp;")
    words = text.strip()
    if not words:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    if run.mark:
        words = LINE_OF_WORDS.sub(rf"<{run.mark}>\g<0></{run.mark}>", words)
    if run.href:
        words = f"[{SPACES.sub(' ', words.replace(chr(10), ' '))}]({_target(run.href)})"
    return before + words + after


def _target(href: str) -> str:
    return f"<{href}>" if re.search(r"[()\s]", href) else href


def _safe_start(line: str) -> str:
    return f"\\{line}" if FIRST.match(line) else line


def _is_same_list(above: Item, below: Item) -> bool:
    return (above.sign == "-") == (below.sign == "-") or above.depth != below.depth
