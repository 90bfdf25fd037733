"""Blocks: what a document says, in order, whatever program it was written with."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeAlias

SHOWN = 40  # letters of the words beside something lost


@dataclass(frozen=True)
class Run:
    """Some words of one look. mark: "" or "sup" or "sub"; href: where they lead; "\\n" is a new line."""

    text: str
    bold: bool = False
    italic: bool = False
    mark: str = ""
    href: str = ""


@dataclass(frozen=True)
class Paragraph:
    """look: "" or a word of LOOKS; centred, right: where its lines stand; size: of its letters, in points."""

    runs: tuple[Run, ...]
    look: str = ""
    centred: bool = False
    right: bool = False
    size: float = 0.0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def words(self) -> str:
        return " ".join(self.text.split())

    @property
    def bold(self) -> bool:
        return bool(self.words) and all(run.bold for run in self.runs if run.text.strip())

    @property
    def italic(self) -> bool:
        return bool(self.words) and all(run.italic for run in self.runs if run.text.strip())


# box: of a text box, so no heading of the text; signature: of a paper, from "TM." to the name
LOOKS = ("title", "subtitle", "caption", "quote", "box", "signature")


@dataclass(frozen=True)
class Heading:
    """level: 2 and more; a page's 1 is its title."""

    level: int
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Item:
    """A line of a list. sign: "-" or what stands before it, as "1." and "a)"; depth: 0 for the outer list."""

    sign: str
    depth: int
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Cell:
    """Its paragraphs; how many columns and rows it spans."""

    blocks: tuple["Block", ...]
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Table:
    """heads: how many of its rows name columns; framed: whether it shows lines, as a table of values does."""

    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 1
    framed: bool = True


@dataclass(frozen=True)
class Picture:
    """A file of the document. data: its bytes; suffix: as ".jpg"; alt: what its author wrote of it.

    beside: it stands in one row with the picture before it
    words: of the cell that it shares a column with; None where it has none
    """

    data: bytes = field(repr=False)
    suffix: str
    alt: str = ""
    beside: bool = False
    words: str | None = None


Block: TypeAlias = Paragraph | Heading | Item | Table | Picture


def changed(block: Block, change: Callable[[str], str]) -> Block:
    """The block with the text of each of its runs changed, in the cells of a table too."""
    if isinstance(block, Table):
        rows = tuple(
            tuple(replace(cell, blocks=tuple(changed(each, change) for each in cell.blocks)) for cell in row)
            for row in block.rows
        )
        return block if rows == block.rows else replace(block, rows=rows)
    if isinstance(block, Picture):
        return block
    texts = [change(run.text) for run in block.runs]
    if texts == [run.text for run in block.runs]:
        return block
    return replace(
        block, runs=joined([replace(run, text=text) for run, text in zip(block.runs, texts, strict=True)])
    )


@dataclass(frozen=True)
class Loss:
    """What could not be brought: what it is, in Vietnamese, and the words after which it stood."""

    what: str
    after: str = ""

    def __str__(self) -> str:
        return f"{self.what}, sau “{self.after}”" if self.after else self.what


def ending(words: str) -> str:
    """The last of some words, by which their place is found again."""
    words = " ".join(words.split())
    return words if len(words) <= SHOWN else f"…{words[-SHOWN:].partition(' ')[2]}"


@dataclass
class Document:
    """blocks in reading order; losses: what of the file is not among them; notes: what to look at.

    day: when it was sent, where it is a message
    """

    blocks: list[Block] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    day: datetime | None = None


def joined(runs: tuple[Run, ...] | list[Run]) -> tuple[Run, ...]:
    """The runs with neighbours of one look made one; a word is not cut in two looks by a space."""
    found: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if found and (replace(found[-1], text="") == replace(run, text="")):
            found[-1] = replace(run, text=found[-1].text + run.text)
        elif found and not run.text.strip() and not run.href:
            found[-1] = replace(found[-1], text=found[-1].text + run.text)
        else:
            found.append(run)
    return tuple(found)


def split(paragraph: Paragraph) -> list[Paragraph]:
    """A paragraph for each of its lines that has words."""
    lines: list[list[Run]] = [[]]
    for run in paragraph.runs:
        first, *more = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        for part in more:
            lines.append([replace(run, text=part)])
    found = [replace(paragraph, runs=joined(runs)) for runs in lines]
    return [line for line in found if line.words]
