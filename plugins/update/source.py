"""The newer engine: a folder, an archive, or what a git address holds, brought into a folder."""

import os
import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

from plugins.update.version import version_of

ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.xz", ".tar.bz2")
ADDRESS = ("https://", "http://", "ssh://", "git://", "file://", "git@")
NOWHERE = (
    "Hãy nói lấy bản mới ở đâu: make update FROM=thư-mục-hay-tệp-nén, hoặc FROM=https://…git. "
    "Tải tệp nén từ trang phát hành của phần mềm rồi ghi tên tệp ấy là được."
)


def fetch(said: str, to: str, root: Path, folder: Path) -> Path:
    """The engine that FROM= names, at the version TO=; a folder that may be read until the update ends.

    said: '' for where the portal was cloned from; folder: where to put what has to be fetched.
    Raises ValueError with a Vietnamese sentence.
    """
    said = said.strip() or _origin(root)
    if not said:
        raise ValueError(NOWHERE)
    if said.startswith(ADDRESS) or said.endswith(".git"):
        return _cloned(said, to, folder)
    path = Path(said).expanduser()
    path = path if path.is_absolute() else root / path
    if path.is_file() and path.name.endswith(ARCHIVES):
        engine = _unpacked(path, folder)
    elif path.is_dir() and to and (path / ".git").exists() and version_of(path).number != to.lstrip("v"):
        engine = _cloned(str(path), to, folder)
    elif path.is_dir():
        engine = path
    else:
        raise ValueError(f"Không thấy “{said}”. {NOWHERE}")
    version = version_of(engine)
    if to and version.number != to.lstrip("v"):
        raise ValueError(f"Ở {said} là bản {version.number}, không phải bản {to}.")
    return engine


def _origin(root: Path) -> str:
    """The address from which the portal was cloned, or ''."""
    command = ["git", "-c", f"safe.directory={root}", "config", "--get", "remote.origin.url"]
    try:
        run = subprocess.run(command, cwd=root, capture_output=True, text=True)
    except OSError:
        return ""
    return run.stdout.strip() if (root / ".git").exists() else ""


def _cloned(address: str, to: str, folder: Path) -> Path:
    engine = folder / "git"
    _git(["clone", "--quiet", "--", address, str(engine)], folder, f"Không lấy được phần mềm từ {address}")
    if to:
        names = [f"v{to.lstrip('v')}", to.lstrip("v"), to, f"origin/{to}"]
        name = next((name for name in names if _has(engine, name)), "")
        if not name:
            raise ValueError(f"Ở {address} không có bản {to}.")
        _git(["checkout", "--quiet", "--detach", name], engine, f"Không lấy được bản {to}")
    version_of(engine)
    return engine


def _has(engine: Path, name: str) -> bool:
    command = ["git", "rev-parse", "--quiet", "--verify", "--end-of-options", f"{name}^{{commit}}"]
    return subprocess.run(command, cwd=engine, capture_output=True).returncode == 0


def _git(arguments: list[str], folder: Path, refusal: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0"}
    try:
        run = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, env=environment)
    except FileNotFoundError:
        raise ValueError("Máy chưa có git. Hãy cài (sudo apt install git), hoặc dùng tệp nén.") from None
    if run.returncode:
        why = (run.stderr.strip().splitlines() or [""])[-1]
        raise ValueError(f"{refusal} ({why}).")


def _unpacked(archive: Path, folder: Path) -> Path:
    to = folder / "archive"
    try:
        if archive.name.endswith(".zip"):
            with zipfile.ZipFile(archive) as file:
                file.extractall(to)  # zipfile keeps every name inside the folder
        else:
            with tarfile.open(archive) as file:
                file.extractall(to, filter="data")
    except (OSError, zipfile.BadZipFile, tarfile.TarError, shutil.ReadError) as error:
        raise ValueError(f"Không mở được tệp nén {archive.name} ({error}). Hãy tải lại.") from None
    found = [path.parent for path in (*to.glob("pyproject.toml"), *to.glob("*/pyproject.toml"))]
    if not found:
        raise ValueError(f"Trong {archive.name} không có phần mềm Trạm Tin.")
    return found[0]
