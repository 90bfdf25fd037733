"""The day of a story: as its paper is dated, as a page said it was posted, or as its text begins."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from plugins.desk.blocks import Block, Paragraph

LONGEST, FIRST, LAST = 80, 12, 3  # letters of a line; blocks among which it stands
DATE = r"(\d{1,2})(?:\s+tháng\s+|[/.-])(\d{1,2})(?:\s+năm\s+|[/.-])(\d{4})"
POSTED = re.compile(
    rf"ngày\s+(?:đăng|gửi|viết)\W{{0,3}}\s*{DATE}(?:\W+(\d{{1,2}})[:h](\d{{2}}))?", re.IGNORECASE
)
DATED = re.compile(rf"^(?:(?P<place>[^\d,.;:]{{2,50}}),\s*)?ngày\s+{DATE}\W*$", re.IGNORECASE)
WEB = re.compile(rf"^(?:thứ \w+|chủ nhật)?,?\s*{DATE}\W+(\d{{1,2}})[:h](\d{{2}})", re.IGNORECASE)
OPENING = re.compile(
    r"^(?:\([^()]{2,30}\)\s*)?\W*(?:vào\s+|trong\s+)?"
    r"(?:(?:(?:sáng|trưa|chiều|tối|đêm)(?:\s+nay)?|hôm nay|ngày|hồi|lúc)\b[\s,(]*)+"
    r"(?:(?:hồi|lúc)?\s*\d{1,2}\s*(?:h|giờ|:)\s*(?:\d{2})?(?:\s*phút)?[\s,(]*)?"
    rf"(?:thứ \w+|chủ nhật)?[\s,(]*(?:ngày\s+)?{DATE}",
    re.IGNORECASE,
)
SEEN = re.compile(r"(?:view count|lượt xem|số lượt xem|lượt đọc)\W{1,3}(\d[\d.,]*)", re.IGNORECASE)
OF_PLACES = frozenset("xã phường huyện quận tỉnh thị trấn thành phố".split())


@dataclass
class Dated:
    """day: that the document is of; opening: that its first sentence tells, of what it writes about

    views: how often it was read on another portal, as written; rest: the blocks without what only dates it
    """

    day: datetime | None = None
    opening: datetime | None = None
    views: str = ""
    rest: list[Block] = field(default_factory=list)


def dated(blocks: list[Block]) -> Dated:
    """The day of the first lines that name one, else of the last; a line that only dates the text goes."""
    found = Dated(rest=blocks)
    for at, block in enumerate(blocks[:FIRST]):
        if not isinstance(block, Paragraph):
            continue
        if posted := POSTED.search(block.words):
            found.day = _moment(*posted.groups())
            seen = SEEN.search(block.words)
            found.views = re.sub(r"\D", "", seen[1]) if seen else ""
            found.rest = [*blocks[:at], *blocks[at + 1 :]] if found.day else blocks
            return found
        found.day = found.day or _day_of(block)
        if not found.opening and (told := OPENING.match(block.words)):
            found.opening = _moment(*told.groups())
    for block in () if found.day else blocks[-LAST:]:
        found.day = found.day or _day_of(block)
    return found


def _day_of(block: Block) -> datetime | None:
    """The day that a line names: "An Khánh, ngày 5 tháng 11 năm 2026", "Thứ Năm, 05/11/2026 08:30"."""
    lines = (
        [" ".join(line.split()) for line in block.text.split("\n")] if isinstance(block, Paragraph) else []
    )
    rows = sum(WEB.match(line) is not None for line in lines)  # of a schedule, where there are many
    for text in lines:
        if rows == 1 and len(text) < LONGEST and (told := WEB.match(text)):
            return _moment(*told.groups())
        told = DATED.match(text)
        if told and len(text) < LONGEST and _is_place(told["place"] or ""):
            return _moment(*told.groups()[1:])
    return None


def _is_place(text: str) -> bool:
    """Whether it is a place's name, no part of a sentence as "Hạn nộp đến hết"."""
    return all(word[:1].isupper() or word in OF_PLACES or not word[:1].isalpha() for word in text.split())


def _moment(*parts: str | None) -> datetime | None:
    """parts: day, month, year, and perhaps hour and minute"""
    day, month, year, hour, minute = (int(each or 0) for each in (*parts, "", "")[:5])
    try:
        return datetime(year, month, day, hour, minute)
    except ValueError:
        return None
