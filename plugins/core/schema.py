"""From plain values (settings, data files) to the typed values plugins work with.

A plugin declares a frozen dataclass with pydantic's `dataclass`; `checked` turns a dict
into it or says, in Vietnamese, which value is wrong and what would be right.
"""

import re
from collections.abc import Hashable, Mapping
from datetime import date, datetime, tzinfo
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pydantic import ConfigDict, TypeAdapter, ValidationError

from plugins.core.mistakes import Mistake, MistakesFound, did_you_mean
from plugins.core.shape import Where, shape_at

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

LONGEST = 80  # letters of a value that are shown
QUOTED = re.compile("'([^']*)'")
STRICT = ConfigDict(extra="forbid", arbitrary_types_allowed=True, defer_build=True)

T = TypeVar("T")

REMEDIES = {
    "missing": "còn thiếu. Hãy thêm mục này.",
    "unexpected_keyword_argument": "không phải là một mục có thật.",
    "string_type": "phải là chữ.",
    "string_too_short": "không được để trống.",
    "int_parsing": "phải là số nguyên, ví dụ 158.",
    "int_type": "phải là số nguyên, ví dụ 158.",
    "int_from_float": "phải là số nguyên, ví dụ 158.",
    "float_parsing": "phải là số, ví dụ 21.5.",
    "float_type": "phải là số, ví dụ 21.5.",
    "bool_parsing": "phải là true (có) hoặc false (không).",
    "bool_type": "phải là true (có) hoặc false (không).",
    "list_type": "phải là một danh sách, ví dụ [một, hai].",
    "tuple_type": "phải là một danh sách, ví dụ [một, hai].",
    "dict_type": "phải gồm các mục “tên: giá trị”.",
    "dataclass_type": "phải gồm các mục “tên: giá trị”.",
    "date_from_datetime_parsing": "phải là ngày, ví dụ 2024-06-06.",
    "date_parsing": "phải là ngày, ví dụ 2024-06-06.",
    "date_type": "phải là ngày, ví dụ 2024-06-06.",
    "date_from_datetime_inexact": "phải là ngày, không kèm giờ, ví dụ 2024-06-06.",
    "datetime_parsing": "phải là ngày và giờ, ví dụ 2024-06-06 14:41.",
    "datetime_from_date_parsing": "phải là ngày và giờ, ví dụ 2024-06-06 14:41.",
    "datetime_type": "phải là ngày và giờ, ví dụ 2024-06-06 14:41.",
    "greater_than_equal": "phải từ {ge} trở lên.",
    "less_than_equal": "phải từ {le} trở xuống.",
    "greater_than": "phải lớn hơn {gt}.",
    "less_than": "phải nhỏ hơn {lt}.",
    "too_short": "phải có ít nhất {min_length} mục.",
    "too_long": "chỉ được có {max_length} mục.",
    "finite_number": "phải là số, ví dụ 21.5.",
    "literal_error": "phải là một trong: {expected}.",
    "string_pattern_mismatch": "không đúng dạng {pattern}.",
}
# What is written otherwise in a settings file.
IN_PYTHON = {
    REMEDIES["string_type"]: "phải là chữ, đặt trong dấu nháy.",
    REMEDIES["bool_type"]: "phải là True (có) hoặc False (không).",
    REMEDIES["dict_type"]: "phải là một bảng {'tên': giá trị}.",
}
# What a pattern of a setting wants, for people.
FORMS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "chữ thường không dấu và số, nối bằng gạch, ví dụ kinh-te",
    r"^[a-z]([a-z0-9-]{0,24}[a-z0-9])?$": "nhiều nhất 26 chữ thường không dấu, số và gạch, ví dụ an-khanh",
    r"^[^@\s]+@[^@\s]+\.[^@\s]+$": "một địa chỉ thư, ví dụ vanphong@hoaiduc.example",
    r"^(/|https?://|mailto:|tel:)": "một địa chỉ bắt đầu bằng / hay https://",
    r"^https?://": "một địa chỉ bắt đầu bằng https://",
    r"^(/|https://)[^\s\x00-\x1f\x7f\"'\\${};<>]*$": "một địa chỉ bắt đầu bằng / hay https://",
    r"^[^\x00-\x1f\"'$`\\;{}]*[^\x00-\x1f\"'$`\\;{}/.]$": "tên một thư mục, ví dụ public_html",
    r"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{1,63}$": "một tên miền, không có https://, như cu.vn",
    r"^\d+(\.\d+)?$": "số của một phiên bản, đặt trong dấu nháy, ví dụ '80'",
    r"^[a-z0-9]+$": "chữ thường không dấu và số, ví dụ pdf",
    r"^[a-z0-9.-]*$": "một tên miền, ví dụ hoaiduc.hanoi.example",
    r"^(https://|http://(127\.0\.0\.1|localhost|\[::1\])[:/])": "một địa chỉ bắt đầu bằng https://",
    r"\.(svg|png|webp)$": "tên một tệp .svg, .png hay .webp",
    r"^([+0-9][0-9 .]{2,17})?$": "một số điện thoại, ví dụ 024 3386 1234",
}


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def tried(kind: type[T], raw: Any, zone: tzinfo | None = None) -> tuple[T | None, list[tuple[Where, str]]]:
    """(`raw` as a `kind` or None, what keeps it from being one: (location, Vietnamese sentence))."""
    try:
        return build(kind, raw, zone), []
    except ValidationError as refused:
        return None, [(tuple(e["loc"]), _sentence(kind, e)) for e in _errors(refused)]


def problems(kind: type, raw: Any) -> list[tuple[Where, str]]:
    """What keeps `raw` from being a `kind`: (location of the value, Vietnamese sentence)."""
    return tried(kind, raw)[1]


def build(kind: type[T], raw: Any, zone: tzinfo | None = None) -> T:
    """`raw` as a `kind`; pydantic's ValidationError when it does not fit.

    zone: the portal's, for moments that were written in words
    """
    adapter: TypeAdapter[T] = _adapter(cast(Hashable, kind))  # what is cached must be
    return adapter.validate_python(raw, context={"zone": zone})


def checked(kind: type[T], raw: Any, name: str, path: str = "pelicanconf.py") -> T:
    """The settings dict `raw` as a frozen `kind`.

    name: the setting as it is written in `path`, for the sentence.
    Raises MistakesFound naming each wrong, missing or misspelt setting, its value and
    the remedy.
    """
    if not isinstance(raw, Mapping):
        raise MistakesFound(Mistake(path, f"{name} là {shown(raw)}, nhưng phải là một bảng {{…}} (dict)."))
    try:
        return build(kind, dict(raw))
    except ValidationError as refused:
        raise MistakesFound(
            *(
                Mistake(path, f"{name}{_dotted(e['loc'])} {_in_python(_sentence(kind, e))}")
                for e in _errors(refused)
            )
        ) from None


def _errors(refused: ValidationError) -> "list[ErrorDetails]":
    """The errors; a list is not too short where what it holds is wrong already."""
    errors = refused.errors()
    places = {error["loc"][:length] for error in errors for length in range(len(error["loc"]))}
    return [error for error in errors if error["type"] != "too_short" or error["loc"] not in places]


def _in_python(sentence: str) -> str:
    """A sentence for a settings file, where texts stand in quotes and True has a capital."""
    for plain, python in IN_PYTHON.items():
        sentence = sentence.replace(plain, python)
    return sentence


def _dotted(location: Where) -> str:
    return "".join(f"[{part!r}]" for part in location if part != "[key]")


def _sentence(kind: type, error: "ErrorDetails") -> str:
    if error["type"] == "missing":
        return REMEDIES["missing"]
    if error["type"] in ("unexpected_keyword_argument", "extra_forbidden"):
        fields = _fields_at(kind, error["loc"][:-1])
        shape = shape_at(kind, error["loc"][:-1])
        known = ", ".join(map(shape.in_words, fields))
        return (
            REMEDIES["unexpected_keyword_argument"]
            + did_you_mean(str(error["loc"][-1]), [*fields, *(told.label for told in shape.told.values())])
            + (f" Các mục có thể dùng: {known}." if known else "")
        )
    if error["type"] == "value_error":
        simple = isinstance(error["input"], str | int | float | date)
        return (
            f"là {shown(error['input'])}: {error['ctx']['error']}" if simple else str(error["ctx"]["error"])
        )
    if form := FORMS.get(error.get("ctx", {}).get("pattern", "")):
        return f"là {shown(error['input'])}, nhưng phải là {form}."
    remedy = REMEDIES.get(error["type"], "chưa đúng dạng.")
    context = {name: QUOTED.sub(r"“\1”", str(value)) for name, value in error.get("ctx", {}).items()}
    return f"là {shown(error['input'])}, nhưng {remedy.format(**context).replace(' or ', ' hay ')}"


def shown(value: Any) -> str:
    """A value as people say it: what they wrote, or what kind of thing it is."""
    match value:
        case str():
            text = " ".join(value.split())
            return f"“{text}”" if len(text) <= LONGEST else f"“{text[: LONGEST - 1]}…”"
        case datetime():
            return f"{value:%d/%m/%Y %H:%M}"
        case date():
            return f"{value:%d/%m/%Y}"
        case bool() | int() | float() | None:
            text = str(value)
            return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
        case Mapping():
            return "một bảng “tên: giá trị”" if value else "một bảng trống"
        case list() | tuple() | set():
            return "một danh sách" if value else "một danh sách trống"
    return "một giá trị khác loại"


@cache
def _schema(kind: Any) -> dict[str, Any]:
    return _adapter(kind).json_schema()


def _fields_at(kind: Any, location: Where) -> list[str]:
    """The field names of the dataclass that lies at `location` inside `kind`."""
    schema = _schema(kind)
    node = schema
    for part in location:
        node = _resolve(node, schema)
        node = node.get("items", {}) if isinstance(part, int) else node.get("properties", {}).get(part, {})
    return list(_resolve(node, schema).get("properties", {}))


def _resolve(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    for option in node.get("anyOf", []):
        if "$ref" in option:
            node = option
    if "$ref" in node:
        node = schema["$defs"][node["$ref"].rsplit("/", 1)[-1]]
    return node
