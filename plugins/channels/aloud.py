"""Text as an announcer reads it: no digit, no abbreviation, no sign that nobody can say."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from plugins.channels import abbreviations, amounts, codes, moments
from plugins.vietnamese.letters import CAPITAL, SMALL
from plugins.vietnamese.numerals import Numerals, roman

ADDRESS = re.compile(r"(?:https?://|www\.)(?:www\.)?([\w.-]+\w)(?::\d+)?(?:[/?#][^\s,;)]*)?", re.I)
DOMAIN = re.compile(r"(?<![\w.@-])((?:[a-z0-9-]+\.)+(?:vn|com|org|net|info))(?:/[^\s,;)]*)?(?!\w)", re.I)
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
ADDRESS_SIGNS = {"@": "a còng", ".": "chấm", "-": "gạch ngang", "_": "gạch dưới"}
END = re.compile(r"\s*\./\.\s*|\s*/\.\s*$")
MINUTES = re.compile(r"(?<![\w.,h:g])(\d{1,2})['’′](?![\w'’′])")
QUOTES = re.compile("[“”„\"«»‘]|(?<!\\w)[’']|[’'](?!\\w)")
BRACKETS = re.compile(r"\s*[()\[\]{}]\s*")
DASH = re.compile(rf"\s+[-–—]\s+|\s*[–—]\s*|(?<={SMALL})-(?={CAPITAL})")
SIGNS = {
    "&": " và ",
    "≥": " từ trở lên ",
    "≤": " không quá ",
    "≈": " xấp xỉ ",
    "=": " bằng ",
    "+": " cộng ",
    "~": " khoảng ",
    ">": " trên ",
    "<": " dưới ",
}
NOT_SAID = re.compile(r"[*_#|•·▪✓→©®™^\\]+")
BULLET = re.compile(r"^\s*(?:[-+•*]\s+)")
ITEM = re.compile(r"^\s*(\d{1,2}(?:\.\d{1,2})*|[IVX]+)[.)]\s+")
LETTERED = re.compile(r"^\s*([a-zđ])[.)]\s+")
ALL_DAY = re.compile(r"(?<![\d/])24/24(?:\s*(?:giờ|h)\b)?(?!\s*[/\d])", re.I)
ETC = re.compile(r"v\s*\.\s*v\s*(?:\.+|…)?(?!\w)", re.I)


@dataclass(frozen=True)
class Voice:
    """How a place reads. numerals: its numbers; words: in full, what it writes short."""

    numerals: Numerals = field(default_factory=Numerals)
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Doubts:
    """What a person has to look at. unknown: not known how to be read; days: read as ratios, maybe days."""

    unknown: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)


def aloud(text: str, voice: Voice, doubts: Doubts) -> str:
    """One paragraph of plain text as it is read, on one line."""
    numerals, words = voice.numerals, voice.words
    text = QUOTES.sub("", MINUTES.sub(r"\1 phút", " ".join(END.sub(". ", text).split())))
    text = BULLET.sub("", text)
    text = ITEM.sub(lambda found: f"{_item(found[1], numerals)}. ", text)
    text = LETTERED.sub(lambda found: f"{found[1]}, ", text)
    text = ALL_DAY.sub("suốt ngày đêm", ETC.sub("vân vân", text))
    text = MAIL.sub(lambda found: _spelled(found[0]), text)
    text = DOMAIN.sub(lambda found: _spelled(found[1]), ADDRESS.sub(lambda found: _spelled(found[1]), text))
    text = codes.said(amounts.called(text), numerals, words)
    text = moments.said(text, numerals, doubts.days)
    text = abbreviations.in_full(text, words)
    text = amounts.said(text, numerals)
    doubts.unknown += [each for each in abbreviations.unknown(text) if each not in doubts.unknown]
    return _punctuated(text)


def _item(number: str, numerals: Numerals) -> str:
    if not number[0].isdecimal():
        return f"Phần {numerals.cardinal(roman(number))}"
    parts = map(int, number.split("."))
    words = " chấm ".join(map(numerals.cardinal, parts))
    return words[0].upper() + words[1:]


def _spelled(address: str) -> str:
    for sign, said in ADDRESS_SIGNS.items():
        address = address.replace(sign, f" {said} ")
    return address.strip()


def _punctuated(text: str) -> str:
    text = DASH.sub(", ", BRACKETS.sub(", ", text))
    text = re.sub("|".join(map(re.escape, SIGNS)), lambda found: SIGNS[found[0]], NOT_SAID.sub(" ", text))
    text = re.sub(r"\s*/\s*", ", ", re.sub(r"(?i)và/hoặc", "và hoặc", text))
    text = re.sub(r"\s*(?:\.{2,}|…)\s*(?=[,;:.!?])", "", text)
    text = re.sub(r"\s*(?:\.{2,}|…)\s*", ". ", text)
    text = re.sub(r"\s+(?=[,.;:!?])", "", " ".join(text.split()))
    text = re.sub(r",(?=[.;:!?])|^[,;:]\s*", "", re.sub(r"([,;:])(?:\s*,)+", r"\1", text))
    text = re.sub(r"\.(?:\s*\.)+", ".", text)
    return re.sub(r"([,;:])(?=\S)", r"\1 ", text).strip(" ,")
