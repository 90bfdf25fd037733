"""An owner's own Python meets the engine's modules under the names they have today."""

import ast
import json

import pytest

from plugins.update import known
from plugins.update.missing_names import missing
from plugins.update.moved_modules import BUILDS, MODULES
from plugins.update.owners import Moved, own_plugins
from plugins.update.rewrite import today
from plugins.update.settings_text import renamed
from tests.site import ROOT

HEAD = "from plugins.core.build import build_of\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from plugins import seam", "from plugins.core import schema as seam"),
        (
            "from plugins import seam, yaml_values  # hai",
            "from plugins.core import schema as seam, yaml_values  # hai",
        ),
        ("from plugins import storing as s", "from plugins.core import files as s"),
        (
            "from plugins import (\n    seam,  # bảng\n    kept,\n)",
            "from plugins.core import (\n    schema as seam,  # bảng\n    json_records as kept,\n)",
        ),
        (
            "def f():\n    from plugins import archive, press",
            "def f():\n    from plugins import archive, build as press",
        ),
        (
            "if 1:\n    from plugins import archive, lock",
            "if 1:\n    from plugins import archive\n    from plugins.core import lock",
        ),
        (
            "x = 'Đ'; from plugins import archive, lock",
            "x = 'Đ'; from plugins import archive; from plugins.core import lock",
        ),
        ("from plugins.seam import STRICT, checked", "from plugins.core.schema import STRICT, checked"),
        ("from plugins.desk import plain", "from plugins.build import plain_settings as plain"),
        ("from plugins.desk.building import run", "from plugins.build.run import run"),
        ("from plugins.press.feeds import a as b", "from plugins.build.feeds import a as b"),
        (
            "import os, plugins.seam\nplugins.seam.STRICT",
            "import os, plugins.core.schema\nplugins.core.schema.STRICT",
        ),
        ("import plugins.kept as k\nk.x", "import plugins.core.json_records as k\nk.x"),
        ('load("plugins.press.feeds")', 'load("plugins.build.feeds")'),
        ("from ... import mistakes", "from plugins.core import mistakes"),
        ("from ...seam import STRICT", "from plugins.core.schema import STRICT"),
        ('self.settings["PRESS"]', 'self.settings["BUILD"]'),
        (
            '"""Lời."""\nimport os\ns.settings["MISTAKES"] += os',
            f'"""Lời."""\n{HEAD}import os\nbuild_of(s.settings).mistakes += os',
        ),
        (
            "\ufefffrom plugins import seam\r\nx = 1\r\n",
            "\ufefffrom plugins.core import schema as seam\r\nx = 1\r\n",
        ),
        *(
            (same, same)
            for same in (
                "from plugins.core import schema",
                "from . import ten",
                "from .ten import SEAM",
                "from plugins.gallery import photo",
                '"""Xem plugins.seam."""',
                "# plugins.seam",
                "seam = 1\nseam.press",
                "from .. import seam",
                "x['MISTAKES']",
            )
        ),
    ],
)
def test_a_file_names_what_moved_by_its_name_today(before, after):
    assert today(before, "plugins.rieng.lich", MODULES) == after
    assert today(after, "plugins.rieng.lich", MODULES) == after, "a second update changes nothing"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "from .. import seam, gallery",
            "from plugins.core import schema as seam\nfrom plugins import gallery",
        ),
        ("from ..gallery import photo", "from plugins.gallery import photo"),
        ("from . import ten", "from . import ten"),
        ("from plugins.lich import ten", "from plugins.rieng.lich import ten"),
        (
            "import plugins.lich.ten\nplugins.lich.ten.A",
            "import plugins.rieng.lich.ten\nplugins.rieng.lich.ten.A",
        ),
    ],
)
def test_what_lay_among_the_engines_finds_all_from_its_new_place(before, after):
    assert today(before, "plugins.lich", MODULES | {"plugins.lich": "plugins.rieng.lich"}, True) == after


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("from plugins.core import schema\nschema.STRICT\nschema.cu", [(3, "plugins.core.schema.cu")]),
        ("\nfrom plugins.gallery.cache import Xuong", [(2, "plugins.gallery.cache.Xuong")]),
        ("import plugins.khong_co", [(1, "plugins.khong_co")]),
        ('s.settings.setdefault("MISTAKES", [])', [(1, 'settings["MISTAKES"]')]),
        ("import pelican.khong\nfrom os import gone", []),
        ("from plugins.core import schema\nfor schema in ():\n    schema.x", []),
        ("from plugins.core.mistakes import Mistake, MistakesFound, did_you_mean", []),
    ],
)
def test_what_is_there_no_more_is_told_with_its_line(text, names):
    assert missing(text, ROOT) == names


def test_every_name_of_today_is_there():
    text = "".join(f"import {module}\n" for module in MODULES.values())
    build = ast.parse((ROOT / "plugins/core/build.py").read_text("utf-8"))
    fields = {node.target.id for node in ast.walk(build) if isinstance(node, ast.AnnAssign)}
    assert missing(text, ROOT) == [] and set(BUILDS.values()) <= fields


def test_every_part_that_owners_could_stand_on_has_a_name_today():
    paths = json.loads((ROOT / known.FILE).read_text("utf-8"))["files"]
    parts = [path for path in paths if path.startswith("plugins/") and path.count("/") == 1]
    gone = [path for path in parts if path.endswith(".py") and not (ROOT / path).exists()]
    assert [path for path in gone if path.removesuffix(".py").replace("/", ".") not in MODULES] == []


def test_settings_are_renamed_wherever_the_file_speaks_of_them():
    text = 'from pelicanconf import PRESS\nPRESS["a"] = 1\nPRESS |= {}\nx.PRESS = "PRESS"  # PRESS\n'
    after = 'from pelicanconf import BUILD\nBUILD["a"] = 1\nBUILD |= {}\nx.PRESS = "PRESS"  # PRESS\n'
    assert renamed(text, {"PRESS": "BUILD"}) == after


def test_the_old_text_stays_beside_and_what_cannot_be_read_stays_as_it_is(tmp_path):
    folder = tmp_path / "plugins/rieng"
    folder.mkdir(parents=True)
    for name, data in {
        "a.py": b"from plugins import seam\n",
        "b.py": b"def (:\n",
        "c.py": "x = 'Đ'".encode("utf-16"),
        "d.py": b"x = 1\n",
    }.items():
        (folder / name).write_bytes(data)
    moved = Moved()
    own_plugins(tmp_path, {}, moved)
    assert (folder / "a.py.cu").read_text("utf-8") == "from plugins import seam\n"
    assert moved.plugins == {"plugins/rieng/a.py": "plugins/rieng/a.py"}
    said = "\n".join(moved.told)
    assert "plugins/rieng/a.py: gọi các phần" in said and "plugins/rieng/b.py, dòng 1: không phải" in said
    assert "plugins/rieng/c.py: không phải Python" in said and "d.py" not in said
    assert sorted(path.name for path in folder.iterdir()) == ["a.py", "a.py.cu", "b.py", "c.py", "d.py"]
