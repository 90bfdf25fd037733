"""Shape: what a type of the program expects of a written value: text, a list, a table, a record."""

from collections.abc import Mapping
from dataclasses import dataclass, field, is_dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from plugins.core.fields import Told, plain_name, told_of

Where = tuple[str | int, ...]  # names and numbers that lead to a value


@dataclass(frozen=True)
class Shape:
    """kind: "any" lets the writing decide.

    inner: of each value of a list or table; fields: of a record, by every name people may
    write, as `plain_name`: (the program's name, shape); told: what people are told of them
    """

    kind: Literal["any", "text", "list", "table", "record"]
    inner: "Shape | None" = None
    fields: dict[str, tuple[str, "Shape"]] = field(default_factory=dict)
    told: Mapping[str, Told] = field(default_factory=dict)

    def in_words(self, name: str) -> str:
        """A field of a record by both its names: "text (nội dung)"."""
        return f"{name} ({self.told[name].label})" if name in self.told else name


ANY, TEXT = Shape("any"), Shape("text")


@cache
def shape_of(kind: Any) -> Shape:
    """The shape of the type `kind`; numbers, dates and the like are written as texts."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind is Any:
        return ANY
    if origin is Annotated:
        return shape_of(inner[0])
    if origin in (Union, UnionType):
        return shape_of(next(each for each in inner if each is not type(None)))
    if origin in (tuple, list):
        return Shape("list", shape_of(inner[0]))
    if origin is dict:
        return Shape("table", shape_of(inner[1]))
    record = is_dataclass(kind)
    return Shape("record", fields=_fields(kind), told=told_of(kind)) if record else TEXT


def shape_at(kind: Any, where: Where) -> Shape:
    """The shape of the value at `where` inside a `kind`."""
    shape = shape_of(kind)
    for part in where:
        named = dict(shape.fields.values())
        shape = named.get(str(part), shape.inner or ANY)
    return shape


def _fields(kind: Any) -> dict[str, tuple[str, Shape]]:
    told = told_of(kind)
    fields: dict[str, tuple[str, Shape]] = {}
    for name, hint in get_type_hints(kind, include_extras=True).items():
        own = getattr(kind, "__pydantic_fields__", {}).get(name)
        known = (own and own.alias) or name
        others = (told[name].label, *told[name].also) if name in told else ()
        fields |= {plain_name(each): (known, shape_of(hint)) for each in (known, *others)}
    return fields
