"""A table has a name of its own, and scrolls only where a phone has no room for it."""

import pytest

from tests.test_story import parse


def table(*rows: str) -> str:
    head, *others = rows
    return "\n".join([head, "|".join("---" for _ in head.split("|")), *others]) + "\n\n"


def tables(text: str) -> list:
    return [block for block in parse(text).blocks if block.kind == "table"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("## Giờ mở cửa\n\nChữ.\n\n" + table("Ngày | Giờ", "Thứ Hai | 8:00"), ["Giờ mở cửa"]),
        ("## A & <b>B</b>\n\n" + 2 * (table("x | y", "1 | 2") + "Chữ.\n\n"), ["A & B", "A & B (bảng 2)"]),
        (table("Bước | Việc", "1 | Nộp"), ["Bước, Việc"]),
        ("<table><tr><td></td><td>2</td></tr><tr><td>x</td></tr></table>", ["2"]),
    ],
)
def test_a_table_is_named_for_the_heading_above_it_or_for_its_columns(text, names):
    assert [each.name for each in tables(text)] == names


def test_the_name_is_read_aloud_with_the_table():
    (found,) = tables('## Giờ "mới"\n\n' + table("Ngày | Giờ", "Thứ Hai | 8:00"))
    assert found.html.startswith('<table aria-label="Giờ &quot;mới&quot;">')


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        (("Xã | Từ | Đến", "An Khánh | 16/9 | 20/9", "**Sơn Đồng** | 1/10 | 5/10"), 2),
        (("TT | Xã | Từ", "1 | An Khánh | 16/9", "2 | Sơn Đồng | 1/10"), 0),  # a number names no row
        (("Buổi | Việc | Ai", "Sáng | Họp | A", "Sáng | Họp | B"), 0),  # nor does what two rows have
        (("Xã | Từ | Đến", "An Khánh | 16/9 | 20/9", " | 1/10 | 5/10"), 0),
        (("Xã | Từ", "An Khánh | 16/9", "Sơn Đồng | 1/10"), 0),  # two columns are read in one breath
        (("Xã | Từ | Đến", "An Khánh | 16/9 | 20/9"), 0),
    ],
)
def test_the_first_column_names_the_rows_where_it_can(rows, named):
    (found,) = tables(table(*rows))
    assert found.html.count('<th scope="row">') == named
    assert found.html.count("</th>") == named + rows[0].count("|") + 1


def test_a_table_of_joined_cells_stays_as_it_was_written():
    rows = '<tr><td rowspan="2">A</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr>'
    (found,) = tables(f"<table><tr><th>x</th><th>y</th><th>z</th></tr>{rows}</table>")
    assert "scope" not in found.html


@pytest.mark.parametrize(
    ("rows", "columns", "size"),
    [
        (("Ngày | Sáng | Chiều", "Thứ Hai đến thứ Sáu | 8:00 - 12:00 | 13:30 - 17:00"), 3, ""),
        (("Xã | Từ | Đến | Hỏi", "An Khánh | 16/9 | 20/9 | Trưởng thôn"), 4, ""),
        (("Xã | Từ | Đến", "An Khánh | 16/09/2024 | 20/09/2024"), 3, ""),
        (("Xã | Từ | Đến | Gọi", "An Khánh | 16/09/2024 | 20/09/2024 | 024 0000 0001"), 4, "wide"),
        (("Nơi | Thư", "Văn phòng | vanphong.huyenhoaiduc@hanoi.gov.vn"), 2, "wide"),
        (("|".join(["Cột rộng"] * 12), "|".join(["16/09/2024"] * 12)), 12, "widest"),
    ],
)
def test_a_table_scrolls_only_where_its_words_have_no_room(rows, columns, size):
    (found,) = tables(table(*rows))
    assert (found.columns, found.size) == (columns, size)


def test_three_digits_are_a_telephone_only_in_a_column_of_telephones():
    (found,) = tables(table("Việc | Gọi", "Công an | 113"))
    assert '<td><a class="tel" href="tel:113">113</a></td>' in found.html
    (found,) = tables(table("Lớp | Em", "1A | 113"))
    assert "tel:" not in found.html
