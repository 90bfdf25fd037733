"""The order of Vietnamese words: letters first (a ă â b c d đ e ê …), tones second."""

import unicodedata

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng; none comes first
RANK = {letter: rank for rank, letter in enumerate(ALPHABET, start=100)}


def sort_key(text: str) -> tuple:
    """A key that sorts as a Vietnamese dictionary does: Đắc Sở before Yên Sở."""
    letters, tones = [], []
    for char in unicodedata.normalize("NFC", text).lower():
        parts = unicodedata.normalize("NFD", char)
        tone = next((part for part in parts if part in TONES), "")
        letter = unicodedata.normalize("NFC", "".join(p for p in parts if p not in TONES))
        letters.append(RANK.get(letter, ord(letter[0]) if letter[0] < "a" else 1000 + ord(letter[0])))
        tones.append(TONES.index(tone) + 1 if tone else 0)
    return letters, tones, text
