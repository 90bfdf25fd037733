"""Fields of what people write by hand: a value is the text that was typed, the field says what it means.

The types below take that text, as "1.234", "có" or "27/11/2026 14h30". `Told` describes a field
once: names, sentences and the handbook's table come from it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime, tzinfo
from functools import cache, lru_cache
from typing import Annotated, Any, get_type_hints

from pydantic import BeforeValidator, StringConstraints, ValidationInfo

from plugins.core.clock import AT_HOME
from plugins.vietnamese.moment import moment_of
from plugins.vietnamese.text import fold

WHOLE = re.compile(r"-?[0-9]{1,15}")
GROUPED = re.compile(r"[0-9]{1,3}(?:[., ][0-9]{3})+")
DECIMAL = re.compile(r"-?[0-9]{1,15}(?:[.,][0-9]+)?")
GROUPED_DECIMAL = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+")
YES = frozenset(("true", "co", "yes", "on", "dung", "x"))
NO = frozenset(("false", "khong", "no", "off", "sai"))
FIRST = "0.2"  # the first version with a number of its own
A_DAY = "phải là ngày, ví dụ 06/06/2024."
A_MOMENT = "phải là ngày và giờ, ví dụ 06/06/2024 14:41."
A_YES = "phải là true (có) hoặc false (không)."
A_WHOLE = "phải là số nguyên, ví dụ 158."
A_DECIMAL = "phải là số, ví dụ 21.5."


@dataclass(frozen=True)
class Told:
    """What people are told of a field, in Vietnamese.

    label: its name in words, which may stand for it; also: other names people write for it
    means: what to write; example: a value; needed: when it has to be there
    since: the version of the software that first read it
    """

    label: str
    means: str
    example: str
    also: tuple[str, ...] = ()
    needed: str = "không"
    since: str = FIRST


@cache
def told_of(kind: Any) -> dict[str, Told]:
    """What is told of each field of the dataclass `kind`; fields without a description are left out."""
    if not is_dataclass(kind):
        return {}
    hints = get_type_hints(kind, include_extras=True)
    found = {name: getattr(hint, "__metadata__", ()) for name, hint in hints.items()}
    return {name: each for name, parts in found.items() for each in parts if isinstance(each, Told)}


def table(kind: Any) -> str:
    """The handbook's table of the fields of `kind`, in Markdown."""
    rows = ["| Mục | Ghi gì | Ví dụ | Bắt buộc |", "|---|---|---|---|"]
    for name, told in told_of(kind).items():
        example = told.example if told.example.startswith("xem ") else f"`{name}: {told.example}`"
        means = told.means if told.since == FIRST else f"{told.means} (từ bản {told.since})"
        rows.append(f"| `{name}` · {told.label} | {means} | {example} | {told.needed} |")
    return "\n".join(rows)


@lru_cache(maxsize=1024)
def plain_name(name: str) -> str:
    """The one form of a field's name: "Ngày_hết-hạn" and "ngay het han"."""
    return " ".join(re.sub(r"[\s_*-]+", " ", fold(name)).split())


def bare(text: str) -> str:
    """`text`, of a field that is no text, without a remark: "158  # từ trang cũ" is 158."""
    return text.split(" #")[0].strip()


def whole(value: Any) -> Any:
    """A whole number; 1.234 is one too, 1.5 and 1_000 are none."""
    if not isinstance(value, str):
        return value
    text = bare(value)
    if WHOLE.fullmatch(text):
        return int(text)
    if GROUPED.fullmatch(text):
        return int(re.sub("[., ]", "", text))
    raise ValueError(A_WHOLE)


def decimal(value: Any) -> Any:
    """A number with a point or a comma before its decimals."""
    if not isinstance(value, str):
        return value
    text = bare(value)
    if GROUPED_DECIMAL.fullmatch(text):
        text = text.replace(".", "")
    if DECIMAL.fullmatch(text):
        return float(text.replace(",", "."))
    raise ValueError(A_DECIMAL)


def _yes_or_no(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = fold(bare(value))
    if text in YES | NO:
        return text in YES
    raise ValueError(A_YES)


def zone_in(info: ValidationInfo) -> tzinfo:
    """The portal's zone, for whoever reads values of it (see `schema.build`)."""
    zone: tzinfo = (info.context or {}).get("zone") or AT_HOME
    return zone


def _moment(value: Any, info: ValidationInfo) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return moment_of(bare(value), zone_in(info))
    except ValueError as wrong:
        raise ValueError(str(wrong) or A_MOMENT) from None


def _day(value: Any, info: ValidationInfo) -> Any:
    try:
        value = _moment(value, info)
    except ValueError as wrong:
        raise ValueError(A_DAY if str(wrong) == A_MOMENT else str(wrong)) from None
    return value.date() if isinstance(value, datetime) else value


def _listed(value: Any) -> Any:
    """Texts divided by commas or semicolons; "#HoaiDuc" is the topic HoaiDuc."""
    if isinstance(value, str):
        value = re.split("[,，、]", value)
    if not isinstance(value, Iterable):
        return value
    return [part for each in value for part in (_topics(each) if isinstance(each, str) else [each])]


def _topics(text: str) -> list[str]:
    hashtags = re.split(r"\s+(?=#)", text) if text.strip().startswith("#") else [text]
    parts = [part for each in hashtags for part in re.split("[;；]", each)]
    return [name for part in parts if (name := part.strip().lstrip("#").strip())]


def one_of(words: Mapping[str, tuple[str, ...]], sentence: str = "") -> BeforeValidator:
    """Takes each key of `words`, or one of its other names in any writing, as that key.

    sentence: what to say of any other, where the keys alone would not help
    """
    known = {plain_name(each): key for key, others in words.items() for each in (key, *others)}

    def meant(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        key = known.get(plain_name(bare(value)))
        if key is None and sentence:
            raise ValueError(sentence)
        return key or value

    return BeforeValidator(meant)


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Whole = Annotated[int, BeforeValidator(whole)]
Decimal = Annotated[float, BeforeValidator(decimal)]
YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]
Day = Annotated[date, BeforeValidator(_day)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Topics = Annotated[tuple[Text, ...], BeforeValidator(_listed)]
