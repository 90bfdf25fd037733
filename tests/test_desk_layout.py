"""Photos in the cells of a table stand beside each other; the heads of a table are one row."""

import pytest

from plugins.desk.arrange import arranged
from plugins.desk.blocks import Cell, Document, Paragraph, Picture, Run, Table
from plugins.desk.captions import Photo
from plugins.desk.markdown import table_of, text_of

TITLE = Paragraph((Run("Xã ra quân"),), "title")
END = Paragraph((Run("Một đoạn nữa của bài, đủ dài để không ai nhầm với lời dưới ảnh."),))


def line(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def cell(*parts: str, columns: int = 1, rows: int = 1) -> Cell:
    """Of paragraphs; "@red" is a photo."""
    blocks = [Picture(part.encode(), ".jpg") if part.startswith("@") else line(part) for part in parts]
    return Cell(tuple(blocks), columns, rows)


def shown(*rows: tuple[Cell, ...], below: str = "") -> tuple[list[str], list[str]]:
    """(each photo as "row: caption|credit", the other words) of a table without lines."""
    blocks = [TITLE, END, Table(rows, framed=False), *([line(below)] if below else []), END]
    body = arranged(Document(blocks)).body
    photos, row = [], 0
    for each in body:
        if isinstance(each, Photo):
            row += not each.beside
            photos.append(f"{row}: {each.caption}|{each.credit.removeprefix('Ảnh: ')}")
    return photos, text_of([each for each in body if not isinstance(each, Photo)]).split(END.words)


@pytest.mark.parametrize(
    "rows, photos",
    [
        ([(cell("@a"), cell("@b")), (cell("Đội nam"), cell("Đội nữ"))], ["1: Đội nam|", "1: Đội nữ|"]),
        ([(cell("@a", "Đội nam"), cell("@b", "Đội nữ"))], ["1: Đội nam|", "1: Đội nữ|"]),
        ([(cell("@a"), cell("@b")), (cell("Đội nam"), cell(""))], ["1: Đội nam|", "1: |"]),
        ([(cell("@a"), cell(""), cell("@b")), (cell("Nam"), cell(""), cell("Nữ"))], ["1: Nam|", "1: Nữ|"]),
        ([(cell("@a"), cell("@b")), (cell("Các đội", columns=2),)], ["1: Các đội|", "1: Các đội|"]),
        (
            [(cell("@a"), cell("@b")), (cell("Ảnh 1: Nam"), cell("Ảnh 2: Nữ. Ảnh: Lê Lan"))],
            ["1: Nam|", "1: Nữ|Lê Lan"],
        ),
        (
            [
                (cell("@a"), cell("@b")),
                (cell("Một"), cell("Hai")),
                (cell("@c"), cell("@d")),
                (cell("Ba"), cell("Bốn")),
            ],
            ["1: Một|", "1: Hai|", "2: Ba|", "2: Bốn|"],
        ),
        ([(cell("@a"),), (cell("Một"),), (cell("@b"),), (cell("Hai"),)], ["1: Một|", "2: Hai|"]),
    ],
)
def test_photos_of_one_row_are_beside_each_other_with_the_words_of_their_cells(rows, photos):
    assert shown(*rows) == (photos, ["", "\n\n", "\n"])


def test_who_took_them_may_stand_below_all():
    photos, _ = shown((cell("@a"), cell("@b")), (cell("Một"), cell("Hai")), below="Ảnh: Thanh Thạo")
    assert photos == ["1: Một|Thanh Thạo", "1: Hai|Thanh Thạo"]


def test_a_photo_beside_a_paragraph_takes_no_word_of_it():
    words = "Đoàn viên các thôn ra quân từ sáng sớm. " * 12
    photos, other = shown((cell("@a"), cell(words)))
    assert photos == ["1: |"] and words.strip() in other[1]


@pytest.mark.parametrize(
    "rows, lines",
    [
        # Heads that go down, and one over two columns.
        (
            [
                (cell("Thôn", rows=2), cell("Số hộ", columns=2)),
                (cell("Đạt"), cell("Chưa")),
                (cell("An Thọ"), cell("9"), cell("1")),
            ],
            ["| Thôn | Số hộ – Đạt | Số hộ – Chưa |", "| An Thọ | 9 | 1 |"],
        ),
        # The cells below or above are left empty.
        (
            [
                (cell("Thôn"), cell("Số hộ", columns=2)),
                (cell(""), cell("Đạt"), cell("Chưa")),
                (cell("An Thọ"), cell("9"), cell("1")),
            ],
            ["| Thôn | Số hộ – Đạt | Số hộ – Chưa |", "| An Thọ | 9 | 1 |"],
        ),
        # Three rows of heads.
        (
            [
                (cell("Thôn", rows=3), cell("Hộ", columns=2)),
                (cell("Năm 2026", columns=2),),
                (cell("Đạt"), cell("Chưa")),
                (cell("An Thọ"), cell("9"), cell("1")),
            ],
            ["| Thôn | Hộ – Năm 2026 – Đạt | Hộ – Năm 2026 – Chưa |", "| An Thọ | 9 | 1 |"],
        ),
        # No heads below: columns that are counted, values, a place over two rows.
        (
            [
                (cell("Thôn"), cell("Số hộ", columns=2)),
                (cell("(1)"), cell("(2)"), cell("(3)")),
                (cell("An"), cell("9"), cell("1")),
            ],
            ["| Thôn | Số hộ | Số hộ |", "| (1) | (2) | (3) |", "| An | 9 | 1 |"],
        ),
        (
            [(cell("Thôn"), cell("Số hộ")), (cell("An Thọ", rows=2), cell("9")), (cell("1"),)],
            ["| Thôn | Số hộ |", "| An Thọ | 9 |", "| An Thọ | 1 |"],
        ),
    ],
)
def test_the_heads_of_a_table_are_one_row(rows, lines):
    head, _, *others = table_of(Table(tuple(rows))).split("\n")
    assert [head, *others] == lines


@pytest.mark.parametrize(
    "cells, rule",
    [
        (("12", "5"), "---:"),
        (("1.250", "-", "87,5%"), "---:"),
        (("12.345.000", ""), "---"),
        (("7h30", "8h00"), "---"),
        (("01/12", "02/12"), "---"),
        (("024 3386 1234", "024 3386 5678"), "---"),
        (("12", "nhiều"), "---"),
    ],
)
def test_columns_of_amounts_stand_right(cells, rule):
    rows = ((cell("1"), cell("Số")), *((cell("1"), cell(each)) for each in cells))
    assert table_of(Table(rows)).split("\n")[1] == f"| --- | {rule} |"


def test_a_first_row_over_all_columns_is_the_heading_of_its_table():
    rows = ((cell("Lịch tiêm", columns=2),), (cell("Ngày"), cell("Nơi")), (cell("1/12"), cell("Trạm")))
    body = arranged(Document([TITLE, END, Table(rows)])).body
    assert text_of(body[1:]) == "## Lịch tiêm\n\n| Ngày | Nơi |\n| --- | --- |\n| 1/12 | Trạm |\n"
