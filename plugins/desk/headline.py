"""The headline of a document, and the head that an office's paper has above it."""

import re
from dataclasses import dataclass, field

from plugins.desk.blocks import Block, Heading, Loss, Paragraph, Run
from plugins.desk.capitals import Capitals, Unsure, is_wall
from plugins.desk.markdown import plain
from plugins.vietnamese.text import fold

LONGEST = 300  # letters
FIRST = 20  # blocks among which it stands
MOTTO = re.compile(r"cộng h(?:òa|oà) xã hội chủ nghĩa|độc lập\W+tự do|^[-–—_*\s]+$", re.IGNORECASE)
BODY = re.compile(
    r"^(?:ủy ban|uỷ ban|ubnd|hội đồng|hđnd|đảng|ban|phòng|sở|công an|trường|mặt trận|mttq|đoàn|hội|chủ tịch|"
    r"văn phòng|trung tâm|trạm|công ty|tổng công ty|đội|chi cục|cục|chi nhánh|bệnh viện|ngân hàng|"
    r"bưu điện|hợp tác xã|bảo hiểm|kho bạc|tòa án|viện|điện lực|"
    r"huyện|xã|phường|thị trấn|quận|tỉnh|thành phố|số\s*:|tm\.|kt\.)",
    re.IGNORECASE,
)
NUMBER = re.compile(r"^số\s*:", re.IGNORECASE)
NUMBER_OR_DAY = re.compile(r"^số\s*:|\bngày[\s.…_]*\d{0,2}[\s.…_]*tháng\b", re.IGNORECASE)
ABOUT = re.compile(r"(?:v/v|về việc|về)\b", re.IGNORECASE)
KINDS = frozenset(
    map(
        fold,
        "thông báo,báo cáo,kế hoạch,quyết định,nghị quyết,tờ trình,công văn,giấy mời,biên bản,chương trình,"
        "phương án,đề án,hướng dẫn,lịch,chỉ thị,công điện,thông cáo,thư mời,thư ngỏ,danh sách,"
        "kết luận".split(","),
    )
)
BEGINS = re.compile(
    r"(?:căn cứ|thực hiện|kính gửi|theo|để|nhằm|sáng|chiều|ngày|hôm|thời gian|địa điểm|ủy ban|ubnd)\b|"
    r"\W|\d|[IVX]+\.|.*:$",
    re.IGNORECASE,
)
ALONE = frozenset(map(fold, ("tin buồn", "cáo phó", "lời cảm ơn", "thư cảm ơn", "cảm tạ")))  # kinds too
PERSON = re.compile(r"(?:cụ|ông|bà|đồng chí|anh|chị|cháu|liệt sĩ)\s+\S+\s+\S+", re.IGNORECASE)
END = re.compile(r"[.,;:!?…]$")


@dataclass(frozen=True)
class Headline:
    """title: '' when there is none; rest: the blocks without it; losses: what of the head is in neither."""

    title: str
    rest: list[Block]
    losses: list[Loss] = field(default_factory=list)


def headline_of(blocks: list[Block], capitals: Capitals, unsure: Unsure) -> Headline:
    """The headline among the first of `blocks`, by style or by looks; what was in capitals as a sentence."""
    official = any(is_of_head(line) for block in blocks[:FIRST] for line in _lines(block))
    styled = [at for at, each in enumerate(blocks) if isinstance(each, Paragraph) and each.look == "title"]
    start = styled[0] if styled else _headline_at(blocks, official)
    if start is None:
        return Headline("", blocks)
    first = blocks[start]
    assert isinstance(first, Paragraph | Heading)
    lines, end = [plain(first.runs)], start + 1
    while end < len(blocks) and _goes_on(first, blocks[end], lines, official):
        lines.append(plain(blocks[end].runs))  # type: ignore[union-attr]  # only paragraphs go on
        end += 1
    if _is_alone(lines[0]) and len(lines) == 1:
        lines += _person(blocks[end:])
    title = _joined_title(lines, capitals, unsure)
    head = blocks[:start]
    if not official or not head or not all(map(_is_office_head, head)):
        return Headline(title, [*head, *blocks[end:]])
    # The paper's own head: its number and day stay, its body and motto stand on every page anyway.
    told = [line for block in head for line in _lines(block) if NUMBER_OR_DAY.search(line)]
    left = [line for block in head for line in _lines(block) if line not in told and line.strip("-–—_* ")]
    losses = [Loss(f"Tên cơ quan, quốc hiệu ở đầu văn bản: “{' / '.join(left)}”")] if left else []
    kept: list[Block] = [Paragraph((Run("\n".join(told)),))] if told else []
    return Headline(title, [*kept, *blocks[end:]], losses)


def _person(blocks: list[Block]) -> list[str]:
    """Whom a paper of this kind is about: a line of its own; it stays in the text."""
    lines = (
        block for block in blocks[:FIRST] if isinstance(block, Paragraph) and block.bold and block.centred
    )
    return [block.words for block in lines if len(block.words) < 60 and PERSON.match(block.words)][:1]


def _lines(block: Block) -> list[str]:
    text = block.text if isinstance(block, Paragraph) else ""
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def is_of_head(line: str) -> bool:
    """Whether a line is one that an office's paper alone has above its words."""
    return bool(re.search(r"\w", line) and MOTTO.search(line)) or bool(NUMBER.match(line))


def is_numbered_head(block: Block) -> bool:
    """Whether it holds the number or the day of a paper alone."""
    return bool(lines := _lines(block)) and all(map(NUMBER_OR_DAY.search, lines))


def _headline_at(blocks: list[Block], official: bool) -> int | None:
    lines = [
        (at, block)
        for at, block in enumerate(blocks[:FIRST])
        if isinstance(block, Paragraph | Heading) and plain(block.runs)
    ]
    for at, block in lines:
        if is_kind(plain(block.runs)):
            return at
    for at, block in lines if official else ():
        if ABOUT.match(plain(block.runs)):
            return at
    for at, block in lines:
        if isinstance(block, Heading) or not (official and _is_office_head(block)):
            return at if len(plain(block.runs)) <= LONGEST else None
    return None


def is_kind(text: str) -> bool:
    """Whether a line says what kind of paper it is, and nothing else."""
    return fold(text).strip(" .:") in KINDS | ALONE


def _is_office_head(block: Block) -> bool:
    if not isinstance(block, Paragraph) or len(block.words) > 120:
        return False
    lines = _lines(block)
    return all(
        MOTTO.search(line) or NUMBER_OR_DAY.search(line) or (line.isupper() and BODY.match(line))
        for line in lines
    )


def _goes_on(first: Block, block: Block, lines: list[str], official: bool) -> bool:
    """Whether `block` is one more line of the headline."""
    if not isinstance(block, Paragraph) or not isinstance(first, Paragraph):
        return False
    text = block.words
    if first.look == "title" or block.look == "title":
        return block.look == "title"
    if block.look or (official and _is_office_head(block)) or len(" ".join(lines)) + len(text) > LONGEST:
        return False
    if is_kind(lines[0]):
        # Copied text has no looks: what stands below is what it is about, unless the text begins.
        plain_text = not (first.bold or first.centred) and len(lines) == 1 and not BEGINS.match(text)
        alike = (block.bold and not first.centred) or block.centred or ABOUT.match(text) or plain_text
        return (
            bool(alike)
            and not END.search(text)
            and not _is_issuer(lines[0], text)
            and not NUMBER_OR_DAY.search(text)
            and not text.startswith("(")
            and len(lines) < 4
        )
    return (
        first.bold
        and block.bold
        and first.centred
        and block.centred
        and not END.search(lines[-1])
        and not text.startswith("(")
        and (is_wall(text) or not is_wall(lines[-1]))
        and not text.lower().startswith("kính gửi")
    )


def _is_issuer(first: str, text: str) -> bool:
    """Whether "TIN BUỒN" stands above who tells it."""
    return _is_alone(first) and bool(BODY.match(text))


def _joined_title(lines: list[str], capitals: Capitals, unsure: Unsure) -> str:
    lines = [re.sub(r"^v/v\b", "về việc", each, flags=re.IGNORECASE) for each in lines]
    if _is_alone(lines[0]):
        about = [capitals.sentence(each, unsure) for each in lines[1:]]
        return ": ".join([lines[0].strip(" .:").capitalize(), *about])
    if all(map(is_wall, lines)) and not is_kind(lines[0]):
        by = len(lines) > 1 and lines[0][-1].isdigit() and BODY.match(lines[-1])
        lines = [" – ".join(lines) if by else " ".join(lines)]
    first, *more = lines
    if is_kind(first):
        first = first.capitalize()
    goes_on = is_kind(first) or any(map(is_wall, lines))  # "Thông báo" and "Về việc …" are one sentence
    whole = [
        capitals.sentence(first, unsure),
        *(capitals.sentence(each, unsure, not goes_on) for each in more),
    ]
    return " ".join(whole).strip(" .:-–")


def _is_alone(text: str) -> bool:
    return fold(text).strip(" .:") in ALONE
