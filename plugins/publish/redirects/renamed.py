"""`make redirect`: stories whose folder was renamed or moved, known by their words or photos."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from urllib.parse import quote

from plugins.core.mistakes import MistakesFound
from plugins.core.published import PUBLISHED, Published
from plugins.core.withdrawals import address_of_file, files
from plugins.publish.redirects.moved import NOTHING, Moved, read_moved
from plugins.publish.redirects.old_address import canonical
from plugins.publish.releases.tree import hash_of
from plugins.publish.settings import Portal
from plugins.publish.steps import Steps
from plugins.story.attachments import ATTACHMENTS, public_name
from plugins.story.front_matter import HEAD

ALIKE = 0.8  # of two texts' words


@dataclass(frozen=True)
class Renamed:
    """old, new: files as content/tin/…/index.md; rows: old address to new one, attachments included."""

    old: str
    new: str
    rows: dict[str, str]


def renamed(root: Path) -> list[Renamed]:
    """What was published, lies in content/ no more, and stands there under another name."""
    published = Published(root / PUBLISHED)
    # Plain strings: there are thousands.
    there = (name for name in published if name.endswith(".md"))
    gone = [name for name in there if not os.path.isfile(f"{root}/{name}")]  # noqa: PTH113
    if not gone:
        return []
    content = root / "content"
    names = {f"content/{path.relative_to(content).as_posix()}": path for path in files(content)}
    found = []
    for name in gone:
        if last := published.file(name):
            kind = [new for new in names if new.split("/")[1] == name.split("/")[1]]
            same = [new for new in kind if new not in published and _is_same(last, names[new])]
            # Published meanwhile under its new name: then only the very same words count.
            same = same or [new for new in kind if _words(last) and _words(names[new]) == _words(last)]
            if len(same) == 1:
                new = same[0]
                rows = dict(_rows(f"/{published.address(name)}", last, new, names[new]))
                found.append(Renamed(name, new, rows))
    return found


def _rows(old: str, last: Path, name: str, path: Path) -> Iterator[tuple[str, str]]:
    new = address_of_file(name, path)
    yield old, new
    beside = {public_name(each) for each in path.parent.iterdir()}
    for each in sorted(last.parent.iterdir()):
        name = public_name(each)
        if each.suffix.lstrip(".").lower() in ATTACHMENTS and name in beside:
            yield f"{old}{_escaped(name)}", f"{new}{_escaped(name)}"


def _escaped(name: str) -> str:
    """A file's name as an address that the file of old addresses may hold."""
    return "".join(quote(sign) if sign.isascii() else sign for sign in name)


def _is_same(last: Path, path: Path) -> bool:
    before, now = _words(last), _words(path)
    if SequenceMatcher(None, before, now, autojunk=False).ratio() >= ALIKE and before:
        return True
    photos = _photos(last)
    return bool(photos) and path.name == "index.md" and photos <= _photos(path)


def _words(path: Path) -> list[str]:
    return HEAD.sub("", path.read_text("utf-8-sig", "replace"), count=1).split()


def _photos(path: Path) -> set[str]:
    return {hash_of(each) for each in path.parent.iterdir() if each.is_file() and each.suffix != ".md"}


def advice(portal: Portal) -> list[str]:
    """A sentence for each story that was renamed and has no rows yet."""
    found = renamed(portal.root)
    try:
        moved = read_moved(portal.root, portal.publish.moved) if found else NOTHING
    except MistakesFound:
        moved = NOTHING  # the build tells of its mistakes
    return [
        f"{each.new}: hình như là {each.old} đổi tên hay chuyển chỗ. "
        "Gõ make redirect để địa chỉ cũ dẫn tới địa chỉ mới."
        for each in found
        if _unwritten(each.rows, moved)
    ]


def _unwritten(rows: dict[str, str], moved: Moved) -> dict[str, str]:
    """Those of `rows` that are not in the file of old addresses."""
    known = {*moved.redirects, *moved.gone}
    return {old: new for old, new in rows.items() if canonical(old) not in known}


def redirect(portal: Portal, steps: Steps) -> None:
    """Writes the rows of everything that was renamed, and tells them."""
    moved = read_moved(portal.root, portal.publish.moved)
    rows = {old: new for each in renamed(portal.root) for old, new in each.rows.items()}
    rows = _unwritten(rows, moved)
    if not rows:
        steps.tell("Không thấy bài, trang hay album nào đổi tên mà chưa có mục chuyển hướng.")
        return
    file = portal.root / portal.publish.moved
    text = file.read_text("utf-8") if file.is_file() else ""
    text = f"{text.rstrip()}\n" if text.strip() else ""
    more = "".join(f"- cũ: {old}\n  mới: {new}\n" for old, new in rows.items())
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text + more, "utf-8")
    steps.tell(f"Đã ghi vào {portal.publish.moved}:\n{more}Hãy xem lại rồi gõ make publish.")
