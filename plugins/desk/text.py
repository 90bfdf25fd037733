"""The blocks of plain text that somebody copied: from a chat, a mail, a PDF."""

import re

from plugins.desk.blocks import Block, Document, Item, Paragraph, Run
from plugins.desk.chat import Messages
from plugins.desk.wrapping import LEAST, Wrapping, wrapping
from plugins.vietnamese.text import clean

PAGE = re.compile(r"^\s*(?:[-–—]\s*)?(?:trang\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s*[-–—])?\s*$", re.IGNORECASE)
ITEM = re.compile(r"^\s*(?P<sign>[-•·▪●◦+*]|\d{1,2}[.)]|[a-zđ]\))\s+(?P<rest>\S.*)$")
HASHTAGS = re.compile(r"^(?:#\w+\s*)+$")
LONG = 60  # letters of a line that is no verse and no part of an address


def read(text: str) -> Document:
    """The document in text. Lines that a page has wrapped are joined, page numbers and hashtags are told."""
    found = Document()
    messages = Messages()
    lines = messages.read(clean(text).split("\n"))
    found.notes += messages.note()
    found.day = messages.day
    pages = [at for at, line in enumerate(lines) if PAGE.match(line) and _alone(lines, at)]
    if len(pages) > 1:
        found.notes.append(f"Đã bỏ {len(pages)} dòng chỉ có số trang.")
        lines = [line for at, line in enumerate(lines) if at not in set(pages)]
    tags = [line.strip() for line in lines if HASHTAGS.match(line.strip())]
    if tags:
        found.notes.append(f"Đã bỏ dòng chủ đề {' '.join(tags)}: hãy ghi ở mục tags nếu cần.")
        lines = [line for line in lines if not HASHTAGS.match(line.strip())]
    wrapped = wrapping(lines)
    block: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            block.append(line.strip())
        elif block:
            found.blocks.extend(_blocks(block, wrapped, not found.blocks))
            block = []
    return found


def _alone(lines: list[str], at: int) -> bool:
    around = [*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2]]
    return any(not line.strip() for line in around) or len(lines[at].strip()) <= 4


def _blocks(block: list[str], wrapped: Wrapping, first: bool) -> list[Block]:
    """The blocks of lines that stand together. first: no other text stands above them"""
    found: list[Block] = []
    paragraph: list[str] = []

    def end() -> None:
        if paragraph:
            found.append(Paragraph((Run("\n".join(paragraph)),)))
            paragraph.clear()

    for at, line in enumerate(block):
        goes_on = at > 0 and wrapped.goes_on(block[at - 1], line, first and at == 1)
        if item := ITEM.match(line):
            end()
            sign = item["sign"] if item["sign"][-1] in ".)" else "-"
            found.append(Item(sign, 0, (Run(item["rest"]),)))
        elif goes_on and not paragraph and found and isinstance(last := found[-1], Item):
            found[-1] = Item(last.sign, last.depth, (Run(f"{last.runs[0].text} {line}"),))
        elif goes_on and paragraph:
            paragraph[-1] = f"{paragraph[-1]} {line}"
        else:
            if wrapped.width or len(line) > LONG or (paragraph and _is_whole(paragraph[-1])):
                end()
            paragraph.append(line)  # short lines of a poem or an address stay lines
    end()
    return found


def _is_whole(line: str) -> bool:
    """Whether it is a paragraph, no verse and no part of an address."""
    return len(line) > LONG or (len(line) >= LEAST and line.endswith((".", "!", "?")))
