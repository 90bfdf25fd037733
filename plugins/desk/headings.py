"""Which lines of a document are headings, whatever their style: short ones in bold, parts, numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from plugins.desk.blocks import Block, Heading, Item, Paragraph, Picture, Run, Table, joined
from plugins.desk.capitals import is_wall
from plugins.desk.headline import END

ROMAN = re.compile(r"^(?:phần\s+|chương\s+|mục\s+)?[IVX]{1,5}[.:)]?\s", re.IGNORECASE)
NUMBER = re.compile(r"^(?:điều\s+)?(\d{1,2})(?:\.\d{1,2})*[.:)]\s", re.IGNORECASE)
LETTER = re.compile(r"^[a-zđ][.)]\s")
PART = re.compile(r"(?:phụ lục|chương|phần|mẫu|biểu)(?:\s+(?:số\s+)?[\dIVXL]+)?[.:]?", re.IGNORECASE)
WORDS, LETTERS = 24, 140  # of a heading at most


def with_headings(blocks: list[Block]) -> list[Block]:
    """The blocks with them."""
    return list(_numbered(_bold(_parts(blocks))))


def _parts(blocks: list[Block]) -> list[Block]:
    """ "PHỤ LỤC" in the middle of a line, and what it is about in the middle of the next: one heading."""
    found: list[Block] = []
    rest = list(blocks)
    while rest:
        block = rest.pop(0)
        if found and _is_middle(block) and PART.fullmatch(_words(block)):
            about = []
            while rest and _is_middle(rest[0]) and not PART.fullmatch(_words(rest[0])):
                about.append(_words(rest.pop(0)))
            title = " ".join(about)
            block = Heading(2, (Run(". ".join(filter(None, (_words(block).rstrip(".: "), title)))),))
        elif found and _is_middle(block) and _names_a_table(rest):
            block = Heading(2, (Run(_words(block).rstrip(": ")),))
        found.append(block)
    return found


def _names_a_table(below: Sequence[Block]) -> bool:
    """Whether a table follows, perhaps below a note in brackets."""
    first = 1 if below and _words(below[0]).startswith("(") else 0
    return len(below) > first and isinstance(below[first], Table)


def _is_middle(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.bold and block.centred and len(block.words) <= LETTERS


def _words(block: Block) -> str:
    return block.words if isinstance(block, Paragraph) else ""


def _bold(blocks: list[Block]) -> list[Block]:
    """Short lines in bold above other text are headings, and those in capitals with a Roman number."""
    found = list(blocks)
    last = 0  # the number of the heading before
    for at, block in enumerate(blocks[:-1]):
        if not isinstance(block, Paragraph) or block.look or block.centred or block.right:
            continue
        text = block.words
        number = NUMBER.match(text)
        next_one = number is not None and last > 0 and int(number[1]) == last + 1
        if at and ROMAN.match(text) and is_wall(text) and "\n" not in block.text and len(text) <= LETTERS:
            found[at] = Heading(2, (Run(text.rstrip(":")),))  # copied text has no bold letters
        if not block.bold:
            continue
        counted = bool(ROMAN.match(text) or number or LETTER.match(text))
        ends = END.search(text) and not counted
        near = at > 0 and isinstance(blocks[at - 1], Picture) and not next_one
        short = len(text.split()) <= WORDS and len(text) <= LETTERS
        if short and not ends and not near and at and _is_over(blocks[at + 1], text):
            found[at] = Heading(3 if number else 4 if LETTER.match(text) else 2, (Run(text.rstrip(":")),))
            last = int(number[1]) if number else last if LETTER.match(text) else 0
    return found


def _is_over(below: Block, text: str) -> bool:
    """Whether a bold line with this text is the heading of what is below, no line of a list in bold."""
    if isinstance(below, Paragraph) and below.bold:
        kinds = [[kind.match(words) is not None for kind in (ROMAN, NUMBER)] for words in (text, below.words)]
        return any(kinds[0]) and kinds[0] != kinds[1]
    counted = bool(ROMAN.match(text) or NUMBER.match(text))
    return isinstance(below, Item | Table | Paragraph) or (isinstance(below, Picture) and counted)


def _numbered(blocks: list[Block]) -> Iterator[Block]:
    """ "1. Đối tượng:" in bold before its text is a heading too where "2." is one."""
    numbers = {
        int(told[1])
        for block in blocks
        if isinstance(block, Heading) and (told := NUMBER.match("".join(run.text for run in block.runs)))
    }
    for block in blocks:
        begun = _run_in(block) if isinstance(block, Paragraph) and not block.look else None
        number = NUMBER.match(begun[0]) if begun else None
        if begun and number and {int(number[1]) - 1, int(number[1]) + 1} & numbers:
            yield Heading(3, (Run(begun[0].rstrip(":. ")),))
            yield Paragraph(begun[1])
        else:
            yield block


def _run_in(block: Paragraph) -> tuple[str, tuple[Run, ...]] | None:
    """(what is bold at the beginning, the rest) of a paragraph that begins so and goes on otherwise."""
    runs = list(joined(block.runs))
    bold = []
    while runs and runs[0].bold:
        bold.append(runs.pop(0).text)
    words = " ".join("".join(bold).split())
    if not runs or not words.endswith((":", ".")) or len(words) > LETTERS:
        return None
    return words, (replace(runs[0], text=runs[0].text.lstrip()), *runs[1:])
