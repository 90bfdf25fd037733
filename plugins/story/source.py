"""Source: the text of a body as Markdown shall read it, and what of a paste must be told.

Lines from Word, Excel and chats are put right here, once, before Markdown sees them. What may
have to be told with its line is given that line as a mark: Markdown carries it along.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from plugins.story.doubts import BLOCK, doubts, is_running
from plugins.story.paste import mended
from plugins.vietnamese.text import clean

LINE = re.compile("\ue010(\\d+)\ue011")  # private letters: no editor's text holds them here
MARKS = re.compile("\ue010(?:\\d+\ue011?)?|\ue011")  # whole, or what a half-written link has left of one
REFERENCE = re.compile(r"&#(?:\d+|[xX][\da-fA-F]+);?")
TARGET = re.compile(r"\]\(\s*<?(?=[^\s>)]|\))")
ROW_END = re.compile(r"(?P<end>[ \t]*(?:(?<!\\)\|)?[ \t]*)$")

IMAGE = re.compile(r"^ {0,3}!\[[^\]]*\]\([^()]*(?:\([^()]*\)[^()]*)*\)[ \t]*$")
QUOTE = re.compile(r"(?: {0,3}> ?)*")
# A number may begin a line by chance ("năm\n2024. Tại …"): only a 1 begins a list.
ITEM = re.compile(r"^ {0,3}(?:[-*+]|(?P<number>\d{1,3})\.)[ \t]+\S")
INDENTED_ITEM = re.compile(r"^[ \t]+(?:[-*+]|\d{1,3}\.|:)[ \t]+\S")
LETTERED = re.compile(r"^ {0,3}(?:\d{1,2}|[a-zđ])\)[ \t]+\S")  # "a) …", "1) …": each a line of its own
RULE = re.compile(r"^ {0,3}\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-*:?[ \t]*)+$")
SENTENCE_END = re.compile(r"[.!?…;:)][”\"')]*$")
SHORT = 50  # letters in a line that nobody's window has wrapped
HARD = "  "

GLUED = (
    "Dòng này và dòng dưới liền nhau nên thành một đoạn. Nếu là hai đoạn khác nhau, "
    "hãy để một dòng trống ở giữa."
)
TABBED = "Dòng này có chữ cách nhau bằng phím Tab, trên trang chỉ còn dấu cách. Nếu là bảng, hãy kẻ bảng."
RAGGED = "Bảng dán vào đây có hàng {} ô, hàng {} ô. Hãy xem lại từng hàng trên bản xem thử."


@dataclass(frozen=True)
class Source:
    """text: for Markdown, with lines marked; notes: (sentence, line) of what looks like a ruined paste."""

    text: str
    notes: tuple[tuple[str, int], ...]


def read(text: str, first_line: int = 1) -> Source:
    """The cleaned body `text`, whose first line is `first_line` of its file."""
    notes: list[tuple[str, int]] = []
    if "&#" in text:
        # What `clean` takes out may not come in by number: XML and feeds cannot hold it.
        text = REFERENCE.sub(lambda match: match[0] if clean(unescape(match[0])) else "", text)
    numbered = list(enumerate(mended(text).split("\n"), first_line))
    notes += doubts(text, numbered)
    lines = [line for block in _blocks(numbered) for line in _arranged(block, notes)]
    marked = any("](" in line or "|" in line for _, line in lines)
    told = _separated(lines)
    text = "\n".join([_marked(*each) for each in told] if marked else [line for _, line in told])
    return Source(text, tuple(notes))


def without_marks(text: str) -> str:
    return MARKS.sub("", text)


def line_of(text: str) -> int | None:
    """The line that Markdown carried along with `text`."""
    return int(found[1]) if (found := LINE.search(text)) else None


Numbered = tuple[int, str]


def _blocks(lines: list[Numbered]) -> Iterator[list[Numbered]]:
    """Lines that stand together; an empty one stands alone."""
    block: list[Numbered] = []
    for each in lines:
        if each[1] and not each[1].isspace():
            block.append(each)
            continue
        if block:
            yield block
            block = []
        yield [each]
    if block:
        yield block


def _arranged(block: list[Numbered], notes: list[tuple[str, int]]) -> list[Numbered]:
    """A block with its tables drawn and its short lines kept; what is doubtful is noted."""
    if len(block) == 1 and "\t" not in block[0][1]:
        return block
    if any("\t" in line.lstrip() for _, line in block):
        block = _with_tables(block, notes)
    if len(block) == 1:
        return block
    running = [is_running(line) for _, line in block]
    short = (len(line.strip()) <= SHORT and _is_capital(line) for _, line in block)
    if all(running) and all(short):
        # Verses, an address, a signature: nobody's window breaks lines so early.
        kept = [(number, f"{line.rstrip()}{HARD}") for number, line in block[:-1]]
        return [*kept, block[-1]]
    for (number, line), (_, below), both in zip(block, block[1:], map(all, pairwise(running)), strict=False):
        begins = both and not line.endswith(HARD) and below[0] not in "\t " and _is_capital(below)
        if begins and (len(line.strip()) <= SHORT or SENTENCE_END.search(line.rstrip())):
            notes.append((GLUED, number))
    return block


def _is_capital(line: str) -> bool:
    """Whether a line's first letter is a capital."""
    return next(filter(str.isalnum, line), "").isupper()


def _with_tables(block: list[Numbered], notes: list[tuple[str, int]]) -> list[Numbered]:
    """The block with rows of Excel, cells between tabs, drawn as tables."""
    out: list[Numbered] = []
    rows: list[Numbered] = []
    for number, line in [*block, (0, "")]:
        if "\t" in line.lstrip() and not BLOCK.match(line.replace("\t", " ", 1) if line[0] != "\t" else ""):
            rows.append((number, line))
            continue
        if len(rows) > 1:
            out += _table(rows, notes)
        else:
            out += [(at, row.replace("\t", " ") if row.strip() else row) for at, row in rows]
            notes += [(TABBED, at) for at, row in rows if "\t" in row.strip()]
        rows = []
        if number:
            out.append((number, line))
    return out


def _table(rows: list[Numbered], notes: list[tuple[str, int]]) -> list[Numbered]:
    cells = [[cell.strip().replace("|", "\\|") for cell in line.split("\t")] for _, line in rows]
    widths = [len(row) for row in cells]
    width = max(widths)
    if min(widths) != width:
        notes.append((RAGGED.format(min(widths), width), rows[0][0]))
    drawn = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in cells]
    first = rows[0][0]
    head, *rest = zip([number for number, _ in rows], drawn, strict=True)
    return [(first, ""), head, (first, f"|{'---|' * width}"), *rest, (rows[-1][0], "")]


def _separated(lines: list[Numbered]) -> list[Numbered]:
    """The lines with an empty one above and below each photo, above each list and each table.

    As in CommonMark they need none; Python-Markdown would run them into the paragraph. A line
    that begins with a tab, as Word begins a paragraph, begins one; indented text after a list
    is a paragraph of its own.
    """
    out: list[Numbered] = []
    in_list = loose = False
    base = 0  # how far the items of this list are indented
    for at, (number, line) in enumerate(lines):
        below = lines[at + 1][1] if at + 1 < len(lines) else ""
        if not line:
            out.append((number, line))
            loose = in_list
            in_list = in_list and (below[:1] in (" ", "\t") or ITEM.match(below) is not None)
            continue
        if line[0].isalpha() and line[1:2] != ")" and "|" not in line:  # plain text, most of every story
            if out and out[-1][1].lstrip()[:2] == "![" and IMAGE.match(out[-1][1]):
                out.append((number, ""))
            out.append((number, line))
            loose = False
            continue
        quote = QUOTE.match(line)[0]  # what is quoted is text like any other
        text, below = line.removeprefix(quote), below.removeprefix(quote)
        above = out[-1][1].removeprefix(quote) if out else ""
        nested = INDENTED_ITEM.match(text)
        if text[:1] in ("\t", " ") and text.strip() and not nested and (text[0] == "\t" or loose):
            if text[0] == "\t" and above.strip():
                out.append((number, quote.rstrip()))
            if text[0] == "\t" or text.startswith("    "):
                text, line, in_list = text.lstrip(), f"{quote}{text.lstrip()}", False
        item, indent = ITEM.match(text), len(text) - len(text.lstrip(" "))
        if item and not in_list:
            base = indent
        elif item and indent >= base + 2:  # an item of an item, as most programs indent it
            line, item = f"{quote}    {text.lstrip()}", None
        begins = (
            bool(IMAGE.match(text)) != bool(IMAGE.match(above))
            or ("|" in text and "|" not in above and bool(RULE.match(below)))
            or (item is not None and not in_list and item["number"] in (None, "1"))
            or LETTERED.match(text) is not None
        )
        if begins and above.strip() and text.strip():
            out.append((number, quote.rstrip()))
        out.append((number, line))
        loose = in_list and not text.strip()
        goes_on = bool(text.strip()) or bool(ITEM.match(below)) or below[:1] in (" ", "\t")
        in_list = item is not None or (in_list and goes_on)
    return out


def _marked(number: int, line: str) -> str:
    mark = f"\ue010{number}\ue011"
    if "](" in line:
        line = TARGET.sub(lambda match: f"{match[0]}{mark}", line)
    if "|" in line and not RULE.match(line.removeprefix(QUOTE.match(line)[0])):
        line = ROW_END.sub(lambda match: f"{mark}{match['end']}", line, count=1)
    return line
