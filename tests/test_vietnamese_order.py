"""Vietnamese order: against a fixed table always, against ICU on random phrases where Chromium is."""

import random
import unicodedata

from plugins.vietnamese.order import ALPHABET, sort_key

PLACES = ["An Khánh", "An Thượng", "Cát Quế", "Di Trạch", "Dương Liễu", "Đắc Sở", "Đông La"]
PLACES += ["Lại Yên", "Song Phương", "Sơn Đồng", "Vân Canh", "Vân Côn", "Yên Sở"]


def test_names_sort_as_in_a_vietnamese_dictionary():
    assert sorted(PLACES) != PLACES
    assert sorted(sorted(PLACES), key=sort_key) == PLACES


def test_tones_order_words_that_are_otherwise_alike():
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]


def test_letters_outweigh_tones_and_a_tone_outweighs_a_capital():
    ordered = ["la", "La", "là", "Là", "lăn", "lân", "lăng", "2", "Đ", "d"]
    expected = ["2", "d", "Đ", "la", "La", "là", "Là", "lăn", "lăng", "lân"]
    assert sorted(ordered, key=sort_key) == expected


def test_order_does_not_know_how_a_letter_was_typed():
    typed = [unicodedata.normalize("NFD", place) for place in PLACES]
    assert sorted(sorted(typed), key=sort_key) == typed
    assert sorted(["Thuỷ B", "Thủy A", "Thuỷ C"], key=sort_key) == ["Thủy A", "Thuỷ B", "Thuỷ C"]


def phrases(count: int) -> list[str]:
    """Random phrases of one to three syllables, each syllable with at most one tone."""
    dice = random.Random(11)
    bases = [letter for letter in ALPHABET if letter not in "fjwz"]
    vowels, tones = "aăâeêioôơuưy", ["", *"\u0300\u0301\u0303\u0309\u0323"]

    def syllable():
        vowel = unicodedata.normalize("NFC", dice.choice(vowels) + dice.choice(tones))
        onset = dice.choice([letter for letter in bases if letter not in vowels])
        word = onset + vowel + dice.choice(["", "c", "n", "ng", "nh", "t"])
        return word.capitalize() if dice.random() < 0.3 else word

    return [" ".join(syllable() for _ in range(dice.randint(1, 3))) for _ in range(count)]


def test_order_is_that_of_icu_on_random_phrases(browser):
    """ICU as Chromium carries it (`Intl.Collator`): PyICU has no wheel and would need a compiler."""
    unsorted = phrases(5000)
    page = browser.new_page()
    collated = page.evaluate("list => list.sort(new Intl.Collator('vi').compare)", unsorted)
    page.close()
    assert sorted(unsorted, key=sort_key) == collated
