"""The order of Vietnamese words: letters first (a ă â b c d đ e ê …), tones second."""

import unicodedata
from typing import Any

from plugins.vietnamese.syllable import TONES, one_tone, split_tone

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
RANK = {letter: rank for rank, letter in enumerate(ALPHABET, start=1000)}
SPACE, OTHER, DIGIT = 0, 1, 900


def sort_key(text: str) -> tuple[Any, ...]:
    """A key that sorts as a Vietnamese dictionary does: Đắc Sở before Yên Sở.

    Spaces come first, then signs, digits, Vietnamese letters and all others; then tones
    decide, then small before capital letters. "Thuỷ" and "Thủy" stand together.
    """
    letters, tones, capitals = [], [], []
    for char in one_tone(unicodedata.normalize("NFC", text)):
        letter, tone = split_tone(char)
        small = letter.lower()
        letters.append((_rank(small), small))
        tones.append(TONES.index(tone) + 1 if tone else 0)
        capitals.append(letter != small)
    return letters, tones, capitals, text


def _rank(letter: str) -> int:
    if letter.isspace():
        return SPACE
    if letter.isdecimal():
        return DIGIT
    return RANK.get(letter, RANK["z"] + 1 if letter.isalpha() else OTHER)
