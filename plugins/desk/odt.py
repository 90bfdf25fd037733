"""The blocks of an OpenDocument text, as LibreOffice writes it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element

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
from plugins.desk.legacy_fonts import is_legacy, unicode_of
from plugins.desk.numbering import Numbering, number_of
from plugins.desk.odt_styles import DRAW, OFFICE, TABLE, TEXT, Lists, Look, Looks, lists_of, looks_of, margins
from plugins.desk.word_passed_over import HIDDEN, TABLE_OF_CONTENTS

XML = "{http://www.w3.org/XML/1998/namespace}"
XLINK = "{http://www.w3.org/1999/xlink}"
SUFFIXES = frozenset((".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".tif", ".tiff"))
NAMED = {"title": "title", "caption": "caption", "figure": "caption", "quotations": "quote"}


def read(path: Path, name: str) -> Document:
    """The document at `path`, which people call `name`; MistakesFound with a sentence for a bad file."""
    package = opened(path, name)
    root = package.xml("content.xml")
    body = None if root is None else root.find(f"{OFFICE}body/{OFFICE}text")
    if root is None or body is None:
        raise refused(name, BROKEN)
    styles = package.xml("styles.xml")
    found = Document()
    looks, lists = looks_of(styles) | looks_of(root), lists_of(styles) | lists_of(root)
    reader = _Reader(package, looks, lists, found)
    try:
        found.blocks.extend([*reader.blocks(body), *reader.notes()])
    except RecursionError:  # boxes in boxes without end
        raise refused(name, BROKEN) from None
    found.losses += [
        Loss(f"Chữ ở {place} mỗi trang giấy: “{words[:SHOWN]}”") for place, words in margins(styles)
    ]
    found.losses += [Loss(f"{reader.comments} lời bình")] if reader.comments else []
    return found


class _Reader:
    def __init__(self, package: Package, looks: Looks, lists: Lists, found: Document):
        self._package, self._looks, self._found = package, looks, found
        self._lists, self._numbering = lists, Numbering({})
        self._last: dict[str, str] = {}  # by style and by name, the group a list was counted in
        self._notes: list[Element] = []
        self._before = ""
        self.comments = 0

    def blocks(self, parent: Element) -> Iterator[Block]:
        for each in parent:
            if each.tag in (TEXT + "p", TEXT + "h"):
                yield from self._paragraph(each)
            elif each.tag == TEXT + "list":
                yield from self._list(each, 0, *self._group(each))
            elif each.tag == TABLE + "table":
                yield self._table(each)
            elif each.tag in (TEXT + "section", TEXT + "index-body", DRAW + "text-box"):
                yield from self.blocks(each)
            elif each.tag in (DRAW + "frame", DRAW + "g"):
                yield from self._frame(each)
            elif each.tag == TEXT + "table-of-content":
                self._found.losses.append(Loss(TABLE_OF_CONTENTS))

    def notes(self) -> Iterator[Block]:
        for number, note in enumerate(self._notes, 1):
            runs: list[Run] = [Run(f"({number}) ")]
            for block in self.blocks(note):
                runs += [*getattr(block, "runs", ()), Run(" ")]
            yield Paragraph(joined(runs))

    def _style(self, element: Element) -> Iterator[tuple[str, Look]]:
        name, seen = element.get(TEXT + "style-name", ""), set[str]()
        while name and name not in seen:
            seen.add(name)
            look = self._looks.get(name, Look())
            yield name, look
            name = look.base

    def _paragraph(self, element: Element) -> Iterator[Block]:
        styles = list(self._style(element))
        like = self._like(Run(""), [look for _, look in styles])
        align = next((look.align for _, look in styles if look.align), "")
        names = " ".join(name for name, _ in styles).lower()
        runs: list[Run] = []
        frames: list[Block] = []
        for part in self._inline(element, like, next((look.font for _, look in styles if look.font), "")):
            if isinstance(part, Run):
                runs.append(part)
            elif isinstance(part, Picture):
                frames.append(replace(part, beside=bool(frames) and isinstance(frames[-1], Picture)))
            else:
                frames.append(part)
        words = joined(runs)
        if "".join(run.text for run in words).strip():
            self._before = ending("".join(run.text for run in words))
            if element.tag == TEXT + "h":
                level = element.get(TEXT + "outline-level", "1")
                frames.append(Heading(min(max(int(level) if level.isdigit() else 1, 1) + 1, 4), words))
            else:
                look = next((look for name, look in NAMED.items() if name in names), "")
                look = "subtitle" if "subtitle" in names else look
                frames.append(Paragraph(words, look, align == "center", align in ("end", "right")))
        yield from frames

    def _like(self, like: Run, looks: list[Look]) -> Run:
        bold = next((look.bold for look in looks if look.bold is not None), like.bold)
        italic = next((look.italic for look in looks if look.italic is not None), like.italic)
        mark = next((look.mark for look in looks if look.mark), like.mark)
        return replace(like, bold=bold, italic=italic, mark=mark)

    def _inline(self, element: Element, like: Run, font: str) -> Iterator[Run | Block]:
        yield from self._text(element.text, like, font)
        for child in element:
            tag = child.tag
            if tag == TEXT + "span":
                looks = [look for _, look in self._style(child)]
                own = next((look.font for look in looks if look.font), font)
                if any(look.hidden for look in looks):
                    self._found.losses.append(Loss(HIDDEN.format(ending("".join(child.itertext())))))
                else:
                    yield from self._inline(child, self._like(like, looks), own)
            elif tag == TEXT + "a":
                yield from self._inline(child, replace(like, href=child.get(XLINK + "href", "")), font)
            elif tag == TEXT + "s":
                yield replace(like, text=" ")
            elif tag == TEXT + "tab":
                yield replace(like, text="\t")
            elif tag == TEXT + "line-break":
                yield replace(like, text="\n")
            elif tag == TEXT + "note":
                body = child.find(TEXT + "note-body")
                if body is not None:
                    self._notes.append(body)
                    yield replace(like, text=f"({len(self._notes)})")
            elif tag == OFFICE + "annotation":
                self.comments += 1
            elif tag in (DRAW + "frame", DRAW + "g") or (
                tag.startswith(DRAW) and child.find(TEXT + "p") is not None
            ):
                yield from self._frame(child)
            elif not tag.startswith((DRAW, OFFICE)):
                yield from self._inline(child, like, font)
            yield from self._text(child.tail, like, font)

    def _text(self, text: str | None, like: Run, font: str) -> Iterator[Run]:
        if text:
            shown = " ".join(text.split()) if text.strip() else " "
            shown = (" " if text[0].isspace() and text.strip() else "") + shown
            shown += " " if text[-1].isspace() and text.strip() else ""
            yield replace(like, text=unicode_of(shown, font) if is_legacy(font) else shown)

    def _group(self, element: Element) -> tuple[str, str]:
        """(the list's style, the group in which it is counted on)."""
        style = element.get(TEXT + "style-name", "")
        on = element.get(TEXT + "continue-list", "")
        goes_on = on or style if on or element.get(TEXT + "continue-numbering") == "true" else ""
        group = self._last.get(goes_on, "") or f"{style} {len(self._last)}"
        self._last[style] = group
        self._last[element.get(XML + "id", "") or f"list {len(self._last)}"] = group
        self._numbering.levels[group] = (group, self._lists.get(style, {}))
        return style, group

    def _list(self, element: Element, depth: int, style: str, group: str) -> Iterator[Block]:
        for item in element:
            if item.tag not in (TEXT + "list-item", TEXT + "list-header"):
                continue
            signed = item.tag == TEXT + "list-item"
            for child in item:
                if child.tag == TEXT + "list":
                    yield from self._list(child, depth + 1, style, group)
                    continue
                for block in self._paragraph(child) if child.tag in (TEXT + "p", TEXT + "h") else ():
                    runs = () if isinstance(block, Picture | Table) else block.runs
                    if not signed or not runs:
                        yield block
                        continue
                    signed = False
                    sign = self._numbering.sign(group, depth)
                    if isinstance(block, Heading):
                        yield replace(block, runs=joined((Run(f"{sign} "), *runs)) if sign else runs)
                    else:
                        yield Item(sign, depth, runs) if sign else block

    def _table(self, element: Element) -> Table:
        rows: list[tuple[Cell, ...]] = []
        heads = len(list(element.findall(f"{TABLE}table-header-rows/{TABLE}table-row")))
        framed = False
        for row in element.iter(TABLE + "table-row"):
            cells = []
            for cell in row.findall(TABLE + "table-cell"):
                name = cell.get(TABLE + "style-name", "")
                framed = framed or self._looks.get(name, Look()).framed
                across, down = (
                    cell.get(f"{TABLE}number-{name}-spanned", "1") for name in ("columns", "rows")
                )
                cells.append(Cell(tuple(self.blocks(cell)), number_of(across, 1), number_of(down, 1)))
            rows.append(tuple(cells))
        return Table(tuple(rows), max(heads, 1), framed)

    def _frame(self, frame: Element) -> Iterator[Block]:
        is_object = frame.find(DRAW + "object") is not None
        pictures = () if is_object else map(self._picture, frame.findall(DRAW + "image"))
        yield from [picture for picture in pictures if picture][:1]
        for box in [*frame.findall(DRAW + "text-box"), *[frame] * (frame.find(TEXT + "p") is not None)]:
            for block in self.blocks(box):
                plain = isinstance(block, Paragraph) and not block.look
                yield replace(block, look="box") if plain and isinstance(block, Paragraph) else block
        for inner in frame if frame.tag == DRAW + "g" else ():
            yield from self._frame(inner)
        if is_object:
            self._found.losses.append(Loss("Biểu đồ, công thức hay đối tượng nhúng", self._before))

    def _picture(self, image: Element) -> Picture | None:
        href = image.get(XLINK + "href", "")
        suffix = PurePosixPath(href).suffix.lower()
        if href not in self._package or suffix not in SUFFIXES:
            kind = suffix.removeprefix(".").upper() or "lạ"
            of_kind = f"Hình dạng {kind}, trang không hiện được"
            what = of_kind if href in self._package else "Hình nằm ngoài tệp"
            self._found.losses.append(Loss(what, self._before))
            return None
        data = self._package.read(href)
        return Picture(data, ".jpg" if suffix == ".jpeg" else ".tif" if suffix == ".tiff" else suffix)
