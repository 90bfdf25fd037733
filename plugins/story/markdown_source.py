"""Source: the text of a body as Markdown shall read it, and what of a paste must be told.

Lines from Word, Excel and chats are put right here, once, before Markdown sees them. What may
have to be told with its line is given that line as a mark: Markdown carries it along.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import groupby

from plugins.story.cells import with_tables
from plugins.story.lists import TABLE_RULE, with_lists
from plugins.story.paste import mended
from plugins.story.paste_checks import doubts, is_running
from plugins.story.raw_html import LESS, TAG_MARK, Marked, marked
from plugins.story.verses import SENTENCE_END, is_capital, with_verses
from plugins.vietnamese.text import clean

LINE = re.compile("\ue010(\\d+)\ue011")  # private letters: no editor's text holds them here
MARKS = re.compile("\ue010(?:\\d+\ue011?)?|\ue011")  # whole, or what a half-written link has left of one
REFERENCE = re.compile(r"&#(?:\d+|[xX][\da-fA-F]+);?")
TARGET = re.compile(r"(?:\]\(\s*|^[ \t>]*\[[^\[\]\n]+\]:[ \t]*)<?(?=[^\s>)]|\)|$)")
ROW_END = re.compile(r"(?P<end>[ \t]*(?:(?<!\\)\|)?[ \t]*)$")

TOLD = ("](", "|", "]:")  # what may have to be told has one of these signs
IMAGE = re.compile(r"^ {0,3}!\[[^\]]*\]\([^()]*(?:\([^()]*\)[^()]*)*\)[ \t]*$")
DEEPEST = 20  # quotations in quotations
QUOTE = re.compile(r" {0,3}> ?")  # one of them


@dataclass(frozen=True)
class Source:
    """A body for Markdown.

    text: with lines marked; has_html: whether it holds raw HTML
    notes: (sentence, line) of what looks like a ruined paste
    removed: (tag, line) of raw HTML that no page may have
    """

    text: str
    has_html: bool
    notes: tuple[tuple[str, int], ...]
    removed: tuple[tuple[str, int], ...]


def read(text: str, first_line: int = 1) -> Source:
    """The cleaned body `text`, whose first line is `first_line` of its file."""
    notes: list[tuple[str, int]] = []
    if "&#" in text:
        # What `clean` takes out may not come in by number: XML and feeds cannot hold it.
        text = REFERENCE.sub(lambda match: match[0] if clean(unescape(match[0])) else "", text)
    numbered = list(enumerate(mended(text).split("\n"), first_line))
    notes += doubts(text, numbered)
    lines = _read(numbered, notes)
    html = marked(lines) if "<" in text else Marked(lines)
    lines = html.lines
    notes += html.told
    read = "\n".join(line for _, line in lines)
    if any(map(read.__contains__, TOLD)):
        read = "\n".join(_marked(number, line) for number, line in lines)
    return Source(read, html.has_html, tuple(notes), tuple(html.removed))


def without_marks(text: str) -> str:
    """Text as it was typed: without lines, every "<" itself."""
    return MARKS.sub("", TAG_MARK.sub("", text)).replace(LESS, "<")


def line_of(text: str) -> int | None:
    """The line that Markdown carried along with `text`."""
    return int(found[1]) if (found := LINE.search(text)) else None


Numbered = tuple[int, str]


def _read(lines: list[Numbered], notes: list[tuple[str, int]], depth: int = 0) -> list[Numbered]:
    """The lines as Markdown shall have them; what is quoted is text like any other."""
    out: list[Numbered] = []
    for is_quoted, run in groupby(lines, lambda each: QUOTE.match(each[1]) is not None):
        part = list(run)
        first = part[0][0]
        if is_quoted and depth < DEEPEST:
            if out and out[-1][1].strip():
                out.append((first, ""))
            text = mended("\n".join(QUOTE.sub("", line, count=1) for _, line in part))
            inner = zip((number for number, _ in part), text.split("\n"), strict=True)
            quoted = _read(list(inner), notes, depth + 1)
            while quoted and not quoted[-1][1].strip():  # Markdown would make it a row of the table above
                quoted.pop()
            out += [(number, f"> {line}" if line.strip() else ">") for number, line in quoted]
            continue
        if out and _ends(out[-1][1], part[0][1]):
            out.append((first, ""))
        drawn = part
        if any("\t" in line for _, line in part):
            drawn = [line for block in _blocks(part) for line in _drawn(block, notes)]
        blocks = _blocks(with_lists(drawn, notes))
        out += _separated([line for block in blocks for line in with_verses(block, notes)])
    return out


def _ends(quoted: str, below: str) -> bool:
    """Whether a quotation ends above a line that stands directly below it."""
    return not is_running(below) or (bool(SENTENCE_END.search(quoted.rstrip())) and is_capital(below))


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


def _drawn(block: list[Numbered], notes: list[tuple[str, int]]) -> list[Numbered]:
    """A block with its tables drawn; what is doubtful is noted."""
    return with_tables(block, notes) if any("\t" in line.lstrip() for _, line in block) else block


def _separated(lines: list[Numbered]) -> list[Numbered]:
    """The lines with an empty one above and below each photo and each table.

    As in CommonMark they need none; Python-Markdown would run them into the paragraph.
    """
    out: list[Numbered] = []
    in_table = False
    for at, (number, line) in enumerate(lines):
        below = lines[at + 1][1] if at + 1 < len(lines) else ""
        if in_table and "|" not in line and line.strip():
            out.append((number, ""))
        in_table = "|" in line and (in_table or bool(TABLE_RULE.match(below)))
        above = out[-1][1] if out else ""
        begins = _is_image(line) != _is_image(above) or (
            "|" in line and "|" not in above and bool(TABLE_RULE.match(below))
        )
        if begins and above.strip() and line.strip():
            out.append((number, ""))
        out.append((number, line))
    return out


def _is_image(line: str) -> bool:
    return "![" in line and IMAGE.match(line) is not None


def _marked(number: int, line: str) -> str:
    mark = f"\ue010{number}\ue011"
    if "](" in line or "]:" in line:
        line = TARGET.sub(lambda match: f"{match[0]}{mark}", line)
    if "|" in line and not TABLE_RULE.match(line.lstrip(" >")):
        line = ROW_END.sub(lambda match: f"{mark}{match['end']}", line, count=1)
    return line
