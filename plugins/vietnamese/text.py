"""Text as it enters: one form for one letter, no invisible characters."""

import re
import unicodedata

# What Word, and Unicode, write for a new line inside a paragraph.
NEW_LINES = ("\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029")
# Control characters and code points that are no characters: XML, and so a feed, may not hold them.
# Soft hyphen, zero-width space and joiners, word joiner, byte-order mark, and the
# direction marks that can turn a headline round; and the private-use area, which
# Trạm Tin keeps for marks of its own.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff"
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ue000-\uf8ff]"
)


def clean(text: str) -> str:
    """`text` in NFC with unix line ends and without invisible characters."""
    for sign in NEW_LINES:
        text = text.replace(sign, "\n")
    return unicodedata.normalize("NFC", INVISIBLE.sub("", text))


def fold(text: str) -> str:
    """`text` in lower case without Vietnamese marks, đ as d; the length of NFC text is kept."""
    return unicodedata.normalize("NFC", text).translate(_FOLDED)


class _Folded(dict):
    """Each letter met so far without its mark, by code point."""

    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        self[code] = "d" if base == "đ" else base
        return self[code]


_FOLDED = _Folded()


def slug(text: str) -> str:
    """`text` as part of an address: "Đề án số 11-ĐA/TU" gives "de-an-so-11-da-tu"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
