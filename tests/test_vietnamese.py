"""Vietnamese text: one form for one letter, one tone placement, dates and numbers."""

import re
import unicodedata
from datetime import datetime
from itertools import permutations

import pytest

from plugins.vietnamese import dates
from plugins.vietnamese.letters import CAPITAL, SMALL
from plugins.vietnamese.line_breaks import NO_BREAK, unbroken, unbroken_html
from plugins.vietnamese.lookalikes import foreign_letters
from plugins.vietnamese.syllable import TONES, one_tone
from plugins.vietnamese.telephone import telephones
from plugins.vietnamese.text import clean, fold, fold_name, slug

# Both spellings of the syllables in which people differ: newer, older.
PAIRS = """
hoà hòa  hoá hóa  hoả hỏa  hoã hõa  hoạ họa  toà tòa  toả tỏa  toạ tọa  loá lóa  loã lõa
khoá khóa  thoả thỏa  xoá xóa  xoã xõa  goá góa  doạ dọa  đoá đóa  ngoã ngõa  nhoà nhòa
khoẻ khỏe  xoè xòe  loè lòe  toé tóe  choé chóe  hoè hòe  thuỷ thủy  thuý thúy  uỷ ủy  uý úy
huỷ hủy  luỹ lũy  tuỳ tùy  tuý túy  truỵ trụy  nguỵ ngụy  suý súy  Hoà Hòa  UỶ ỦY  Thuỷ Thủy
""".split()
# Each of these has its tone where everybody writes it, or is no Vietnamese syllable.
LEFT_ALONE = """
Hoài hoàn khoái thoải toàn huỳnh suýt huýt khuỷu ngoèo quý quỹ quỳ quả quà quái quỷ già giả giá giã
gì gìn giếng giữa của mía nghĩa thuở thuế thuần Nguyễn đường nước được người yếu rượu hươu muỗi
Hòa ủy café résumé Bogotá São naïve Đà TP 11 ĐA QĐ Mỹ kỹ tỷ lý a ở
""".split()
ONSETS = "- b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()
RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây e ec em en eng eo
ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu o oa oac oach oai
oam oan oang oanh oao oap oat oay oă oăc oăm oăn oăng oăt oe oem oen oeo oet oi om on ong oong op ot ô ôc ôi
ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ up ut uy uya uych
uyên uyêt uynh uyp uyt uyu uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yê
yêm yên yêng yêt yêu
""".split()


def pairs(words):
    return list(zip(words[::2], words[1::2], strict=True))


def word_list() -> list[str]:
    """Every onset before every rhyme with the tone on every vowel: rightly and wrongly placed."""
    words = []
    for onset in ONSETS:
        for rhyme in RHYMES:
            word = onset.strip("-") + rhyme
            words.append(word)
            for place in range(len(onset.strip("-")), len(word)):
                if word[place] in "aăâeêioôơuưy":
                    words += [
                        unicodedata.normalize("NFC", word[: place + 1] + tone + word[place + 1 :])
                        for tone in "\u0300\u0301\u0323"
                    ]
    return words


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        (unicodedata.normalize("NFD", "Huyện ủy"), "Huyện ủy"),
        ("Huyện uỷ", "Huyện uỷ"),
        ("hai\r\ndòng\rnữa", "hai\ndòng\nnữa"),
        ("\ufeffđầu\u200btệp\u00ad", "đầutệp"),
        ("đảo\u202echiều\u202c", "đảochiều"),
        ("giả \ue0000\ue001 mạo", "giả 0 mạo"),
        ("\u00d0ại hội \u0189ảng, \u00f0ường \u0256i", "Đại hội Đảng, đường đi"),
        ("D\u0335ảng d\u0336i", "Đảng đi"),
        ("ẩn\u034f\u061c\u3164 hiện", "ẩn hiện"),
    ],
)
def test_text_enters_in_one_form_without_invisible_characters(raw, kept):
    assert clean(raw) == kept


@pytest.mark.parametrize("letter", "ấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữựẤẶỘ")
def test_marks_typed_in_any_order_are_one_letter(letter):
    base, *marks = unicodedata.normalize("NFD", letter)
    assert {clean(base + "".join(order)) for order in permutations(marks)} == {letter}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Một\nc\u043eông v\u0430n", [("“\u043e”", 2), ("“\u0430”", 2)]),
        ("\u0397ội nghị, \u0397ội nghị", [("tiếng Hy Lạp", 1)]),
        ("\u0421\u0421\u0421\u0420, Москва, αβ, Σx, 5 μm, 10 kΩ", []),
        ("Công văn", []),
    ],
)
def test_letters_of_other_alphabets_are_told_where_they_pass_for_ours(text, words):
    found = list(foreign_letters(text))
    assert [(word in sentence, line) for (word, _), (sentence, line) in zip(words, found, strict=True)] == [
        (True, line) for _, line in words
    ]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Kế hoạch\u00a01.pdf", "Kế hoạch 1.pdf"),
        ("Kế\u2003 \u202fhoạch.pdf", "Kế hoạch.pdf"),
        (" mẫu\u200b đơn.pdf ", "mẫu đơn.pdf"),
        ("tăng 50\uff05.pdf", "tăng 50%.pdf"),
        ("tăng 50\ufe6a.pdf", "tăng 50%.pdf"),
        ("2020–2025.pdf", "2020-2025.pdf"),
        ("“Sổ tay”.pdf", '"Sổ tay".pdf'),
        ("\u00d0ơn.pdf", "Đơn.pdf"),
        (unicodedata.normalize("NFD", "Đơn đề nghị.pdf"), "Đơn đề nghị.pdf"),
    ],
)
def test_names_that_look_alike_are_one(name, other):
    assert fold_name(name) == fold_name(other) == fold_name(fold_name(name))


@pytest.mark.parametrize(("name", "other"), [("Đơn.pdf", "Don.pdf"), ("a.JPG", "a.jpg"), ("a b", "ab")])
def test_names_that_look_different_stay_two(name, other):
    assert fold_name(name) != fold_name(other)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("\u00d0ảng \u00f0\u0189\u0256", "dang ddd"),
        ("Đảng viên", "dang vien"),
        ("ĐƯỜNG", "duong"),
        ("uỷ ủy", "uy uy"),
        ("Ệ Ữ Ỗ Ạ", "e u o a"),
    ],
)
def test_folding_drops_marks_and_keeps_the_length(text, folded):
    assert fold(text) == folded
    assert len(fold(text)) == len(text)


def test_folding_keeps_the_length_of_every_vietnamese_letter():
    vowels = [vowel + tone for vowel in "aăâeêioôơuưy" for tone in TONES]
    letters = [unicodedata.normalize("NFC", each) for each in (*"aăâbcdđeêghiklmnoôơpqrstuưvxy", *vowels)]
    for letter in [*letters, *(each.upper() for each in letters)]:
        assert len(letter) == 1 and fold(letter) in set("abcdefghiklmnopqrstuvxy"), letter


@pytest.mark.parametrize(("newer", "older"), pairs(PAIRS))
def test_both_placements_of_a_tone_are_one(newer, older):
    assert one_tone(newer) == one_tone(older) == older


@pytest.mark.parametrize("word", LEFT_ALONE)
def test_a_tone_in_its_place_stays_there(word):
    assert one_tone(word) == word


def test_placing_a_tone_twice_is_placing_it_once():
    words = word_list()
    assert len(words) > 15_000
    moved = {word: one_tone(word) for word in words}
    assert [word for word, once in moved.items() if one_tone(once) != once] == []
    assert [word for word, once in moved.items() if fold(word) != fold(once)] == []
    # All places of one tone over the same letters come to one.
    assert len({one_tone(word) for word in ("khuyủ", "khủyu", "khuỷu")}) == 1


def test_a_sentence_keeps_all_but_the_place_of_its_tones():
    assert one_tone("Huyện uỷ, Thành ủy: “hoà” ở Hoài, quý.") == "Huyện ủy, Thành ủy: “hòa” ở Hoài, quý."


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Đề án số 11-ĐA/TU", "de-an-so-11-da-tu"),
        ("Quyết định 123/QĐ–UBND", "quyet-dinh-123-qd-ubnd"),
        ("  Xã An Khánh!  ", "xa-an-khanh"),
        (unicodedata.normalize("NFD", "Đường Lại Yên"), "duong-lai-yen"),
        ("Văn hóa - Xã hội", "van-hoa-xa-hoi"),
        ("\u00d0ại hội \u0189ảng\u200b bộ", "dai-hoi-dang-bo"),
        ("…", ""),
    ],
)
def test_addresses_stay_readable(text, address):
    assert slug(text) == address


def test_dates_and_numbers_are_written_as_readers_write_them():
    moment = datetime(2024, 6, 6, 14, 41)
    assert dates.long_date(moment) == "Thứ Năm, 06/06/2024, 14:41"
    assert dates.weekday(datetime(2024, 6, 9)) == "Chủ nhật"
    assert dates.moment(moment, " | ") == "06/06/2024 | 14:41"
    assert dates.moment(datetime(2024, 6, 9)) == "09/06/2024", "nobody told an hour"
    assert dates.number(1234567) == "1.234.567"
    assert dates.number(158) == "158"
    assert dates.number(1234.5) == "1.234,5"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Đề án số 11-ĐA/TU, ngày", ["11-ĐA/TU,"]),
        ("Quyết định (123/QĐ-UBND).", ["(123/QĐ-UBND)."]),
        ("ngày 06/12/2021 và 2020-2025", ["06/12/2021", "2020-2025"]),
        ("Covid-19", ["Covid-19"]),
        ("từ 21:00-4:00, lúc 14:41", ["21:00-4:00,", "14:41"]),
        ("Số:11-ĐA/TU và 3,5-4,5", ["Số:11-ĐA/TU", "3,5-4,5"]),
        ("Nghị định số 123/2021/NĐ-CP", [f"số{NO_BREAK}123/2021/NĐ-CP"]),
        ("Gọi 024 3386 1234, fax 024 3386 1235", ["024 3386 1234", "024 3386 1235"]),
        ("sáng 8:00 - 12:00 và", [f"8:00{NO_BREAK}-{NO_BREAK}12:00"]),
        ("ngày 10/7 – 12/7, 5% - 7%", [f"10/7{NO_BREAK}–{NO_BREAK}12/7,", f"5%{NO_BREAK}-{NO_BREAK}7%"]),
        ("giai đoạn 2020 - 2025", [f"2020{NO_BREAK}-{NO_BREAK}2025"]),
        ("Gọi 024 3386 1234 - 0912 345 678", ["024 3386 1234", "0912 345 678"]),
        ("https://a.vn/2024/05/tin", []),
        ("Văn hóa - Xã hội", []),
        ("Phó Bí thư-Chủ tịch", []),
        (f"{'1-' * 40}1", []),
    ],
)
def test_numbers_of_documents_and_dates_stay_whole(text, whole):
    pieces = unbroken(text)
    assert [piece.words for piece in pieces if piece.kind] == whole
    assert "".join(piece.words for piece in pieces).replace(NO_BREAK, " ") == text


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("theo Điều 5 của Luật", "theo Điều~5 của Luật"),
        ("đạt 95 % kế hoạch", "đạt 95~% kế hoạch"),
        ("hơn 1.250 tỷ đồng", "hơn 1.250~tỷ đồng"),
        ("Khóa XV, kỳ 2", "Khóa~XV, kỳ~2"),
        ("03 năm thực hiện", "03~năm thực hiện"),
        ("từ 7 giờ 30 phút", "từ 7~giờ~30~phút"),
        ("ngày 30 tháng 4 năm 2025", "ngày~30 tháng~4 năm~2025"),
        ("nghỉ 30 ngày, rộng 3-5 m", "nghỉ 30~ngày, rộng 3-5~m"),
        ("Tin · tháng 6", "Tin ·~tháng~6"),
        ("xã An Khánh", "xã An Khánh"),
    ],
)
def test_a_number_stays_with_its_word(text, bound):
    assert "".join(piece.words for piece in unbroken(text)) == bound.replace("~", NO_BREAK)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>số 11-ĐA/TU, ngày</p>", '<p>số~<span class="whole">11-ĐA/TU,</span> ngày</p>'),
        ("<p>15/2024/TT-BTNMT</p>", '<p><span class="long">15/2024/TT-BTNMT</span></p>'),
        ("<p>số <b>5</b> có <b>95</b> %</p>", "<p>số~<b>5</b> có <b>95</b>~%</p>"),
        ("<p>0912 345 678.</p>", '<p><a class="tel" href="tel:0912345678">0912 345 678</a>.</p>'),
        ('<a href="/x/">024 3386 1234</a>', '<a href="/x/"><span class="whole">024 3386 1234</span></a>'),
        ('<a title="Điều 5">Điều 5</a> 6 km</p>', '<a title="Điều 5">Điều~5</a> 6~km</p>'),
        ("<em>Điều</em> <b>5</b>, <b>một</b> 6", "<em>Điều</em>~<b>5</b>, <b>một</b> 6"),
        ("<p>số 5 <code>số 5</code></p><pre>Điều 6</pre>", "<p>số~5 <code>số 5</code></p><pre>Điều 6</pre>"),
        ('<a href="/tin/2024-06/">tin</a>', '<a href="/tin/2024-06/">tin</a>'),
        ("<p>A &amp; B, Văn hóa - Xã hội</p>", "<p>A &amp; B, Văn hóa - Xã hội</p>"),
        (f"<p>{'1-' * 40}1</p>", f"<p>{'1-' * 40}1</p>"),
    ],
)
def test_running_text_keeps_numbers_whole_and_every_word(html, expected):
    assert unbroken_html(html) == expected.replace("~", NO_BREAK)


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("024 3386 1234", ["tel:02433861234"]),
        ("(024) 3386.1234 - 0912.345.678", ["tel:02433861234", "tel:0912345678"]),
        ("(xem 0243 386 1234)", ["tel:02433861234"]),
        ("+84 24 3386 1234 hay (+84) 912 345 678", ["tel:02433861234", "tel:0912345678"]),
        ("1900 9095, 1800.1091", ["tel:19009095", "tel:18001091"]),
        ("gọi 113, 114 hoặc 115", ["tel:113", "tel:114", "tel:115"]),
        ("Tổng đài: 111.", ["tel:111"]),
        ("Fax: 024 3386 1235, số tài khoản 0912345678", ["", ""]),
        ("giai đoạn 1900-1975, năm 1900", []),
        ("0912345678 đồng, căn cước 001 085 012 345", []),
        ("gọi 113 người, lớp có 114 em", []),
        ("số 113, đường 115", []),
    ],
)
def test_telephones_are_known_by_their_digits_and_the_words_before(text, addresses):
    assert [address for _, _, address in telephones(text)] == addresses


def test_capitals_and_small_letters_of_patterns_are_nothing_else():
    for letter in "AZĐÀẢẠỲỸƯƠĂ":
        assert re.fullmatch(CAPITAL, letter) and not re.fullmatch(SMALL, letter)
        assert re.fullmatch(SMALL, letter.lower()) and not re.fullmatch(CAPITAL, letter.lower())
    for sign in "×÷[]^_` 1":
        assert not re.fullmatch(f"{CAPITAL}|{SMALL}", sign)
