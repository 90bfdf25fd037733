"""Words: a text as the syllables that are looked for; theme/static/js/search_words.js does the same."""

import re
from unicodedata import normalize

from plugins.vietnamese.syllable import one_tone
from plugins.vietnamese.text import clean

MARKS = "\u0300-\u036f"
# Figures are words of their own: "01công văn" holds "công văn".
WORD = re.compile(rf"\d+|[^\W\d_]+(?:[{MARKS}]+[^\W\d_]*)*")
# A line break stands between paragraphs: no phrase reaches over it.
WORD_OR_BREAK = re.compile(rf"{WORD.pattern}|\n+")
LONGEST = 32  # letters; what is longer is no word of any language here
_MARK = re.compile(f"[{MARKS}]+")


def syllables(text: str) -> list[str]:
    """The words of `text` in their written form: small letters, one tone placement."""
    return [written(word) for word in WORD.findall(clean(text))]


def written(word: str) -> str:
    """The form under which a word of a text is kept: "UỶ" is "ủy"."""
    return one_tone(word[:LONGEST].lower())


def key(form: str) -> str:
    """What a form is when nobody types marks: "đảng" is "dang"."""
    return form if form.isascii() else _MARK.sub("", normalize("NFD", form)).replace("đ", "d")


class Lexicon(dict[str, int]):
    """Numbers for words as they stand in texts; words of one written form have one number.

    0 stands for a break. `forms` has the written form of each number.
    """

    def __init__(self) -> None:
        super().__init__()
        self.forms = ["\n"]
        self._numbers = {"\n": 0}

    def __missing__(self, word: str) -> int:
        form = "\n" if word[0] == "\n" else written(word)
        number = self._numbers.setdefault(form, len(self.forms))
        if number == len(self.forms):
            self.forms.append(form)
        self[word] = number
        return number

    def numbers(self, text: str) -> list[int]:
        """The words and breaks of `text` as numbers."""
        return list(map(self.__getitem__, WORD_OR_BREAK.findall(clean(text))))
