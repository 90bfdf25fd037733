"""A file in content/ that becomes no page is told, with what to do."""

import os

import pytest

from plugins.core import program_identity
from plugins.core.mistakes import Mistake
from plugins.core.tree import Tree
from plugins.defaults import OWN_PLUGINS, owners_plugins
from plugins.story.unread_files import unread
from tests.newsroom import make_newsroom

PLACES = {
    "bai/index.md": "nằm ngoài tin/, trang/ và anh/",
    "bai-moi.md": "nằm ngoài tin/, trang/ và anh/",
    "tin-tuc/2026/11/x/index.md": "nằm ngoài tin/, trang/ và anh/",
    "Tin/2026/11/x/index.md": "content/tin/",
    "TRANG/gioi-thieu.md": "content/trang/",
    "Ảnh/hoi/index.md": "content/anh/",
    "tin/2026/11/x/index.MD": "phải là index.md",
    "tin/2026/11/x/Index.md": "phải là index.md",
    "tin/2026/11/x/index.md.txt": "không có tệp index.md",
    "tin/2026/.nháp/x/index.md": "bắt đầu bằng dấu",
    "tin/2026/11/.x/index.md": "bắt đầu bằng dấu",
    "anh/2026/hoi/index.md": "chưa thành album",
    "anh/bai.md": "chưa thành album",
    "trang/gioi-thieu.MD": "chưa thành trang",
    "tin/2026/bai.MD": "chưa thành bài",
    ".luu/index.md": "bắt đầu bằng dấu",
}
RIGHT = ["tin/2026/11/x/index.md", "anh/hoi/index.md", "trang/a.md", "du-lieu/doc.md", "giao-dien/README.md"]


def lay(content, path):
    (content / path).parent.mkdir(parents=True, exist_ok=True)
    (content / path).write_text("---\ntitle: Thử\n---\nChữ.\n", "utf-8")


@pytest.mark.parametrize("path", PLACES)
def test_a_text_in_a_wrong_place_is_told_once_with_what_to_do(tmp_path, path):
    lay(tmp_path, path)
    (told,) = unread(tmp_path, Tree(tmp_path))
    assert PLACES[path] in told.sentence
    assert told.warning and f"content/{path}".startswith(told.path)


@pytest.mark.parametrize("path", RIGHT)
def test_what_lies_right_is_passed_over(tmp_path, path):
    lay(tmp_path, path)
    assert unread(tmp_path, Tree(tmp_path)) == []


# As a Windows archive of “Giá có” leaves them on Linux: bytes of another table of letters.
SIGN = "\N{REPLACEMENT CHARACTER}"
BYTES, SHOWN = b"Gi\xe1 c\xf3", f"Gi{SIGN} c{SIGN}"
NAMELESS = [
    b"tin/2024/06/%b/index.md",
    b"tin/2024/%b/bai/index.md",
    b"tin/2024/06/bai-thu/%b.jpg",
    b"tin/2024/06/bai-thu/%b.md",
    b"tin/2024/06/bai-thu/%b/anh.jpg",
    b"trang/%b.md",
    b"anh/%b/index.md",
    b"du-lieu/%b.yaml",
    b"du-lieu/%b/a.yaml",
    b"giao-dien/css/%b.css",
    b"giao-dien/templates/components/%b.html",
    b"giao-dien/static/%b.svg",
    b"%b/index.md",
    b"%b.md",
]


def test_a_plugin_of_such_a_name_is_told_and_not_loaded(tmp_path, monkeypatch):
    path = tmp_path / OWN_PLUGINS / os.fsdecode(BYTES + b".py")
    path.parent.mkdir(parents=True)
    path.write_text("def register():\n    pass\n", "utf-8")
    (told,) = unread(tmp_path / "content", Tree(tmp_path / "content"))
    assert told.path == f"{OWN_PLUGINS}/{SHOWN}.py" and "không đọc được" in told.sentence
    assert owners_plugins(tmp_path) == []
    monkeypatch.setattr(program_identity, "PLUGINS", tmp_path / "plugins")
    assert len(program_identity.program.__wrapped__()) == 64


@pytest.mark.parametrize("letter", ["\x1b", "\r", "\n", "\x9b", "\u202e", "\u2028", "\udce1"])
def test_no_name_moves_the_cursor_of_whoever_is_told_of_it(letter):
    said = str(Mistake(f"content/a{letter}[31mb.md", f"Ảnh a{letter}b.jpg thừa.\n\tHãy xóa.", 3))
    there = "\n\t" if letter == "\n" else f"{SIGN}b.jpg thừa.\n\t"
    assert said.startswith(f"content/a{SIGN}[31mb.md, dòng 3: Ảnh a") and there in said
    assert letter == "\n" or letter not in said


def test_names_that_are_no_text_are_told_and_nothing_is_made_of_them(tmp_path):
    newsroom = make_newsroom(tmp_path)
    newsroom.site.story("bai-thu", body="Xem [mẫu](Gi%E1 c%F3.pdf).")
    newsroom.site.story("bai-hai", "Bài hai")
    for name in NAMELESS:
        path = tmp_path / "content" / os.fsdecode(name % BYTES)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("---\ntitle: Thử\ndate: 2024-06-06\n---\nChữ.\n", "utf-8")
    for _ in range(3):  # the last finds nothing to do
        newsroom.site.output.mkdir(exist_ok=True)
        (newsroom.site.output / os.fsdecode(BYTES)).write_text("lạ", "utf-8")
        said = newsroom.publish()
        assert said.status == 3 and "ngoài dự tính" not in said.err, said.err
        assert f"Cạnh bài không có tệp “{SHOWN}.pdf”" in said.err
        for name in NAMELESS:
            before, _, after = name.decode().partition("%b")
            told = f"{before}{SHOWN}{after.partition('/')[0] if before else after}"
            assert said.err.count(f"· content/{told}: ") == 1, (told, said.err)
    assert newsroom.is_public("/tin/2024/06/bai-hai/")
    assert not (newsroom.site.output / os.fsdecode(BYTES)).exists()
    assert all(
        path.isascii() for path in newsroom.local.manifest(newsroom.local.release_list().current).files
    )
