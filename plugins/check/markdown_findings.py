"""What the Markdown of one text says beside its words: headings, links, captions, what was left over."""

import re
from collections.abc import Iterator
from itertools import chain

from plugins.check.finding import Finding, advice
from plugins.check.word_findings import shouted
from plugins.desk import folder
from plugins.story.blocks import Body, PhotoReference
from plugins.vietnamese.text import fold

HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$")
LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\(")
# Folded. Words that say of no link where it leads, alone or one after another.
NOWHERE = re.compile(
    r"(?:(?:xem|tai|doc|click|bam|nhan|an|vao|truy cap|tham khao|chi tiet|them|ve|xuong|o|here|nay|day|do|"
    r"tiep|link|duong (?:link|dan)|lien ket|tep|file|tai lieu)\b[ .…:>»]*)+"
)
THINGS = ("tai lieu", "tep", "file", "them")
EMPTY_CAPTION = re.compile(
    r"(?:(?:anh|hinh|hinh anh|image|img|photo|picture|dscn?|screenshot|untitled|chu thich|(?:anh )?minh hoa)"
    r"[\s_.:-]*(?:so[\s_]*)?[\d\s_.()-]*|[\d\s_.()-]+)(?:\.\w+)?"
)
LOUD_TITLE, LOUD_SUMMARY, LOUD_HEADING = "Tiêu đề", "Tóm tắt", "Đề mục “{}”"

PROVISIONAL = re.compile(re.escape(folder.PROVISIONAL).replace(r"\{\}", "([^:\n]+)"))
LEFT = "Mục “{}” còn để tạm. Hãy xem lại mục ấy ở dòng dưới, rồi xóa dòng này."
SKIPPED = "Đề mục “{}” nhảy bậc: dùng {} thay cho {}."
BARE = (
    "Chữ “{}” không nói liên kết dẫn tới đâu. Hãy đặt liên kết vào tên của nơi ấy, như [Mẫu đơn xin học](…)."
)
CAPTION = "Chú thích “{}” không nói gì về ảnh. Hãy viết điều người xem cần biết."
NAMED = "Chú thích “{}” là tên tệp. Hãy viết điều người xem cần biết."


def of_head(path: str, source: str) -> Iterator[Finding]:
    """Advice on a value that a command filled in and nobody has looked at since."""
    for found in PROVISIONAL.finditer(source.partition("\n---")[0]):
        line = source.count("\n", 0, found.start()) + 1
        yield advice("chu-mau", path, LEFT.format(found[1]), line)


def of_body(path: str, body: Body) -> Iterator[Finding]:
    lines = list(enumerate(body.source.split("\n"), body.first_line))
    yield from chain(_headings(path, lines), _bare_links(path, lines))
    yield from of_captions(path, body.photos)


def of_captions(path: str, photos: tuple[PhotoReference, ...]) -> Iterator[Finding]:
    for photo in photos:
        words = fold(photo.caption).strip()
        if words and EMPTY_CAPTION.fullmatch(words):
            yield advice("chu-thich-trong", path, CAPTION.format(photo.caption), photo.line)
        elif words and words in (fold(photo.name), fold(photo.name.rpartition(".")[0])):
            yield advice("chu-thich-trong", path, NAMED.format(photo.caption), photo.line)


def _headings(path: str, lines: list[tuple[int, str]]) -> Iterator[Finding]:
    level = 1
    for line, text in lines:
        if not (found := HEADING.match(text)) or not found[2]:
            continue
        own, words = max(len(found[1]), 2), found[2]
        if own > level + 1:
            yield advice("de-muc", path, SKIPPED.format(words, "#" * (level + 1), found[1]), line)
        level = min(own, level + 1)
        yield from shouted(path, LOUD_HEADING.format(words), words, line)


def _bare_links(path: str, lines: list[tuple[int, str]]) -> Iterator[Finding]:
    for line, text in lines:
        for found in LINK.finditer(text) if "](" in text else ():
            words = " ".join(re.sub(r"[*_]", "", found[1]).split())
            if NOWHERE.fullmatch(fold(words)) and fold(words) not in THINGS:
                yield advice("tai-day", path, BARE.format(words), line)
