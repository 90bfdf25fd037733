"""Letters of before Unicode: fonts that show Vietnamese in the place of other letters.

Word keeps such text as the letters of Windows-1252 and the name of the font; which font it is says
what they mean. Tables: TCVN 5712:1993 (VN3) and the VNI Windows encoding.
"""

import re
from itertools import product
from unicodedata import normalize

GRAVE, HOOK, TILDE, ACUTE, DOT = "\u0300\u0309\u0303\u0301\u0323"
TCVN3_FONT = re.compile(r"\.Vn", re.IGNORECASE)  # .VnTime, .VnTimeH (capitals), .VnArial
VNI_FONT = re.compile(r"VNI\b|VNI-", re.IGNORECASE)  # VNI-Times, VNI Helve

# By vowel, the letters with grave, hook, tilde, acute and dot below, then the vowel itself.
_TCVN3 = {
    "a": "µ¶·¸¹",
    "ă": "»¼½¾Æ¨",
    "â": "ÇÈÉÊË©",
    "e": "ÌÎÏÐÑ",
    "ê": "ÒÓÔÕÖª",
    "i": "×ØÜÝÞ",
    "o": "ßáâãä",
    "ô": "åæçèé«",
    "ơ": "êëìíî¬",
    "u": "ïñòóô",
    "ư": "õö÷øù\u00ad",
    "y": "úûüýþ",
}
_TCVN3_OTHERS = dict(zip("®§¡¢£¤¥¦", "đĐĂÂÊÔƠƯ", strict=True))
# VNI writes a vowel, then a letter for its mark; i has letters of its own.
_VNI_TONES = dict(zip("øûõùï", (GRAVE, HOOK, TILDE, ACUTE, DOT), strict=True))
_VNI_ROUND = dict(zip("àåãáäâ", (GRAVE, HOOK, TILDE, ACUTE, DOT, ""), strict=True))
_VNI_SHORT = dict(zip("èúüéëê", (GRAVE, HOOK, TILDE, ACUTE, DOT, ""), strict=True))
_VNI_ALONE = dict(zip("ñôöæóòî", "đơưỉĩịỵ", strict=True))


def _tcvn3() -> dict[int, str]:
    table = dict(_TCVN3_OTHERS)
    for vowel, letters in _TCVN3.items():
        marks = (GRAVE, HOOK, TILDE, ACUTE, DOT, "")
        table |= {old: normalize("NFC", vowel + mark) for old, mark in zip(letters, marks, strict=False)}
    return {ord(old): new for old, new in table.items()}


def _vni() -> dict[str, str]:
    table = dict(_VNI_ALONE)
    for vowel, (sign, mark) in product("aeouy", _VNI_TONES.items()):
        table[vowel + sign] = normalize("NFC", vowel + mark)
    for vowel, (sign, mark) in product("aeo", _VNI_ROUND.items()):
        table[vowel + sign] = normalize("NFC", f"{vowel}\u0302{mark}")
    for sign, mark in _VNI_SHORT.items():
        table["a" + sign] = normalize("NFC", f"ă{mark}")
    for (vowel, old), (sign, mark) in product((("ơ", "ô"), ("ư", "ö")), _VNI_TONES.items()):
        table[old + sign] = normalize("NFC", vowel + mark)
    for old, new in list(table.items()):
        table[old.upper()] = new.upper()
        if len(old) == 2:
            table[old[0].upper() + old[1]] = new.upper()
            table[old[0] + old[1].upper()] = new
    return table


TCVN3, VNI = _tcvn3(), _vni()
_VNI_PARTS = re.compile("|".join(sorted(VNI, key=lambda old: -len(old))))


def is_legacy(font: str) -> bool:
    """Whether letters in this font mean others."""
    return bool(TCVN3_FONT.match(font) or VNI_FONT.match(font))


def unicode_of(text: str, font: str) -> str:
    """What `text` shows in `font`; text of any other font is what it is."""
    if TCVN3_FONT.match(font):
        shown = text.translate(TCVN3)
        return shown.upper() if font.rstrip().endswith("H") else shown
    if VNI_FONT.match(font):
        return _VNI_PARTS.sub(lambda found: VNI[found[0]], text)
    return text
