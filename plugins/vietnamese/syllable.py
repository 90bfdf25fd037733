"""One place for the tone of a syllable: "uỷ" is "ủy", "hoà" is "hòa".

A syllable is taken apart and put together again, so that "hoà" in "Hoài" or the "uý" of
"quý" is never touched; what is no Vietnamese syllable is left as it is.
"""

import re
import unicodedata
from functools import lru_cache

TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng
PLAIN = "aeiouy"
MARKED = "ăâêôơư"
# "qu" and "gi" are consonants: their u and i never bear the tone beside another vowel.
SYLLABLE = re.compile(
    "(?P<onset>qu(?=[aăâeêioôơuưy])|gi(?=[aăâeêioôơuưy])|ngh|ng|nh|ch|gh|kh|ph|th|tr|[bcdđghklmnpqrstvx])?"
    "(?P<vowels>[aăâeêioôơuưy]{1,3})"
    "(?P<coda>ng|nh|ch|[cmnpt])?"
)
WORD = re.compile(r"[^\W\d_]+")


def one_tone(text: str) -> str:
    """`text`, in NFC, with the tone of each syllable where the older spelling has it: hòa, khỏe, thủy."""
    return WORD.sub(lambda match: _word(match[0]), text)


@lru_cache(maxsize=65536)
def _word(word: str) -> str:
    letters, tones = [], []
    for place, letter in enumerate(word):
        base, tone = split_tone(letter)
        letters.append(base)
        if tone:
            tones.append((place, tone))
    if len(tones) != 1:
        return word
    syllable = SYLLABLE.fullmatch("".join(letters).lower())
    if not syllable:
        return word
    start, end = syllable.span("vowels")
    (place, tone), due = tones[0], start + _bearer(syllable["vowels"], bool(syllable["coda"]))
    if place == due or not start <= place < end:
        return word
    letters[due] = unicodedata.normalize("NFC", letters[due] + tone)
    return "".join(letters)


@lru_cache(maxsize=4096)
def split_tone(letter: str) -> tuple[str, str]:
    """(letter without its tone, the tone's combining mark or ''): "ấ" is "â" and sắc."""
    parts = unicodedata.normalize("NFD", letter)
    tone = next((part for part in parts if part in TONES), "")
    return unicodedata.normalize("NFC", parts.replace(tone, "", 1)) if tone else letter, tone


def _bearer(vowels: str, closed: bool) -> int:
    """Which of a syllable's vowels bears the tone."""
    marked = [place for place, vowel in enumerate(vowels) if vowel in MARKED]
    if marked:
        return marked[-1]  # ươ bears it on ơ
    if closed:
        return len(vowels) - 1
    return 1 if len(vowels) == 3 else 0  # khoái, ngoằn ngoèo; hòa, mía, tài
