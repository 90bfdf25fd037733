"""Unread: files that were meant to become a page and do not, for their name or their place."""

import codecs
import os
from collections.abc import Iterator
from pathlib import Path

from plugins.mistakes import Mistake

WITHOUT_INDEX = (
    "Thư mục này không có tệp index.md nên chưa thành trang (chỉ có {}). Hãy đổi tên tệp chữ thành index.md."
)
ASTRAY = {
    "tin": "Tệp này chưa thành bài. Mỗi bài là một thư mục: content/tin/<năm>/<tháng>/<tên-bài>/index.md.",
    "anh": "Tệp này chưa thành album. Mỗi album là một thư mục: content/anh/<tên-album>/index.md.",
    "trang": "Tệp này chưa thành trang, vì tên phải kết thúc bằng .md. Hãy đổi tên thành {}.md.",
}
DEPTH = {"tin": 4, "anh": 2, "trang": 0}  # parts of the path of a folder that has an index.md


def unread(content: Path) -> list[Mistake]:
    """A warning for each, such as Notepad's index.md.txt, or an album sorted by year as stories are."""
    return [mistake for root in ASTRAY for mistake in _unread_in(content, root)]


def _unread_in(content: Path, root: str) -> Iterator[Mistake]:
    for path, folders, files in os.walk(content / root):
        folders[:] = sorted(name for name in folders if name[0] not in ".~")
        names = sorted(name for name in files if name[0] not in ".~")
        place = Path(path).relative_to(content).as_posix()
        if place.count("/") + 1 == DEPTH[root]:
            if names and "index.md" not in names:
                yield Mistake(f"content/{place}", WITHOUT_INDEX.format(", ".join(names[:3])), warning=True)
            continue
        for name in names:
            # Another .md of tin/ or trang/ is read, and told there if it lies where it should not.
            if (not name.endswith(".md") or root == "anh") and _is_markdown(Path(path, name)):
                sentence = ASTRAY[root].format(name.partition(".")[0])
                yield Mistake(f"content/{place}/{name}", sentence, warning=True)


def _is_markdown(path: Path) -> bool:
    """By its name, or because its text begins as a page does: a .txt may be there to be taken home."""
    ending = path.suffix.lower()
    if ending in (".txt", "") and path.is_file():  # and no link to nowhere
        with path.open("rb") as file:
            return file.read(10).removeprefix(codecs.BOM_UTF8).startswith(b"---")
    return ending in (".md", ".markdown", ".mdown", ".mkd")
