"""Letters of Greek and Cyrillic that look like Latin ones, in the midst of a word of ours."""

import re
from collections.abc import Iterator

FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u04ff]")
WORD = re.compile(r"[^\W\d_]+")
LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
SENTENCE = "Trong chữ “{}” có chữ cái {} “{}” trông như chữ ta nhưng tìm không ra. Hãy gõ lại chữ ấy."


def foreign_letters(text: str) -> Iterator[tuple[str, int]]:
    """(sentence, line from 1) of each word that mixes them with Latin letters, once a word."""
    if not FOREIGN.search(text):
        return
    told = set()
    for match in WORD.finditer(text):
        word, letter = match[0], FOREIGN.search(match[0])
        if letter and LATIN.search(word) and word not in told:
            told.add(word)
            kind = "tiếng Hy Lạp" if letter[0] < "\u0400" else "tiếng Nga"
            yield SENTENCE.format(word, kind, letter[0]), text.count("\n", 0, match.start()) + 1
