"""One file of an office as a document, whatever program wrote it."""

import re
from dataclasses import replace
from pathlib import Path

from plugins.core.mistakes import Mistake, MistakesFound
from plugins.desk import boilerplate, html, odt, text
from plugins.desk.blocks import Document

TAG = re.compile(r"<(?:html|body|p|div|table|span|ul)\b|StartFragment", re.IGNORECASE)
CLIPBOARD = re.compile(r"\A\s*Version:[\d.]+\s+StartHTML:[^<]*")  # what Windows puts before copied HTML
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
NO_TEXT = "Đây không phải chữ chép lại. Tệp Word thì gõ FILE= không có PASTE; PDF thì mở ra rồi chép chữ."
OLD_LETTERS = "Tệp không phải UTF-8, đã đọc theo bảng mã Windows cũ. Hãy xem lại các chữ có dấu."
MISSING = "Không có tệp này. Hãy xem lại tên và chỗ để tệp."


def read(file: Path) -> Document:
    """What the file says; MistakesFound for one that is missing, damaged or no document."""
    if not file.is_file():
        raise MistakesFound(Mistake(file.name, MISSING))
    if file.suffix.lower() in (".html", ".htm", ".txt", ".md"):
        return copied(file.read_bytes(), file.suffix.lower() in (".html", ".htm"))
    if file.suffix.lower() == ".odt":
        return odt.read(file, file.name)
    from plugins.desk import word  # mammoth is there once something is imported

    return word.read(file, file.name)


def copied(data: bytes, is_html: bool | None = None) -> Document:
    """The document in what somebody copied; MistakesFound for what is no text.

    is_html: None where it has to be seen
    """
    if not data.startswith(UTF_16) and (b"\0" in data[:4000] or data.startswith((b"PK\x03\x04", b"%PDF"))):
        raise MistakesFound(Mistake("", NO_TEXT))
    words, notes = _decoded(data)
    words = CLIPBOARD.sub("", words)
    as_html = bool(TAG.search(words[:4000])) if is_html is None else is_html
    found = boilerplate.without(html.read(words) if as_html else text.read(words))
    return replace(found, notes=[*notes, *found.notes])


def _decoded(data: bytes) -> tuple[str, list[str]]:
    """(text as Notepad saves it: UTF-8, UTF-16 or the letters of old Windows; what is to be told of it)."""
    if data.startswith(UTF_16):
        return data.decode("utf-16", "replace"), []
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return data.decode("cp1258", "replace"), [OLD_LETTERS]
