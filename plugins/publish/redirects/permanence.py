"""Addresses never die: what the last release promised, the next one keeps."""

from collections.abc import Collection, Mapping, Set
from pathlib import Path
from shutil import copyfile

from plugins.archive.addresses import MARK, empty_for, is_list, sections_of
from plugins.core.addresses import MEDIA
from plugins.core.mistakes import Mistake
from plugins.publish.address import HASHED, address_of, is_page, path_of
from plugins.publish.redirects.moved import Moved, wrong_targets
from plugins.publish.releases.manifest import Manifest
from plugins.publish.releases.tree import Tree

RENAME = "Tệp đổi nội dung mà không đổi tên; máy bạn đọc sẽ giữ bản cũ. Hãy đổi tên tệp."
REDRAWN = (
    "Ảnh vừa dựng khác ảnh cùng tên đang được xem: một trong hai đã hỏng, hay phần mềm làm ảnh đã đổi. "
    "Hãy xem ảnh trong output/. Đúng thì gõ make publish FORCE=1 (máy từng mở trang còn giữ ảnh cũ ít lâu); "
    "hỏng thì xóa tệp ấy trong .cache/gallery rồi gõ lại make publish."
)
ENOUGH = 0.9  # of the last release's pages
# The theme writes one of these into what stands at an address in the place of a page.
NOTICES = (b'<meta name="generator" content="moved">', MARK.encode())


def living(tree: Tree, moved: Moved) -> set[str]:
    """Files of the site that stand at an address which a row says moved or was taken down: they win."""
    old = {path_of(address) for address in (*moved.redirects, *moved.gone)} & tree.files.keys()
    return {path for path in old if not any(mark in (tree.folder / path).read_bytes() for mark in NOTICES)}


def wrong_moves(tree: Tree, moved: Moved, name: str) -> list[Mistake]:
    """Rows of the file `name` that lead nowhere in the finished site."""
    old = {path_of(address) for address in (*moved.redirects, *moved.gone)}
    return wrong_targets(moved, tree.files.keys() - old, name)


def answer_empty_lists(site: Path, there: set[str], moved: Moved, previous: Manifest | None) -> None:
    """Lays into the built `site` what stands for each list that was public and holds nothing now.

    there: its files; those that are laid there become some of them
    """
    promised = previous.promised if previous else frozenset()
    led = {new.partition("#")[0].partition("?")[0] for new in moved.redirects.values()}
    absent = {address_of(path) for path in promised - there}
    absent |= {address for address in led if path_of(address) not in there}
    sections = sections_of(map(address_of, promised)) if absent else frozenset()
    rows = moved.redirects.keys() | moved.gone.keys()
    for address in sorted(absent - rows):
        file = site / path_of(address)
        if is_list(address, sections) and not file.exists():
            source = site / empty_for(path_of(address))
            if source.is_file():  # of an owner's theme that has none, the address is not found
                file.parent.mkdir(parents=True, exist_ok=True)
                copyfile(source, file)
                there.add(path_of(address))


def missing(there: Set[str], moved: Moved, previous: Manifest | None) -> set[str]:
    """Paths that people wrote, of the last release, for which a site of the files `there` has no answer."""
    rows = {path_of(address) for address in (*moved.redirects, *moved.gone)}
    absent = previous.promised - there - rows if previous else frozenset()
    sections = sections_of(map(address_of, previous.promised)) if previous and absent else frozenset()
    return {
        path
        for path in absent
        if not is_list(address_of(path), sections) and not moved.covers(address_of(path))
    }


def lost(paths: Set[str], moved: Moved, previous: Manifest | None, name: str) -> list[Mistake]:
    """Addresses that people wrote, of the last release, that would no longer answer."""
    return [
        Mistake(
            address_of(path),
            "Địa chỉ này đang có người dùng mà bản mới không còn. Nếu rút bài: để thư mục lại chỗ cũ, ghi "
            "“status: withdrawn” (hay “trạng thái: rút”) và “reason: lý do” (hay “lý do: …”). "
            "Nếu đổi tên hay chuyển bài: gõ make redirect, hoặc ghi "
            f"vào {name} “- cũ: {address_of(path)}” rồi dòng “  mới: /địa-chỉ-mới/” (hay “  gỡ: lý do”).",
        )
        for path in sorted(missing(paths, moved, previous))
    ]


def changed_in_place(
    hashes: Mapping[str, str], previous: Manifest | None, force: bool = False
) -> list[Mistake]:
    """Files kept by browsers for good whose content is another under the same name.

    force: pictures, which nobody can rename, go out as they were made now
    """
    return [
        Mistake("/" + path, REDRAWN if path.startswith(MEDIA) else RENAME)
        for path, entry in (previous.files if previous else {}).items()
        if path.startswith(HASHED)
        and hashes.get(path, entry.sha256) != entry.sha256
        and not (force and path.startswith(MEDIA))
    ]


def too_few(paths: Collection[str], previous: Manifest | None) -> list[Mistake]:
    """Pages that went missing by the tenth."""
    before, now = len(previous.pages) if previous else 0, sum(map(is_page, paths))
    if now and now >= ENOUGH * before:
        return []
    return [
        Mistake(
            "",
            f"Bản mới chỉ có {now} trang, bản đang đăng có {before}. Nếu muốn bớt, hãy chạy với FORCE=1.",
        )
    ]
