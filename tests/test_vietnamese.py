"""Vietnamese text: one form for one letter, order, dates and numbers."""

import unicodedata
from datetime import datetime

import pytest

from plugins.vietnamese import dates
from plugins.vietnamese.order import sort_key
from plugins.vietnamese.text import clean, fold, slug


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        (unicodedata.normalize("NFD", "Huyện ủy"), "Huyện ủy"),
        ("Huyện uỷ", "Huyện uỷ"),
        ("hai\r\ndòng\rnữa", "hai\ndòng\nnữa"),
        ("\ufeffđầu\u200btệp\u00ad", "đầutệp"),
        ("đảo\u202echiều\u202c", "đảochiều"),
        ("giả \ue0000\ue001 mạo", "giả 0 mạo"),
    ],
)
def test_text_enters_in_one_form_without_invisible_characters(raw, kept):
    assert clean(raw) == kept


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Đảng viên", "dang vien"), ("ĐƯỜNG", "duong"), ("uỷ ủy", "uy uy"), ("Ệ Ữ Ỗ Ạ", "e u o a")],
)
def test_folding_drops_marks_and_keeps_the_length(text, folded):
    assert fold(text) == folded
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Đề án số 11-ĐA/TU", "de-an-so-11-da-tu"),
        ("  Xã An Khánh!  ", "xa-an-khanh"),
        ("Văn hóa - Xã hội", "van-hoa-xa-hoi"),
        ("…", ""),
    ],
)
def test_addresses_stay_readable(text, address):
    assert slug(text) == address


def test_names_sort_as_in_a_vietnamese_dictionary():
    ordered = ["An Khánh", "An Thượng", "Cát Quế", "Di Trạch", "Dương Liễu", "Đắc Sở", "Đông La"]
    ordered += ["Lại Yên", "Song Phương", "Sơn Đồng", "Vân Canh", "Vân Côn", "Yên Sở"]
    assert sorted(ordered) != ordered
    assert sorted(set(ordered), key=sort_key) == ordered


def test_tones_order_words_that_are_otherwise_alike():
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]


def test_dates_and_numbers_are_written_as_readers_write_them():
    moment = datetime(2024, 6, 6, 14, 41)
    assert dates.long_date(moment) == "Thứ Năm, 06/06/2024, 14:41"
    assert dates.weekday(datetime(2024, 6, 9)) == "Chủ nhật"
    assert dates.number(1234567) == "1.234.567"
    assert dates.number(158) == "158"
