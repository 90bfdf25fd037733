"""Numbers of persons are told while a story is written; numbers of documents, money and days are not."""

import pytest

from plugins.story.personal import numbers, personal


def told(text, first_line=1, allowed=()):
    return list(personal(numbers(text, first_line), allowed))


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Gọi ông A, 0912 345 678.", "di động"),
        ("ĐT: 0912.345.678", "di động"),
        ("Zalo +84 912345678", "di động"),
        ("Zalo (+84) 912345678", "di động"),
        ("Gọi 84912345678", "di động"),
        ("thẻ 001 099 012 345", "căn cước"),
        ("Căn cước số 001099012345 cấp năm 2021", "căn cước"),
        ("Có số 001099012345 trên thẻ", "căn cước"),
        ("CMND: 012345678", "căn cước"),
        ("STK 19001234567890 tại ngân hàng", "tài khoản"),
        ("số tài khoản của bà B: 1234 5678 90", "tài khoản"),
    ],
)
def test_a_number_of_a_person_is_told_with_its_line(words, kind):
    ((sentence, line),) = told(f"Chữ.\n{words}", 7)
    assert line == 8 and kind in sentence


@pytest.mark.parametrize(
    "words",
    [
        "Quyết định 1234/QĐ-UBND ngày 06/06/2024",
        "Dự toán 1.234.567.890 đồng, chi 912.345.678 đồng",
        "Điện thoại cơ quan 024 3386 1234",
        "Thửa 123456789, tờ 12",
        "giá 0.912345678",
        "CCCD gắn chip 12.345.678 thẻ",
        "Căn cước công dân cho 123.456.789 người",
        "Mã số thuế 0301234567",
        "tài khoản: 1.200.000.000 đồng",
        "0333333333 đồng",
        "lượt xem 158, số 11-ĐA/TU, 2024-06-06 14:41",
        "Mã hồ sơ 000.12.34.H26-240606-0001",
    ],
)
def test_other_numbers_are_left_alone(words):
    assert told(words) == []


def test_numbers_of_the_office_may_stand_and_each_is_told_once():
    assert told("Gọi 0912 345 678", allowed=("0912345678",)) == []
    assert len(told("0912 345 678, hay 0912.345.678")) == 1
    assert len(told("0912 345 678/0987 654 321")) == 2


@pytest.mark.parametrize("publishing", [False, True])
def test_they_are_told_in_the_preview_and_before_publishing(site, publishing):
    site.settings(PUBLISHING=publishing)
    site.story(body="Gọi ông A, 0912 345 678.")
    assert "0912 345 678 giống số điện thoại di động" in site.build().stderr
