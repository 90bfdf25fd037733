"""Names in folders are kept from one look to the next: what is seen is what lies there, whatever was done."""

import os
import random
import shutil
import time
from pathlib import Path

import pytest

from plugins.core import folder_names, processes, stamps
from plugins.core.folder_names import FolderNames, kept_beside
from plugins.core.look import Look, around
from plugins.core.withdrawals import paths
from plugins.publish.releases.tree import read_tree

SETTLED = 30 * 10**6  # ns: more than a step of the file system's clock


@pytest.fixture
def site(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(stamps, "SETTLED", SETTLED)
    monkeypatch.setattr(folder_names, "MANY", 0)
    for number in range(6):
        for place in ("content/tin/2024/06", "output/tin/2024/06", "content/trang"):
            folder = tmp_path / place / f"bai-{number}"
            folder.mkdir(parents=True)
            (folder / "index.md").write_text(f"Bài {number}", "utf-8")
    return tmp_path


def seen(site: Path, keeps: bool) -> tuple[object, ...]:
    look = Look(site / "content", site / "output", keeps).begin()
    return look.tree.under("tin"), [*look.tree.stamps()], look.output_now(), look.digest_of_output


def published(site: Path, keeps: bool) -> tuple[object, ...]:
    """The same as publishing sees it."""

    def names(what: str) -> FolderNames | None:
        return FolderNames(f"{site / what}", kept_beside(site / "output", what)) if keeps else None

    return read_tree(site / "output", names("output")), {*paths(site / "content", names("content"))}


def settle() -> None:
    time.sleep(2 * SETTLED / 10**9)


def change(site: Path, chance: random.Random) -> None:
    """One of what people and builds do to files and folders, anywhere."""
    paths = sorted(path for root in ("content", "output") for path in (site / root).rglob("*"))
    path = chance.choice(paths)
    folder = path if path.is_dir() else path.parent
    match chance.randrange(8):
        case 0:
            (folder / f"{chance.random()}.md").write_text("mới", "utf-8")
        case 1:
            (folder / f"{chance.random()}").mkdir()
        case 2:
            path.rename(path.with_name(f"{chance.random()}"))
        case 3 if path.is_file() or path.is_symlink():
            path.unlink()
            path.mkdir()
        case 4 if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
            path.write_text("tệp", "utf-8")
        case 5:
            target = site / "nơi khác"
            target.mkdir(exist_ok=True)
            (target / f"{chance.random()}.md").write_text("xa", "utf-8")
            (folder / f"{chance.random()}").symlink_to(target)
        case 6 if path.is_file():
            path.write_text(path.read_text("utf-8") + "!", "utf-8")
        case _:
            os.utime(folder, (0, 0))  # whoever sets a time back changes the other one


@pytest.mark.parametrize("seed", range(3))
def test_a_look_sees_what_lies_there_whatever_was_done_since_the_last_one(site, seed):
    chance = random.Random(seed)
    for _ in range(25):
        for _ in range(chance.randrange(3)):
            change(site, chance)
            (site / "content/tin").mkdir(parents=True, exist_ok=True)
            (site / "output").mkdir(exist_ok=True)
        assert published(site, keeps=True) == published(site, keeps=False)
        assert seen(site, keeps=True) == seen(site, keeps=False)
        if chance.random() < 0.7:  # else what changed is not kept yet
            settle()


def listed(site: Path, monkeypatch) -> list[str]:
    """The folders that a look lists."""
    found, scandir = [], os.scandir
    with monkeypatch.context() as patch:
        patch.setattr(processes, "cores", lambda: 1)  # so that it looks in this process
        patch.setattr(os, "scandir", lambda path: found.append(str(path)) or scandir(path))
        Look(site / "content", site / "output", keeps=True).begin().wait()
    return sorted(str(Path(path).relative_to(site)) for path in found)


def test_only_folders_that_changed_are_listed_again(site, monkeypatch):
    settle()
    assert len(listed(site, monkeypatch)) > 20
    assert listed(site, monkeypatch) == ["content/anh"]  # there is none
    (site / "output/tin/2024/06/bai-1/them.html").write_text("mới", "utf-8")
    (site / "content/tin/2024/06/bai-1/index.md").write_text("đã sửa", "utf-8")
    assert listed(site, monkeypatch) == ["content/anh", "output/tin/2024/06/bai-1"]


def test_a_full_build_lists_every_folder(site):
    assert around(site / "settings.py", site / "output")._keeps
    assert not around(site / "settings.py", site / "output", full=True)._keeps


def test_a_folder_that_was_touched_just_before_it_was_listed_is_listed_again(site, monkeypatch):
    """Within one step of the file system's clock it may be touched once more."""
    monkeypatch.setattr(stamps, "SETTLED", 10**12)
    assert listed(site, monkeypatch) == listed(site, monkeypatch)


@pytest.mark.parametrize("data", [b"", b"x" * 40, None])
def test_names_that_are_damaged_are_not_used(site, monkeypatch, data):
    settle()
    seen(site, keeps=True)
    notes = [*site.glob(".output.*-names")]
    assert len(notes) == 2
    for note in notes:
        note.write_bytes(note.read_bytes()[:-9] if data is None else data)
    assert seen(site, keeps=True) == seen(site, keeps=False)
    assert listed(site, monkeypatch) == ["content/anh"]


def test_names_of_another_place_are_not_used(site, monkeypatch, tmp_path):
    settle()
    seen(site, keeps=True)
    other = tmp_path / "chỗ khác"
    for name in ("content", "output"):
        shutil.copytree(site / name, other / name)
        shutil.copy2(site / f".output.{name}-names", other / f".output.{name}-names")
    assert len(listed(other, monkeypatch)) > 20
