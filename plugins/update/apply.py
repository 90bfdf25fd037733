"""The whole way of an update: look, make ready beside the portal, try there, ask, change places."""

import difflib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from plugins.core.files import store
from plugins.core.lock import locked
from plugins.update import known as knowing
from plugins.update.staging import engines_names, stage
from plugins.update.swap import back, swap
from plugins.update.tree import Tree, differing, look
from plugins.update.version import Version, news_since, version_of

FOLDER = ".cache/update"  # under the portal's folder
MOST = 12  # names that are told at once
EDITED = (
    "Các tệp này của phần mềm đã bị sửa tay, bản mới sẽ thay mất chỗ sửa:\n{}\n"
    "Hãy chuyển màu, khuôn sang content/giao-dien/, phần thêm sang plugins/rieng/ (docs/quan-tri.md), "
    "rồi chạy lại. Bỏ hẳn chỗ sửa thì thêm FORCE=1: tệp đã sửa được giữ ở {}/."
)
NOT_BUILT = "Bản mới không dựng được cổng này (xem ở trên). Không có gì thay đổi, cổng vẫn ở bản {}."
RESTART = """Chưa khởi động lại gì. Nếu máy này chạy dịch vụ, hãy làm khi tiện:
  sudo systemctl restart tram-tin-views   dịch vụ đếm lượt xem đang chạy bản cũ
  make server-config                      rồi chép lại cấu hình máy chủ, việc hẹn giờ (docs/quan-tri.md)"""
NOTHING = "Đang dùng đúng bản ấy rồi, {}: không có gì mới hơn."
ALIKE = "Cùng mang số {}, nhưng {} tệp của phần mềm khác nhau."
GONE_BACK = "newer"  # a file in what is kept: its engine is newer than the one that is used
FORWARD = (
    "Cổng đã về bản trước rồi ({0}), và không giữ bản nào trước nữa. "
    "Muốn trở lại bản {1}: make update BACK=1 TO={1}."
)
DONE = """Đã lên bản {}. Tiếp theo: make serve để xem, make publish để đăng.
Bản {} được giữ ở {}; về lại bản ấy: make update BACK=1."""

CLONE = """Thư mục này lấy về bằng git: hãy ghi lại bản mới (git add -A, git commit), và lần sau vẫn dùng
make update; git pull sẽ đòi trộn tay những gì máy đã thay."""


@dataclass(frozen=True)
class Wish:
    """force: edited files of the engine may go; dry: only show; to: whether a version was named."""

    force: bool = False
    dry: bool = False
    to: bool = False


def update(
    root: Path,
    newer: Path,
    wish: Wish,
    agreed: Callable[[], bool],
    install: Callable[[Path, Path], bool] | None = None,
) -> None:
    """Brings the engine in the folder `newer` to the portal in `root`, or changes nothing.

    agreed: asks whether to go on; install: see `packages`. Raises ValueError with a Vietnamese sentence.
    """
    folder, next_ = root / FOLDER, root / FOLDER / "next"
    with locked(folder / "lock", 0, print, "lần cập nhật"):
        if back(root, next_):
            print("Lần cập nhật trước dừng giữa chừng; đã đưa cổng về như trước đó.")
        here, there = version_of(root), version_of(newer)
        tree = _looked(root, newer, here, there, wish)
        if here.number != there.number:
            print(f"Từ bản {here} lên bản {there}.")
        elif others := differing(root, knowing.read(newer), newer):
            print(ALIKE.format(here, len(others)))
        else:
            print(NOTHING.format(here))
            return
        stage(root, newer, next_)
        try:
            new_packages = (install or packages)(root, next_)
            told, files, plugins = _brought(root, newer, next_, tree)
            _show(root, next_, told, files, plugins)
            _tried(root, next_, here)
            for line in news_since(next_, here):
                print(f"Cần biết · {line}")
            if wish.dry or not agreed():
                print("Chưa có gì thay đổi.")
                return
            known_names = {path.split("/")[0] for path in knowing.read(newer).files}
            names = [*engines_names(root, next_, known_names), *files, *[".venv"] * new_packages]
            for name in (each for each in files if (root / each).exists()):
                shutil.copyfile(root / name, root / f"{name}.cu")
            swap(root, next_, names)
            kept = _kept(next_, folder, here, names)
        finally:
            if not (next_ / "journal.json").exists():
                shutil.rmtree(next_, ignore_errors=True)
    print(DONE.format(there, here, kept.relative_to(root)))
    if (root / ".git").exists():
        print(CLONE)
    print(RESTART)


def go_back(root: Path, to: str = "") -> None:
    """The engine and the settings before the last update take their places again; what they leave is kept.

    to: the number of the kept one; a newer one that was left by going back has to be named.
    ValueError when there are none.
    """
    folder = root / FOLDER
    with locked(folder / "lock", 0, print, "lần cập nhật"):
        found = sorted(folder.glob("truoc-*"), key=lambda path: path.stat().st_mtime)
        if not found:
            raise ValueError("Không còn bản trước nào để về lại.")
        names = (found[-1] / "names.txt").read_text("utf-8").splitlines()
        kept, here = version_of(found[-1]), version_of(root)
        forward = (found[-1] / GONE_BACK).exists()
        if to and to.lstrip("v") != kept.number:
            raise ValueError(f"Chỉ giữ bản {kept}, không có bản {to}.")
        if forward and not to:
            raise ValueError(FORWARD.format(here.number, kept.number))
        if back(root, found[-1]):
            raise ValueError("Lần về trước dừng giữa chừng; cổng vẫn ở bản hiện tại. Hãy chạy lại.")
        swap(root, found[-1], names)
        left = found[-1].rename(folder / f"truoc-{here.number}")
        (left / GONE_BACK).unlink(missing_ok=True) if forward else (left / GONE_BACK).touch()
    way = "trở lại" if forward else "về lại"
    print(f"Đã từ bản {here} {way} bản {kept}. Hãy chạy make publish.")
    print(RESTART)


def packages(root: Path, next_: Path) -> bool:
    """Installs what the newer engine needs, aside, when it needs other packages; whether it did.

    ValueError with a Vietnamese sentence when that does not succeed.
    """
    lock, venv = "requirements.lock", root / ".venv"
    if (
        venv.exists()
        and (root / lock).is_file()
        and (root / lock).read_bytes() == (next_ / lock).read_bytes()
    ):
        (next_ / ".venv").symlink_to(venv.resolve())
        return False
    print("Cài các gói của bản mới, để riêng …")
    # Older versions had what speaks with PostgreSQL and Valkey in all portals.
    old = (root / lock).read_text("utf-8") if (root / lock).is_file() else ""
    extras = {"s3": "boto3==", "postgres": "psycopg==", "valkey": "redis=="}
    wanted = [n for n, mark in extras.items() if (venv / n).exists() or f"\n{mark}" in old]
    targets = [f".venv/{name}" for name in ("run", *wanted)]
    run = subprocess.run(["make", "--no-print-directory", *targets], cwd=next_)
    if run.returncode:
        raise ValueError("Không cài được các gói của bản mới. Không có gì thay đổi.")
    return True


def _looked(root: Path, newer: Path, here: Version, there: Version, wish: Wish) -> Tree:
    if root.resolve() == newer.resolve():
        raise ValueError("Bản mới và cổng là cùng một thư mục.")
    if there.order < here.order and not wish.to:
        raise ValueError(
            f"Bản ấy ({there}) cũ hơn bản đang dùng ({here}). Thật muốn lùi thì thêm TO={there.number}."
        )
    tree = look(root, knowing.read(newer), newer)
    if tree.edited and not wish.force:
        shown = [f"  {path}" for path in tree.edited[:MOST]]
        shown += [f"  … và {len(tree.edited) - MOST} tệp nữa"] if len(tree.edited) > MOST else []
        raise ValueError(EDITED.format("\n".join(shown), f"{FOLDER}/truoc-{here.number}"))
    return tree


def _brought(root: Path, newer: Path, next_: Path, tree: Tree) -> tuple[list[str], list[str], dict[str, str]]:
    """(what was done to the owner's things, the owner's files that are new or other, their plugins).

    Another process does it, with the packages of the newer engine.
    """
    given = json.dumps([str(root), str(next_), tree.added, tree.tokens])
    command = [_python(next_), "-m", "plugins.update", "bring"]
    run = subprocess.run(command, cwd=newer, input=given, stdout=subprocess.PIPE, text=True, env=_quiet())
    if run.returncode:
        raise ValueError("Chưa chuyển được thiết lập (xem ở trên). Không có gì thay đổi.")
    told, files, plugins = json.loads(run.stdout)
    return told, sorted(set(files)), plugins


def _show(root: Path, next_: Path, told: list[str], files: list[str], plugins: dict[str, str]) -> None:
    """Prints what was done, and the lines that are other. plugins: path of each, with its old one."""
    for line in told:
        print(f"  {line}")
    same = {name: name for name in files if (root / name).exists() and (next_ / name).exists()}
    for name, was in (same | plugins).items():
        before, after = (path.read_text("utf-8").splitlines() for path in (root / was, next_ / name))
        for line in difflib.unified_diff(before, after, name, f"{name} (mới)", lineterm="", n=1):
            print(f"    {line}")


def _tried(root: Path, next_: Path, here: Version) -> None:
    """Builds the staged portal; nothing of what is public or in output/ is touched."""
    print("Dựng thử cổng bằng bản mới …")
    command = [_python(next_), "-m", "plugins.build", "build", "--output", "output"]
    run = subprocess.run(command, cwd=next_, env=_quiet())
    if run.returncode not in (0, 3):  # 3: stories with a mistake of their own, which was told
        raise ValueError(NOT_BUILT.format(here))


def _quiet() -> dict[str, str]:
    """Neither the portal's own modules nor compiled ones get into the way."""
    return {n: v for n, v in os.environ.items() if n != "PYTHONPATH"} | {"PYTHONDONTWRITEBYTECODE": "1"}


def _python(next_: Path) -> str:
    python = next_ / ".venv/bin/python"
    return str(python) if python.exists() else sys.executable


def _kept(next_: Path, folder: Path, here: Version, names: list[str]) -> Path:
    """What took the newer engine's place in the staging folder is the older one: it is kept, one alone."""
    kept = folder / f"truoc-{here.number}"
    for old in folder.glob("truoc-*"):
        shutil.rmtree(old)
    for path in next_.iterdir():  # what was there for the trial alone
        if path.name not in {name.split("/")[0] for name in names}:
            path.unlink() if path.is_symlink() or path.is_file() else shutil.rmtree(path)
    for path in (next_ / "content").glob("*"):
        if path.is_symlink():
            path.unlink()
    next_.rename(kept)
    store(kept / "names.txt", "\n".join(names).encode())
    return kept
