"""The frame of an official document, which nobody says: its number, whom it goes to, who signed."""

import re
from collections.abc import Sequence
from itertools import takewhile

from plugins.channels.item import Line
from plugins.story.opening import is_opening
from plugins.vietnamese.letters import CAPITAL
from plugins.vietnamese.text import fold

RECIPIENTS = re.compile(r"(?i)nơi (?:nhận|gửi)(?: ?:|$)")
RECIPIENT = re.compile(r"[-–+•*]|(?i:như trên|lưu\b)|.*;$")
FOR_WHOM = re.compile(rf"(?:TM|T/M|KT|K/T|TL|TUQ|Q)\.? ?{CAPITAL}")
# Folded: what stands over a name, in capitals or with a capital at each line's start.
OFFICE = re.compile(
    r"(?:quyen )?(?:(?:pho|p\.) ?)?(?:chu tich|bi thu|truong (?:phong|ban|thon|cong an|tram|doan)|"
    r"(?:doi|to|tram|doan|thon|khoa|xom|cum) truong|giam doc|"
    r"chanh (?:van phong|thanh tra)|hieu truong|vien truong|chi huy truong|thu truong|tong giam doc|"
    r"chu toa|chu tri|thu ky|nguoi (?:lap|viet)(?: bieu)?|ke toan(?: truong)?|cuc truong|chi cuc truong)\b.*"
)
SIGNED = re.compile(r"(?i)\(?(?:đã ký|ký tên|ký, ?(?:ghi rõ )?họ tên|ký số)\b[^.]*$")
NAME = re.compile(rf"(?:[\w. ]{{2,24}}? )??{CAPITAL}\w*(?: {CAPITAL}\w*){{1,5}}")
NEAR = 5  # lines that may stand between an office and the name of who holds it


def without_frame(lines: Sequence[Line], signed: bool = False) -> tuple[Line, ...]:
    """The lines but for the recipients and, unless it stays `signed`, the signatures, wherever they stand."""
    kept, at = [], 0
    while at < len(lines):
        after = _after_recipients(lines, at) or (0 if signed else _after_signature(lines, at))
        if after:
            at = after
            continue
        kept.append(lines[at])
        at += 1
    return tuple(kept)


def first_words(lines: Sequence[Line]) -> str:
    """The first paragraph that says something, or ''."""
    for at, line in enumerate(lines):
        if line.kind == "text" and not is_opening(line.text) and line.text[0] not in "-–+•":
            listed = list(takewhile(lambda each: each.kind in ("entry", "row"), lines[at + 1 :]))
            if not line.text.endswith(":"):
                return line.text
            after = listed or lines[at + 1 : at + 2]  # nothing ends at "như sau:"
            told = "; ".join(each.text.removeprefix("- ") for each in after)
            return f"{line.text} {told}" if told else f"{line.text[:-1]}."
    return ""


def _after_recipients(lines: Sequence[Line], at: int) -> int:
    """Where the recipients that begin at a line end; 0 where none begin."""
    if not RECIPIENTS.match(lines[at].text):
        return 0
    at += 1
    while at < len(lines) and (lines[at].kind == "entry" or RECIPIENT.match(lines[at].text)):
        at += 1
    return at


def _after_signature(lines: Sequence[Line], at: int) -> int:
    """Where the signature that begins at a line ends; 0 where none begins."""
    if lines[at].kind != "text" or not _is_of_office(lines[at].text):
        return 1 + at if SIGNED.match(lines[at].text) else 0
    end = at + 1
    for line in lines[end : at + NEAR + 1]:
        if not (line.text.isupper() or _is_of_office(line.text) or SIGNED.match(line.text)):
            return end + 1 if NAME.fullmatch(line.text) else _if_signed(lines[at], at, end)
        end += 1
    return _if_signed(lines[at], at, end)


def _if_signed(first: Line, at: int, end: int) -> int:
    return end if end > at + 1 or FOR_WHOM.match(first.text) else 0


def _is_of_office(text: str) -> bool:
    return bool(FOR_WHOM.match(text) or (text.isupper() and OFFICE.fullmatch(fold(text))))
