"""Files that people write by hand: typed values, or every mistake in them with its line."""

from collections.abc import Mapping
from datetime import tzinfo
from pathlib import Path
from typing import Any, TypeVar, cast

from plugins.core import plain_yaml, schema
from plugins.core.fields import told_of
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.core.shape import Shape, Where, shape_at, shape_of
from plugins.vietnamese.text import clean

NOT_UTF8 = "Tệp không phải UTF-8. Hãy lưu lại với mã UTF-8."
EMPTY = "còn trống. Hãy ghi giá trị sau dấu hai chấm"
NOTHING = "Chỗ này còn trống. Hãy ghi các mục, mỗi dòng một “tên: giá trị”."
ENTRIES = "phải gồm các dòng “tên: giá trị”; các mục có thể dùng: {}."
EACH_BEGINS = "phải là một danh sách, mỗi phần bắt đầu bằng “- {}: …”"
GOES_ON = ", các dòng sau lùi vào hai dấu cách: {}"
UNKNOWN = schema.REMEDIES["unexpected_keyword_argument"]
LIKE_ONE = "Có phải ý bạn là"
MOST_NAMES = 5  # told by name

T = TypeVar("T")


class Unreadable(Exception):
    """Text that cannot be read. line: from 1, or None."""

    def __init__(self, sentence: str, line: int | None = None):
        super().__init__(sentence)
        self.sentence, self.line = sentence, line


def load(text: str, kind: Any = Any) -> tuple[Any, dict[Where, int]]:
    """(values as they were typed, {names and numbers that lead to a value: its line, from 1}).

    kind: the type that will take them. Raises Unreadable.
    """
    reading = plain_yaml.read(text, shape_of(kind))
    for _, line, sentence in reading.slips:
        raise Unreadable(sentence, line)
    return reading.value, reading.lines


def parse(
    kind: type[T], text: str, name: str, first: int = 1, empty: Any = None, zone: tzinfo | None = None
) -> tuple[T, dict[Where, int]]:
    """(the clean `text` as a `kind`, lines as of `load`).

    name: the file as a person would name it; first: the line of the file on which `text` begins;
    empty: stands for a text without a word; zone: the portal's, for moments.
    Raises MistakesFound with every wrong value and its line.
    """
    if all(not line.strip() or line.startswith("#") for line in text.split("\n")):
        text = ""  # remarks alone
    reading = plain_yaml.read(text, shape_at(kind, ()), first)
    raw = empty if reading.value is None else reading.value
    found = [Mistake(name, sentence, line) for _, line, sentence in reading.slips]
    value, problems = schema.tried(kind, raw, zone)
    unknown = _unknown(problems)
    alike = {table: [each for each in names if LIKE_ONE not in each[1]] for table, names in unknown.items()}
    told = {where for names in alike.values() for where, _ in names[1:]}
    for where, sentence in problems:
        missing = sentence == schema.REMEDIES["missing"]
        if where in told or _unread(where, missing, reading.slips):
            continue
        if missing and _misspelt(kind, where, unknown.get(where[:-1], [])):
            continue
        names = alike.get(where[:-1], [])
        if names and names[0] == (where, sentence):
            sentence += _also([place for place, _ in names[1:]], reading)
        found.append(_mistake(kind, name, where, sentence, reading))
    if found and reading.value is None and not reading.slips:
        raise MistakesFound(Mistake(name, NOTHING))
    if found:
        raise MistakesFound(*sorted(found, key=lambda mistake: mistake.line or 0))
    return cast(T, value), reading.lines


def read(kind: type[T], path: Path, name: str, empty: Any = (), zone: tzinfo | None = None) -> T:
    """The file `path` as a `kind`; raises FileNotFoundError, and MistakesFound as `parse` does."""
    try:
        text = clean(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise MistakesFound(Mistake(name, NOT_UTF8)) from None
    return parse(kind, text, name, empty=empty, zone=zone)[0]


def _unread(where: Where, missing: bool, slips: list[tuple[Where, int, str]]) -> bool:
    """Whether a value is wrong or missing only because a line in it, or its own, could not be read."""
    return any(
        (where[: len(place)] == place and (place or missing)) or (where and place[: len(where)] == where)
        for place, *_ in slips
    )


def _misspelt(kind: Any, where: Where, unknown: list[tuple[Where, str]]) -> bool:
    """Whether a missing value may be there under a name that is not known: one cause, told once.

    unknown: such names in its table
    """
    told = told_of(kind).get(str(where[-1]))
    names = [str(where[-1]), *([told.label] if told else [])]
    return bool(unknown) and (
        len(where) > 1 or any(f"“{name}”?" in sentence for name in names for _, sentence in unknown)
    )


def _unknown(problems: list[tuple[Where, str]]) -> dict[Where, list[tuple[Where, str]]]:
    """By their table, the names in it that nobody knows."""
    found: dict[Where, list[tuple[Where, str]]] = {}
    for where, sentence in problems:
        if sentence.startswith(UNKNOWN):
            found.setdefault(where[:-1], []).append((where, sentence))
    return found


def _also(places: list[Where], reading: plain_yaml.Reading) -> str:
    names = [
        f"{reading.names.get(place, place[-1])} (dòng {line_of(place, reading.lines)})" for place in places
    ]
    if not names:
        return ""
    rest = f" và {len(names) - MOST_NAMES} mục nữa" if len(names) > MOST_NAMES else ""
    return f" Cũng vậy: {', '.join(names[:MOST_NAMES])}{rest}."


def _mistake(kind: Any, name: str, where: Where, sentence: str, reading: plain_yaml.Reading) -> Mistake:
    names = dict(reading.names)
    if sentence == schema.REMEDIES["missing"]:
        told = shape_at(kind, where[:-1]).told.get(str(where[-1]))
        own = told.label if told and _in_vietnamese(reading) else where[-1]
        names.setdefault(where, str(own))
        example = f", ví dụ “{own}: {told.example}”." if told else "."
        sentence = f"{EMPTY if where in reading.lines else sentence.rstrip('.')}{example}"
    shape = shape_at(kind, where)
    if shape.kind == "list" and shape.inner and shape.inner.fields:
        form = _form(shape.inner, _in_vietnamese(reading))
        sentence = sentence.replace(schema.REMEDIES["tuple_type"], form)
    if shape.kind == "record":
        known = ", ".join(dict.fromkeys(known for known, _ in shape.fields.values()))
        sentence = sentence.replace(schema.REMEDIES["dataclass_type"], ENTRIES.format(known))
    subject = said(where, names) if where else "Nội dung tệp"
    return Mistake(name, f"{subject} {sentence}", line_of(where, reading.lines))


def _in_vietnamese(reading: plain_yaml.Reading) -> bool:
    """Whether whoever wrote it calls its fields by their Vietnamese names."""
    return any(not name.isascii() for name in reading.names.values())


def _form(record: Shape, in_vietnamese: bool) -> str:
    """How the parts of a list are written, each a `record`: its first field, and others it must have."""
    names = list(dict.fromkeys(known for known, _ in record.fields.values()))
    needed = [each for each in names[1:] if each in record.told and record.told[each].needed == "có"]
    own = {each: record.told[each].label for each in names if each in record.told and in_vietnamese}
    first, *more = (own.get(each, each) for each in (names[0], *needed))
    rest = GOES_ON.format(", ".join(f"“{each}: …”" for each in more)) if more else ""
    return f"{EACH_BEGINS.format(first)}{rest}."


def said(where: Where, names: Mapping[Where, str] | None = None) -> str:
    """Where a value stands, as people say it: they count from 1, and know the names they wrote."""
    known = names or {}
    parts = [known.get(where[: at + 1], part) for at, part in enumerate(where)]
    return " › ".join(str(part + 1) if isinstance(part, int) else str(part) for part in parts)


def line_of(where: Where, lines: Mapping[Where, int]) -> int | None:
    """The line of the value at `where`, or of the nearest around it."""
    places = (where[:length] for length in range(len(where), 0, -1))
    return next((lines[place] for place in places if place in lines), None)
