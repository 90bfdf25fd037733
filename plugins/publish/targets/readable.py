"""Whether the web server, another user of its machine, can read what was made public."""

import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SERVERS = ("www-data", "nginx", "caddy", "http")  # groups in which a web server reads


@dataclass(frozen=True)
class Folder:
    """One on the way to the public release. mode: as `ls -l` shows it, "drwxr-x---+"; group: its name."""

    path: str
    mode: str
    group: str

    @property
    def is_open(self) -> bool:
        """Whether others may pass through; a list of rights (+) says more than this machine can tell."""
        by_group = self.group in SERVERS and self.mode[6:7] in ("x", "s")
        return self.mode[9:10] in ("x", "t") or self.mode.endswith("+") or by_group


def above(release: Path) -> list[Folder]:
    """The folder `release` of this machine and all that it lies in."""
    return [_folder(each) for each in (release, *release.parents)]


def _folder(path: Path) -> Folder:
    mode, group = stat.filemode(path.stat().st_mode), ""
    with suppress(OSError):
        os.getxattr(path, "system.posix_acl_access")
        mode += "+"
    with suppress(KeyError):
        group = path.group()
    return Folder(str(path), mode, group)


def shut_out(place: str, folders: Sequence[Folder]) -> str:
    """A sentence when readers get nothing of the release that lies in `folders`, the innermost first."""
    shut = " ".join(folder.path for folder in reversed(folders) if not folder.is_open)
    if not shut:
        return ""
    return (
        f"Người dân chưa xem được trang ở {place}: máy chủ web là người dùng khác, mà thư mục này đóng "
        f"với họ: {shut}. Hãy gõ ở máy ấy: sudo chmod o+x {shut}"
    )
