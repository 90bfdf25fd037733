"""Files that people write by hand: typed values, or every mistake in them with its line."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from plugins import plain_yaml, seam
from plugins.fields import told_of
from plugins.mistakes import Mistake, MistakesFound
from plugins.plain_yaml import Where
from plugins.shape import shape_at, shape_of
from plugins.vietnamese.text import clean

NOT_UTF8 = "Tệp không phải UTF-8. Hãy lưu lại với mã UTF-8."
EMPTY = "còn trống. Hãy ghi giá trị sau dấu hai chấm"
NOTHING = "Chỗ này còn trống. Hãy ghi các mục, mỗi dòng một “tên: giá trị”."
ENTRIES = "phải gồm các dòng “tên: giá trị”; các mục có thể dùng: {}."
EACH_BEGINS = "phải là một danh sách, mỗi phần bắt đầu bằng “- {}: …”."
UNKNOWN = seam.REMEDIES["unexpected_keyword_argument"]
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
    kind: type[T], text: str, name: str, first: int = 1, empty: Any = None
) -> tuple[T, dict[Where, int]]:
    """(the clean `text` as a `kind`, lines as of `load`).

    name: the file as a person would name it; first: the line of the file on which `text` begins;
    empty: stands for a text without a word. Raises MistakesFound with every wrong value and its line.
    """
    reading = plain_yaml.read(text, shape_of(kind), first)
    raw = empty if reading.value is None else reading.value
    found = [Mistake(name, sentence, line) for _, line, sentence in reading.slips]
    value, problems = seam.tried(kind, raw)
    for where, sentence in problems:
        strangers = _strangers(where, sentence, problems)
        first_of_all = not strangers or where == strangers[0]
        if (
            first_of_all
            and not _told(where, sentence, reading.slips)
            and not _misspelt(kind, where, problems)
        ):
            more = _also(strangers[1:], reading)
            found.append(_mistake(kind, name, where, sentence + more, reading))
    if found and reading.value is None and not reading.slips:
        raise MistakesFound(Mistake(name, NOTHING))
    if found:
        raise MistakesFound(*sorted(found, key=lambda mistake: mistake.line or 0))
    return value, reading.lines


def read(kind: type[T], path: Path, name: str, empty: Any = ()) -> T:
    """The file `path` as a `kind`; raises FileNotFoundError, and MistakesFound as `parse` does."""
    try:
        text = clean(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise MistakesFound(Mistake(name, NOT_UTF8)) from None
    return parse(kind, text, name, empty=empty)[0]


def _told(where: Where, sentence: str, slips: list) -> bool:
    """Whether a value is wrong or missing only because a line in it, or its own, could not be read."""
    missing = sentence == seam.REMEDIES["missing"]
    return any(
        (where[: len(place)] == place and (place or missing)) or (where and place[: len(where)] == where)
        for place, *_ in slips
    )


def _misspelt(kind: Any, where: Where, problems: list[tuple[Where, str]]) -> bool:
    """Whether a missing value may be there under a name that is not known: one cause, told once."""
    if (where, seam.REMEDIES["missing"]) not in problems:
        return False
    told = told_of(kind).get(str(where[-1]))
    names = [str(where[-1]), *([told.label] if told else [])]
    others = [sentence for place, sentence in problems if place[:-1] == where[:-1] and place != where]
    if len(where) > 1 and any(sentence.startswith(UNKNOWN) for sentence in others):
        return True
    return any(f"“{name}”?" in sentence for name in names for sentence in others)


def _strangers(where: Where, sentence: str, problems: list[tuple[Where, str]]) -> list[Where]:
    """Where `sentence` tells of a name that is like none: it and all others of its table."""

    def strange(sentence: str) -> bool:
        return sentence.startswith(UNKNOWN) and "Có phải ý bạn là" not in sentence

    if not strange(sentence):
        return []
    return [place for place, other in problems if place[:-1] == where[:-1] and strange(other)]


def _also(places: list[Where], reading: plain_yaml.Reading) -> str:
    names = [
        f"{reading.names.get(place, place[-1])} (dòng {line_of(place, reading.lines)})" for place in places
    ]
    if not names:
        return ""
    rest = f" và {len(names) - MOST_NAMES} mục nữa" if len(names) > MOST_NAMES else ""
    return f" Cũng vậy: {', '.join(names[:MOST_NAMES])}{rest}."


def _mistake(kind: Any, name: str, where: Where, sentence: str, reading: plain_yaml.Reading) -> Mistake:
    if sentence == seam.REMEDIES["missing"]:
        told = told_of(kind).get(str(where[-1])) if len(where) == 1 else None
        example = f", ví dụ “{where[-1]}: {told.example}”." if told else "."
        sentence = f"{EMPTY if where in reading.lines else sentence.rstrip('.')}{example}"
    shape = shape_at(kind, where)
    if shape.kind == "list" and shape.inner and shape.inner.fields:
        first = next(iter(shape.inner.fields.values()))[0]
        sentence = sentence.replace(seam.REMEDIES["tuple_type"], EACH_BEGINS.format(first))
    if shape.kind == "record":
        known = ", ".join(dict.fromkeys(known for known, _ in shape.fields.values()))
        sentence = sentence.replace(seam.REMEDIES["dataclass_type"], ENTRIES.format(known))
    subject = said(where, reading.names) if where else "Nội dung tệp"
    return Mistake(name, f"{subject} {sentence}", line_of(where, reading.lines))


def said(where: Where, names: Mapping[Where, str] | None = None) -> str:
    """Where a value stands, as people say it: they count from 1, and know the names they wrote."""
    known = names or {}
    parts = [known.get(where[: at + 1], part) for at, part in enumerate(where)]
    return " › ".join(str(part + 1) if isinstance(part, int) else str(part) for part in parts)


def line_of(where: Where, lines: Mapping[Where, int]) -> int | None:
    """The line of the value at `where`, or of the nearest around it."""
    places = (where[:length] for length in range(len(where), 0, -1))
    return next((lines[place] for place in places if place in lines), None)
