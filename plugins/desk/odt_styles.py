"""Styles of an OpenDocument text: how its words look, what stands before the items of its lists."""

import re
from dataclasses import dataclass
from typing import TypeAlias
from xml.etree.ElementTree import Element

from plugins.desk.numbering import Level, number_of

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TEXT, TABLE, DRAW, STYLE = (_NS % name for name in ("office", "text", "table", "drawing", "style"))
FO = _NS % "xsl-fo-compatible"
FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
FRAMED = ("border", "border-top", "border-bottom", "border-left", "border-right")


@dataclass(frozen=True)
class Look:
    """What a style says, its own and that of the styles it stands on; None where it says nothing."""

    base: str = ""
    bold: bool | None = None
    italic: bool | None = None
    mark: str = ""
    align: str = ""
    font: str = ""
    framed: bool = False
    hidden: bool = False


Looks: TypeAlias = dict[str, Look]
Lists: TypeAlias = dict[str, dict[int, Level]]


def looks_of(root: Element | None) -> Looks:
    found = {}
    for style in () if root is None else root.iter(STYLE + "style"):
        text, paragraph = style.find(STYLE + "text-properties"), style.find(STYLE + "paragraph-properties")
        cell = style.find(STYLE + "table-cell-properties")
        values = {} if text is None else text.attrib
        position = values.get(STYLE + "text-position", "")
        lines = [] if cell is None else [cell.get(FO + name, "none") for name in FRAMED]
        weight, slant = values.get(FO + "font-weight"), values.get(FO + "font-style")
        found[style.get(STYLE + "name", "")] = Look(
            style.get(STYLE + "parent-style-name", ""),
            None if weight is None else weight == "bold" or (weight.isdigit() and int(weight) > 500),
            None if slant is None else slant in ("italic", "oblique"),
            _mark(position),
            "" if paragraph is None else paragraph.get(FO + "text-align", ""),
            values.get(STYLE + "font-name", "") or values.get(FO + "font-family", "").strip("'\""),
            any(line not in ("none", "hidden") for line in lines),
            values.get(TEXT + "display") == "none",
        )
    return found


def lists_of(root: Element | None) -> Lists:
    """By the name of a style of lists, what stands before the items of each depth."""
    found: Lists = {}
    for style in () if root is None else root.iter(TEXT + "list-style"):
        levels = found[style.get(STYLE + "name", "")] = {}
        for each in style:
            depth = number_of(each.get(TEXT + "level"), 1) - 1
            form = FORMS.get(each.get(STYLE + "num-format", ""), "none")
            shown = number_of(each.get(TEXT + "display-levels"), 1)
            numbers = ".".join(f"%{at + 1}" for at in range(max(depth + 1 - shown, 0), depth + 1))
            text = f"{each.get(STYLE + 'num-prefix', '')}{numbers}{each.get(STYLE + 'num-suffix', '')}"
            if "bullet" in each.tag:
                form = "bullet"
            levels[depth] = Level(form, text, number_of(each.get(TEXT + "start-value"), 1))
    return found


def _mark(position: str) -> str:
    first = position.split(" ")[0]
    if first.startswith("sub") or first.startswith("-"):
        return "sub"
    return "sup" if first.startswith("super") or (first.rstrip("%").isdigit() and first != "0%") else ""


def margins(root: Element | None) -> list[tuple[str, str]]:
    """("đầu" or "chân", its words) of what stands on each sheet, page numbers left out."""
    found = []
    for part, place in (("header", "đầu"), ("footer", "chân")):
        for each in () if root is None else root.iter(STYLE + part):
            words = " ".join("".join(each.itertext()).split())
            if re.search(r"[^\W\d_]{2}", words.replace("Trang", "")):
                found.append((place, words))
    return list(dict.fromkeys(found))
