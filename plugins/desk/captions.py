"""What stands under each photo, and who took it."""

import re
from dataclasses import dataclass, replace

from plugins.desk.blocks import Block, Paragraph, Picture, joined
from plugins.desk.byline import is_name

LONGEST = 320  # letters
BRACKETED = re.compile(r"\(\s*ảnh\s+(?P<who>[^()]{2,60}?)\s*\)[\s.]*$", re.IGNORECASE)
CREDIT = re.compile(
    r"(?:^|[.,;(\[–-])\s*(?:ảnh|nguồn ảnh|nguồn)\s*[:：]\s*(?P<who>[^()\[\]]{2,60}?)[\s.)\]]*$", re.IGNORECASE
)
NUMBERED = re.compile(
    r"^(?:ảnh|hình)\s*(?:số\s*)?\d+(?:\.\d+)?(?:\s*[,&–-]\s*\d+)*\s*[.:)–-]*\s*", re.IGNORECASE
)
OF_A_TABLE = re.compile(r"^(?:bảng|biểu)\s*(?:số\s*)?\d", re.IGNORECASE)
OFFICE = re.compile(r"^(?:báo|đài|cổng|ban|phòng|trang|trung tâm)\b|^(?-i:[A-ZĐ]{2,})(?!\w)", re.IGNORECASE)
END = re.compile(r"[.,;:!?…]$")


@dataclass(frozen=True)
class Photo:
    """A picture with its words. credit: who took it."""

    picture: Picture
    caption: str = ""
    credit: str = ""


def with_captions(blocks: list[Block]) -> tuple[list[Block | Photo], list[str]]:
    """(the blocks, each picture with what is said of it, notes about those of which nothing is)."""
    notes = []
    taken: set[int] = set()
    captions: dict[int, tuple[str, str]] = {}
    pictures = [at for at, block in enumerate(blocks) if isinstance(block, Picture)]
    for number, at in enumerate(pictures, 1):
        place = next((p for p in (at + 1, at - 1) if p not in taken and _is_caption(blocks, p, at)), None)
        caption, credit = ("", "")
        if place is not None:
            taken.add(place)
            caption, credit = split_caption(blocks[place].words)  # type: ignore[union-attr]  # a paragraph
        captions[at] = (caption, credit)
        if not caption:
            notes.append(f"Ảnh {number} chưa có chú thích: hãy viết vào giữa hai dấu [ ].")
    found: list[Block | Photo] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Picture):
            found.append(Photo(block, *captions[at]))
        elif at not in taken:
            found.append(replace(block, runs=joined(block.runs)) if isinstance(block, Paragraph) else block)
    return found, notes


def _is_caption(blocks: list[Block], place: int, picture: int) -> bool:
    if not 0 <= place < len(blocks):
        return False
    block = blocks[place]
    if not isinstance(block, Paragraph) or not block.words or len(block.words) > LONGEST:
        return False
    if OF_A_TABLE.match(block.words):
        return False
    if block.look == "caption" or NUMBERED.match(block.words) or CREDIT.match(block.words):
        return True
    if place < picture:  # above: only what is plainly no text of its own, and no photo's before it
        below = blocks[place - 1] if place else None
        return (block.italic or block.centred) and not isinstance(below, Picture) and not block.bold
    if block.italic or block.centred or block.right:
        return True
    return len(block.words) <= 160 and not END.search(block.words) and len(block.words.split()) >= 2


def split_caption(text: str) -> tuple[str, str]:
    """("Đại biểu dự hội nghị", "Ảnh: Thanh Thạo") of what stands under a photo."""
    text = NUMBERED.sub("", text).strip()
    found = CREDIT.search(text) or BRACKETED.search(text)
    if not found:
        return text.strip(" ."), ""
    if not (is_name(found["who"].strip()) or OFFICE.match(found["who"].strip())):
        return re.sub(r"^ảnh\s*:\s*", "", text, flags=re.IGNORECASE).strip(" ."), ""
    return text[: found.start()].strip(" .(–-"), f"Ảnh: {found['who'].strip()}"
