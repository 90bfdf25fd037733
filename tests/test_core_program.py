"""Which program this is: another text of any plugin, or other libraries, are another program."""

import shutil
import subprocess
import sys

import pytest

from tests.site import ROOT

ASK = "from plugins.core.program_identity import program; print(program())"


def word(folder) -> str:
    return subprocess.run(
        [sys.executable, "-c", ASK], cwd=folder, capture_output=True, text=True, check=True
    ).stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("program")
    shutil.copytree(ROOT / "plugins", folder / "plugins", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.mark.parametrize("file", ["defaults.py", "story/body.py", "rieng/cua_toi.py"])
def test_any_other_text_of_a_plugin_is_another_program(copy, file):
    before, path = word(copy), copy / "plugins" / file
    path.parent.mkdir(exist_ok=True)
    with path.open("a") as added:
        added.write("# changed\n")
    assert word(copy) != before


def test_other_libraries_are_another_program(copy):
    words = {word(copy)}
    for lock in ("jinja2==3.1.6\n", "jinja2==3.1.7\n"):
        (copy / "requirements.lock").write_text(lock)
        words |= {word(copy)}
    assert len(words) == 3
