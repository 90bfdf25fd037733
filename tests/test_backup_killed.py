"""kill -9 between every two steps of a restore: nothing of what was here or in the copy is lost."""

import shutil
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

from plugins.backup import collect
from plugins.backup import restore as restoring
from plugins.backup.restore import Request, restore
from plugins.core.clock import AT_HOME
from plugins.publish import settings as publish_settings
from plugins.publish.releases import manifest
from plugins.publish.releases.manifest import Entry, Manifest
from plugins.publish.steps import Steps
from plugins.publish.targets.local import PROMISED
from tests.test_publish_killed import killed_before, steps_of

NAME = "cong.example-2026-01-01-020000"
RELEASE = "20260101-010000"
SETTINGS = """SITEURL = "https://cong.example"
PUBLISH = {}
VIEWS = {}
"""


class Copy:
    """A copy as borg has it. folder: what it holds."""

    def __init__(self, folder: Path):
        self._folder, self.vault = folder, SimpleNamespace(name="kho")

    def archives(self) -> list[str]:
        return [NAME]

    def at(self, name: str) -> str:
        return name

    def run(self, *_: str, cwd: Path) -> None:
        shutil.copytree(self._folder, cwd, dirs_exist_ok=True)


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def texts(folder: Path) -> set[str]:
    """Whatever is written in any file below."""
    return {path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()}


def test_restore_killed_before_each_of_its_steps(tmp_path):
    copy, here, before = tmp_path / "copy", tmp_path / "here", tmp_path / "before"
    write(
        copy, content__tin__a_md="bài của bản sao", data__published__a_md="chữ đã đăng", pelicanconf_py="# cũ"
    )
    about = collect.About("2026-01-01T02:00:00+07:00", "https://cong.example", RELEASE, "")
    taken = copy / collect.TAKEN
    listed = Manifest({"index.html": Entry("0" * 64, 1)}).to_json()
    write(
        taken, about_json=collect.json.dumps(collect.asdict(about)), live__weather_json="{}", publish_log="x"
    )
    (taken / "releases" / RELEASE).mkdir(parents=True)
    (taken / "releases" / RELEASE / Path(manifest.NAME).name).write_bytes(listed)
    mine = {"content__tin__b_md": "bài ở đây", "data__so_json": "số ở đây", "publishconf_py": "# ở đây"}
    write(before, **mine, settings_py=SETTINGS)
    shutil.copytree(before, here)
    portal = publish_settings.read(here / "settings.py")
    moment = datetime(2026, 2, 1, tzinfo=AT_HOME)

    def again() -> None:
        nonlocal moment
        moment += timedelta(seconds=1)
        restore(portal, Copy(copy), Request(force=True), moment, Steps(out=StringIO()))

    steps = steps_of(again, tmp_path / "steps")
    reached = 0
    for each in steps:
        shutil.rmtree(here)
        shutil.copytree(before, here)
        reached += killed_before(again, each)
        assert set(mine.values()) <= texts(here), each
        moment += timedelta(seconds=1)
        again()
        assert set(mine.values()) <= texts(here), each
        for name in ("content", "data", "pelicanconf.py"):
            made = here / name
            right = copy / name
            assert (texts(made) if made.is_dir() else made.read_text()) == (
                texts(right) if right.is_dir() else right.read_text()
            ), each
        assert not (here / "publishconf.py").exists(), "what the copy lacks is here no more"
        assert (here / "public_html" / PROMISED).read_bytes() == listed
        assert not (here / restoring.WORK).exists()
    assert reached == len(steps) > 10
