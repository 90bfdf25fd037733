"""YAML as people write it by hand: plain values with their lines, or what is wrong with it.

Dates stay text: PyYAML would end a build over 2024-06-31 where a sentence is due.
"""

import re
from pathlib import Path
from typing import Any, TypeVar

import yaml

from plugins import seam
from plugins.mistakes import Mistake, MistakesFound
from plugins.vietnamese.text import clean

BROKEN = "YAML viết chưa đúng. Hãy xem dấu hai chấm, dấu nháy và thụt dòng."
NOT_UTF8 = "Tệp không phải UTF-8. Hãy lưu lại với mã UTF-8."
DEEPEST = 20  # nested lists and tables; the parser itself runs out of stack at some thousands
PLAIN = 10_000  # letters of a text that is not looked through for nesting
TIMESTAMP = "tag:yaml.org,2002:timestamp"

T = TypeVar("T")


# libyaml where PyYAML was built with it: eight times as fast, and as safe.
class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != TIMESTAMP]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


class Unreadable(Exception):
    """Text that is no YAML, or more than anybody writes by hand.

    line: from 1, or None; syntax: whether colons, quotes or indentation are wrong
    """

    def __init__(self, sentence: str, line: int | None = None, syntax: bool = False):
        super().__init__(sentence)
        self.sentence, self.line, self.syntax = sentence, line, syntax


def load(text: str) -> tuple[Any, dict[tuple, int]]:
    """(plain values, {(keys and numbers that lead to a value): its line, from 1}). Raises Unreadable."""
    try:
        _look_through(text)
        loader = _Loader(text)
        node = loader.get_single_node()
        lines = _lines(node)
        values = loader.construct_document(node) if node else None
    except yaml.YAMLError as error:
        raise Unreadable(BROKEN, _line(error, text), syntax=True) from None
    except (ValueError, LookupError, AttributeError, TypeError, ArithmeticError, RecursionError):
        raise Unreadable(BROKEN) from None  # "!!int abc", a number of thousands of digits
    return (_cleaned(values) if "\\" in text else values), lines


def read(kind: type[T], path: Path, name: str, empty: Any = ()) -> T:
    """The file `path` as a `kind`; `empty` stands for a file without a word.

    name: the file as a person would name it. Raises FileNotFoundError, and MistakesFound with
    every wrong value and its line.
    """
    try:
        raw, lines = load(clean(path.read_bytes().decode("utf-8-sig")))
    except UnicodeDecodeError:
        raise MistakesFound(Mistake(name, NOT_UTF8)) from None
    except Unreadable as broken:
        raise MistakesFound(Mistake(name, broken.sentence, broken.line)) from None
    raw = empty if raw is None else raw
    if found := seam.problems(kind, raw):
        raise MistakesFound(*(_mistake(name, where, sentence, lines) for where, sentence in found))
    return seam.build(kind, raw)


def _mistake(name: str, where: tuple, sentence: str, lines: dict) -> Mistake:
    words = f"{said(where)} {sentence}" if where else f"Nội dung tệp {sentence}"
    return Mistake(name, words, line_of(where, lines))


def said(where: tuple) -> str:
    """Where a value stands, as people say it: they count from 1."""
    return " › ".join(str(part + 1) if isinstance(part, int) else str(part) for part in where)


def line_of(where: tuple, lines: dict[tuple, int]) -> int | None:
    """The line of the value at `where`, or of the nearest around it."""
    places = (where[:length] for length in range(len(where), 0, -1))
    return next((lines[place] for place in places if place in lines), None)


def _look_through(text: str) -> None:
    """Refuses references ("&", "*"), which can grow without end, and nesting without end."""
    signs = sum(map(text.count, "[{&*")) + text.count("- ")
    if len(text) < PLAIN and "*" not in text and signs < 100:
        return
    depth = 0
    for event in yaml.parse(text, _Loader):
        if isinstance(event, yaml.AliasEvent):
            line = event.start_mark.line + 1
            raise Unreadable(f"“*{event.anchor}” nhắc lại một mục khác; hãy viết hẳn ra.", line)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            sentence = "Danh sách lồng vào nhau quá sâu. Hãy xem dấu ngoặc và thụt dòng."
            raise Unreadable(sentence, event.start_mark.line + 1)


def _line(error: yaml.YAMLError, text: str) -> int | None:
    # A key without its colon, a bracket or quote left open: found out only a line or more later.
    begun = re.match("while scanning|while parsing a flow", getattr(error, "context", None) or "")
    mark = getattr(error, "context_mark" if begun else "problem_mark", None)
    return min(mark.line, text.rstrip().count("\n")) + 1 if mark else None


def _lines(node: yaml.Node | None, inside: tuple = ()) -> dict[tuple, int]:
    """{(keys and numbers that lead to it): its line}; Raises Unreadable for a key that stands twice."""
    lines: dict[tuple, int] = {}
    if isinstance(node, yaml.SequenceNode):
        for number, each in enumerate(node.value):
            lines[*inside, number] = each.start_mark.line + 1
            lines |= _lines(each, (*inside, number))
    elif isinstance(node, yaml.MappingNode):
        for key, each in node.value:
            place = (*inside, str(key.value))
            if place in lines:
                sentence = f"Mục “{key.value}” đã có ở dòng {lines[place]}. Hãy bỏ một trong hai."
                raise Unreadable(sentence, key.start_mark.line + 1)
            lines[place] = key.start_mark.line + 1
            lines |= _lines(each, place)
    return lines


def _cleaned(value: Any) -> Any:
    """What escapes such as "\\0" in quotes brought in goes out again."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    if isinstance(value, dict):
        return {_cleaned(key): _cleaned(each) for key, each in value.items()}
    return value
