"""Lists: which lines are items, of which list, and which lines begin something of their own.

Markdown finds a list in a list only by four spaces, counts for itself whatever number was typed,
and runs a line that it does not know into the item above.
"""

import re
from dataclasses import dataclass

from plugins.story.paste import KEPT
from plugins.story.paste_checks import PAGE_NUMBER
from plugins.story.verses import GLUED, SENTENCE_END, SHORT, is_capital

Numbered = tuple[int, str]

DEEPEST = 20  # lists in lists
ITEM = re.compile(r"([ \t]*)([-*+–—]|([1-9]\d{0,2})\.)[ \t]+(?=\S)")
# "a) …", "1) …", "+5 điểm": each a line of its own, also in an item.
OWN = re.compile(r"[ \t]*(?:(?:\d{1,2}[)/]|(?:[a-zđA-ZĐ]|[ivx]+)\))[ \t]+\S|(?P<sign>[-+−]\d))")
# Headings of laws and plans, and numbers that no list can count: years and those with a nought.
HEAD = re.compile(
    r"[ \t]*(?:(?:Điều|Khoản|Mục|Chương|Phần|Phụ lục|Bước) (?:thứ \w+|\d+|[IVXLC]+)[a-zđ]?(?:[.:]|[ \t]*$)"
    r"|(?:[IVXLC]+|[ivx]+|[a-zđA-ZĐ])\.[ \t]+\S|\d{1,2}\.[^\W\d_]|\d{1,2}(?:\.\d{1,2}){1,3}\.?[ \t]+\S"
    r"|(?:\d{4,}|0\d*)\.[ \t]+\S)"
)
BOLD = re.compile(r" {0,3}\*\*[^*]+\*\*[.:]?[ \t]*$")  # a heading as typists write it
SIGNED = re.compile(r"[ \t]*(?:(?:TM|KT|TL|TUQ|Q)\.[ \t]*[^\W\d_]|Nơi nhận:)")
DRAWN = re.compile(r" {0,3}(?:(?:- {0,2}){3,}|(?:_ {0,2}){3,}|(?:\* {0,2}){3,}|[-=]+)[ \t]*$")
DOUBLE = re.compile(r" {0,3}={3,}[ \t]*$")
# What Markdown would take for a heading or for a number of its own.
TYPED = re.compile(r"[ \t]*(?=#[^\s#]|(?:\d{4,}|0\d*)\.[ \t])")
SHARP = re.compile(r"[^\s#]#+$")  # "## Ngôn ngữ C#": no end of a heading
TABLE_RULE = re.compile(r"^ {0,3}\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-*:?[ \t]*)+$")


def with_lists(lines: list[Numbered], notes: list[tuple[str, int]]) -> list[Numbered]:
    """The lines with every list as Markdown knows it and what begins anew apart; doubts are noted.

    An item under one of another kind is an item of it, an indented one too. A number that does not
    go on begins a list of its own.
    """
    writer = _Writer(notes)
    in_table = False
    for at, (number, line) in enumerate(lines):
        if "|" in line:
            below = lines[at + 1][1] if at + 1 < len(lines) else ""
            in_table = in_table or TABLE_RULE.match(below) is not None
        else:
            in_table = False
        if in_table:
            writer.close()
            writer.put(number, line)
        else:
            writer.write(number, line)
    return writer.out


@dataclass
class _List:
    """indent: of its items, as typed; next: the number that goes on, 0 of bullets"""

    indent: int
    next: int


class _Writer:
    """out: the lines so far"""

    def __init__(self, notes: list[tuple[str, int]]):
        self.out: list[Numbered] = []
        self._notes = notes
        self._open: list[_List] = []  # from the outermost
        self._above = ""  # the line directly above, "" when that is empty
        self._last = ""  # the last line that was not empty
        self._own = False  # whether a line of its own has begun, as "a) …"
        self._level = self._first = 0  # of the last line, and of the first one since an empty one

    def write(self, number: int, line: str) -> None:
        """One line that is no row of a table."""
        within = bool(self._open) or self._own
        if not line or line.isspace():
            self._own, self._above = False, ""
            self.out.append((number, line))
        elif (
            not within
            and line[0].isalpha()
            and ")" not in line[1:5]
            and (not self._above or not _may_begin(line))
        ):
            self.put(number, line)  # plain text, most of every story
        elif DRAWN.match(line):
            self.close()
            self.put(number, "---" if DOUBLE.match(line) else line, apart=True)
        elif PAGE_NUMBER.fullmatch(line) or (
            (own := OWN.match(line)) and (within or not own["sign"] or self._is_apart())
        ):
            self._line_of_its_own(number, line.strip(" \t"))
        elif (item := ITEM.match(line)) and (
            within or (item[2] in "-*+" or item[2] == "1.") or (item[3] and self._is_apart())
        ):
            self._item(number, item, line[item.end() :])
        else:
            self._text(number, line, within)

    def close(self) -> None:
        """Ends all lists."""
        self._open, self._own = [], False

    def put(self, number: int, line: str, level: int = 0, apart: bool = False) -> None:
        """Adds a line in an item of `level` lists; apart: an empty one above it."""
        if self._above and (apart or level < self._first):
            self.out.append((number, ""))
            self._above = ""
        is_first = not self._above
        if is_first:
            self._first = level
        self._above = self._last = line
        self._level = level
        if (kept := TYPED.match(line)) is not None and (is_first or line[kept.end()] == "#"):
            line = f"{kept[0]}{KEPT}{line[kept.end() :]}"
        if line[:1] == "#" and SHARP.search(line):
            line += KEPT
        self.out.append((number, f"{'    ' * level}{line}"))

    def _text(self, number: int, line: str, within: bool) -> None:
        begins = HEAD.match(line) is not None and (within or self._is_apart(TYPED.match(line)))
        if line[0] == "\t" or (self._open and not self._above and line.startswith("    ")):
            self.close()  # a paragraph as Word begins it, with a tab
            self.put(number, line.lstrip(), apart=True)
        elif not within or not self._above:
            self.close()
            self.put(number, line, apart=begins)
        elif begins or line[0] in "#!" or (line[0] != " " and self._ends_above(line)):
            self.close()
            self.put(number, line, apart=True)
        else:
            if line[0] != " " and is_capital(line) and len(self._above) <= SHORT:
                self._notes.append((GLUED, number - 1))
            self.put(number, line.strip(" \t") if line[0] == " " else line, self._level)

    def _is_apart(self, year: re.Match[str] | None = None) -> bool:
        """Whether the line above was ended on purpose: "năm" above "2024. Tại …" was not."""
        is_whole = HEAD.match(self._above) is not None if year else len(self._above) <= SHORT
        return is_whole or SENTENCE_END.search(self._above.rstrip()) is not None

    def _ends_above(self, line: str) -> bool:
        """Whether an item ends above a line that stands directly below it."""
        is_new = is_capital(line) and SENTENCE_END.search(self._above.rstrip()) is not None
        is_new = is_new or SIGNED.match(line) is not None or BOLD.match(line) is not None
        return is_new or (line.isupper() and len(line) > 3)

    def _line_of_its_own(self, number: int, line: str) -> None:
        """A line in the innermost item that has a number, or that ends with a colon."""
        if not self._above:
            self.close()
        if self._own:
            del self._open[self._level :]
        while not self._own and self._open and not (self._open[-1].next or self._last.rstrip().endswith(":")):
            self._open.pop()
        self.put(number, f"{KEPT}{line}" if ITEM.match(line) else line, len(self._open), apart=True)
        self._own = True

    def _item(self, number: int, item: re.Match[str], words: str) -> None:
        indent, count = len(item[1].expandtabs(4)), int(item[3] or 0)
        apart, deepest = self._own or not self._open, len(self._open)
        while self._open and indent <= self._open[-1].indent - 2:
            if len(self._open) == 1 or self._open[-2].indent <= indent - 2:
                self._open[-1].indent = indent  # set in less than the list that it stands in
            else:
                self._open.pop()
        if not self._open or (indent >= self._open[-1].indent + 2 and len(self._open) < DEEPEST):
            self._open.append(_List(indent, count))
        elif (level := self._going_on(indent, count)) is not None:
            del self._open[level + 1 :]
        else:
            is_under = bool(self._open[-1].next) != bool(count) and len(self._open) == deepest
            if (
                not is_under
                or deepest >= DEEPEST
                or not (self._last.rstrip().endswith(":") or (self._above and not count))
            ):
                near = (at for at, each in enumerate(self._open) if abs(each.indent - indent) < 2)
                level = next(near, len(self._open) - 1)
                del self._open[level:]
                apart = True
            self._open.append(_List(indent, count))
        self._open[-1].next = count and count + 1
        if (kept := TYPED.match(words)) is not None:
            words = f"{KEPT}{words[kept.end() :]}"
        self.put(number, f"{item[2] if count else '-'} {words}", len(self._open) - 1, apart)
        self._own = False

    def _going_on(self, indent: int, count: int) -> int | None:
        """The level of the list that an item goes on with."""
        for level in range(len(self._open) - 1, -1, -1):
            each = self._open[level]
            if abs(each.indent - indent) < 2 and each.next == count:
                return level
        return None


def _may_begin(line: str) -> bool:
    return (
        OWN.match(line) is not None or HEAD.match(line) is not None or PAGE_NUMBER.fullmatch(line) is not None
    )
