"""The blocks of plain text that somebody copied: from a chat, a mail, a PDF."""

import re

from plugins.desk.blocks import Block, Document, Item, Paragraph, Run
from plugins.vietnamese.text import clean

PAGE = re.compile(r"^\s*(?:[-–—]\s*)?(?:trang\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s*[-–—])?\s*$", re.IGNORECASE)
ITEM = re.compile(r"^\s*(?P<sign>[-•·▪●◦+*]|\d{1,2}[.)]|[a-zđ]\))\s+(?P<rest>\S.*)$")
HASHTAGS = re.compile(r"^(?:#\w+\s*)+$")
WRAPPED = 60  # letters from which a line may be one that a window or a page has wrapped
ENDS = re.compile(r"[.!?…:;][”\"')]*$")


def read(text: str) -> Document:
    """The document in text. Lines that a page has wrapped are joined, page numbers and hashtags are told."""
    found = Document()
    lines = clean(text).split("\n")
    pages = [at for at, line in enumerate(lines) if PAGE.match(line) and _alone(lines, at)]
    if len(pages) > 1:
        found.notes.append(f"Đã bỏ {len(pages)} dòng chỉ có số trang.")
        lines = [line for at, line in enumerate(lines) if at not in set(pages)]
    tags = [line.strip() for line in lines if HASHTAGS.match(line.strip())]
    if tags:
        found.notes.append(f"Đã bỏ dòng chủ đề {' '.join(tags)}: hãy ghi ở mục tags nếu cần.")
        lines = [line for line in lines if not HASHTAGS.match(line.strip())]
    width = max((len(line) for line in lines), default=0)
    is_wrapped = width >= WRAPPED and _looks_wrapped(lines, width)
    block: list[str] = []
    for line in [*lines, ""]:
        if not line.strip():
            found.blocks.extend(_blocks(block, is_wrapped, width))
            block = []
        else:
            block.append(line.strip())
    return found


def _alone(lines: list[str], at: int) -> bool:
    around = [*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2]]
    return any(not line.strip() for line in around) or len(lines[at].strip()) <= 4


def _looks_wrapped(lines: list[str], width: int) -> bool:
    """Whether most lines are about as long as the longest: no person ends lines so."""
    full = [line for line in lines if line.strip()]
    return width <= 160 and sum(len(line) > width * 0.75 for line in full) > len(full) * 0.5


def _blocks(block: list[str], is_wrapped: bool, width: int) -> list[Block]:
    found: list[Block] = []
    paragraph: list[str] = []

    def end() -> None:
        if paragraph:
            found.append(Paragraph((Run("\n".join(paragraph)),)))
            paragraph.clear()

    for line in block:
        if item := ITEM.match(line):
            end()
            sign = item["sign"] if item["sign"][-1] in ".)" else "-"
            found.append(Item(sign, 0, (Run(item["rest"]),)))
            continue
        if is_wrapped and not paragraph and found and isinstance(found[-1], Item) and line[:1].islower():
            last = found[-1]
            found[-1] = Item(last.sign, last.depth, (Run(f"{last.runs[0].text} {line}"),))
        elif paragraph and _goes_on(paragraph[-1], line, is_wrapped, width):
            paragraph[-1] = f"{paragraph[-1]} {line}"
        elif is_wrapped or len(line) > WRAPPED or (paragraph and len(paragraph[-1]) > WRAPPED):
            end()
            paragraph.append(line)
        else:
            paragraph.append(line)  # short lines of a poem or an address stay lines
    end()
    return found


def _goes_on(above: str, line: str, is_wrapped: bool, width: int) -> bool:
    """Whether a page, not a person, ended the line above."""
    ended = ENDS.search(above) is not None
    if is_wrapped:
        return not (ended and len(above) < width * 0.75)
    return line[:1].islower() and not ended and len(above) > WRAPPED * 0.6
