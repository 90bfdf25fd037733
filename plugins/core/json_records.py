"""Small records that commands keep as JSON between runs: read as what they are, or not at all."""

import json
from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Record = TypeVar("Record", bound="DataclassInstance")


def parse(data: bytes | str) -> object:
    """The value of a JSON text; ValueError when it is none, however it is damaged."""
    try:
        return json.loads(data)
    except RecursionError:
        raise ValueError("nested too deep") from None


def typed(kind: type[Record], value: object) -> Record:
    """The dataclass `kind`, of plain fields, from what `parse` gave; ValueError when it is something else."""
    if not isinstance(value, dict):
        raise ValueError("no table")
    try:
        found = kind(**value)
    except TypeError as error:
        raise ValueError(str(error)) from None
    if wrong := [each.name for each in fields(kind) if type(getattr(found, each.name)) is not each.type]:
        raise ValueError(f"{', '.join(wrong)}: of another type")
    return found


def is_moment(text: str) -> bool:
    """Whether this is a time with its zone, ISO 8601, that every zone can tell."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return False
    return at.tzinfo is not None and 1970 <= at.year < 9999
