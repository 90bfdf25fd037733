"""Every setting of the owner's stands in the administrators' handbook, with the default it has."""

import importlib
import re
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, get_args, get_type_hints

import pytest
from pydantic.fields import FieldInfo

from tests.site import ROOT
from tests.test_layout import MAP

HANDBOOK = (ROOT / "docs/quan-tri.md").read_text("utf-8")
MODULES = {"archive": "", "assets": "", "front": "", "gallery": ".options"}  # else settings.py
ROW = re.compile(r"^\| `([\w.]+)` \| (.*?) \| (.+) \|$", re.M)


def nested(hint: Any) -> list[type]:
    """The dataclasses a type speaks of."""
    if is_dataclass(hint) and isinstance(hint, type):
        return [hint]
    return [kind for each in get_args(hint) for kind in nested(each)]


def settings_of(kind: type, begin: str = "") -> dict[str, str]:
    """Every setting of a dataclass and of those in it by its dotted name: its default, as it is written."""
    found = {}
    try:
        hints = get_type_hints(kind)
    except NameError:  # pydantic's own, where a module imports them for the checker alone
        hints = {}
    checked = getattr(kind, "__pydantic_fields__", {})
    for each in fields(kind):
        needed = each.name in checked and checked[each.name].is_required()
        found[begin + each.name] = "phải ghi" if needed else written(each)
        for inner in nested(hints.get(each.name, each.type)):
            found |= settings_of(inner, f"{begin}{each.name}.")
    return found


def written(field: Any) -> str:
    default = field.default
    if isinstance(default, FieldInfo):
        default = default.default
    if default is MISSING:
        return "có sẵn"
    if default in ("", (), None):
        return "trống"
    if isinstance(default, tuple):
        plain = all(isinstance(each, int) for each in default)
        return f"`{list(default)}`" if plain else "có sẵn"
    shown = f'"{default}"' if isinstance(default, str) else f"{default}"
    return f"`{shown}`"


def described(setting: str) -> dict[str, str]:
    """What the handbook says of one table of settings: the default by the dotted name."""
    part = re.search(rf"^### `{setting}`$(.*?)(?=^##)", HANDBOOK, re.M | re.S)
    return {name: default for name, default, _ in ROW.findall(part[1])} if part else {}


@pytest.mark.parametrize("word", sorted(word for word, row in MAP.items() if row["settings"] != "-"))
def test_every_setting_stands_in_the_handbook_with_its_default(word):
    module = importlib.import_module(f"plugins.{word}{MODULES.get(word, '.settings')}")
    assert described(MAP[word]["settings"]) == settings_of(module.Settings)
