"""Verses: lines that somebody ended on purpose, as in a poem or an address, stay lines.

Markdown runs the lines of a paragraph together. Where it is not clear what was meant, it is told.
"""

import re
from itertools import pairwise

from plugins.story.paste_checks import is_running

Numbered = tuple[int, str]

SENTENCE_END = re.compile(r"[.!?…;:)][”\"')]*$")
SHORT = 50  # letters in a line that nobody's window has wrapped
HARD = "  "

GLUED = (
    "Dòng này và dòng dưới liền nhau nên thành một đoạn. Nếu là hai đoạn khác nhau, "
    "hãy để một dòng trống ở giữa."
)
RUN_ON = (
    "Dòng này và dòng dưới liền nhau nên chạy liền thành một đoạn. Nếu là thơ hay địa chỉ, "
    "hãy để hai dấu cách ở cuối mỗi dòng."
)


def with_verses(block: list[Numbered], notes: list[tuple[str, int]]) -> list[Numbered]:
    """Lines that stand together, their ends kept where they were meant; one note for each doubt."""
    if len(block) < 2:
        return block
    lines = [line.rstrip() for _, line in block]
    running = [is_running(line) for line in lines]
    early = _ends_early(lines)
    if all(running) and max(map(len, lines)) <= SHORT and (any(early) or all(map(is_capital, lines))):
        kept = [(number, f"{line}{HARD}") for (number, _), line in zip(block, lines, strict=True)]
        return [*kept[:-1], block[-1]]
    told: set[str] = set()
    for at, ((number, line), (_, below)) in enumerate(pairwise(block)):
        if not (running[at] and running[at + 1]) or line.endswith(HARD) or below[0] in "\t ":
            continue
        if is_capital(below):
            if GLUED not in told and (len(lines[at]) <= SHORT or SENTENCE_END.search(lines[at])):
                told.add(GLUED)
                notes.append((GLUED, number))
        elif (
            RUN_ON not in told
            and len(lines[at]) <= SHORT
            and (early[at] or all(len(each) <= SHORT for each in lines))
        ):
            told.add(RUN_ON)
            notes.append((RUN_ON, number))
    return block


def _ends_early(lines: list[str]) -> list[bool]:
    """For each line but the last, whether a window as wide as the longest had room for the next word."""
    width = max(map(len, lines))
    return [len(line) + 1 + len(below.partition(" ")[0]) < width for line, below in pairwise(lines)]


def is_capital(line: str) -> bool:
    """Whether a line's first letter is a capital."""
    return next(filter(str.isalnum, line), "").isupper()
