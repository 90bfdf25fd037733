"""What a bucket keeps of its releases."""

from typing import NotRequired, TypedDict

from plugins.core.json_records import parse
from plugins.core.mistakes import Mistake, MistakesFound


class State(TypedDict):
    """current: the release it shows; the lists are of names; held: what keeps the timer away, or ''."""

    current: str | None
    releases: list[str]
    rolled_back: list[str]
    minor: NotRequired[list[str]]
    held: NotRequired[str]


def read(data: bytes | None, name: str) -> State:
    """The state in the file `name` of a bucket; MistakesFound when that is damaged."""
    if not data:
        return State(current=None, releases=[], rolled_back=[])
    try:
        value = parse(data)
        if not isinstance(value, dict):
            raise ValueError("no table")
        current, held = value.get("current"), value.get("held", "")
        if not (current is None or isinstance(current, str)) or not isinstance(held, str):
            raise ValueError("a text is none")
        return State(
            current=current,
            releases=_names(value["releases"]),
            rolled_back=_names(value["rolled_back"]),
            minor=_names(value.get("minor", [])),
            held=held,
        )
    except (ValueError, KeyError):
        sentence = "Tệp này hỏng. Hãy xóa tệp ấy (chỉ tệp ấy) trong kho rồi make publish FORCE=1."
        raise MistakesFound(Mistake(name, sentence)) from None


def _names(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError("a list of names is none")
    return value
