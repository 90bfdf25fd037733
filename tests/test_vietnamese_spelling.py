"""Which words are Vietnamese syllables, and which are told to whoever wrote them."""

import pytest

from plugins.vietnamese.spelling import is_syllable, misspelt, placement

RIGHT = """
nghiêng giếng giết gì gìn quốc quýt quỳnh quyết khuỷu ngoéo khuya khuếch huých tuýp xoong goòng hoạch hòa hoà
thủy thuỷ khoẻ khỏe được nước người yêu ý kỹ kĩ quơ thuở quới bậc ươm hươu rượu gửi hừm ĐÌNH uỷ ủy quậy quắt
quạnh giữa giêng giặc yểng ỉa ghế nghe ngã cá kể iu quá già
"""
WRONG = """
nghành đượcc gía hòan đựơc nứơc đat ngiên nghạ cẻ kả ghà phảii đươc đượcbiết hoàả quôc gỉay tuỵêt qúa sưả cuả
đọcc
"""


@pytest.mark.parametrize("word", RIGHT.split())
def test_syllables_are_known_in_both_tone_placements(word):
    assert is_syllable(word) and list(misspelt(word)) == []


@pytest.mark.parametrize("word", WRONG.split())
def test_what_is_spelt_otherwise_is_none(word):
    assert not is_syllable(word)


@pytest.mark.parametrize(
    "text, told",
    [
        ("Đã hòan thành, nứơc sạch", [("hòan", "hoàn"), ("nứơc", "nước")]),
        ("Tin đượcbiết", [("đượcbiết", "được biết")]),
        ("Các nghành", [("nghành", "ngành")]),
        ("QĐ-UBND, BCĐ, TƯ, đ/c Hùng, 20.000đ, #HộiNghị, kilômét, ôtô", []),
        ("Đắk Lắk, Krông Pắk, Êđê, Mát-xcơ-va, Ô-xtrây-li-a, K'Bông, São Paulo, Müller, wifi, café", []),
        ("Bắc Kạn, BẮC KẠN, Kông Chro, Păh, Krêl, Đak Pơ, Drăng, Ngọk, chữ ă, â", []),
        ("Nghành và Chươngtrình", [("Nghành", "Ngành"), ("Chươngtrình", "Chương trình")]),
        ("THÔNG BÁO TUYỂN SINH", []),
        ("HÒAN THÀNH", [("HÒAN", "HOÀN")]),
    ],
)
def test_words_with_marks_that_are_no_syllables_are_told_with_what_is_meant(text, told):
    assert list(misspelt(text)) == told


@pytest.mark.parametrize(
    "word, place",
    [
        ("hòa", "old"),
        ("hoà", "new"),
        ("Thủy", "old"),
        ("UỶ", "new"),
        ("hoàn", ""),
        ("quý", ""),
        ("khỏe", "old"),
    ],
)
def test_a_tone_has_two_places_in_open_oa_oe_and_uy_alone(word, place):
    assert placement(word) == place
