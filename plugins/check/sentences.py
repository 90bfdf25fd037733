"""What the sentences of one body show of how they were typed or pasted: gaps, breaks, remains of a page."""

import re
from collections.abc import Collection, Iterator
from itertools import chain

from plugins.check.finding import Finding, advice
from plugins.check.word_findings import Lines
from plugins.desk.boilerplate import is_of_a_page
from plugins.story.paste_checks import BLOCK
from plugins.vietnamese.letters import SMALL
from plugins.vietnamese.misspellings import may_have_misspellings, misspellings
from plugins.vietnamese.spelling import is_syllable

TIGHT = re.compile(r"[.,;:?!…](?=[^\W\d_])")
BEFORE, AFTER = re.compile(r"(?<![\w@/])[^\W\d_]+\)?$"), re.compile(r"[^\W\d_]+(?![\w@/]|\.\w)")
LOOSE = re.compile(r"(?<=[^\W_])[ \u00a0]+([,;.?!])(?=\s|$)")
LOOSE_SIGNS = (" ,", " ;", " .", " ?", " !", "\u00a0,", "\u00a0.")
UNENDED, BEGUN = re.compile(r"[^\W_][,”\"]?$|,$"), re.compile(rf"{SMALL}+(?!\w|[.)/])")
FULL = 40  # letters of a line that is more than one of a poem, of an address, of a head
ADDRESSED = re.compile(r"kính (?:gửi|thưa|mời)\b", re.IGNORECASE)  # ends without a sign
REMAINS = 60  # letters of a line that a page draws beside a text
PLACEHOLDER = re.compile(
    r"lorem ipsum|\bx{3,}\b|\b(?:viết|nhập|điền|gõ) (?:nội dung|tiêu đề|tóm tắt|vào|ở) (?:vào |ở )?đây"
    r"|^\W*(?:nội dung(?: bài viết)?|tiêu đề bài(?: viết)?|đang cập nhật)\W*$"
    r"|\[(?:tên|số|ngày|điền)[^\]]*\](?!\()",
    re.IGNORECASE,
)

NO_GAP = "Sau dấu “{}” thiếu dấu cách: “{}”.{}"
GAP = "Trước dấu “{}” thừa dấu cách: “{}”.{}"
MORE = " Trong bài còn {} chỗ như vậy."
CUT = "Câu bị ngắt thành hai đoạn: “… {}” và “{} …”. Nếu là một câu, hãy bỏ dòng trống ở giữa."
LEFT = (
    "Dòng “{}” giống chữ của trang web (nút bấm, số lượt xem, tin khác), không phải của bài. "
    "Hãy xóa nếu đúng vậy."
)
WRONG = "“{}” thường là viết nhầm. Có phải ý bạn là “{}”?"
EMPTY = "“{}” giống chữ để tạm, chờ điền. Hãy thay bằng nội dung thật."


def of_sentences(
    path: str, running: Lines, head: Lines, body: Lines, names: Collection[str]
) -> Iterator[Finding]:
    """All findings in head and body, lines as they were typed.

    running: of both, nothing but words; names: words that are right however they are spelt
    """
    typed, known = [*head, *body], {name.lower() for name in names}
    yield from chain(
        _wrong(path, running, known), _gaps(path, running, typed), _cut(path, body), _remains(path, typed)
    )


def _wrong(path: str, lines: Lines, known: Collection[str]) -> Iterator[Finding]:
    if not may_have_misspellings("\n".join(text for _, text in lines)):
        return
    told = set(known)
    for line, text in lines:
        for written, meant in misspellings(text):
            if written.lower() not in told:
                told.add(written.lower())
                yield advice("chinh-ta", path, WRONG.format(written, meant), line)


def _gaps(path: str, lines: Lines, typed: Lines) -> Iterator[Finding]:
    """The first place of each kind, and how many more there are."""
    for sentence, places in ((NO_GAP, _tight(lines)), (GAP, _loose(typed))):
        found = list(places)
        if found:
            line, sign, shown = found[0]
            more = MORE.format(len(found) - 1) if len(found) > 1 else ""
            yield advice("dau-cach", path, sentence.format(sign, shown, more), line)


def _tight(lines: Lines) -> Iterator[tuple[int | None, str, str]]:
    """(line, sign, words around it): "tuổi.Thời"; a point before a small letter is an address."""
    for line, text in lines:
        for found in TIGHT.finditer(text):
            at = found.start()
            before, after = BEFORE.search(text[max(0, at - 40) : at]), AFTER.match(text, at + 1)
            if not before or not after or not _are_words(before[0].rstrip(")"), after[0], found[0]):
                continue
            yield line, found[0], f"{before[0]}{found[0]}{after[0]}"


def _are_words(before: str, after: str, sign: str) -> bool:
    if len(before) < 2 or before.isupper() or not (is_syllable(before) and is_syllable(after)):
        return False
    return sign in ",;:" or (after[0].isupper() and (before.islower() or not before.isascii()))


def _loose(lines: Lines) -> Iterator[tuple[int | None, str, str]]:
    for line, text in lines:
        if any(sign in text for sign in LOOSE_SIGNS) and "|" not in text:
            for found in LOOSE.finditer(text):
                word = text[: found.start()].rsplit(" ", 1)[-1]
                yield line, found[1], f"{word}{found[0]}"


def _cut(path: str, body: Lines) -> Iterator[Finding]:
    """A paragraph that ends nowhere above one that begins in the middle; photos may stand between."""
    last, gap = "", False
    for line, text in body:
        text = text.strip()
        if not text or text.startswith("!["):
            gap = True
        elif BLOCK.match(text) or "|" in text:
            last = ""
        else:
            is_open = gap and len(last) >= FULL and UNENDED.search(last) and not ADDRESSED.match(last)
            begun = BEGUN.match(text) if is_open else None
            if begun and is_syllable(begun[0]):
                words = CUT.format(" ".join(last.split()[-4:]), " ".join(text.split()[:4]))
                yield advice("cau-dut", path, words, line)
            last, gap = text, False


def _remains(path: str, body: Lines) -> Iterator[Finding]:
    for line, text in body:
        plain = text.strip()
        if not 0 < len(plain) <= REMAINS:
            continue
        if plain[-1] not in ".;,!?" and plain[0] not in "#!|>" and is_of_a_page(plain):
            yield advice("vet-trang", path, LEFT.format(plain), line)
        elif found := PLACEHOLDER.search(plain):
            yield advice("chu-mau", path, EMPTY.format(found[0].strip()), line)
