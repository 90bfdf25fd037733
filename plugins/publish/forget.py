"""`make forget`: the words and photos of what was withdrawn leave whatever this project keeps."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from plugins.archive.addresses import is_list
from plugins.backup import create
from plugins.backup import settings as backup_settings
from plugins.backup.purge import forget as forget_in_copies
from plugins.core import schema, settings_file
from plugins.core.addresses import ALBUMS, RESERVED, STORIES, link
from plugins.core.lock import locked
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.core.withdrawals import address_of_file, files, withdrawals
from plugins.gallery.cache import Cache
from plugins.gallery.prune import prune
from plugins.gallery.settings import GallerySettings
from plugins.preview_link import record
from plugins.preview_link.link import take_away
from plugins.publish.redirects.taken_down import shown_again
from plugins.publish.settings import Portal
from plugins.publish.steps import Steps
from plugins.publish.target import Bucket, Server
from plugins.publish.targets.local import Local
from plugins.publish.targets.place import Place, sweep
from plugins.publish.targets.publish_lock import turn

# What builds, checks and publishes leave and make again, as patterns.
REMADE = (
    *(".output.*", ".cache/*.sqlite*"),
    *(".cache/publish", ".cache/search", ".cache/preview", ".cache/approved", ".cache/loi.log"),
)
LEFT = (
    "Còn ngoài tầm của lệnh này: thư mục bài trong content/ và lịch sử git; các máy chủ không nêu ở DEPLOY; "
    "tệp tar hay đĩa sao lưu làm riêng; bản lưu của máy tìm kiếm và của người đã tải về."
)

WRITTEN = (
    "Nội dung này chưa rút. Hãy ghi hai dòng “status: withdrawn” (hay “trạng thái: rút”) và “reason: …” "
    "(hay “lý do: …”) ở phần đầu tệp của nó, "
    "make publish, rồi gõ lại lệnh này."
)
DELETED = (
    "Nội dung này chưa rút, và thư mục của nó không còn trong content/. Hãy ghi vào {0} hai dòng "
    "“- cũ: {1}” và “  gỡ: lý do” (tệp đính kèm của nó cũng vậy), make publish, rồi gõ lại lệnh này."
)

NOBODYS = (
    "Ở địa chỉ này không có bài, trang, album hay tệp đính kèm của ai: đó là danh sách hay tệp do máy làm. "
    "Hãy gõ địa chỉ của nội dung đã rút, ví dụ /tin/2024/06/ten-bai/."
)


def forget(portal: Portal, targets: Sequence[Server | Bucket], address: str, steps: Steps) -> None:
    """Takes what was withdrawn at `address` out of kept releases, caches and copies; tells what is left.

    Releases that show it go whole: no rollback returns to them. Raises MistakesFound for what
    was not withdrawn, or is public still.
    """
    local = Local(portal.folder, portal.cache)
    with (
        locked(portal.folder / ".lock", portal.publish.wait, steps.tell),
        turn(portal, targets, local, steps.tell) as elsewhere,
    ):
        places: list[Place] = [local, *elsewhere]
        sweep(local, elsewhere)
        name = _must_be_down(portal, places, address)
        local.drop_spare()
        for place in places:
            release_list = place.release_list()
            manifests = (
                (each, place.manifest(each)) for each in release_list.releases if each != release_list.current
            )
            # Of one without a manifest nobody knows what it shows.
            holding = [each for each, found in manifests if not found or shown_again(found, [address])]
            place.remove(*holding)
            steps.tell(f"{place}: đã bỏ {len(holding)} bản cũ còn giữ {address}.")
    for at in (each for pattern in REMADE for each in portal.root.glob(pattern)):
        shutil.rmtree(at, ignore_errors=True) if at.is_dir() else at.unlink(missing_ok=True)
    gallery = schema.checked(GallerySettings, settings_file.values(portal.file).get("GALLERY", {}), "GALLERY")
    removed = prune(Cache(portal.root / gallery.cache), at_once=True)
    steps.tell(f"Bộ nhớ đệm: đã dọn, và bỏ {removed[0] if removed else 0} tệp ảnh không còn dùng.")
    take_away(portal, [each for each in record.read(portal.folder) if each.name == name], steps)
    _in_copies(portal, name, address, steps)
    steps.tell(LEFT)


def _is_nobodys(portal: Portal, address: str) -> bool:
    """Whether the portal makes what is there by itself, or no page can be there."""
    sections = settings_file.values(portal.file).get("PORTAL", {}).get("sections", ())
    slugs = {each.get("slug", "") for each in sections if isinstance(each, dict)}
    first = f"{address.strip('/').split('/')[0]}/"
    made = first.strip("/") in RESERVED and first not in (STORIES, ALBUMS)
    front = address in ("/", link(STORIES), link(ALBUMS))
    return front or made or is_list(address, slugs) or bool(set("?#*") & set(address))


def _must_be_down(portal: Portal, places: Sequence[Place], address: str) -> str:
    """The file that was read at `address`; a name for it when it is deleted."""
    found = {each.address: each.name for each in withdrawals(portal.root / "content").values()}
    for place in places:
        current = place.release_list().current
        manifest = place.manifest(current) if current else None
        known = address in found or (manifest and address in (*manifest.withdrawn, *manifest.gone))
        if not known and _is_nobodys(portal, address):
            raise MistakesFound(Mistake(address, NOBODYS))
        if not known:
            content = portal.root / "content"
            names = ((path, f"content/{path.relative_to(content)}") for path in files(content))
            lies = any(address_of_file(name, path) == address for path, name in names)
            sentence = WRITTEN if lies else DELETED.format(portal.publish.moved, address)
            raise MistakesFound(Mistake(address, sentence))
        if manifest and shown_again(manifest, [address]):
            raise MistakesFound(
                Mistake(address, f"Trên {place} vẫn đang cho xem. Hãy chạy make publish trước.")
            )
    name = f"content/trang{address[:-1]}.md"
    for path, folder in ((STORIES, "tin"), (ALBUMS, "anh")):
        if address.startswith(link(path)):
            name = f"content/{folder}/{address.removeprefix(link(path))}index.md"
    return found.get(address) or name


def _in_copies(portal: Portal, name: str, address: str, steps: Steps) -> None:
    try:
        _, chosen = backup_settings.read(portal.file)
        vault = backup_settings.vault(portal, chosen)
        if not vault.repository.startswith("ssh://") and not Path(vault.repository).is_dir():
            steps.tell("Bản sao lưu: không có ở nơi đã đặt.")
            return
        borg = create.borg_of(portal, vault)
        own = name.removesuffix("/index.md")
        kept = re.compile(rf"(data/published/[^/]+/{re.escape(own)})(?:/|$)")
        copies = (path for each in borg.archives() for path in borg.paths(each))
        paths = {own, *(found[1] for path in copies if (found := kept.match(path)))}
        steps.tell(f"Bản sao lưu ở {vault.name}: đã bỏ khỏi {forget_in_copies(borg, sorted(paths))} bản.")
    except (MistakesFound, ValueError, OSError) as error:
        steps.warn(f"Chưa bỏ được {address} khỏi các bản sao lưu ({error}).")
