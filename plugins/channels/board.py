"""A story as one sheet of A4 for the notice board: its words, a code to scan, an address to type."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import segno
from markupsafe import Markup

from plugins.channels.frame import without_frame
from plugins.channels.item import Item, Line
from plugins.core.jinja import environment
from plugins.gallery.share_card import HOUSE, Colours
from plugins.vietnamese.dates import day, weekday
from plugins.vietnamese.line_breaks import unbroken

# Millimetres, as board.html has them; letters as wide as in the widest fonts it names.
WIDTH, HEIGHT = 170.0, 270.0
HEADER, DAY, FOOTER = 29.0, 11.0, 44.0
POINT = 0.3528
LETTER, BOLD = 0.53, 0.6  # of the size of letters
LEADING, TITLE_LEADING = 1.42, 1.25
GAP, TITLE_GAP = 2.6, 8.0
SIZES = (18.0, 16.0, 14.0, 12.5)  # in points, the largest that holds all of it
TITLE_SIZES = ((60, 30.0), (120, 25.0), (180, 21.0), (1000, 18.0))  # (characters at most, points)
REST = "(Còn nữa; xem toàn văn theo mã hay địa chỉ bên dưới.)"
ROWS_LEFT = "(Bảng còn {} dòng; xem cả bảng và toàn văn theo mã hay địa chỉ bên dưới.)"
ENTRIES_LEFT = "(Danh sách còn {} mục; xem toàn văn theo mã hay địa chỉ bên dưới.)"


@dataclass(frozen=True)
class Board:
    """size, title_size: of letters, in points; rest: what is told where not all of the story is in `lines`"""

    lines: tuple[Line, ...]
    size: float
    title_size: float
    rest: str


def fitted(item: Item) -> Board:
    """What goes onto one sheet: all of it in the largest letters that hold it, or its beginning.

    Who gets a copy never does; who signed does where all the rest has room.
    """
    lead = [Line(item.lead)] if item.lead else []
    whole = (*lead, *without_frame(item.lines, signed=True))
    said = (*lead, *without_frame(item.lines))
    title_size = next((size for most, size in TITLE_SIZES if len(item.title) <= most), TITLE_SIZES[-1][1])
    title = _lines(item.title, title_size, BOLD) * title_size * TITLE_LEADING * POINT + TITLE_GAP
    room = HEIGHT - HEADER - DAY - FOOTER - title
    for lines, size in product((whole, said), SIZES):
        if sum(_height(each.text, size) for each in lines) <= room:
            return Board(lines, size, title_size, "")
    size = SIZES[-1]
    kept = _beginning(said, room - _height(ROWS_LEFT, size), size)
    return Board(kept, size, title_size, _rest(said[len(kept) - 1 :]) if kept else REST)


def _rest(said: Sequence[Line]) -> str:
    """What is told of the lines after the first of `said`, the last that is on the sheet."""
    kind, left = said[0].kind, said[1:]
    same = next((at for at, line in enumerate(left) if line.kind != kind), len(left))
    if same and kind == "row":
        return ROWS_LEFT.format(same)
    return ENTRIES_LEFT.format(same) if same and kind == "entry" else REST


def _beginning(said: Sequence[Line], room: float, size: float) -> tuple[Line, ...]:
    """As many lines as there is room for; of a paragraph that is too long, its first sentences.

    None at the end that only announces what follows: a heading, "gồm các hộ sau:".
    """
    kept: list[Line] = []
    for each in said:
        if (height := _height(each.text, size)) <= room:
            kept.append(each)
            room -= height
            continue
        if each.kind == "text" or not kept:
            lines = int((room - GAP) // (size * LEADING * POINT))
            cut = each.text[: max(0, lines) * _across(size)]
            end = max(cut.rfind(sign) for sign in (". ", "? ", "! "))
            part = cut[: end + 1] if end > 0 else "" if kept else cut.rsplit(" ", 1)[0] + "…"
            kept += [Line(part, each.kind)] if part else []
        break
    while len(kept) > 1 and (kept[-1].kind == "heading" or kept[-1].text.endswith(":")):
        kept.pop()
    return tuple(kept)


def _height(text: str, size: float) -> float:
    return _lines(text, size) * size * LEADING * POINT + GAP


def _lines(text: str, size: float, letter: float = LETTER) -> int:
    return -(-len(text) // _across(size, letter))


def _across(size: float, letter: float = LETTER) -> int:
    """How many letters a line holds."""
    return int(WIDTH / (size * POINT * letter))


def board(item: Item, emblem: str, colours: Colours = HOUSE) -> str:
    """An HTML file that prints as one A4 and needs nothing beside it.

    emblem: address of a picture, as data:…, or ''
    """
    code = segno.make(item.address, error="m", micro=False)
    # Safe: segno writes it, of an address alone.
    drawing = Markup(
        code.svg_inline(border=0, dark=colours.ink, svgclass=None, lineclass=None, omitsize=True)
    )
    template = environment(Path(__file__).parent).get_template("board.html")
    return template.render(
        item=item,
        board=fitted(item),
        date=f"{weekday(item.date)}, ngày {day(item.date)}",
        emblem=emblem,
        code=drawing,
        colours=colours,
        pieces=unbroken,
    )
