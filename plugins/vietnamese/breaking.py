"""Where a line may not end: "Điều 5", "95 %", "11-ĐA/TU" stay whole."""

import re
from functools import lru_cache

NO_BREAK = "\u00a0"
# What a number belongs to when it stands before or after it.
BEFORE = "điều khoản điểm chương mục phần số quý tháng ngày năm khóa kỳ lần thứ tổ đội khu tập".split()
AFTER = (
    "% đồng triệu tỷ nghìn ngàn người hộ ha m² m³ m km km² cm mm kg tấn tạ yến lít giờ phút ngày tháng năm "
    "tuổi °C độ bài ảnh"
).split()
# A number in Roman or Arabic digits, with its decimals.
NUMBER = r"\d[\d.,]*\d|\d|[IVXLC]+"
BOUND_BEFORE = re.compile(rf"(?<!\w)({'|'.join(BEFORE)}) +(?=(?:{NUMBER})(?!\w))", re.IGNORECASE)
BOUND_AFTER = re.compile(rf"(?<![\w.,])({NUMBER}) +(?=(?:{'|'.join(map(re.escape, AFTER))})(?!\w))")
# A number of a document, a date, a share: digits and letters held by signs, one of them a digit.
# With the signs around it: a comma alone may not begin a line.
WHOLE = re.compile(r"(?<![\w/-])[“‘\"(\[]*(?=\S*\d)\w+(?:[-–/]\w+)+(?![\w/-])[,.;:!?…)\]”’\"]*")
HELD = re.compile("[-–/]")  # without one of these signs nothing is held together
TAG = re.compile(r"(<[^>]*>)")
LONGEST = 24  # more would be a hole in the line of a phone


@lru_cache(maxsize=10_000)  # a headline stands in a dozen lists
def unbroken(text: str) -> tuple[tuple[str, bool], ...]:
    """Pieces of a headline in order: (words, whether a line may never end inside them).

    Spaces that bind a number to its word become no-break spaces; the words themselves stay
    as they were written.
    """
    text = BOUND_AFTER.sub(rf"\1{NO_BREAK}", BOUND_BEFORE.sub(rf"\1{NO_BREAK}", text))
    pieces, end = [], 0
    for match in WHOLE.finditer(text):
        if len(match[0]) > LONGEST:
            continue
        if match.start() > end:
            pieces.append((text[end : match.start()], False))
        pieces.append((match[0], True))
        end = match.end()
    if end < len(text):
        pieces.append((text[end:], False))
    return tuple(pieces)


def unbroken_html(html: str) -> str:
    """Clean HTML whose numbers of documents and dates may not be torn; its words stay as they are."""
    parts = TAG.split(html)
    parts[::2] = [WHOLE.sub(_as_whole, words) if HELD.search(words) else words for words in parts[::2]]
    return "".join(parts)


def _as_whole(match: re.Match) -> str:
    return match[0] if len(match[0]) > LONGEST else f'<span class="whole">{match[0]}</span>'
