"""Letters of Greek and Cyrillic that look like Latin ones, in the midst of a word of ours."""

import re
from collections.abc import Iterator

GREEK = "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03bd"
CYRILLIC = (
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0405\u0406\u0408"
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458"
)
LATIN_OF = str.maketrans(GREEK + CYRILLIC, "ABEZHIKMNOPTYXov" + "ABEKMHOPCTXSIJ" + "aeopcyxsij")
FOREIGN = re.compile(f"[{GREEK}{CYRILLIC}]")
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
            kind = "tiếng Hy Lạp" if letter[0] in GREEK else "tiếng Nga"
            yield SENTENCE.format(word, kind, letter[0]), text.count("\n", 0, match.start()) + 1


def as_latin(text: str) -> str:
    """`text` with our letters in words that mix them with those."""
    if not FOREIGN.search(text):
        return text
    return WORD.sub(lambda word: word[0].translate(LATIN_OF) if LATIN.search(word[0]) else word[0], text)
