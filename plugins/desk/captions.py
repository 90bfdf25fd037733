"""What stands under each photo, and who took it."""

import re
from collections.abc import Iterator
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
# Of photos in one row.
NEXT = re.compile(r"(?<=\S)[.,]?\s+(?=(?:ảnh|hình)\s*(?:số\s*)?\d+\s*[.:)])", re.IGNORECASE)
SIDE = re.compile(r"^\W*(?:ảnh\s+)?(?:bên\s+)?(?:trái|phải|trên|dưới|giữa)\W{0,2}[:–-]\s*", re.IGNORECASE)
BARE = "Ảnh {} chưa có chú thích: hãy viết vào giữa hai dấu [ ]."
TOGETHER = "Ảnh {} chung một chú thích: hãy viết riêng cho từng ảnh nếu khác nhau."


@dataclass(frozen=True)
class Photo:
    """A picture with its words. credit: who took it."""

    picture: Picture
    caption: str = ""
    credit: str = ""

    @property
    def beside(self) -> bool:
        """Whether it stands in one row with the photo before it."""
        return self.picture.beside


def with_captions(blocks: list[Block]) -> tuple[list[Block | Photo], list[str]]:
    """(the blocks, each picture with what is said of it, notes about those of which nothing is)."""
    notes = []
    taken: set[int] = set()
    captions: dict[int, tuple[str, str]] = {}
    number = 0
    for row in _rows(blocks):
        words = _words_of(row, blocks, taken)
        captions |= dict(zip(row, words, strict=True))
        numbers = range(number + 1, number + len(row) + 1)
        number += len(row)
        if len(row) > 1 and len(set(words)) == 1 and words[0][0]:
            notes.append(TOGETHER.format(", ".join(map(str, numbers))))
        notes += [BARE.format(n) for n, (caption, _) in zip(numbers, words, strict=True) if not caption]
    found: list[Block | Photo] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Picture):
            found.append(Photo(block, *captions[at]))
        elif at not in taken:
            found.append(replace(block, runs=joined(block.runs)) if isinstance(block, Paragraph) else block)
    return found, notes


def _words_of(row: list[int], blocks: list[Block], taken: set[int]) -> list[tuple[str, str]]:
    """(caption, credit) of each photo of one row; the paragraph that says them is added to `taken`."""
    first, last = row[0], row[-1]
    near = ((last + 1, last), (first - 1, first))
    place = next((p for p, at in near if p not in taken and _is_caption(blocks, p, at)), None)
    shared = [("", "")] * len(row)
    if place is not None:
        shared = _shared(blocks[place].text, len(row))  # type: ignore[union-attr]  # a paragraph
    own = [block.words for at in row if isinstance(block := blocks[at], Picture)]
    if not any(own):
        taken.update(() if place is None else (place,))
        return shared
    words = [split_caption(each or "") for each in own]
    if place is not None and not shared[0][0]:  # "Ảnh: Thanh Thạo" below photos that have captions
        taken.add(place)
        words = [(caption, credit or shared[0][1]) for caption, credit in words]
    return words


def _rows(blocks: list[Block]) -> Iterator[list[int]]:
    """Where pictures stand, those of one row together."""
    row: list[int] = []
    for at, block in enumerate(blocks):
        if not isinstance(block, Picture):
            continue
        if row and not (block.beside and row[-1] == at - 1):
            yield row
            row = []
        row.append(at)
    if row:
        yield row


def _shared(text: str, count: int) -> list[tuple[str, str]]:
    """(caption, credit) of each of `count` photos that one text stands under: its own part, or all of it."""
    for parts in (re.split(r"[\n\t]+", text.strip()), re.split(r";\s*", text), NEXT.split(text)):
        full = [part for part in parts if part.strip()]
        if len(full) == count > 1:
            found = [split_caption(SIDE.sub("", " ".join(part.split()))) for part in full]
            return [(_capital(caption), credit or found[-1][1]) for caption, credit in found]
    return [split_caption(" ".join(text.split()))] * count


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


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
