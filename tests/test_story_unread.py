"""A file in content/ that becomes no page is told, with what to do."""

import pytest

from plugins.core.tree import Tree
from plugins.story.unread_files import unread

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
