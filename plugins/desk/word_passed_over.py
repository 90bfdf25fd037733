"""What mammoth passes over in a Word document without a word: opened for it, or named here as lost."""

from collections.abc import Iterator
from copy import deepcopy
from xml.etree.ElementTree import Element

from plugins.desk.blocks import Loss, ending
from plugins.desk.numbering import W

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
# Read as what they hold: numbers that Word works out, words that run from the right.
READ_AS = {
    **dict.fromkeys((W + "fldSimple", W + "dir", W + "bdo"), W + "smartTag"),
    W + "cr": W + "br",
    W + "ptab": W + "tab",
}
CONTENTS = ("toc", "mucluc")  # how styles of a table of contents begin, in Word's and in our language
HIDDEN = "Chữ ẩn: “{}”"
TABLE_OF_CONTENTS = "Mục lục của văn bản: trang tự làm mục lục"
CHUNK = "Tệp khác chèn nguyên vào văn bản"


def opened_up(root: Element) -> list[Loss]:
    """Changes the part so that mammoth reads all of it; what no reader of the paper sees is taken out."""
    losses = [*_hidden(root), *_contents(root)]
    losses += [Loss(CHUNK) for _ in root.iter(W + "altChunk")]
    _single_pictures(root)
    for element in root.iter():
        element.tag = READ_AS.get(element.tag, element.tag)
    return losses


def _hidden(root: Element) -> Iterator[Loss]:
    for parent in list(root.iter()):
        for run in parent.findall(W + "r"):
            mark = run.find(f"{W}rPr/{W}vanish")
            if mark is None or mark.get(W + "val") in ("0", "false"):
                continue
            parent.remove(run)
            if words := "".join(each.text or "" for each in run.iter(W + "t")).strip():
                yield Loss(HIDDEN.format(ending(words)))


def _contents(root: Element) -> list[Loss]:
    """The lines of a table of contents, of whose page numbers a web page knows nothing."""
    found = False
    for parent in list(root.iter()):
        for child in list(parent):
            gallery = (
                child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery") if child.tag == W + "sdt" else None
            )
            style = child.find(f"{W}pPr/{W}pStyle") if child.tag == W + "p" else None
            name = "" if style is None else style.get(W + "val", "").lower()
            if (gallery is not None and gallery.get(W + "val") == "Table of Contents") or name.startswith(
                CONTENTS
            ):
                parent.remove(child)
                found = True
    return [Loss(TABLE_OF_CONTENTS)] if found else []


def _single_pictures(root: Element) -> None:
    """Each picture of a group as a picture of its own: mammoth reads those alone."""
    for choice in list(root.iter(MC + "AlternateContent")):
        first, other = choice.find(MC + "Choice"), choice.find(MC + "Fallback")
        if first is not None and other is not None and any(_is_group(each) for each in first.iter()):
            choice.remove(other)
            first.tag = MC + "Fallback"  # the part that mammoth reads
    for drawing in list(root.iter(W + "drawing")):
        for frame in [
            each for each in drawing if each.tag in (WP + "inline", WP + "anchor") and _is_group(each)
        ]:
            for picture in list(frame.iter(PIC + "pic")):
                drawing.append(_framed(picture))


def _is_group(element: Element) -> bool:
    """Whether it is a frame with pictures that are not its own."""
    if element.tag not in (WP + "inline", WP + "anchor"):
        return False
    own = element.findall(f"{A}graphic/{A}graphicData/{PIC}pic")
    return not own and next(element.iter(PIC + "pic"), None) is not None


def _framed(picture: Element) -> Element:
    frame, graphic, data = Element(WP + "inline"), Element(A + "graphic"), Element(A + "graphicData")
    frame.append(graphic)
    graphic.append(data)
    data.append(deepcopy(picture))
    return frame
