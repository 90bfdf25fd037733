"""Text as it enters: one form for one letter, no invisible characters."""

import re
import unicodedata
from functools import lru_cache

# What Word, and Unicode, write for a new line inside a paragraph.
NEW_LINES = ("\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029")
# Control characters and code points that are no characters: XML, and so a feed, may not hold them.
# Soft hyphen, zero-width space and joiners, word joiner, byte-order mark, fillers, and the
# direction marks that can turn a headline round; and the private-use area, which
# Trạm Tin keeps for marks of its own.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff"
    "\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\ue000-\uf8ff]"
)
# Word's bullets, letters of the fonts Symbol and Wingdings.
WINGS = "\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\uf06e\uf071\uf02d\uf0e8\uf077"
BULLETS = re.compile(f"^([ \t\u00a0>]*)[{WINGS}]", re.MULTILINE)
# Letters of other languages that look like Đ and đ: old fonts and converters write them for it.
LOOK_LIKE_D = "\u00d0\u00f0\u0189\u0256"
LIKE_D = str.maketrans(LOOK_LIKE_D, "ĐđĐđ")
STROKED = re.compile("([Dd])[\u0335\u0336]")  # a d and a stroke over it
# A tone typed before the mark of its vowel: NFC leaves the two apart.
TONE_FIRST = re.compile("([aeoAEO])([\u0300\u0301\u0303\u0309])([\u0302\u0306])")
# Every space that is as wide as a space.
SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
LIKE_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("‘’‚‛ʼ′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        "٪": "%",
        "⁄": "/",
    }
)


# What `clean` changes, but for what NFC does.
UNCLEAN = re.compile(
    f"[{INVISIBLE.pattern[1:-1]}\r\v\f\x85\u2028\u2029{LOOK_LIKE_D}\u0335\u0336\u0302\u0306]"
)

SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")


def clean(text: str) -> str:
    """`text` in NFC with unix line ends, Đ and đ for what looks like them, nothing invisible."""
    if not UNCLEAN.search(text) and unicodedata.is_normalized("NFC", text):
        return text  # as most are; there are thousands
    for sign in NEW_LINES:
        text = text.replace(sign, "\n")
    text = BULLETS.sub(r"\1•", text)
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", text))
    if any(map(text.__contains__, LOOK_LIKE_D)):  # to translate takes ten times as long
        text = text.translate(LIKE_D)
    if "\u0335" in text or "\u0336" in text:
        text = STROKED.sub(lambda match: "Đ" if match[1] == "D" else "đ", text)
    if "\u0302" in text or "\u0306" in text:
        apart = unicodedata.normalize("NFD", text)
        text = unicodedata.normalize("NFC", TONE_FIRST.sub(r"\1\3\2", apart))
    return text


def fold(text: str) -> str:
    """`text` in lower case without Vietnamese marks, đ as d; the length of NFC text is kept."""
    return unicodedata.normalize("NFC", text).translate(_FOLDED)


@lru_cache(maxsize=4096)  # the names of sections are asked for with every story
def fold_words(text: str) -> str:
    """`text` as `fold` gives it, one space between words."""
    return " ".join(fold(text).split())


class _Folded(dict[int, str]):
    """Each letter met so far without its mark, by code point."""

    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFD", chr(code).translate(LIKE_D))[0].lower()
        self[code] = "d" if base == "đ" else base
        return self[code]


_FOLDED = _Folded()


def fold_name(name: str) -> str:
    """The one form of names of files that look alike: letters, spaces, dashes, quotes, percent signs.

    "Kế  hoạch\u00a0–５０％.pdf" and "Kế hoạch -50%.pdf" give the same; capitals stay.
    """
    plain = SPACES.sub(" ", unicodedata.normalize("NFKC", clean(name)).translate(LIKE_SIGNS))
    return plain.strip()


@lru_cache(maxsize=65536)  # the same tags and folders are asked for again and again
def slug(text: str) -> str:
    """`text` as part of an address: "Đề án số 11-ĐA/TU" gives "de-an-so-11-da-tu"."""
    if SLUG.fullmatch(text):
        return text
    return re.sub(r"[^a-z0-9]+", "-", fold(clean(text))).strip("-")
