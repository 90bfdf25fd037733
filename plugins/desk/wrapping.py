"""Which lines of copied text a page or a window has ended, and which a person."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from plugins.desk.chat import EMOJI

LEAST = 36  # letters of a line that may be a wrapped one
NEAR, SLACK = 0.75, 0.05  # of the width: of a line that is wrapped; of letters that are not all as wide
ENDS = re.compile(r"[.!?…:;][”\"')\]]*$")
WAVED = re.compile(rf"(?:{EMOJI.pattern})\s*$")  # a small picture in the place of a full stop
# After these nobody ends a line: "tại thôn" above "Yên Lũng".
OPEN = frozenset(
    "và của về tại cho trong với để từ theo do là các những ở đến tới trên dưới sau trước nhằm bằng vào ngày "
    "năm tháng khi vì bị được như một ông bà anh chị cụ thôn xóm xã phường huyện quận tỉnh phố chí".split()
)
# With these a text begins, below its headline.
OPENING = re.compile(
    r"(?:sáng|trưa|chiều|tối|đêm|ngày|hôm|vừa qua|thực hiện|nhằm|hưởng ứng|theo|kính|để|trong|từ|tại|với|"
    r"nhân|được|căn cứ|những|các|ủy ban|ubnd|công an|trạm|ban)\b",
    re.IGNORECASE,
)
# No line of this kind goes on with the one above.
OWN = re.compile(
    r"(?:điều|chương|mục|phần|phụ lục)\s+(?:\d|[IVXLC])|[IVXLC]+\.\s|\W{0,2}(?:TM|KT|TL)\.|[^\w\s“\"'‘(\[]",
    re.I,
)

COUNTED = re.compile(r"(?:\d{1,2}|[a-zđ])[.)]\s")  # an item of a list


@dataclass(frozen=True)
class Wrapping:
    """width: letters of the longest line that was surely wrapped, 0 where none was

    parted: whether empty lines stand between paragraphs
    """

    width: int
    parted: bool

    def goes_on(self, above: str, below: str, first: bool = False) -> bool:
        """Whether no person ended the line `above` the line `below`. first: above may be a headline"""
        if OWN.match(below) or (WAVED.search(above) and not below[:1].islower()):
            return False
        ended = ENDS.search(above) is not None
        if not ended and len(above) >= LEAST and _is_cut(above, below):
            return True
        if not self.width:
            return False
        slack = self.width * SLACK
        is_full = len(above) + 1 + len(below.split(maxsplit=1)[0]) > self.width - slack
        if ended:
            return is_full and (self.parted or _goes_on(below))
        if first and not _goes_on(below):
            return is_full and not OPENING.match(below)
        return len(above) >= self.width * NEAR or _goes_on(below)


def unwrapped(lines: Sequence[str]) -> list[int]:
    """Which of the lines that somebody ended in one paragraph go on in the next one: their places.

    One that goes on with a small letter surely does; beside such a line, another as long does too.
    """
    words = [" ".join(line.split()) for line in lines]
    may = [
        at
        for at, (above, below) in enumerate(pairwise(words))
        if below and not ENDS.search(above) and not OWN.match(below) and not COUNTED.match(below)
    ]
    sure = [at for at in may if len(words[at]) >= LEAST and words[at + 1][0].islower()]
    width = max((len(words[at]) for at in sure), default=0)
    return [at for at in may if width and (at in sure or len(words[at]) >= width * NEAR)]


def wrapping(lines: Sequence[str]) -> Wrapping:
    """What the lines of a whole text tell: a sentence that goes on in the next line was cut by a page."""
    full = [line.strip() for line in lines]
    sure = [
        len(above)
        for above, below in pairwise(full)
        if len(above) >= LEAST and below and not ENDS.search(above) and _is_cut(above, below)
    ]
    inner = [at for at, line in enumerate(full) if line]
    parted = bool(inner) and any(not line for line in full[inner[0] : inner[-1]])
    return Wrapping(max(sure, default=0), parted)


def _is_cut(above: str, below: str) -> bool:
    """Whether a sentence goes on below, whatever the width."""
    return below[:1].islower() or above.endswith(",") or above.split()[-1].lower() in OPEN


def _goes_on(below: str) -> bool:
    return below[:1].islower() or below[:1].isdigit()
