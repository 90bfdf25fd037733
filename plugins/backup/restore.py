"""From a copy to a portal: the same words, numbers and promises on a machine that had none."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from plugins.backup import collect
from plugins.backup.borg import Borg
from plugins.backup.collect import ABOUT, LOG, NUMBERS, OWNERS, PATCH, TAKEN, About
from plugins.backup.create import FORM
from plugins.backup.numbers import Numbers
from plugins.core.lock import locked
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.publish import settings as publish_settings
from plugins.publish.releases import manifest
from plugins.publish.releases.release_list import PATTERN
from plugins.publish.settings import Portal
from plugins.publish.steps import Steps
from plugins.publish.targets.local import PROMISED
from plugins.views import settings as views
from plugins.views.baking import LEDGER
from plugins.views.storage import in_use

WORK = ".cache/restore"
ASIDE = ".cache/truoc-khi-khoi-phuc"


@dataclass(frozen=True)
class Request:
    """archive: which copy, '' being the newest; force: what was not saved here may be set aside."""

    archive: str = ""
    force: bool = False


def restore(portal: Portal, borg: Borg, request: Request, now: datetime, steps: Steps) -> None:
    """Puts the portal of a copy here, or raises MistakesFound and nothing has changed.

    What lay here before is set aside, not removed.
    """
    root = portal.root
    _may(portal, request.force)
    name = _chosen(borg, request.archive)
    with locked(root / ".cache/restore.lock", 0, steps.tell, "lần khôi phục"):
        part, aside = root / WORK, root / ASIDE / now.strftime(FORM)
        _must_have_room(root, (part, aside.parent, portal.folder))
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        _must_be_movable(root, part)
        steps.tell(f"Lấy bản sao {name} từ {borg.vault.name} …")
        numbers = part / TAKEN / NUMBERS
        try:
            borg.run("extract", borg.at(name), cwd=part)
            about = _examined(part, name)
            steps.tell(f"Bản sao của {about.site}, chép lúc {about.made}.")
            bring = Numbers(portal, numbers) if about.numbers else None
            if bring:
                bring.examine()
                bring.bring_to_postgres(steps)
        except (MistakesFound, OSError):
            shutil.rmtree(part, ignore_errors=True)  # half of a copy only fills the disk
            raise
        steps.tell("Đặt bài, ảnh, dữ liệu và thiết lập vào chỗ (thay cả thư mục, không trộn) …")
        _swap(root, part, aside)
        portal = _again(portal)
        if bring:
            Numbers(portal, numbers).put_file(steps)
        _records(portal, part / TAKEN, about, steps)
        _engine(root, part / TAKEN, about, aside, steps)
        shutil.rmtree(part)
    if any(aside.iterdir()):
        steps.tell(f"Những gì ở đây trước đó nằm trong {aside.relative_to(root)}.")
    steps.tell("Xong. Tiếp theo: make publish, rồi make server-config (docs/quan-tri.md).")


def _may(portal: Portal, force: bool) -> None:
    """MistakesFound when something here would be lost from sight, and it was not asked for."""
    folder = portal.root / views.read(portal.file).folder
    if in_use.running(folder):
        raise MistakesFound(
            Mistake("", "Dịch vụ đếm lượt xem đang chạy ở đây. Hãy dừng nó rồi mới khôi phục.")
        )
    if force:
        return
    found = []
    if (portal.folder / "current").exists():
        found.append(f"đã đăng một bản ở {portal.folder}")
    if (folder / "views.sqlite").exists():
        found.append(f"đã có số lượt xem ở {folder}")
    if changed := _unsaved(portal.root):
        found.append(f"có thay đổi chưa lưu trong git, như {changed}")
    if found:
        sentence = (
            f"Máy này {'; '.join(found)}. Khôi phục sẽ thay tất cả. "
            "Nếu đúng là muốn vậy, hãy chạy với FORCE=1: những gì đang có được dời sang một bên."
        )
        raise MistakesFound(Mistake("", sentence))


def _must_have_room(root: Path, folders: tuple[Path, ...]) -> None:
    """MistakesFound where something else lies in the place of a folder."""
    for each in folders:
        if (each.exists() or each.is_symlink()) and not each.is_dir():
            sentence = "Ở đây phải là một thư mục. Hãy dời tệp hay liên kết ấy đi rồi chạy lại."
            raise MistakesFound(Mistake(os.path.relpath(each, root), sentence))


def _must_be_movable(root: Path, part: Path) -> None:
    """MistakesFound when one of the owner's things could not change places: then none does."""
    for name in OWNERS:
        here = root / name
        if not here.exists() or here.is_symlink():
            continue
        if here.lstat().st_dev != part.stat().st_dev:
            sentence = "Nằm ở một đĩa khác với .cache nên không đổi chỗ được. Hãy để cả hai trên một đĩa."
            raise MistakesFound(Mistake(name, sentence))
        if not all(os.access(each, os.W_OK) for each in (here.parent, here)):
            sentence = f"Người dùng này không được đổi chỗ nó. Hãy gõ: sudo chown -R $(id -un) {here}"
            raise MistakesFound(Mistake(name, sentence))


def _unsaved(root: Path) -> str:
    """Something of the owner's that no repository holds, or ''."""
    here = [name for name in ("content", "pelicanconf.py", "publishconf.py") if (root / name).exists()]
    try:
        asked = subprocess.run(
            ["git", "-c", f"safe.directory={root}", "status", "--porcelain", "-z", "--", *here],
            cwd=root,
            capture_output=True,
        )
    except OSError:
        asked = None
    if asked is None or asked.returncode:  # no repository: nothing of it is saved anywhere
        return "content" if (root / "content").exists() else ""
    first = asked.stdout.split(b"\0")[0]
    return first[3:].decode("utf-8", "replace")


def _chosen(borg: Borg, archive: str) -> str:
    names = borg.archives()
    if not names:
        raise MistakesFound(Mistake(borg.vault.name, "Ở đó chưa có bản sao lưu nào."))
    if not archive:
        sites = {name[: -len("-0000-00-00-000000")] for name in names}
        if len(sites) == 1:
            return names[-1]
        sentence = f"Ở đó có bản sao của nhiều cổng. Hãy chọn một bằng AT=: {', '.join(names[-6:])}."
        raise MistakesFound(Mistake(borg.vault.name, sentence))
    found = [name for name in names if name == archive or name.endswith(f"-{archive}")]
    if len(found) != 1:
        sentence = f"Không có bản {archive}. Các bản gần nhất: {', '.join(names[-6:])}."
        raise MistakesFound(Mistake(borg.vault.name, sentence))
    return found[0]


def _examined(part: Path, name: str) -> About:
    try:
        about = About.read((part / TAKEN / ABOUT).read_bytes())
    except (OSError, ValueError):
        raise MistakesFound(Mistake(name, "Đây không phải bản sao lưu của một cổng.")) from None
    if strange := next((each for each in (part / TAKEN).rglob("*") if _is_strange(each)), None):
        what = strange.relative_to(part)
        sentence = f"Bản sao có {what} là liên kết hay thiết bị, không do make backup. Hãy chọn bản khác."
        raise MistakesFound(Mistake(name, sentence))
    if about.release and not re.fullmatch(PATTERN, about.release):
        raise MistakesFound(Mistake(name, "Đây không phải bản sao lưu của một cổng."))
    if not (part / "content").is_dir():
        raise MistakesFound(Mistake(name, "Bản sao này không có thư mục content."))
    return about


def _is_strange(path: Path) -> bool:
    return path.is_symlink() or not (path.is_file() or path.is_dir())


def _again(portal: Portal) -> Portal:
    """The portal by its restored settings, which may keep numbers and releases elsewhere."""
    return publish_settings.read(portal.file)


def _swap(root: Path, part: Path, aside: Path) -> None:
    """Each of the owner's things is the copy's, whole; one the copy lacks is here no more."""
    aside.mkdir(parents=True, exist_ok=True)
    for name in OWNERS:
        here, there = root / name, part / name
        if here.exists() or here.is_symlink():
            (aside / name).parent.mkdir(parents=True, exist_ok=True)
            here.rename(aside / name)
        if there.exists():
            here.parent.mkdir(parents=True, exist_ok=True)
            there.rename(here)


def _records(portal: Portal, taken: Path, about: About, steps: Steps) -> None:
    """What the public release promised, the live values and the log go back to their places."""
    portal.folder.mkdir(parents=True, exist_ok=True)
    if about.release:
        file = taken / "releases" / about.release / Path(manifest.NAME).name
        try:
            manifest.read(file.read_bytes())
        except (OSError, ValueError):
            steps.warn(f"Bản sao thiếu bảng kê của bản {about.release}: địa chỉ cũ không được canh giữ.")
        else:
            shutil.copyfile(file, portal.folder / PROMISED)
            steps.tell(f"Đã nhận lời hứa địa chỉ của bản {about.release}.")
    for source, to in (
        (taken / "live", portal.root / portal.publish.live),
        (taken / "server-config", portal.folder / "server-config"),
    ):
        if source.is_dir():
            shutil.copytree(source, to, dirs_exist_ok=True)
    numbers = portal.root / views.read(portal.file).folder
    for name, folder in ((LOG, portal.folder), (LEDGER, numbers)):
        if (taken / name).is_file():
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(taken / name, folder / name)


def _engine(root: Path, taken: Path, about: About, aside: Path, steps: Steps) -> None:
    """Says when the software here is not that of the copy: pages may look different."""
    here = collect.commit(root)
    if about.engine and here and here != about.engine:
        steps.warn(f"Phần mềm ở đây là bản {here[:10]}, lúc sao lưu là {about.engine[:10]}.")
    if (taken / PATCH).is_file():
        shutil.copyfile(taken / PATCH, aside / PATCH)
        steps.warn(
            f"Trước kia phần mềm đã bị sửa tay; các chỗ sửa nằm ở {(aside / PATCH).relative_to(root)}."
        )
