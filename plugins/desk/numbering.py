"""Numbers that Word works out and writes nowhere: "Điều 3.", "II.", "a)" before a paragraph."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
BULLET = "-"


@dataclass(frozen=True)
class Level:
    """form: Word's name for a kind of numbers; text: as "Điều %1."; start: the first number."""

    form: str
    text: str
    start: int


@dataclass
class Numbering:
    """The lists of a document, counted on as its paragraphs come.

    levels: by list, the group in which it is counted and what stands before the items of each depth
    """

    levels: dict[str, tuple[str, Mapping[int, Level]]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def sign(self, number: str, depth: int) -> str:
        """What stands before the next paragraph of the list `number`: "-" for any bullet, "" for none."""
        if number not in self.levels:
            return ""
        group, levels = self.levels[number]
        level = levels.get(depth)
        if level is None or level.form == "none":
            return ""
        if level.form == "bullet":
            return BULLET
        counts = self._counts.setdefault(group, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]
        text = level.text
        for at in range(depth + 1):
            if f"%{at + 1}" in text:
                own = levels.get(at, level)
                text = text.replace(f"%{at + 1}", _written(counts.get(at, own.start), own.form))
        return text.strip()


def read(root: Element | None) -> Numbering:
    """The lists that numbering.xml describes."""
    if root is None:
        return Numbering()
    kinds = {each.get(W + "abstractNumId", ""): _levels(each) for each in root.iter(W + "abstractNum")}
    found: dict[str, tuple[str, Mapping[int, Level]]] = {}
    for each in root.iter(W + "num"):
        number, kind = each.get(W + "numId", ""), each.find(W + "abstractNumId")
        name = "" if kind is None else kind.get(W + "val", "")
        levels, own = dict(kinds.get(name, {})), False
        for change in each.iter(W + "lvlOverride"):
            at = number_of(change.get(W + "ilvl"), 0)
            levels |= _levels(change)
            start = change.find(W + "startOverride")
            if start is not None and at in levels:
                own = True
                levels[at] = Level(levels[at].form, levels[at].text, number_of(start.get(W + "val"), 1))
        found[number] = (number if own else f"kind {name}", levels)
    return Numbering(found)


def _levels(parent: Element) -> dict[int, Level]:
    found = {}
    for each in parent.findall(W + "lvl"):
        values = {name: each.find(W + name) for name in ("numFmt", "lvlText", "start")}
        form, text, start = (None if node is None else node.get(W + "val") for node in values.values())
        found[number_of(each.get(W + "ilvl"), 0)] = Level(form or "decimal", text or "", number_of(start, 1))
    return found


def _written(number: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        text = ""
        for value, letters in ROMAN:
            text, number = text + letters * (number // value), number % value
        return text.upper() if form == "upperRoman" else text
    if form in ("upperLetter", "lowerLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    return f"{number:02d}" if form == "decimalZero" else str(number)


def number_of(text: str | None, otherwise: int) -> int:
    """The whole number that an attribute says; `otherwise` where it says none."""
    try:
        return int(text or "")
    except ValueError:
        return otherwise
