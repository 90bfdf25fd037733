"""What lies in the shared folder: documents and folders with one, and whether they are whole."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from plugins.vietnamese.text import fold

APPROVED = "Đã duyệt"  # a folder in it: what is moved there goes out with the next publish
REPLY = ".tra-loi.html"
DOCUMENTS = (".docx", ".docm", ".dotx", ".odt", ".txt", ".html", ".htm")
PHOTOS = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".gif", ".tif", ".tiff", ".bmp")
NOT_OURS = ("thumbs.db", "desktop.ini", ".ds_store")
HALF = (".tmp", ".part", ".partial", ".crdownload", ".filepart")
MOST_FILES = 1000
PUBLISH = re.compile(r"^(?:đăng)(?:[\s._-]+|$)|[\s._-]+đăng$", re.IGNORECASE)

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
    def documents(self) -> list[Path]:
        return [each for each in self.files if each.suffix.lower() in DOCUMENTS]

    @property
    def photos(self) -> list[Path]:
        return [each for each in self.files if each.suffix.lower() in PHOTOS]

    @property
    def files(self) -> list[Path]:
        return [self.path / name if name else self.path for name, _, _ in self.stamp]

    @property
    def reply(self) -> Path:
        return self.path.with_name(self.path.name + REPLY)


def drops(tray: Path) -> list[Drop]:
    """All that lies in the folder `tray`, in the order of names."""
    found = []
    for folder, approved in ((tray, False), (tray / APPROVED, True)):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if _is_dropped(path) and not path.is_symlink() and fold(path.name) != fold(APPROVED):
                found.append(_drop(path, approved))
    return [each for each in found if each.stamp]


def _drop(path: Path, approved: bool) -> Drop:
    name = unicodedata.normalize("NFC", path.name if path.is_dir() else path.stem)
    plain = PUBLISH.sub("", name)
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
    key = " ".join((plain or name).casefold().split())
    return Drop(path, key, approved or plain != name, tuple(stamp[: MOST_FILES + 1]), is_open)


def _is_dropped(path: Path) -> bool:
    name = path.name.lower()
    ours = name.startswith((".", "~$")) or name in NOT_OURS or name.endswith((REPLY, *HALF))
    return not ours
