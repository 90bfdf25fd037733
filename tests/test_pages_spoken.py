"""What a screen reader says of the pages that are read most: all is named, in order, and said once."""

import re
from itertools import pairwise

import pytest

from tests.browser import PHONE
from tests.looks.spoken import spoken

SEARCH = "/tim-kiem/?q=so+ket+de+an+11"
NAMELESS = re.compile(r"<(liên kết|nút|ảnh|ô tìm kiếm|ô nhập|hộp chọn|ô đánh dấu)( đang \S+| = [^>]*)?>")
ROLE = re.compile(r"^(• |tiêu đề \d(, liên kết)?:|lưu ý:|nhóm|chú thích:)")
FOR_EYES = re.compile(r"kéo ngang| \| |·|Ký hiệu trên sơ đồ")


@pytest.fixture(scope="module", params=["home", "story", "table", "search", "map", "album"])
def said(request, window, addresses) -> list[str]:
    """What is read aloud of a page."""
    return read_aloud(window[0], SEARCH if request.param == "search" else addresses[request.param])


def read_aloud(page, address: str) -> list[str]:
    page.set_viewport_size(PHONE)
    page.goto(address, wait_until="networkidle")
    return [line.strip() for line in spoken(page)]


def test_everything_has_a_name_and_nothing_is_said_twice_in_a_row(said):
    assert list(filter(NAMELESS.search, said)) == []
    words = [ROLE.sub("", line).strip() for line in said]
    assert [one for one, other in pairwise(words) if one and one == other] == []


def test_what_only_eyes_can_use_is_not_said(said):
    """The first line has the title, which a point parts from the portal's name."""
    assert [line for line in said[1:] if not line.startswith("hàng:") and FOR_EYES.search(line)] == []


def test_a_page_begins_with_the_way_to_its_words_and_has_one_headline(said):
    assert "<liên kết Đến nội dung chính>" in said[0]
    main = said.index("[nội dung chính]")
    assert [n > main for n, line in enumerate(said) if line.startswith("tiêu đề 1:")] == [True]
    levels = [int(found[1]) for line in said if (found := re.match(r"tiêu đề (\d)", line))]
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


def test_a_search_tells_how_many_before_it_reads_them(window):
    lines = read_aloud(window[0], SEARCH)
    told = next(n for n, line in enumerate(lines) if re.match(r"trạng thái: .* Có \d+ kết quả", line))
    fields = [line for line in lines[:told] if "<" in line][-2:]
    assert [each.count("<") for each in fields] == [2, 3], "words and their button; section, year, marks"
    assert "(tự đọc khi đổi)" in lines[told] and lines[told + 1] == "tiêu đề 2: Kết quả"
    assert re.match(r"danh sách \d+ mục", lines[told + 2]) and lines[told + 3].startswith(
        "tiêu đề 3, liên kết:"
    )


def test_each_cell_of_a_table_is_read_with_its_row_and_its_column(window, addresses):
    lines = read_aloud(window[0], addresses["table"])
    at = lines.index("bảng Lịch theo xã, thị trấn")
    assert lines[at + 1].startswith("hàng: | tên cột Xã, thị trấn | tên cột Đoạn đường")
    assert lines[at + 2].startswith("hàng: | tên hàng Trạm Trôi | Trục phố chợ")
