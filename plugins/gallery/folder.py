"""Folder: the photos beside an index.md, found by the names editors write.

A name is found whatever its spelling of marks (macOS writes them apart, NFD), of capitals
(.JPG) and of spaces (macOS writes U+202F before PM), but never outside the folder.
"""

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from plugins.core.mistakes import did_you_mean
from plugins.core.names import is_text
from plugins.gallery.refusal import Refused
from plugins.vietnamese.text import fold_name

ENDINGS = {
    *(".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".tif", ".tiff", ".bmp"),
    *(".heic", ".heif", ".hif", ".avif", ".svg"),
}


@dataclass(frozen=True)
class Folder:
    """The files beside one index.md: folded name to the names on the disk."""

    path: Path
    names: dict[str, tuple[str, ...]]

    def find(self, name: str) -> Path:
        """The file an editor means by `name`.

        Raises Refused, in Vietnamese, when there is none, several, or it lies elsewhere.
        """
        for wanted in dict.fromkeys((name, unquote(name))):  # Markdown writes a space as %20
            if found := self.names.get(folded(wanted)):
                return self.path / self._one(wanted, found)
        raise Refused(self._absent(unquote(name)))

    def _one(self, wanted: str, found: tuple[str, ...]) -> str:
        if wanted in found or len(found) == 1:
            return wanted if wanted in found else found[0]
        same = ", ".join(f"“{each}”" for each in found)
        raise Refused(f"Có nhiều ảnh trùng tên: {same}. Hãy đổi tên cho khác nhau.")

    def _absent(self, name: str) -> str:
        if "://" in name or name.startswith("//"):
            return f"Ảnh “{name}” nằm ở trang khác. Hãy tải ảnh về đặt cạnh bài rồi ghi tên tệp."
        if "/" in name or "\\" in name or name in (".", ".."):
            return f"Ảnh “{name}” phải nằm ngay cạnh index.md. Hãy chép ảnh vào đó và chỉ ghi tên tệp."
        known = [each for several in self.names.values() for each in several if is_photo(each)]
        return f"Không tìm thấy ảnh “{name}” cạnh index.md.{did_you_mean(name, known)}"

    def unused(self, used: set[Path]) -> list[Path]:
        """The photos here that are not among `used`, sorted by name."""
        photos = (self.path / name for names in self.names.values() for name in names if is_photo(name))
        return sorted(path for path in photos if path not in used)


def look_into(path: Path) -> Folder:
    """List a folder. Only plain files count: a pipe or a device would hang the build."""
    names: dict[str, list[str]] = {}
    for entry in os.scandir(path):
        if not entry.name.startswith(".") and is_text(entry.name) and _is_ours(entry, path):
            names.setdefault(folded(entry.name), []).append(entry.name)
    return Folder(path, {key: tuple(sorted(several)) for key, several in names.items()})


def _is_ours(entry: os.DirEntry[str], folder: Path) -> bool:
    """A plain file, or a link to one in the same folder."""
    try:
        if not stat.S_ISREG(entry.stat().st_mode):
            return False
        return not entry.is_symlink() or Path(entry.path).resolve().parent == folder.resolve()
    except OSError:  # a link to nowhere
        return False


def folded(name: str) -> str:
    """The name with every spelling of its marks, spaces and capitals made one."""
    return fold_name(fold_name(name).casefold())


def is_photo(name: str) -> bool:
    return os.path.splitext(name)[1].lower() in ENDINGS  # noqa: PTH122 - by the thousand
