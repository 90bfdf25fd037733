"""The list of words last published: a line for each unit, and the same file however it came about."""

import json
from hashlib import sha256

import pytest

from plugins.core import published
from plugins.core.published import Published, Unit


def unit(root, name: str, text: str, address: str = "tin/mot/") -> Unit:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return Unit(sha256(path.read_bytes()).hexdigest(), address)


def written_anew(folder) -> str:
    """The list as it is where each line is made of what stands in it."""
    return ours(json.loads((folder / "list.json").read_bytes()))


def ours(rows: dict[str, list]) -> str:
    lines = (f"{published._json(name)}: {published._json(row)}" for name, row in sorted(rows.items()))
    return "{\n" + ",\n".join(lines) + "\n}\n"


@pytest.fixture
def units(tmp_path):
    names = ("content/tin/a/index.md", "content/tin/b/index.md", 'content/tin/"ngoặc",/index.md')
    return {name: unit(tmp_path, name, f"Bài {name}") for name in names}


def test_the_list_is_the_same_however_many_of_its_units_are_new(tmp_path, units):
    folder = tmp_path / "data/published"
    Published(folder).take(units, tmp_path).commit()
    name = "content/tin/b/index.md"
    for text, address, plain in (("Sửa", "tin/b/", False), ("Sửa", "tin/c/", True), ("Lại", "tin/c/", True)):
        if plain:  # a name of quotation marks makes every line be written anew
            units = {key: value for key, value in units.items() if '"' not in key}
        units[name] = unit(tmp_path, name, text, address)
        Published(folder).take(units, tmp_path).commit()
        assert (folder / "list.json").read_text("utf-8") == written_anew(folder)
        assert Published(folder).address(name) == address and len(Published(folder)) == len(units)
        published._latest.clear()  # as the next command finds it
        assert Published(folder).digest(name) == units[name].digest


@pytest.mark.parametrize(
    "parted",
    [
        lambda rows: json.dumps(rows, indent=1),
        lambda rows: json.dumps(rows),
        lambda rows: ours(rows) + "\n",
        lambda rows: ours(rows).rstrip(),
        lambda rows: ours(rows).replace("\n}", "\n }"),
        lambda rows: " " + ours(rows),
        lambda rows: json.dumps(dict(reversed(rows.items())), indent=0).replace(",\n[", ", ["),
    ],
)
def test_a_list_that_another_hand_wrote_becomes_one_of_ours(tmp_path, units, parted):
    folder, file = tmp_path / "data/published", tmp_path / "data/published/list.json"
    units = {name: each for name, each in units.items() if '"' not in name}
    Published(folder).take(units, tmp_path).commit()
    file.write_text(parted(json.loads(file.read_bytes())), "utf-8")
    units["content/tin/a/index.md"] = unit(tmp_path, "content/tin/a/index.md", "Khác")
    Published(folder).take(units, tmp_path).commit()
    assert file.read_text("utf-8") == written_anew(folder)
    assert len(Published(folder)) == 2


def test_a_list_that_was_taken_away_is_written_by_the_next_commit(tmp_path, units):
    folder = tmp_path / "data/published"
    kept = Published(folder).take(units, tmp_path)
    kept.commit()
    (folder / "list.json").unlink()
    assert not Published(folder)
    kept.commit()
    assert len(Published(folder)) == 3
