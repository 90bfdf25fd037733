"""A Word document made ready for mammoth: text boxes, fonts of before Unicode, numbers Word works out.

Mammoth reads none of these. What cannot be brought at all is noted here with its place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from plugins.desk.blocks import Loss, ending
from plugins.desk.document_archive import Package
from plugins.desk.legacy_fonts import is_legacy, unicode_of
from plugins.desk.numbering import Numbering, W
from plugins.desk.word_passed_over import MC, opened_up

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
SIGN, SIGN_END = "\ue020", "\ue021"  # private letters around "depth:sign" before a line of a list
UNFRAMED = "KhungTrong"  # the style given to tables that show no lines
BOXED = "HopChu"  # the style given to paragraphs of text boxes that name none
LOST = {
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "Biểu đồ",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "Sơ đồ (SmartArt)",
    "{urn:schemas-microsoft-com:office:office}OLEObject": "Đối tượng nhúng (Excel, công thức cũ…)",
    "{urn:schemas-microsoft-com:office:office}signatureline": "Dòng chữ ký số",
}


@dataclass(frozen=True)
class Style:
    base: str = ""
    font: str = ""
    framed: bool = False
    number: tuple[str, int] | None = None


@dataclass
class Styles:
    """The styles of a document by their names in it.

    default: the font of all that says none; usual: the style of paragraphs that name none
    """

    known: Mapping[str, Style] = field(default_factory=dict)
    default: str = ""
    usual: str = ""

    def _line(self, name: str) -> Iterator[Style]:
        seen: set[str] = set()
        while name in self.known and name not in seen:
            seen.add(name)
            yield self.known[name]
            name = self.known[name].base

    def font(self, *names: str) -> str:
        """Of text in these styles, the nearest first."""
        found = (style.font for name in names for style in self._line(name))
        return next(filter(None, found), self.default)

    def framed(self, name: str) -> bool:
        return any(style.framed for style in self._line(name))

    def number(self, name: str) -> tuple[str, int] | None:
        return next((style.number for style in self._line(name) if style.number), None)


def read_styles(root: Element | None) -> Styles:
    if root is None:
        return Styles()
    known, usual = {}, ""
    for each in root.iter(W + "style"):
        if each.get(W + "type") == "paragraph" and each.get(W + "default") in ("1", "true"):
            usual = each.get(W + "styleId", "")
        base = each.find(W + "basedOn")
        known[each.get(W + "styleId", "")] = Style(
            "" if base is None else base.get(W + "val", ""),
            _font(each.find(W + "rPr")),
            _has_lines(each.find(f"{W}tblPr/{W}tblBorders")),
            _number(each.find(f"{W}pPr/{W}numPr")),
        )
    return Styles(known, _font(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")), usual)


def prepared(package: Package, part: str, styles: Styles, numbering: Numbering) -> tuple[bytes, list[Loss]]:
    """(the part as mammoth shall read it, what of it is lost). part: as "word/document.xml"."""
    root = package.xml(part)
    if root is None:
        return b"", []
    losses = opened_up(root)
    _lift_text_boxes(root)
    for table in root.iter(W + "tbl"):
        _mark_frame(table, styles)
    before = ""
    for paragraph in root.iter(W + "p"):
        losses += _lost(paragraph, before)
        _convert(paragraph, styles)
        _write_sign(paragraph, styles, numbering)
        before = _words(paragraph) or before
    return ElementTree.tostring(root, "utf-8", xml_declaration=True), losses


def _lift_text_boxes(root: Element) -> None:
    """The words of a text box stand as paragraphs after the one that holds it, once."""
    parents = {child: parent for parent in root.iter() for child in parent}
    for choice in list(root.iter(MC + "AlternateContent")):
        first, other = choice.find(MC + "Choice"), choice.find(MC + "Fallback")
        if first is not None and _boxes(first):
            if other is not None:
                choice.remove(other)
            first.tag = MC + "Fallback"  # the part that mammoth reads
    for box in list(root.iter(W + "txbxContent")):
        host = box
        while host in parents and host.tag != W + "p":
            host = parents[host]
        home = parents.get(host)
        if home is None or box not in parents:
            continue
        holder = parents[box]
        holder.remove(box)
        at = list(home).index(host) + 1
        for number, child in enumerate(list(box)):
            _mark_boxed(child)
            home.insert(at + number, child)
            parents[child] = home


def _mark_boxed(element: Element) -> None:
    if element.tag != W + "p":
        return
    properties = element.find(W + "pPr")
    if properties is None:
        properties = Element(W + "pPr")
        element.insert(0, properties)
    if properties.find(W + "pStyle") is None:
        style = Element(W + "pStyle")
        style.set(W + "val", BOXED)
        properties.insert(0, style)


def _boxes(element: Element) -> bool:
    return next(element.iter(W + "txbxContent"), None) is not None


def _mark_frame(table: Element, styles: Styles) -> None:
    properties = table.find(W + "tblPr")
    if properties is None:
        properties = Element(W + "tblPr")
        table.insert(0, properties)
    style = properties.find(W + "tblStyle")
    name = "" if style is None else style.get(W + "val", "")
    own = properties.find(W + "tblBorders")
    framed = _has_lines(own) if own is not None else styles.framed(name)
    if framed or any(_has_lines(each) for each in table.iter(W + "tcBorders")):
        return
    if style is None:
        style = Element(W + "tblStyle")
        properties.insert(0, style)
    style.set(W + "val", UNFRAMED)


def _has_lines(borders: Element | None) -> bool:
    return borders is not None and any(each.get(W + "val") not in (None, "nil", "none") for each in borders)


def _lost(paragraph: Element, before: str) -> Iterator[Loss]:
    words = ending(_words(paragraph) or before)
    for tag, what in LOST.items():
        yield from (Loss(what, words) for _ in paragraph.iter(tag))
    for formula in list(paragraph.iter(MATH + "oMath")):
        text = "".join(each.text or "" for each in formula.iter(MATH + "t"))
        yield Loss(f"Công thức toán đem vào thành chữ thường “{text}”", words)
        run = Element(W + "r")
        ElementTree.SubElement(run, W + "t").text = text
        formula.clear()
        formula.tag = W + "smartTag"  # read as what it holds
        formula.append(run)


def _convert(paragraph: Element, styles: Styles) -> None:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    of_paragraph = styles.usual if style is None else style.get(W + "val", "")
    for run in paragraph.iter(W + "r"):
        properties = run.find(W + "rPr")
        own = None if properties is None else properties.find(W + "rStyle")
        of_run = "" if own is None else own.get(W + "val", "")
        font = _font(properties) or styles.font(of_run, of_paragraph)
        if is_legacy(font):
            for text in run.findall(W + "t"):
                text.text = unicode_of(text.text or "", font)


def _write_sign(paragraph: Element, styles: Styles, numbering: Numbering) -> None:
    properties = paragraph.find(W + "pPr")
    if properties is None:
        return
    own, style = properties.find(W + "numPr"), properties.find(W + "pStyle")
    number = _number(own) or (styles.number(style.get(W + "val", "")) if style is not None else None)
    if own is not None:
        properties.remove(own)
    if number is None or number[0] == "0" or not _words(paragraph):
        return
    sign = numbering.sign(*number)
    if sign:
        run = Element(W + "r")
        ElementTree.SubElement(run, W + "t").text = f"{SIGN}{number[1]}:{sign}{SIGN_END}"
        paragraph.insert(list(paragraph).index(properties) + 1, run)


def _number(properties: Element | None) -> tuple[str, int] | None:
    """(number of the list, depth) of what a paragraph or style says of its numbering."""
    number = None if properties is None else properties.find(W + "numId")
    if properties is None or number is None:
        return None
    depth = properties.find(W + "ilvl")
    at = "0" if depth is None else depth.get(W + "val", "0")
    return number.get(W + "val", "0"), int(at) if at.isdigit() else 0


def _font(properties: Element | None) -> str:
    fonts = None if properties is None else properties.find(W + "rFonts")
    if fonts is None:
        return ""
    return fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or ""


def _words(paragraph: Element) -> str:
    return " ".join("".join(each.text or "" for each in paragraph.iter(W + "t")).split())
