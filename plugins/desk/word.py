"""The blocks of a Word document. Mammoth reads the file; what it says becomes blocks here."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import mammoth
from mammoth import documents

from plugins.desk import numbering, word_text
from plugins.desk.blocks import (
    SHOWN,
    Block,
    Cell,
    Document,
    Heading,
    Item,
    Loss,
    Paragraph,
    Picture,
    Run,
    Table,
    ending,
    joined,
)
from plugins.desk.document_archive import BROKEN, Package, opened, refused

SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/jpg": ".jpg",
    "image/pjpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/bmp": ".bmp",
    "image/tiff": ".tif",
}
STYLES = {
    "title": "title",
    "subtitle": "subtitle",
    "caption": "caption",
    "quote": "quote",
    word_text.BOXED: "box",
}
HEADING = re.compile(r"heading\s*([1-9])", re.IGNORECASE)
SIGNED = re.compile(f"{word_text.SIGN}(\\d+):([^{word_text.SIGN_END}]*){word_text.SIGN_END}")
MACRO = "Macro (mã chạy trong Word), không chạy"
TEXTS = ("document", "footnotes", "endnotes")


def read(path: Path, name: str) -> Document:
    """The document at `path`, which people call `name`; MistakesFound with a sentence for a bad file."""
    package = opened(path, name)
    if "word/document.xml" not in package:
        raise refused(name, BROKEN)
    found = Document()
    taken: list[Any] = []
    try:
        ready = _prepared(package, found)
        mammoth.convert_to_html(ready, transform_document=lambda whole: _take(whole, taken))
    except (KeyError, ValueError, OSError, AttributeError, TypeError, IndexError, RecursionError):
        raise refused(name, BROKEN) from None
    whole = taken[0]
    reader = _Reader(whole.notes, found)
    try:
        for child in whole.children:
            found.blocks.extend(reader.blocks(child))
        found.blocks.extend(reader.notes())
    except (KeyError, RecursionError):  # a note that is not there, tables in tables without end
        raise refused(name, BROKEN) from None
    if whole.comments:
        found.losses.append(Loss(f"{len(whole.comments)} lời bình của Word"))
    found.losses.extend(_margins(package))
    if any(each.lower().endswith("vbaproject.bin") for each in package.names()):
        found.losses.append(Loss(MACRO))
    return found


def _take(whole: Any, taken: list[Any]) -> Any:
    taken.append(whole)
    return documents.document([])


def _prepared(package: Package, found: Document) -> io.BytesIO:
    styles = word_text.read_styles(package.xml("word/styles.xml"))
    parts = {}
    for each in TEXTS:
        part = f"word/{each}.xml"
        lists = numbering.read(package.xml("word/numbering.xml"))
        if part in package:
            parts[part], losses = word_text.prepared(package, part, styles, lists)
            found.losses.extend(losses)
    return package.rewritten(parts)


def _margins(package: Package) -> Iterator[Loss]:
    """Words at the head and foot of each sheet, but for page numbers."""
    told = set()
    for name in package.names():
        if re.fullmatch(r"word/(header|footer)\d*\.xml", name) and (root := package.xml(name)) is not None:
            words = " ".join("".join(each.itertext()) for each in root.iter(f"{numbering.W}t")).strip()
            place = "đầu" if "header" in name else "chân"
            if re.search(r"[^\W\d_]{2}", words.replace("Trang", "")) and (place, words) not in told:
                told.add((place, words))
                yield Loss(f"Chữ ở {place} mỗi trang giấy: “{words[:SHOWN]}”")


class _Reader:
    def __init__(self, notes: Any, found: Document):
        self._notes, self._found, self._used = notes, found, list[Any]()
        self._before = ""

    def blocks(self, element: Any) -> Iterator[Block]:
        if isinstance(element, documents.Paragraph):
            yield from self._paragraph(element)
        elif isinstance(element, documents.Table):
            yield self._table(element)
        else:
            for child in getattr(element, "children", ()):
                yield from self.blocks(child)

    def notes(self) -> Iterator[Block]:
        """The notes that the text refers to, as lines after it."""
        number = 0
        while number < len(self._used):  # a note may hold another
            note = self._notes.resolve(self._used[number])
            number += 1
            runs: list[Run] = [Run(f"({number}) ")]
            for child in note.body:
                for block in self.blocks(child):
                    runs += [*getattr(block, "runs", ()), Run(" ")]
            yield Paragraph(joined(runs))

    def _paragraph(self, element: Any) -> Iterator[Block]:
        boxed = element.style_id == word_text.BOXED
        style = word_text.BOXED if boxed else (element.style_name or "").strip().lower()
        parts: list[Run | Picture] = list(self._inline(element.children, Run("")))
        sizes = [each.font_size for each in element.children if getattr(each, "font_size", None)]
        runs: list[Run] = []
        beside = False
        for part in [*parts, None]:
            if isinstance(part, Run):
                runs.append(part)
                continue
            if any(run.text.strip() for run in runs):
                yield self._words(joined(runs), style, element.alignment, max(sizes, default=0.0))
                beside = False
            runs = []
            if part is not None:
                yield replace(part, beside=beside)
                beside = True

    def _words(self, runs: tuple[Run, ...], style: str, alignment: str | None, size: float) -> Block:
        self._before = ending("".join(run.text for run in runs))
        if signed := SIGNED.match(runs[0].text):
            rest = (Run(**{**vars(runs[0]), "text": runs[0].text[signed.end() :]}), *runs[1:])
            level = HEADING.match(style)
            if not level:
                return Item(signed[2], int(signed[1]), joined(rest))
            runs = joined((Run(f"{signed[2]} "), *rest))
        if level := HEADING.match(style):
            return Heading(min(int(level[1]) + 1, 4), runs) if level[1] != "1" else Heading(2, runs)
        look = next((look for name, look in STYLES.items() if name in style), "")
        right = alignment in ("right", "end")
        return Paragraph(runs, look, alignment == "center", right, size)

    def _inline(self, children: Any, like: Run) -> Iterator[Run | Picture]:
        for child in children:
            if isinstance(child, documents.Run):
                look = Run(
                    "",
                    child.is_bold,
                    child.is_italic,
                    {"superscript": "sup", "subscript": "sub"}.get(child.vertical_alignment, ""),
                    like.href,
                )
                yield from self._inline(child.children, look)
            elif isinstance(child, documents.Hyperlink):
                href = child.href or ""
                yield from self._inline(child.children, Run("", href=href or like.href))
            elif isinstance(child, documents.Text):
                yield _like(like, child.value)
            elif isinstance(child, documents.Tab):
                yield _like(like, "\t")
            elif isinstance(child, documents.Break):
                yield _like(like, "\n")
            elif isinstance(child, documents.Checkbox):
                yield _like(like, "☑" if child.checked else "☐")
            elif isinstance(child, documents.NoteReference):
                yield _like(like, self._reference(child))
            elif isinstance(child, documents.Image):
                yield from self._picture(child)
            elif hasattr(child, "children"):
                yield from self._inline(child.children, like)

    def _reference(self, reference: Any) -> str:
        if reference not in self._used:
            self._used.append(reference)
        return f"({self._used.index(reference) + 1})"

    def _picture(self, image: Any) -> Iterator[Picture]:
        suffix = SUFFIXES.get((image.content_type or "").lower())
        if suffix is None:
            kind = (image.content_type or "").rpartition("/")[2].removeprefix("x-").upper() or "lạ"
            self._found.losses.append(Loss(f"Hình dạng {kind}, trang không hiện được", self._before))
            return
        try:
            with image.open() as file:
                data = file.read()
        except Exception:
            self._found.losses.append(Loss("Hình nằm ngoài tệp Word", self._before))
            return
        yield Picture(data, suffix, " ".join((image.alt_text or "").split()))

    def _table(self, element: Any) -> Table:
        rows: list[tuple[Cell, ...]] = []
        heads = 0
        for row in element.children:
            cells = []
            for cell in getattr(row, "children", ()):
                inner = tuple(block for child in cell.children for block in self.blocks(child))
                cells.append(Cell(inner, max(cell.colspan, 1), max(cell.rowspan, 1)))
            if row.is_header and heads == len(rows):
                heads += 1
            rows.append(tuple(cells))
        return Table(tuple(rows), max(heads, 1), element.style_id != word_text.UNFRAMED)


def _like(look: Run, text: str) -> Run:
    return Run(text, look.bold, look.italic, look.mark, look.href)
