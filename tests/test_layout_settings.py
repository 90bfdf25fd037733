"""Every setting and every field of a data file stands in the administrators' handbook, with its default."""

import importlib
import re
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, get_args, get_type_hints

import pytest
from pydantic.fields import FieldInfo

from plugins.map.merger import MergerFile
from plugins.map.points import COLUMNS
from plugins.map.unit_details import FactsFile
from plugins.portal.notice import Notice
from plugins.portal.settings import LinkGroup
from plugins.publish.redirects.moved import Row
from plugins.weather.normals import Normals
from tests.site import ROOT
from tests.test_layout import MAP

HANDBOOK = (ROOT / "docs/quan-tri.md").read_text("utf-8")
MODULES = {"archive": "", "assets": "", "front": ""}  # else settings.py
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
        name = begin + ((checked[each.name].alias if each.name in checked else "") or each.name)
        found[name] = "phải ghi" if needed else written(each)
        for inner in nested(hints.get(each.name, each.type)):
            found |= settings_of(inner, f"{name}.")
    return found


def written(field: Any) -> str:
    default = field.default
    if isinstance(default, FieldInfo):
        default = () if default.default_factory else default.default
    if default is MISSING:
        return "có sẵn"
    if default in ("", (), None):
        return "trống"
    if isinstance(default, tuple):
        plain = all(isinstance(each, int) for each in default)
        return f"`{list(default)}`" if plain else "có sẵn"
    shown = f'"{default}"' if isinstance(default, str) else f"{default}"
    return f"`{shown}`"


def described(title: str) -> dict[str, str]:
    """What the handbook says in one table: the default by the dotted name."""
    part = re.search(rf"^### {re.escape(title)}$(.*?)(?=^##)", HANDBOOK, re.M | re.S)
    return {name: default for name, default, _ in ROW.findall(part[1])} if part else {}


@pytest.mark.parametrize("word", sorted(word for word, row in MAP.items() if row["settings"] != "-"))
def test_every_setting_stands_in_the_handbook_with_its_default(word):
    module = importlib.import_module(f"plugins.{word}{MODULES.get(word, '.settings')}")
    assert described(f"`{MAP[word]['settings']}`") == settings_of(getattr(module, f"{word.title()}Settings"))


# What people write under content/du-lieu/ by the heading of its table.
FILES = {
    "`thong-bao.yaml`": Notice,
    "`chuyen-huong.yaml`": Row,
    "`lien-ket.yaml`": LinkGroup,
    "`khi-hau.yaml`": Normals,
    "Số liệu của một lớp bản đồ": FactsFile,
    "Nơi cũ nay thuộc đâu": MergerFile,
}


@pytest.mark.parametrize("title", FILES)
def test_every_field_of_a_data_file_stands_in_the_handbook_and_no_other(title):
    assert described(title) == settings_of(FILES[title])


def test_every_kind_of_data_file_is_known_here():
    """Each schema that a YAML file of people's is read by; a story's front matter is held elsewhere."""
    code = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "plugins").rglob("*.py")))
    read = re.findall(r"(?:yaml_values\.read|read_yaml)\((?:tuple\[)?([A-Z]\w+)", code)
    assert {kind.__name__ for kind in FILES.values()} == {*read, *re.findall(r"schema\.build\((Row)", code)}


def test_the_columns_of_places_stand_in_the_handbook():
    assert f"`{','.join(COLUMNS)}`" in HANDBOOK
