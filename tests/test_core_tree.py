"""The listing of content/: what it finds, and what it passes over."""

import pytest

from plugins.core.look import Look
from plugins.core.tree import Tree

IGNORED = (".*", "~$*")


def _write(root, *paths):
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x", "utf-8")


@pytest.mark.parametrize(
    ("path", "is_found"),
    [
        ("tin/2024/06/bai/index.md", True),
        ("tin/bai.md", True),
        ("tin/2024/06/bai/anh.jpg", False),
        ("tin/2024/06/bai/indexmd", False),
        ("tin/2024/06/.bai/index.md", False),
        ("tin/2024/.06/bai/index.md", False),
        ("tin/2024/06/bai/.index.md", False),
        ("tin/2024/06/bai/~$index.md", False),
        ("tin/2024/06/a~$b/index.md", True),
        ("khac/2024/06/bai/index.md", False),
    ],
)
def test_files_are_those_that_pelican_would_find(tmp_path, path, is_found):
    _write(tmp_path, path)
    assert Tree(tmp_path).files("tin", ("md",), IGNORED) == [path] * is_found


def test_files_of_a_folder_that_is_not_there_are_none(tmp_path):
    assert Tree(tmp_path).files("tin", ("md",), IGNORED) == []


def test_files_behind_a_link_are_found_and_told_from_those_that_lie_here(tmp_path):
    _write(tmp_path, "elsewhere/bai/index.md", "content/tin/2024/06/day/index.md")
    (tmp_path / "content/tin/2024/07").symlink_to(tmp_path / "elsewhere")
    tree = Tree(tmp_path / "content")
    assert tree.files("tin", ("md",), IGNORED) == ["tin/2024/06/day/index.md", "tin/2024/07/bai/index.md"]
    linked = [folder.path for folder in tree.under("tin") if folder.linked]
    assert linked == ["tin/2024/07", "tin/2024/07/bai"]


def test_a_listing_stays_as_it_was_when_first_asked_for(tmp_path):
    _write(tmp_path, "tin/a/index.md")
    tree = Tree(tmp_path)
    tree.under("tin")
    _write(tmp_path, "tin/b/index.md")
    assert tree.files("tin", ("md",), IGNORED) == ["tin/a/index.md"]


def test_a_stamp_is_that_of_the_first_look(tmp_path):
    _write(tmp_path, "tin/bai.md")
    (tmp_path / "tin/lien-ket.md").symlink_to("bai.md")
    tree, look = Tree(tmp_path), Look(None, tmp_path)
    first = tree.stamp("tin/bai.md")
    assert first and first == look.output("tin/bai.md") == tree.stamp("tin/lien-ket.md")
    (tmp_path / "tin/bai.md").write_text("đã sửa", "utf-8")
    assert tree.stamp("tin/bai.md") == first and look.output("tin/bai.md") == first
    assert Tree(tmp_path).stamp("tin/bai.md") != first and Look(None, tmp_path).output("tin/bai.md") != first


def test_what_is_no_file_of_the_output_has_no_stamp(tmp_path):
    _write(tmp_path, "bai/index.html")
    (tmp_path / "link.html").symlink_to("bai/index.html")
    assert [Look(None, tmp_path).output(name) for name in ("link.html", "khong-co.html")] == [(), ()]
    assert Look().output("bai/index.html") == ()
    assert Tree(tmp_path).stamp("tin/khong-co.md") is None


def test_what_was_seen_beside_is_what_would_be_seen_here(tmp_path):
    content, output = tmp_path / "content", tmp_path / "output"
    _write(
        tmp_path, "content/tin/2024/06/bai/index.md", "content/trang/a.md", "output/a/index.html", "output/b"
    )
    (content / "tin/lien-ket").symlink_to(content / "trang")
    (output / "link").symlink_to("b")
    begun, asked = Look(content, output).begin(), Look(content, output)
    for root in ("tin", "trang", "anh"):
        assert begun.tree.under(root) == asked.tree.under(root)
    for name in ("tin/2024/06/bai/index.md", "tin/lien-ket/a.md", "tin/khong-co.md"):
        assert begun.tree.stamp(name) == asked.tree.stamp(name)
    for name in ("a/index.html", "b", "link", "c"):
        assert begun.output(name) == asked.output(name)
    assert begun.output_now() == asked.output_now() and begun.output_now().keys() == {
        "a/index.html",
        "b",
        "link",
    }


@pytest.mark.parametrize("change", ["removed", "added", "folder removed"])
def test_files_that_came_or_went_since_the_look_are_known(tmp_path, change):
    _write(tmp_path, "output/a/b/index.html", "output/c")
    look = Look(None, tmp_path / "output").begin()
    look.wait()
    file = tmp_path / "output/a/b/index.html"
    if change == "added":
        _write(tmp_path, "output/a/b/moi")
    else:
        file.unlink()
    if change == "folder removed":
        file.parent.rmdir()
    assert look.output_now() == Look(None, tmp_path / "output").output_now()
    assert look.output("a/b/index.html"), "as it was seen"


@pytest.mark.parametrize("begun", [False, True])
def test_a_file_of_the_output_is_shared_while_it_is_one_with_the_kept_one(tmp_path, begun):
    """By hard link: neither the same bytes nor the same name are enough."""
    _write(tmp_path, "kept/one", "kept/copied", "kept/gone", "output/media/copied", "output/media/strange")
    (tmp_path / "output/media/one").hardlink_to(tmp_path / "kept/one")
    look = Look(None, tmp_path / "output")
    if begun:
        look.begin()
    kept, at = tmp_path / "kept", (tmp_path / "kept/one").stat()
    assert look.shared("media", kept, at.st_mtime_ns) == {"one": at.st_size}
    assert look.shared("media", kept, at.st_mtime_ns - 1) == {}, "it was written into"
    assert look.shared("media", tmp_path / "none", at.st_mtime_ns) == {}
    assert Look().shared("media", kept, at.st_mtime_ns) == {}


def test_a_look_whose_copy_was_killed_looks_here(tmp_path, monkeypatch):
    _write(tmp_path, "output/a", "content/trang/a.md")
    monkeypatch.setattr("plugins.core.processes.Aside.outcome", _killed)
    look = Look(tmp_path / "content", tmp_path / "output").begin()
    assert look.output("a") and look.tree.stamp("trang/a.md")


def _killed(_):
    raise RuntimeError
