"""Addresses never die: what the last release promised, the next one keeps."""

from collections.abc import Collection, Mapping

from plugins.mistakes import Mistake
from plugins.publish.address import HASHED, address_of, is_page, is_promised, path_of
from plugins.publish.manifest import Manifest
from plugins.publish.moved import Moved, wrong_targets
from plugins.publish.tree import Tree

ENOUGH = 0.9  # of the last release's pages
# The theme writes this into its notice of an address that moved or was taken down.
NOTICE = b'<meta name="generator" content="moved">'


def wrong_moves(tree: Tree, moved: Moved, name: str) -> list[Mistake]:
    """Rows of the file `name` that the finished site contradicts."""
    old = {path_of(address) for address in (*moved.redirects, *moved.gone)} & tree.files.keys()
    notices = {path for path in old if NOTICE in (tree.folder / path).read_bytes()}
    return wrong_targets(moved, tree.files.keys() - notices, name)


def lost(paths: Collection[str], moved: Moved, previous: Manifest | None, name: str) -> list[Mistake]:
    """Addresses of the last release that would no longer answer."""
    if not previous:
        return []
    answering = set(paths) | {path_of(address) for address in (*moved.redirects, *moved.gone)}
    before = {path for path in previous.files if is_promised(path)}
    before |= {path_of(address) for address in (*previous.moved, *previous.gone)}
    return [
        Mistake(
            address_of(path),
            f"Địa chỉ này đang có người dùng mà bản mới không còn. Hãy ghi vào {name}: "
            f"“- cũ: {address_of(path)}” rồi dòng “  mới: /địa-chỉ-mới/”, hoặc “  gỡ: lý do”.",
        )
        for path in sorted(before - answering)
    ]


def changed_in_place(hashes: Mapping[str, str], previous: Manifest | None) -> list[Mistake]:
    """Files kept by browsers for good whose content is another under the same name."""
    return [
        Mistake("/" + path, "Tệp đổi nội dung mà không đổi tên; máy bạn đọc sẽ giữ bản cũ. Hãy đổi tên tệp.")
        for path, entry in (previous.files if previous else {}).items()
        if path.startswith(HASHED) and hashes.get(path, entry.sha256) != entry.sha256
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
