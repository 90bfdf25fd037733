"""A table's own name, its telephones, and the room it asks for."""

import re
from collections import Counter
from html import escape, unescape

from plugins.story.blocks import Table
from plugins.vietnamese.line_breaks import NO_BREAK

HEADING = re.compile(r"<h[2-6][^>]*>(.*?)</h[2-6]>", re.DOTALL)
ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"(<t[hd]([^>]*)>)(.*?)(?=</t[hd]>)", re.DOTALL)
SPAN = re.compile(r'colspan="(\d{1,2})"')
TEL = re.compile(r'<a class="tel".*?</a>')
TAG = re.compile("<[^>]*>")
CALLED = re.compile("gọi|điện thoại|số máy|đường dây|tổng đài", re.IGNORECASE)
FIRST_CELL = re.compile(r"(<tr>\s*)<td([^>]*)>(.*?)</td>", re.DOTALL)
EMERGENCY = re.compile(r"(<td[^>]*>)\s*(11[1-5])\s*(?=</td>)")
LETTER, PADDING = 0.56, 0.75  # of a letter's size: an average letter, the two sides of a cell
NARROW = re.compile(f"[-–:.,;/|{NO_BREAK}]")  # about half as wide
# Letters' sizes across: a phone of 320 pixels; what reads well in the column of a story, 44 across.
PHONE, COLUMN = 18.0, 28.0


class Tables:
    """Makes the tables of one body, in order, each with a name of its own."""

    def __init__(self) -> None:
        self._heading = ""
        self._names: Counter[str] = Counter()

    def pass_by(self, html: str) -> None:
        """Takes note of the headings in running text above the next table."""
        if found := HEADING.findall(html):
            self._heading = _plain(found[-1])

    def table(self, html: str) -> Table:
        """The table of clean HTML, named for the heading above it or for its columns."""
        rows = [CELL.findall(row) for row in ROW.findall(html)]
        first = [_plain(words) for _, _, words in rows[0]] if rows else []
        base = self._heading or ", ".join(filter(None, first)) or "Bảng"
        self._names[base] += 1
        name = f"{base} (bảng {self._names[base]})" if self._names[base] > 1 else base
        if _has_row_names(html, rows):
            html = FIRST_CELL.sub(r'\1<th scope="row"\2>\3</th>', html)
        if any(map(CALLED.search, first)):
            html = EMERGENCY.sub(r'\1<a class="tel" href="tel:\2">\2</a>', html)
        room = room_of(rows)
        return Table(
            html=html.replace("<table>", f'<table aria-label="{escape(name)}">', 1),
            name=name,
            columns=max(map(_width, rows), default=0),
            size="widest" if room > COLUMN else "wide" if room > PHONE else "",
        )


def _has_row_names(html: str, rows: list[list[tuple[str, str, str]]]) -> bool:
    """Whether the first column says what each row is of: then it is read aloud with every cell.

    rows: of cells, each (its tag, its attributes, its HTML); below a row of heads.
    """
    if len(rows) < 3 or len(rows[0]) < 3 or "rowspan" in html or "colspan" in html:
        return False
    below = [row[0] for row in rows[1:] if row]
    if any(tag.startswith("<td") for tag, _, _ in rows[0]) or any(
        tag.startswith("<th") for tag, _, _ in below
    ):
        return False
    names = [_plain(words) for _, _, words in below]
    return all(names) and len({*names}) == len(names) and not all(name.isdecimal() for name in names)


def room_of(rows: list[list[tuple[str, str, str]]]) -> float:
    """The least width of a table, in sizes of its letters: no word in it is torn.

    rows: of cells, each (its tag, its attributes, its HTML).
    """
    columns: Counter[int] = Counter()
    for row in rows:
        at = 0
        for tag, attributes, words in row:
            span = _span(attributes)
            if span == 1:
                bold = 1.08 if tag.startswith("<th") else 1
                columns[at] = max(columns[at], round(100 * bold * _longest(words)))
            at += span
    return sum(letters / 100 * LETTER + PADDING for letters in columns.values())


def _longest(html: str) -> float:
    """Average letters of the longest piece that no line may tear."""
    held = TEL.sub(lambda match: TAG.sub("", match[0]).replace(" ", NO_BREAK), html.replace("<br>", " "))
    pieces = re.split(r"[ \n]+", unescape(TAG.sub("", held)))
    return max(len(piece) - len(NARROW.findall(piece)) / 2 for piece in pieces)


def _width(row: list[tuple[str, str, str]]) -> int:
    return sum(_span(attributes) for _, attributes, _ in row)


def _span(attributes: str) -> int:
    found = SPAN.search(attributes)
    return max(int(found[1]), 1) if found else 1


def _plain(html: str) -> str:
    return " ".join(unescape(TAG.sub("", html)).replace(NO_BREAK, " ").split())
