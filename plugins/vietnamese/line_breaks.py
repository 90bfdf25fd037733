"""Where a line may not end: "Điều 5", "95 %", "11-ĐA/TU" stay whole; and which words are telephones."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from plugins.vietnamese.telephone import telephones

NO_BREAK = "\u00a0"
# What a number belongs to when it stands before or after it.
BEFORE = "điều khoản điểm chương mục phần số quý tháng ngày năm khóa kỳ lần thứ tổ đội khu tập".split()
AFTER = (
    "% đồng triệu tỷ nghìn ngàn người hộ ha m² m³ m km km² cm mm kg tấn tạ yến lít giờ phút ngày tháng năm "
    "tuổi °C độ bài ảnh"
).split()
# A number in Roman or Arabic digits, with its decimals.
NUMBER = r"\d[\d.,]*\d|\d|[IVXLC]+"
# In HTML the word and its number may be in two tags, số <strong>5</strong>.
TAGS, ENDS = "(?:<[a-z][^> ]*>)*", "(?:</[a-z]+>)*"
# Each pattern begins with a sign or a digit, not with words: most text is passed over at once.
# The spaces before a number, after a word or after the end of a tag, of which NAMED tells more.
# What a pattern looks back at has one length.
BY_LENGTH = ["|".join(each for each in BEFORE if len(each) == length) for length in {*map(len, BEFORE)}]
AFTER_WORD = "|".join(rf"(?<=(?<!\w)(?:{words}) )" for words in BY_LENGTH)
NEXT = rf" *{TAGS}(?=(?:{NUMBER})(?!\w))"
BOUND_BEFORE = re.compile(rf" (?={NEXT})(?:{AFTER_WORD}|(?<=> )){NEXT}", re.IGNORECASE)
NAMED = re.compile(rf"(?<!\w)(?:{'|'.join(BEFORE)}){ENDS}\Z", re.IGNORECASE)
# But "30 tháng 4 năm 2025" may wrap before "tháng": as one piece no phone's line could hold it.
BOUND_AFTER = re.compile(
    rf"[\dIVXLC](?<![\w.,].)(?:(?<=\d)(?:[\d.,]*\d)?|(?<=[IVXLC])[IVXLC]*){ENDS} +{TAGS}"
    rf"(?!(?:ngày|tháng|năm)[ {NO_BREAK}]+\d)(?=(?:{'|'.join(map(re.escape, AFTER))})(?!\w))"
)
# From so many to so many: 8:00 - 12:00, 10/7 - 12/7, 2020 - 2025, 5 % - 7 %; no part of a telephone.
END = r"(?:\d{1,2}(?:[:hg]\d{0,2}|(?:/\d{1,4}){1,2})|\d{1,4})%?"
RANGE = re.compile(rf"(?<![\w.,:/–-])(?<!\d[ .]){END} [-–] {END}(?![\w/:]|[ .,]\d)")
MIDDLE = re.compile("(?<= )· ")  # it may begin a line, not end it
CLOCK = re.compile(r"(?<!\w)\d{1,2} giờ \d{1,2}(?!\w|[.,]\w)")  # 7 giờ 30
SPACES = re.compile(" +")
# A number of a document, a date, a time, a share: digits and letters held by signs, one of them a digit.
# With the signs around it: a comma alone may not begin a line.
WHOLE = re.compile(
    r"(?<![\w/.-])[“‘\"(\[]*(?=\S*\d)\w+(?:[.,]\w+)*%?"
    rf"(?:(?:[-–/:]|{NO_BREAK}[-–]{NO_BREAK})\w+(?:[.,]\w+)*%?)+(?![\w/-])[,.;:!?…)\]”’\"]*"
)
# Without such a sign between two letters nothing is held together.
HELD = re.compile(rf"[-–/:{NO_BREAK}](?:(?<=[\w%].)\w|(?<={NO_BREAK})[-–]{NO_BREAK})")
DIGIT = re.compile(r"\d")
TAG = re.compile(r"(<[^>]*>)")
AT_WORD = re.compile(rf"(?:\w+{NO_BREAK})?$")  # what is bound to a long piece is a part of it
LONGEST = 24  # more would be a hole in the line of a phone
FARTHEST = 64  # letters from a word to its number, where tags end between them
SHORT = 13  # so much fits the narrowest line: 320 pixels, letters of twice the size


class Piece(NamedTuple):
    """kind: "" for words, "whole" or "long" for what a line holds together, "tel" for a telephone.

    A long piece may be torn where a line has no room for it. href: "tel:0243…" of a telephone.
    """

    words: str
    kind: str = ""
    href: str = ""


def bound(text: str) -> str:
    """Text or HTML with no-break spaces between numbers and their words."""
    if " - " in text or " – " in text:
        text = RANGE.sub(_joined, text)
    if "· " in text:
        text = MIDDLE.sub(_joined, text)
    if " giờ " in text:
        text = CLOCK.sub(_joined, text)
    return BOUND_AFTER.sub(_joined, BOUND_BEFORE.sub(_joined_to_word, text))


def _joined(match: re.Match[str]) -> str:
    """What was found, with spaces that no line may end at; what stands in a tag is left as it was."""
    return match[0] if _in_tag(match.string, match.start()) else SPACES.sub(NO_BREAK, match[0])


def _joined_to_word(match: re.Match[str]) -> str:
    text, start = match.string, match.start()
    if start and text[start - 1] == ">":
        named = NAMED.search(text, max(start - FARTHEST, 0), start)
        if not named or _in_tag(text, named.start()):
            return match[0]
    return _joined(match)


def _in_tag(text: str, at: int) -> bool:
    opened = text.rfind("<", 0, at)
    return opened >= 0 and text.find(">", opened, at) < 0 <= text.find(">", at)


@lru_cache(maxsize=10_000)  # a headline stands in a dozen lists
def unbroken(text: str) -> tuple[Piece, ...]:
    """`text` in pieces, in order.

    Spaces that bind a number to its word become no-break spaces; the words themselves stay
    as they were written.
    """
    return tuple(_pieces(bound(text)))


def unbroken_html(html: str) -> str:
    """Clean HTML whose numbers of documents and dates may not be torn, and whose telephones are links.

    The words stay as they are; spaces in <code> and <pre> too.
    """
    if "<code" in html or "<pre" in html:
        parts = re.split(r"(<(code|pre)\b.*?</\2>)", html, flags=re.DOTALL)
        return "".join(
            part if index % 3 == 1 else unbroken_html(part)
            for index, part in enumerate(parts)
            if index % 3 < 2
        )
    linked, parts = 0, TAG.split(bound(html))
    for index, part in enumerate(parts):
        if index % 2:
            linked += part.startswith("<a ") - (part == "</a>")
        elif DIGIT.search(part):
            parts[index] = "".join(_as_html(piece, bool(linked)) for piece in _pieces(part))
    return "".join(parts)


def _pieces(text: str) -> Iterator[Piece]:
    end = 0
    for start, stop, href in telephones(text):
        yield from _held(text[end:start])
        yield Piece(text[start:stop], "tel" if href else "whole", href)
        end = stop
    yield from _held(text[end:])


def _held(text: str) -> Iterator[Piece]:
    end = 0
    for match in WHOLE.finditer(text) if HELD.search(text) else ():
        if len(match[0]) > LONGEST:
            continue
        start = match.start()
        if is_long := len(match[0]) > SHORT:
            at = AT_WORD.search(text, end, start)
            start = at.start() if at else start
        if start > end:
            yield Piece(text[end:start])
        yield Piece(text[start : match.end()], "long" if is_long else "whole")
        end = match.end()
    if end < len(text):
        yield Piece(text[end:])


def _as_html(piece: Piece, linked: bool) -> str:
    if piece.kind == "tel" and not linked:
        return f'<a class="tel" href="{piece.href}">{piece.words}</a>'
    kind = "whole" if piece.kind == "tel" else piece.kind
    return f'<span class="{kind}">{piece.words}</span>' if kind else piece.words
