"""What the words of one text say: spelling, tones, old code pages, capitals."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from plugins.check.finding import Finding, advice
from plugins.desk.legacy_fonts import TCVN3, unicode_of
from plugins.vietnamese.spelling import is_syllable, misspelt, placement
from plugins.vietnamese.syllable import WORD

Lines = Sequence[tuple[int | None, str]]

# What is no running text: addresses, names of files, HTML.
ADDRESS = re.compile(r"(?<=\])\([^()\s]*(?:\([^()]*\)[^()\s]*)*|https?://\S+|www\.\S+|\S+@\S+|<[^<>]*>")
FILE_NAME = re.compile(
    r"[\w.()-]+\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|zip|jpe?g|png|webp|heic|mp[34]|m4a)\b", re.I
)
SHOUTED_WORDS, SHOUTED_LETTERS = 4, 12

# UTF-8 read as Windows-1252: "Cá»™ng hÃ²a".
MISREAD = re.compile(
    "\u00e1[\u00ba\u00bb]|\u00c3[\u00a1-\u00bf]|\u00c6[\u00a1\u00b0]|\u00c4[\u2018\u0192\u00a9]"
)
OLD_LETTERS = re.escape("".join(map(chr, TCVN3)))
OLD_WORD = re.compile(rf"(?<!\w)[A-Za-z{OLD_LETTERS}]{{2,}}(?!\w)")
VNI_WORD = re.compile(r"(?<!\w)[A-Za-z\u00c0-\u00ff]{2,}(?!\w)")
FEW = 2  # words of an old code page in a line: one may be a name

MISSPELT = (
    "“{}” viết như vậy không thành chữ tiếng Việt.{} Tên riêng thì để nguyên; nhờ người quản trị thêm tên ấy "
    "vào thiết lập CHECK thì máy thôi nhắc."
)
MEANT = " Có phải ý bạn là “{}”?"
MIXED = "Bài đặt dấu hai kiểu: “{}” ở dòng {}, “{}” ở dòng này. Hãy dùng một kiểu."
IN_LINE = "Dòng này đặt dấu hai kiểu: “{0}” và “{2}”. Hãy dùng một kiểu."
OLD = (
    "Dòng này còn chữ của bảng mã cũ ({}), có lẽ là “{}”. Hãy gõ lại, hoặc đưa tệp Word vào bằng make import."
)
TWICE_READ = "Dòng này bị đọc nhầm mã (như “á»”, “Ã”). Hãy lấy lại chữ từ bản gốc."
SHOUTED = "{} viết hoa toàn bộ, khó đọc với nhiều người. Hãy viết như câu thường."


def running(lines: Lines) -> list[tuple[int | None, str]]:
    """The lines with nothing but what a reader reads as words."""
    return [(line, FILE_NAME.sub(" ", ADDRESS.sub(" ", text))) for line, text in lines]


def of_words(path: str, lines: Lines, names: Collection[str]) -> Iterator[Finding]:
    """All findings in the running `lines`. names: words that are right however they are spelt."""
    known = {name.lower() for name in names}
    old_lines = set()
    for line, text in lines:
        if found := _old(text):
            old_lines.add(line)
            yield advice("bang-ma-cu", path, found, line)
    rest = [(line, text) for line, text in lines if line not in old_lines and not text.isascii()]
    yield from _misspelt(path, rest, known)
    yield from _mixed(path, rest, known)


def shouted(path: str, what: str, text: str, line: int | None) -> Iterator[Finding]:
    """Advice on a headline or heading in capitals. what: its name at the start of a sentence."""
    if (
        text.isupper()
        and len(text.split()) >= SHOUTED_WORDS
        and sum(map(str.isalpha, text)) >= SHOUTED_LETTERS
    ):
        yield advice("viet-hoa", path, SHOUTED.format(what), line)


def _misspelt(path: str, lines: Lines, known: Collection[str]) -> Iterator[Finding]:
    told: set[str] = set()
    for line, text in lines:
        for word, meant in misspelt(text):
            if word.lower() not in told and word.lower() not in known:
                told.add(word.lower())
                hint = MEANT.format(meant) if meant else ""
                yield advice("am-tiet", path, MISSPELT.format(word, hint), line)


def _mixed(path: str, lines: Lines, known: Collection[str]) -> Iterator[Finding]:
    first: dict[str, tuple[str, int | None]] = {}
    for line, text in lines:
        for word in _with_two_places(text):
            if word.lower() in known:
                continue
            first.setdefault(placement(word), (word, line))
            if len(first) == 2:
                (other, at) = first["old" if placement(word) == "new" else "new"]
                sentence = IN_LINE if at == line else MIXED
                yield advice("dat-dau", path, sentence.format(other, at, word), line)
                return


def _with_two_places(text: str) -> list[str]:
    return [word for word in WORD.findall(text) if not word.isascii() and placement(word)]


def _old(text: str) -> str:
    """A sentence about the code page that `text` was left in, or ''."""
    if text.isascii():
        return ""
    if MISREAD.search(text) and len(MISREAD.findall(text)) >= FEW:
        return TWICE_READ
    best: list[str] = []
    for words, font, name in ((OLD_WORD, ".VnTime", "TCVN3"), (VNI_WORD, "VNI-Times", "VNI")):
        found = [word for word in words.findall(text) if _is_old(word, font)]
        if len(found) >= FEW and len(found) > len(best):
            best, page, shown = found, name, " ".join(unicode_of(word, font) for word in found[:4])
    return OLD.format(page, shown) if best else ""


@lru_cache(maxsize=65536)
def _is_old(word: str, font: str) -> bool:
    """Whether `word` is no syllable as it stands, and one in the letters of `font`."""
    if word.isascii() or not re.search("[A-Za-z]", word) or is_syllable(word):
        return False
    shown = unicode_of(word, font)
    return shown != word and not shown.isascii() and is_syllable(shown)
