"""Who wrote a document and where it was taken from: its last lines."""

import re
from dataclasses import dataclass, field

from plugins.desk.blocks import Block, Paragraph

LONGEST_NAME, LONGEST_OFFICE, LONGEST_LINE = 40, 60, 90  # letters
BYLINE = re.compile(
    r"^(?:\W*(?:tin(?:\s*,?\s*(?:bài|ảnh))*|bài(?:\s*,?\s*ảnh)*|tác giả|người viết|người đưa tin|thực hiện)"
    r"(?:\s*(?:và|,|-|&)\s*ảnh)?\s*[:：]\s*)(?P<name>.{2,60}?)\W*$",
    re.IGNORECASE,
)
PHOTOS = re.compile(r"\s*[;,–—-]\s*(?=(?:ảnh|tin|bài)\b)", re.IGNORECASE)
TITLE_ALONE = re.compile(r"^(?:người viết|tác giả|người viết bài)\s*:?$", re.IGNORECASE)
SOURCE = re.compile(
    r"^\W*(?:nguồn\s*[:：]\s*|theo\s+(?=báo|cổng|đài|ttxvn|trang|tạp chí|vov|vtv|thông tấn|công an|sở|bộ))"
    r"(?P<who>[^.]{2,60}?)\W*$",
    re.IGNORECASE,
)
# Above the name of whoever signs a paper: that name is the paper's own.
SIGNED = re.compile(
    r"^\W*(?:(?:TM|KT|TL|TUQ|Q)\s*\.|CHỦ TỊCH|PHÓ CHỦ TỊCH|BÍ THƯ|TRƯỞNG|PHÓ|GIÁM ĐỐC|HIỆU TRƯỞNG|"
    r"[Đđ]ã ký|CHÁNH VĂN PHÒNG|NGƯỜI LẬP|ĐẠI DIỆN)"
)
# What stands under the name of whoever wrote a text, not above it.
OFFICE = re.compile(
    r"^(?:công chức|cán bộ|chuyên viên|phóng viên|biên tập viên|cộng tác viên|"
    r"đài|văn phòng|phòng|ban|trung tâm)\s",
    re.IGNORECASE,
)
WRITES = re.compile(
    r"(?:trạm|đài|ban|phòng|ubnd|ủy ban|hội|trường|công an|văn phòng|trung tâm|chi bộ|đoàn|đảng ủy)\s",
    re.IGNORECASE,
)
AFTER_NAME = re.compile(r"\s+[-–—]\s+|\s*\(")
NAME_WORD = re.compile(r"[^\W\d_][\w.]*$")
NOTE = re.compile(r"^\(\d+\)\s")


@dataclass
class Byline:
    """author, source: '' when they are not told; rest: the blocks without those lines.

    photos: who took those of which nothing else is said
    """

    author: str = ""
    source: str = ""
    photos: str = ""
    rest: list[Block] = field(default_factory=list)


def byline_of(blocks: list[Block]) -> Byline:
    """What the last lines say; a name under a signature stays where it is."""
    found = Byline(rest=list(blocks))
    _take_source(found)
    rest = found.rest
    ends = [at for at in range(len(rest) - 1, max(len(rest) - 7, -1), -1) if not _is_note(rest[at])][:4]
    for at in ends:
        block = rest[at]
        if isinstance(block, Paragraph) and (told := BYLINE.match(block.words)):
            found.author, found.photos = _tidy(told["name"]), _photographer(block.words)
            del rest[at]
            return found
    if not ends or not isinstance(last := rest[ends[0]], Paragraph):
        return found
    office = ""
    above_last = rest[ends[1]] if len(ends) > 1 else None
    of_person = isinstance(above_last, Paragraph) and is_name(above_last.words)
    if of_person and len(last.words) <= LONGEST_OFFICE and OFFICE.match(last.words):
        office, ends, last = f", {last.words}", ends[1:], rest[ends[1]]
    if isinstance(last, Paragraph) and not office and len(rest) > 2 and _is_body(last):
        found.author = last.words.strip(" .")
        del rest[ends[0]]
        return found
    if not isinstance(last, Paragraph) or last.look == "signature" or not is_name(last.words):
        return found
    above = [each.words for each in rest[max(ends[0] - 4, 0) : ends[0]] if isinstance(each, Paragraph)]
    if any(SIGNED.match(line) for words in above for line in words.split("\n")):
        return found
    found.author = _tidy(last.words) + office
    if above and re.search(r"[!,]$", above[-1]) and len(above[-1]) < LONGEST_NAME:
        return found  # "Thân ái!" and who says it
    del rest[ends[0] : ends[0] + (2 if office else 1)]
    if above and TITLE_ALONE.match(above[-1]):
        del rest[ends[0] - 1]
    return found


def is_byline(line: str) -> bool:
    """Whether a last line says who wrote the text or where it comes from."""
    return bool(BYLINE.match(line) or SOURCE.match(line)) or is_name(line)


def is_name(text: str) -> bool:
    """Whether this is a person's name alone: "Thanh Thạo", "Nguyễn Văn A - Đài truyền thanh xã"."""
    name, *office = AFTER_NAME.split(text.strip(" .-–/"), maxsplit=1)
    words = name.split()
    if not 1 < len(words) <= 5 or max(map(len, (name, *office))) > LONGEST_NAME or text.isupper():
        return False
    return all(NAME_WORD.match(word) and word[0].isupper() for word in words)


def _take_source(found: Byline) -> None:
    for back in range(1, min(3, len(found.rest)) + 1):
        block = found.rest[-back]
        words = block.words if isinstance(block, Paragraph) else ""
        if len(words) < LONGEST_LINE and (told := SOURCE.match(words)):
            found.source = told["who"].strip(' .)”"')
            del found.rest[-back]
            return


def _photographer(line: str) -> str:
    """Of "Tin, ảnh: Thanh Thạo" he, of "Tin: Thanh Thạo – Ảnh: Lê Hoa" she."""
    what, _, who = PHOTOS.split(line)[-1].partition(":")
    return _tidy(who.strip(" ).")) if re.search(r"\bảnh\b", what, re.IGNORECASE) else ""


def _is_body(last: Paragraph) -> bool:
    """Whether a last line at the right names whoever wrote the text, as "Trạm Y tế xã"."""
    words = last.words
    plain = not words.isupper() and not re.search(r"[!?:;,]|\d{3}", words) and len(words) <= LONGEST_OFFICE
    return plain and last.right and not last.look and bool(WRITES.match(words))


def _tidy(name: str) -> str:
    name = PHOTOS.split(name)[0].strip(" .-–/")
    return name.title() if name.isupper() else name


def _is_note(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(NOTE.match(block.words))
