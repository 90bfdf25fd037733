"""Attachments: the files beside a story that its links lead to, found, named and told of."""

import re
from dataclasses import replace
from html import escape, unescape
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from plugins.core.href import href as sent
from plugins.core.mistakes import Mistake, did_you_mean
from plugins.core.names import is_text
from plugins.story.links import LINK, internal_target
from plugins.story.media import PLAYED, fault_of
from plugins.vietnamese.text import SPACES, clean, fold_name

if TYPE_CHECKING:  # publishing asks for the names of attachments, and reads no story
    from plugins.story.blocks import Block, Body, LinkReference
    from plugins.story.story import Story

# What an editor may lay beside a story for readers to take home.
ATTACHMENTS = frozenset("pdf doc docx xls xlsx odt ods ppt pptx odp zip csv txt".split()) | frozenset(PLAYED)
PHOTOS = frozenset("jpg jpeg png webp gif tif tiff bmp heic avif".split())
LONGEST_NAME = 255  # bytes a file's name may have on any disk in use
MEGABYTE = 1_000_000
HEAVY = 20 * MEGABYTE
SIZED = re.compile(r"\d\s*[KM]B\b", re.IGNORECASE)

UNPUBLISHED = "Tệp .{} không đăng được; các kiểu đăng được: {}. Hãy đổi tệp sang một kiểu ấy, thường là PDF."
AS_PHOTO = "Ảnh {0} không đăng được như tệp đính kèm. Hãy cho ảnh hiện trong bài: ![chú thích]({0})."
CAPITALS = "Cạnh bài không có tệp “{}”. Có phải ý bạn là “{}”?"
MISSING = "Cạnh bài không có tệp “{}”. Hãy chép tệp vào cạnh index.md, hoặc sửa tên trong bài."
ALIKE = "Cạnh bài có nhiều tệp trùng tên: {}. Hãy đổi tên cho khác nhau."
TOO_HEAVY = (
    "Tệp {} nặng {}, người đọc bằng điện thoại tải rất lâu. "
    "Hãy nén cho dưới 20 MB, hoặc cắt thành nhiều phần."
)


def attachment(story: "Story", url: str, target: str) -> Path | None:
    """The file beside the story that the path `target` stands for, or None."""
    name = _name(url, target)
    if name.rpartition(".")[2].lower() not in ATTACHMENTS:
        return None
    found = _alike(story.folder, name)
    return found[0] if len(found) == 1 else None


def attachment_mistakes(story: "Story", link: "LinkReference", url: str, target: str) -> list[Mistake] | None:
    """What is wrong with a link to a file beside the story; None when it leads to none.

    target: the path it leads to.
    """
    name = _name(url, target)
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    if not suffix:
        return None

    def told(sentence: str, warning: bool = False) -> list[Mistake]:
        return [Mistake(story.path, sentence, link.line, warning=warning)]

    found = _alike(story.folder, name)
    if len(found) > 1 or (found and clean(found[0].name) != found[0].name and len(_same(found[0])) > 1):
        return told(ALIKE.format(", ".join(f"“{each.name}”" for each in _same(found[0]))))
    if not found:
        wanted = fold_name(name).casefold()
        files = _files(story.folder)
        if same := next((each for each in files if fold_name(each.name).casefold() == wanted), None):
            return told(CAPITALS.format(name, same.name))
        if suffix not in ATTACHMENTS:
            return None
        hint = did_you_mean(name, [each.name for each in files])
        return told(MISSING.format(name) + hint)
    file = found[0]
    if suffix not in ATTACHMENTS:
        if suffix in PHOTOS:
            return told(AS_PHOTO.format(file.name))
        return told(UNPUBLISHED.format(suffix, ", ".join(sorted(ATTACHMENTS))))
    if suffix in PLAYED and (fault := fault_of(file, suffix)):
        return told(f"Tệp {file.name}: {fault.sentence}", fault.warning)
    if (size := file.stat().st_size) > HEAVY:
        return told(TOO_HEAVY.format(file.name, size_in_words(size)), warning=True)
    return []


def public_name(file: Path) -> str:
    """The name a file has in its address: nothing invisible in it, plain spaces."""
    return SPACES.sub(" ", clean(file.name)).strip()


def in_words(file: Path) -> str:
    """Type and size: "PDF, 1,2 MB"."""
    return f"{file.suffix[1:].upper()}, {size_in_words(file.stat().st_size)}"


def size_in_words(size: int) -> str:
    """1,2 MB or 64 KB; size in bytes."""
    if size < MEGABYTE:
        return f"{ceil(size / 1000)} KB"
    return f"{size / MEGABYTE:.1f} MB".replace(".", ",")


def with_attachments(story: "Story", url: str, siteurl: str) -> "Body":
    """The body with links to files beside the story as a browser must ask for them, type and size told."""
    body, files = story.body, {}
    for link in story.body.links:
        target = internal_target(link.href, url, siteurl) if "." in link.href else None
        if target and (file := attachment(story, url, target)):
            files[sent(link.href)] = file
    if not files:
        return body

    def told(match: re.Match[str]) -> str:
        href = unescape(match[1])
        if href not in files:
            return match[0]
        file = files[href]
        start = match[0][: -len("</a>")].replace(f'href="{match[1]}"', f'href="{escape(_to(href, file))}"', 1)
        words = "" if SIZED.search(match[2]) else f' <span class="file-size">({in_words(file)})</span>'
        return f"{start}{words}</a>"

    blocks: list[Block] = []
    for block in body.blocks:
        if block.kind in ("html", "table"):
            blocks.append(replace(block, html=LINK.sub(told, block.html)))
        elif block.kind == "player" and (file := files.get(block.href)):
            blocks.append(replace(block, href=_to(block.href, file), size=in_words(file)))
        else:
            blocks.append(block)
    links = (
        replace(link, href=_to(link.href, files[sent(link.href)])) if sent(link.href) in files else link
        for link in body.links
    )
    return body.changed(blocks=tuple(blocks), links=tuple(links))


def _to(href: str, file: Path) -> str:
    """`href` with the public name of the file it leads to as its last part."""
    parts = urlsplit(sent(href))
    folder, slash, _ = parts.path.rpartition("/")
    return parts._replace(path=f"{folder}{slash}{quote(public_name(file))}").geturl()


def _name(url: str, target: str) -> str:
    """The name of the file that `target` stands for beside the page at `url`, or ''."""
    base = "/" + url
    name = target.removeprefix(base)
    fits = target.startswith(base) and "/" not in name and len(name.encode()) <= LONGEST_NAME
    return name if fits else ""


def _alike(folder: Path, name: str) -> list[Path]:
    """The file of that very name, else all of those that nobody can tell from it by sight."""
    path = folder / name
    if name and path.is_file():
        return [] if path.is_symlink() else [path]
    wanted = {fold_name(name), fold_name(unquote(name))}
    return [each for each in _files(folder) if fold_name(each.name) in wanted]


def _same(file: Path) -> list[Path]:
    return [each for each in _files(file.parent) if fold_name(each.name) == fold_name(file.name)]


def _files(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.iterdir()
        if not path.name.startswith(".")
        and is_text(path.name)
        and path.suffix != ".md"
        and path.is_file()
        and not path.is_symlink()
    )
