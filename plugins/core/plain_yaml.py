"""YAML as people write it by hand, each value as it was typed: no number, time or remark is guessed.

Lines become texts, lists and tables. The shape of what is expected decides where the writing
leaves a choice: a headline may begin with any sign and hold any other.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from plugins.core.fields import plain_name
from plugins.core.shape import ANY, Shape, Where
from plugins.core.yaml_lines import Line, lines_of, under
from plugins.core.yaml_text import BLOCK, UnclosedQuote, closing, key_of, parts_of, words

MOST_LINES = 100  # of a list in brackets
DEEPEST = 20  # lists and tables inside each other: nobody writes more by hand
ITEM = re.compile(r"-(?: +|$)")
ANY_ITEM = re.compile(r"[-–—•*+](?: +|$)|-(?=[^\W\d])")  # where only a list can stand
BRACKETS = {"[": "ngoặc vuông [", "{": "ngoặc nhọn {"}

NO_KEY = "Dòng này không có dạng “tên: giá trị”. Nếu là chữ viết tiếp của mục trên, hãy lùi vào hai dấu cách."
NO_COLON = "Sau “{}” phải có dấu hai chấm."
UNCLOSED_QUOTE = "Dấu nháy {} mở ra ở đầu giá trị mà không đóng lại. Hãy bỏ nó đi, hoặc thêm một dấu ở cuối."
UNCLOSED_BRACKET = "Dấu {} mở ra mà không đóng lại. Hãy thêm dấu đóng ở cuối."
NO_PAIR = "“{}” trong ngoặc nhọn không có dạng “tên: giá trị”. Hãy xem lại dấu hai chấm và dấu phẩy."
TWICE = "Mục “{}” đã có ở dòng {}. Hãy bỏ một trong hai."
TWO_NAMES = "“{}” và “{}” ở dòng {} là một mục. Hãy bỏ một trong hai."
TOO_DEEP = "Danh sách lồng vào nhau quá sâu. Hãy xem dấu ngoặc và thụt dòng."
NOT_ITEM = "Dòng này không thuộc danh sách ở trên: mỗi phần của danh sách bắt đầu bằng “- ”."

Entry = tuple[str, str, list[Line]]  # name, what follows on its line, the lines under it


@dataclass
class Reading:
    """What was read. lines, names: of each value by its place, its line and its name as written.

    slips: (place, line, sentence) of what could not be read; there is no value at that place
    """

    value: Any = None
    lines: dict[Where, int] = field(default_factory=dict)
    names: dict[Where, str] = field(default_factory=dict)
    slips: list[tuple[Where, int, str]] = field(default_factory=list)


class _Slip(Exception):
    def __init__(self, line: int, sentence: str):
        self.line, self.sentence = line, sentence


def read(text: str, shape: Shape = ANY, first: int = 1) -> Reading:
    """The value in `text`, which is clean; its first line is line `first` of the file."""
    lines = lines_of(text, first)
    if lines and lines[0].text == "---":
        del lines[0]
    reading = Reading()
    try:
        reading.value = _Reader(reading).value("", lines, shape, (), first)
    except _Slip as slip:
        reading.slips.append(((), slip.line, slip.sentence))
    return reading


class _Reader:
    """Notes lines, names and slips in `reading` on its way."""

    def __init__(self, reading: Reading):
        self._reading = reading

    def value(self, inline: str, below: list[Line], shape: Shape, where: Where, line: int) -> Any:
        """The value that begins with `inline` and goes on in the deeper lines `below`."""
        if len(where) > DEEPEST:
            raise _Slip(line, TOO_DEEP)
        if shape.kind == "text" or BLOCK.fullmatch(inline):
            return _typed(inline, below, line)
        if inline[:1] in BRACKETS:
            return self._flow(" ".join([inline, *(each.text for each in below)]), shape, where, line)
        first = next((each for each in below if not each.blank), None)
        if inline or not first:
            return _typed(inline, below, line)
        if (ANY_ITEM if shape.kind == "list" else ITEM).match(first.text):
            return self._list(below, shape, where)
        if first.text[:1] in BRACKETS:
            return self._flow(" ".join(each.text for each in below), shape, where, first.number)
        if shape.kind == "list" and shape.inner and shape.inner.kind == "record":
            # The only one, without its dash.
            self._reading.lines[*where, 0] = first.number
            return [self._table(below, shape.inner, (*where, 0))]
        if shape.kind in ("table", "record") or key_of(first.text, shape.fields):
            return self._table(below, shape, where)
        return _typed("", below, line)

    def _list(self, lines: list[Line], shape: Shape, where: Where) -> list[Any]:
        inner, item = shape.inner or ANY, ANY_ITEM if shape.kind == "list" else ITEM
        found: list[Any] = []
        at = 0
        while at < len(lines):
            line = lines[at]
            at += 1
            if line.blank:
                continue
            place = (*where, len(found))
            begun = item.match(line.text)
            if not begun:
                self._reading.slips.append((place, line.number, NOT_ITEM))
                continue
            start, at = at, under(line, lines, at)
            rest = Line(line.number, line.indent + begun.end(), line.text[begun.end() :])
            self._reading.lines[place] = line.number
            inside = inner.kind != "text" and (ITEM.match(rest.text) or key_of(rest.text, inner.fields))
            if inside and rest.text[:1] not in BRACKETS:
                value = self._kept("", [rest, *lines[start:at]], inner, place, line.number)
            else:
                value = self._kept(rest.text, lines[start:at], inner, place, line.number)
            if value is not None:
                found.append(value)
        return found

    def _table(self, lines: list[Line], shape: Shape, where: Where) -> dict[str, Any]:
        found: dict[str, Any] = {}
        at, strayed = 0, False
        while at < len(lines):
            line = lines[at]
            at += 1
            if line.blank:
                continue
            pair = key_of(line.text, shape.fields)
            if not pair:
                if not strayed:  # several lines on end are one text
                    self._reading.slips.append((where, line.number, _no_key(line.text, shape)))
                at, strayed = under(line, lines, at), True
                continue
            strayed = False
            written, inline = pair
            end = at
            while end < len(lines) and self._goes_on(lines, at, end, inline, shape):
                end += 1
            self._entry(found, shape, where, line.number, (written, inline, lines[at:end]))
            at = end
        return found

    @staticmethod
    def _goes_on(lines: list[Line], start: int, at: int, inline: str, shape: Shape) -> bool:
        """Whether line `at` still belongs to the value that begins on the line before `start`."""
        line, key = lines[at], lines[start - 1]
        if not line.text:
            return True
        flow = inline[:1] in BRACKETS and at - start < MOST_LINES
        if flow and closing(" ".join([inline, *(each.text for each in lines[start:at])])) is None:
            return not _known(line.text, shape)
        if line.indent > key.indent:
            # A line moved in by mistake is an entry of its own.
            return not inline or bool(BLOCK.fullmatch(inline)) or not _known(line.text, shape)
        return not inline and line.indent == key.indent and bool(ANY_ITEM.match(line.text))

    def _entry(self, found: dict[str, Any], shape: Shape, where: Where, number: int, entry: Entry) -> None:
        written, inline, below = entry
        name, inner = shape.fields.get(plain_name(written), (written, shape.inner or ANY))
        place = (*where, name)
        if before := self._reading.lines.get(place):
            first = self._reading.names[place]
            same = plain_name(first) == plain_name(written)
            sentence = TWICE.format(written, before) if same else TWO_NAMES.format(written, first, before)
            self._reading.slips.append((place, number, sentence))
            return
        self._reading.lines[place], self._reading.names[place] = number, written
        value = self._kept(inline, below, inner, place, number)
        if value is not None or shape.kind != "record":  # an empty entry is one that is not there
            found[name] = {} if value is None and inner.kind in ("table", "record") else value

    def _kept(self, inline: str, below: list[Line], shape: Shape, where: Where, line: int) -> Any:
        try:
            return self.value(inline, below, shape, where, line)
        except _Slip as slip:
            self._reading.slips.append((where, slip.line, slip.sentence))
            return None

    def _flow(self, text: str, shape: Shape, where: Where, line: int) -> Any:
        """A list in brackets or a table in braces; a text where more words follow."""
        end = closing(text)
        if end is None:
            raise _Slip(line, UNCLOSED_BRACKET.format(BRACKETS[text[0]]))
        rest = text[end:].strip()
        if rest and not rest.startswith("#"):
            return _typed(text, [], line)
        if len(where) >= DEEPEST:
            raise _Slip(line, TOO_DEEP)
        parts = [part.strip() for part in parts_of(text[1 : end - 1])]
        inner = shape.inner or ANY
        if text[0] == "[":
            texts = enumerate(filter(None, parts))
            return [self.value(each, [], inner, (*where, number), line) for number, each in texts]
        found: dict[str, Any] = {}
        for part in filter(None, parts):
            pair = key_of(part, shape.fields)
            if not pair:
                raise _Slip(line, NO_PAIR.format(part))
            self._entry(found, shape, where, line, (*pair, []))
        return found


def _known(text: str, shape: Shape) -> bool:
    """Whether a line is an entry with a name of the record."""
    pair = key_of(text, shape.fields)
    return pair is not None and plain_name(pair[0]) in shape.fields


def _no_key(text: str, shape: Shape) -> str:
    first = text.split()[0]
    known = shape.fields.get(plain_name(first), ("",))[0] == first.lower()
    return NO_COLON.format(first) if known else NO_KEY


def _typed(inline: str, below: list[Line], line: int) -> str | None:
    try:
        return words(inline, [each.text for each in below])
    except UnclosedQuote as quote:
        raise _Slip(line, UNCLOSED_QUOTE.format(quote)) from None
