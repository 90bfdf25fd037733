"""Files that were meant to become a page and do not, for their name or their place."""

import codecs
import os
from collections.abc import Iterator
from itertools import filterfalse
from pathlib import Path

from plugins.core.mistakes import Mistake
from plugins.core.names import is_text
from plugins.core.tree import Tree
from plugins.defaults import OWN_PLUGINS
from plugins.vietnamese.text import slug

STORY = "content/tin/<năm>/<tháng>/<tên-bài>/index.md"
WITHOUT_INDEX = (
    "Thư mục này không có tệp index.md nên chưa thành trang (chỉ có {}). Hãy đổi tên tệp chữ thành index.md."
)
RENAME = "Tệp này chưa thành {}, vì tên phải là index.md, toàn chữ thường. Hãy đổi tên tệp."
ROOTS = {"tin": "bài", "anh": "album", "trang": "trang"}
ASTRAY = {
    "tin": f"Tệp này chưa thành bài. Mỗi bài là một thư mục: {STORY}.",
    "anh": "Tệp này chưa thành album. Mỗi album là một thư mục: content/anh/<tên-album>/index.md.",
    "trang": "Tệp này chưa thành trang, vì tên phải kết thúc bằng .md. Hãy đổi tên thành {}.md.",
}
CAPITALS = (
    "Tên thư mục phải là “{0}”, viết thường không dấu, nên những gì trong “{1}” chưa lên trang. "
    "Hãy chuyển chúng vào content/{0}/."
)
ELSEWHERE = (
    "Tệp này nằm ngoài tin/, trang/ và anh/ nên chưa thành trang. Nếu là bài, hãy chuyển cả thư mục vào "
    f"{STORY}; nếu là trang, hãy chuyển vào content/trang/."
)
HIDDEN = "Tên bắt đầu bằng dấu “{}” nên bị bỏ qua và chưa thành trang. Nếu là bài thật, hãy bỏ dấu ấy."
DEPTH = {"tin": 4, "anh": 2, "trang": 0}  # parts of the path of a folder that has an index.md
NAMELESS = (
    "Tên này không đọc được (thường vì lấy ra từ một tệp nén làm trên máy khác) nên bị bỏ qua. "
    "Hãy đổi tên, tốt nhất không dấu."
)
# What else is read, or copied, from content/: none of it becomes a page.
OTHERS = ("du-lieu", "giao-dien")
MARKS = ".~"  # names that begin so are passed over: editors' and systems' own files
PAGES = (".md", ".markdown", ".mdown", ".mkd")


def unread(content: Path, tree: Tree) -> list[Mistake]:
    """A warning for each, such as Notepad's index.md.txt, or an album sorted by year as stories are.

    tree: what lies in the folder `content`
    """
    found = [mistake for root in ASTRAY for mistake in _unread_in(content, root, tree)]
    others = (*(content / root for root in OTHERS), content.parent / OWN_PLUGINS)
    found += [mistake for folder in others for mistake in _nameless_in(folder, content.parent)]
    for entry in sorted(content.iterdir()) if content.is_dir() else ():
        if entry.name not in ROOTS and entry.name not in OTHERS:
            found += _outside(entry, content)
    return found


def _nameless_in(folder: Path, root: Path) -> Iterator[Mistake]:
    for path, folders, files in os.walk(folder):
        place = Path(path).relative_to(root).as_posix()
        for name in filterfalse(is_text, (*folders, *files)):
            yield Mistake(f"{place}/{name}", NAMELESS, warning=True)
        folders[:] = filter(is_text, folders)


def _outside(entry: Path, content: Path) -> Iterator[Mistake]:
    """What lies beside content/tin/ and its like."""
    texts = [entry] if entry.is_file() else _texts_under(entry)
    texts = [path for path in texts if _is_markdown(path)]
    if not texts:
        return
    meant = slug(entry.name)
    if entry.name[0] in MARKS:
        sentence = HIDDEN.format(entry.name[0])
        yield Mistake(f"content/{entry.name}", sentence, warning=True)
    elif entry.is_dir() and meant in ROOTS:
        yield Mistake(f"content/{entry.name}", CAPITALS.format(meant, entry.name), warning=True)
    else:
        for path in texts:
            name = path.relative_to(content).as_posix()
            yield Mistake(f"content/{name}", ELSEWHERE, warning=True)


def _texts_under(folder: Path) -> list[Path]:
    return sorted(
        Path(path, name)
        for path, _, files in os.walk(folder)
        for name in files
        if name.lower().endswith(PAGES)
    )


def _unread_in(content: Path, root: str, tree: Tree) -> Iterator[Mistake]:
    closed: set[str] = set()
    for folder in tree.under(root):
        place, depth = folder.path, folder.path.count("/") + 1
        above, _, own = place.rpartition("/")
        if folder.linked or above in closed or (above and own[0] in MARKS):
            closed.add(place)
            continue
        for name in folder.nameless:
            yield Mistake(f"content/{place}/{name}", NAMELESS, warning=True)
        if depth == DEPTH[root] and folder.files == ("index.md",) and not folder.folders:  # by the thousand
            continue
        for name in folder.folders:
            if name[0] in MARKS and any(_is_markdown(each) for each in _texts_under(content / place / name)):
                yield Mistake(f"content/{place}/{name}", HIDDEN.format(name[0]), warning=True)
        names = [name for name in folder.files if name[0] not in MARKS]
        if depth == DEPTH[root]:
            if names and "index.md" not in names:
                other = next((name for name in names if name.lower() == "index.md"), None)
                if other:
                    yield Mistake(f"content/{place}/{other}", RENAME.format(ROOTS[root]), warning=True)
                else:
                    yield Mistake(
                        f"content/{place}", WITHOUT_INDEX.format(", ".join(names[:3])), warning=True
                    )
            continue
        for name in names:
            # Another .md of tin/ or trang/ is read, and told there if it lies where it should not.
            if (not name.endswith(".md") or root == "anh") and _is_markdown(content / place / name):
                sentence = ASTRAY[root].format(name.partition(".")[0])
                yield Mistake(f"content/{place}/{name}", sentence, warning=True)


def _is_markdown(path: Path) -> bool:
    """By its name, or because its text begins as a page does: a .txt may be there to be taken home."""
    ending = path.suffix.lower()
    if ending in (".txt", "") and path.is_file():  # and no link to nowhere
        with path.open("rb") as file:
            return file.read(10).removeprefix(codecs.BOM_UTF8).startswith(b"---")
    return ending in PAGES
