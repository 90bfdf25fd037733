"""What lies in the shared folder: documents and folders with one, and whether they are whole."""

import os
import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from plugins.core.names import shown
from plugins.vietnamese.text import fold

APPROVED = "Đã duyệt"  # a folder in it: what is moved there goes out with the next publish
REPLY = ".tra-loi.html"
LONGEST_REPLY = 230  # bytes of a name: a file beside it is written first, under a longer one
WORD = (".docx", ".docm", ".dotx", ".odt")
PLAIN = (".txt", ".html", ".htm")
PHOTOS = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".gif", ".tif", ".tiff", ".bmp")
NOT_OURS = ("thumbs.db", "desktop.ini", ".ds_store")
HALF = (".tmp", ".part", ".partial", ".crdownload", ".filepart")
MOST_FILES = 1000
# "đăng - bao-cao" says what to do; "đăng ký nghĩa vụ" may be a headline.
PUBLISH = re.compile(r"^đăng(?P<sure>\s*[-_.]+\s*|\s+)", re.IGNORECASE)

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Drop:
    """One file or folder that somebody dropped.

    key: by which the same one is known when it comes again; approved: by its place or its name
    stamp: (path, size, time of change) of each file in it; open: in somebody's Word just now
    """

    path: Path
    key: str
    approved: bool
    stamp: Stamp
    open: bool

    @property
    def name(self) -> str:
        return shown(self.path.name)

    @property
    def documents(self) -> list[Path]:
        """Those of Word; only where there is none, plain text and pages."""
        return self._of(WORD) or self._of(PLAIN)

    @property
    def photos(self) -> list[Path]:
        return self._of(PHOTOS)

    @property
    def others(self) -> list[Path]:
        taken = {*self.documents, *self.photos}
        return [each for each in self.files if each not in taken]

    @property
    def files(self) -> list[Path]:
        return [self.path / name if name else self.path for name, _, _ in self.stamp]

    @property
    def reply(self) -> Path:
        name = self.path.name
        if len(os.fsencode(name + REPLY)) > LONGEST_REPLY:
            name = os.fsencode(name)[: LONGEST_REPLY - 30].decode(errors="ignore")
            name += "-" + sha256(os.fsencode(self.path.name)).hexdigest()[:8]
        return self.path.with_name(name + REPLY)

    def _of(self, suffixes: tuple[str, ...]) -> list[Path]:
        return [each for each in self.files if each.suffix.lower() in suffixes]


def drops(tray: Path, is_known: Callable[[str], bool] = lambda _: False) -> list[Drop]:
    """All that lies in the folder `tray`, in the order of names. is_known: whether a key came before"""
    found = []
    # A Mac writes the letters of a name apart.
    approving = [path for path in tray.iterdir() if _plain(path.name) == APPROVED and path.is_dir()]
    by_name = all(_rights(path) == _rights(tray) for path in approving)
    for folder in (tray, *sorted(approving)):
        for path in sorted(folder.iterdir()):
            if path not in approving and _is_dropped(path) and not path.is_symlink():
                found.append(_drop(path, folder != tray, by_name, is_known))
    return [each for each in found if each.stamp]


def make_approved(tray: Path) -> None:
    """The folder that approves; until somebody says who may write there, whoever may into the tray."""
    folder = tray / APPROVED
    folder.mkdir(parents=True, exist_ok=True)
    stat, own = tray.stat(), folder.stat()
    if own.st_gid == stat.st_gid and _rights(folder) < _rights(tray):
        with suppress(OSError):  # somebody else's, or a share without such rights
            folder.chmod(stat.st_mode & 0o7777)


def is_like_approved(name: str) -> bool:
    """Whether a folder's name is only like that of the one that approves: "Da duyet", "Đã duyệt (2)"."""
    return _plain(name) != APPROVED and fold(_plain(name)).startswith(fold(APPROVED))


def _rights(folder: Path) -> tuple[int, int]:
    """Whose a folder is and who may write there: where these differ, only the place approves."""
    stat = folder.stat()
    return stat.st_gid, stat.st_mode & 0o022


def _drop(path: Path, approved: bool, by_name: bool, is_known: Callable[[str], bool]) -> Drop:
    name = _plain(path.name if path.is_dir() else path.stem)
    key = _key(name)
    if (said := PUBLISH.match(name)) and (rest := _key(name[said.end() :])):
        sure = bool(said["sure"].strip()) or is_known(rest)
        key, approved = (rest, approved or by_name) if sure else (key, approved)
    stamp, is_open = [], False
    inside = sorted(path.rglob("*")) if path.is_dir() else [path]
    for file in inside:
        relative = file.relative_to(path).as_posix() if file != path else ""
        is_open |= file.name.startswith("~$") or (file.with_name(f"~${file.name[2:]}")).exists()
        if not file.is_file() or file.is_symlink() or not _is_dropped(file):
            continue
        try:
            stat = file.stat()
        except OSError:  # gone again
            continue
        stamp.append((relative, stat.st_size, stat.st_mtime_ns))
    return Drop(path, key, approved, tuple(stamp[: MOST_FILES + 1]), is_open)


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", shown(name)).strip()


def _is_dropped(path: Path) -> bool:
    name = path.name.lower()
    ours = name.startswith((".", "~$")) or name in NOT_OURS or name.endswith((REPLY, *HALF))
    return not ours
