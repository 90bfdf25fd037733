"""What a text shows of having been pasted badly, told with its line."""

import re
from collections.abc import Iterator

# What begins a line that is no running text.
BLOCK = re.compile(r"[ \t]*(?:[-*+#>|<:!]|(?:\d+[.)/]|(?:[a-zđA-ZĐ]|[ivx]+)\))[ \t]|\[[^\]]*\]:|={3,}|`{3})")
PAGE_NUMBER = re.compile(r"\s*(?:[-–—]\s*\d{1,3}\s*[-–—]|(?:Trang|Page)\s+\d{1,3}(?:[/ ]\S+)?)\s*")
STYLED = re.compile("[\U0001d400-\U0001d7ff]")
HASHTAGS = re.compile(r"(?:^|\s)#[^\W\d]\w*(?:\s+#\w+)+|\s#[^\W\d]\w{2,}|^[ \t]*#[^\W\d]", re.MULTILINE)
# Of a document in two columns, copied from a PDF: what stood side by side is one line.
COLUMNS = re.compile(
    r"^(?P<left>[^|\n]*\S)[ \t]+(?:CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA|Độc lập[ \t]*[-–][ \t]*Tự do)"
    r"|^Nơi nhận:[ \t]+(?:TM|KT|TL|TUQ)\.",
    re.MULTILINE,
)
OF_COLUMNS = ("CỘNG H", "Độc lập", "Nơi nhận:")  # one of them is in what it finds
SPLIT = re.compile(r"[^\W\d_]-[ \t]*$")
JOINED_DAYS = re.compile(r"\d\d?[/.-]\d{1,2}[/.-]\d{4}\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
SHOUTED = 60  # capital letters in one paragraph

PAGED = "Dòng này giống số trang của văn bản. Hãy xóa nếu đúng vậy."
STYLING = "Dòng này có chữ kiểu toán học (như 𝐁, 𝑨), máy đọc và máy tìm không hiểu. Hãy gõ lại."
JOINED = "Dòng này có hai ngày dính liền, có lẽ là dấu vết sửa bài của Word. Hãy bỏ ngày cũ."
HIDDEN = "Chữ giữa <!-- và --> là ghi chú, không hiện trên trang. Nếu là lời của bài, hãy bỏ hai dấu ấy."
TAGGED = (
    "Dòng này có dấu # liền chữ, kiểu mạng xã hội, nên hiện nguyên như gõ. Trên cổng, chủ đề ghi ở mục tags "
    "của phần đầu bài. Nếu là đề mục, hãy gõ “## ” rồi tên đề mục."
)
MIXED = (
    "Dòng này giống văn bản hai cột, khi chép đã trộn thành một dòng. Hãy tách ra từng dòng, hoặc bỏ đi và "
    "đính kèm văn bản."
)
BROKEN = "Chữ cuối dòng này bị ngắt bằng dấu gạch nối. Hãy nối lại thành một chữ."
SHOUTING = "Đoạn này viết hoa toàn bộ, khó đọc với nhiều người. Hãy viết thường, hoặc làm thành đề mục."


def doubts(text: str, lines: list[tuple[int, str]]) -> list[tuple[str, int]]:
    """(sentence, line) of each. lines: those of `text`, with their numbers."""
    if not _raises_doubt(text, lines):
        return []
    found: list[tuple[str, int]] = []
    told: set[str] = set()  # of a paragraph
    for at, (number, line) in enumerate(lines):
        if not line.strip():
            told.clear()
        below = lines[at + 1][1] if at + 1 < len(lines) else ""
        for sentence in _doubts(line, below):
            if sentence not in told:
                found.append((sentence, number))
            told.update({sentence} & {TAGGED, MIXED})
    return found


def is_running(line: str) -> bool:
    """Whether a line is running text: no item, no row, nothing drawn."""
    return bool(line.strip()) and "|" not in line and not BLOCK.match(line)


def _raises_doubt(text: str, lines: list[tuple[int, str]]) -> bool:
    """Whether `_doubts` may find something: most texts are told by a look at all of it."""
    return (
        "<!--" in text
        or ("#" in text and HASHTAGS.search(text) is not None)
        or ("-\n" in text or "- \n" in text)
        or (any(map(text.__contains__, OF_COLUMNS)) and COLUMNS.search(text) is not None)
        or (_is_beyond_plane_0(text) and STYLED.search(text) is not None)
        or JOINED_DAYS.search(text) is not None
        or any(line.isupper() for _, line in lines if len(line) > SHOUTED)
        or any(PAGE_NUMBER.fullmatch(line) for _, line in lines if 0 < len(line) < 20)
    )


def _is_beyond_plane_0(text: str) -> bool:
    """Whether a letter of `text` is one that UTF-16 writes as two."""
    return len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)


def _is_title(left: str | None) -> bool:
    """Whether what stands left of the motto is the name of an office, not a sentence that speaks of it."""
    return left is None or (left.isupper() and not left.endswith("NƯỚC"))


def _doubts(line: str, below: str) -> Iterator[str]:
    """What a line says of how it was pasted."""
    if len(line) < 20 and PAGE_NUMBER.fullmatch(line):
        yield PAGED
    if not line.isascii() and STYLED.search(line):
        yield STYLING
    if "#" in line and HASHTAGS.search(line):
        yield TAGGED
    if (mixed := COLUMNS.match(line)) and _is_title(mixed["left"]):
        yield MIXED
    if SPLIT.search(line) and below[:1].islower():
        yield BROKEN
    if "<!--" in line:
        yield HIDDEN
    if JOINED_DAYS.search(line):
        yield JOINED
    if len(line) > SHOUTED and line.isupper() and sum(map(str.isalpha, line)) > SHOUTED and is_running(line):
        yield SHOUTING
