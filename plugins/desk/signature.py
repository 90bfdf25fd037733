"""Who signs a paper and to whom it goes: lines at its end that belong together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from plugins.desk.blocks import Block, Item, Paragraph, Picture, Run, joined, split
from plugins.desk.byline import SIGNED, is_name
from plugins.desk.capital_words import SURNAMES

LAST = 40  # blocks of a paper among which it is signed
LONGEST = 90  # letters of a line
FOR = re.compile(r"(?:TM|KT|TL|TUQ|Q)\s*\.")
ROLE = re.compile(
    r"(?:phó\s+)?(?:chủ tịch|bí thư|trưởng|giám đốc|hiệu trưởng|chánh văn phòng|thư ký|chủ t(?:ọa|oạ|rì)|"
    r"thủ trưởng|kế toán|người lập|đại diện|đội trưởng|trạm trưởng|ủy viên|uỷ viên)\b.{0,60}",
    re.IGNORECASE,
)
MARK = re.compile(r"\(?\s*(?:(?:đã |chữ )?ký)\b.{0,50}", re.IGNORECASE)
RANK = re.compile(
    r"^(?:(?:đại|thượng|trung|thiếu) (?:tá|úy|tướng)|ThS|TS|BS|CN|KS|GS|PGS)\b[\s.]*(?:CKI+\b[\s.]*)?", re.I
)
SENT_TO = re.compile(r"nơi (?:nhận|gửi)\s*:?", re.IGNORECASE)
OF_RECIPIENT = re.compile(r"^\s*[-+•–]|^(?:như|lưu)\b|[;,.]$", re.IGNORECASE)
OF_LIST = re.compile(r"^\s*[-+•–]\s*")


def with_signatures(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the lines of a signature as one paragraph, "Nơi nhận" as a list."""
    first = max(len(blocks) - LAST, 1)
    found, rest = list(blocks[:first]), list(blocks[first:])
    while rest:
        took = _recipients(rest) or _signature(rest)
        if took:
            count, made = took
            found += made
            del rest[:count]
        else:
            found.append(rest.pop(0))
    return found


def _lines(block: Block) -> list[Paragraph]:
    return split(block) if isinstance(block, Paragraph) else []


def _recipients(blocks: Sequence[Block]) -> tuple[int, list[Block]] | None:
    """(how many blocks they are, the heading and a list of them)."""
    lines = _lines(blocks[0])
    if not lines or not SENT_TO.fullmatch(lines[0].words):
        return None
    items: list[Block] = [_recipient(line) for line in lines[1:]]
    count = 1
    for block in blocks[1:]:
        more = _lines(block)
        if isinstance(block, Item):
            items.append(block)
        elif more and all(_is_recipient(line.words) for line in more):
            items += [_recipient(line) for line in more]
        else:
            break
        count += 1
    return count, [Paragraph((Run(lines[0].words),)), *items]


def _is_recipient(words: str) -> bool:
    return len(words) <= LONGEST and not SIGNED.match(words) and bool(OF_RECIPIENT.search(words))


def _recipient(line: Paragraph) -> Item:
    return Item("-", 0, (Run(OF_LIST.sub("", line.words)),))


def _signature(blocks: Sequence[Block]) -> tuple[int, list[Block]] | None:
    """(how many blocks it is, one paragraph, then the pictures that stand in it)."""
    begun = _lines(blocks[0])
    if not begun or not _begins(begun[0].words):
        return None
    lines: list[Paragraph] = []
    signed, whole = False, 0
    for count, block in enumerate(blocks, 1):
        if isinstance(block, Picture) and lines:
            continue
        parts = _lines(block)
        if not parts or not all(_belongs(part.words) for part in parts):
            break
        lines += parts
        whole = count
        signed = signed or any(MARK.match(part.words) or FOR.match(part.words) for part in parts)
        if _is_signer(parts[-1].words):
            signed = True
            break
    if not signed:
        return None
    inside = [block for block in blocks[:whole] if isinstance(block, Picture)]
    return whole, [Paragraph(joined(list(_joined(lines))), "signature"), *inside]


def _joined(lines: Sequence[Paragraph]) -> Iterator[Run]:
    for at, line in enumerate(lines):
        if at:
            yield Run("\n", line.runs[0].bold, line.runs[0].italic)
        for run in line.runs:
            yield replace(run, text=re.sub(r"\s+", " ", run.text))


def _begins(words: str) -> bool:
    return len(words) <= LONGEST and (bool(FOR.match(words)) or (words.isupper() and bool(ROLE.match(words))))


def _belongs(words: str) -> bool:
    if len(words) > LONGEST:
        return False
    return words.isupper() or bool(ROLE.fullmatch(words) or MARK.match(words)) or _is_signer(words)


def _is_signer(words: str) -> bool:
    """Whether it is a person's name, perhaps with a rank, perhaps in capitals."""
    name = RANK.sub("", words).strip()
    parts = name.lower().split()
    in_capitals = name.isupper() and 2 <= len(parts) <= 5 and parts[0] in SURNAMES
    return in_capitals or (is_name(name) and not ROLE.fullmatch(name))
