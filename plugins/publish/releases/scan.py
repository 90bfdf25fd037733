"""What lies in the folder of a release, beside what shall lie there: each file by its stamp."""

import os
import stat
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from plugins.core.processes import cores, spread
from plugins.publish.releases.manifest import Entry

CHANGED, EXTRA, LINK, SHUT = "đã bị sửa", "tệp lạ", "liên kết lạ", "đóng với người đọc"
MANY = 4000  # files in a release for which a second process is worth starting
BRANCHES = 64  # folders to look into that are shared out evenly enough

Row = list[int | str]  # length, time of change in ns, SHA-256
IsSame = Callable[["os.DirEntry[str]", str], bool]  # of an entry and its path


@dataclass
class Found:
    """What lies in a folder, by path.

    same: inodes of files that are known to be what is wanted there; doubted: inode and row, as it would be
    then, of files that are not known to be; others: what is wrong with all else; folders: their modes
    listed: of the folders, and of the one looked into, when each last changed before it was listed, in ns
    """

    same: dict[str, str] = field(default_factory=dict)
    doubted: dict[str, tuple[str, Row]] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    folders: dict[str, int] = field(default_factory=dict)
    listed: dict[str, int] = field(default_factory=dict)

    def add(self, more: "Found") -> None:
        self.same |= more.same
        self.doubted |= more.doubted
        self.others |= more.others
        self.folders |= more.folders
        self.listed |= more.listed


def scan(
    folder: Path,
    wanted: Mapping[str, Entry],
    known: Mapping[str, Row],
    is_same: IsSame | None = None,
    on_all_cores: bool = False,
) -> Found:
    """Everything under `folder`; links are not followed, and a folder that cannot be listed holds nothing.

    known: inode to row of files whose bytes were read once
    is_same: whether a file is known to be what is wanted there. Without, its own stamp tells
    on_all_cores: of many files; to be asked for by a process that has no threads
    """

    def look(base: str, found: Found) -> list[str]:
        """Adds what is in the folder `base`; the folders in it."""
        try:
            with os.scandir(f"{folder}/{base}") as listed:
                entries = [*listed]
        except OSError:
            return []
        folders = []
        for entry in entries:
            path = base + entry.name
            if entry.is_dir(follow_symlinks=False):
                folders.append(path + "/")
                at = entry.stat(follow_symlinks=False)
                found.folders[path], found.listed[path] = stat.S_IMODE(at.st_mode), at.st_mtime_ns
            elif not entry.is_file(follow_symlinks=False):
                found.others[path] = LINK
            elif (asked := wanted.get(path)) is None:
                found.others[path] = EXTRA
            elif is_same:
                if is_same(entry, path):
                    found.same[path] = str(entry.inode())
                else:
                    found.others[path] = CHANGED
            else:
                try:
                    at = entry.stat(follow_symlinks=False)
                except OSError:
                    continue  # it went while the folder was listed
                inode = str(at.st_ino)
                row: Row = [at.st_size, at.st_ctime_ns, asked.sha256]
                if not at.st_mode & stat.S_IROTH:
                    found.others[path] = SHUT
                elif known.get(inode) == row:
                    found.same[path] = inode
                else:
                    found.doubted[path] = inode, row
        return folders

    def beneath(bases: Sequence[str]) -> Found:
        some, left = Found(), [*bases]
        while left:
            left += look(left.pop(), some)
        return some

    found, left = Found(), deque([""])
    with suppress(OSError):
        found.listed[""] = folder.stat().st_mtime_ns
    share = on_all_cores and len(wanted) > MANY
    while left and not (share and len(left) >= BRANCHES):
        left += look(left.popleft(), found)
    if left:
        number = cores()
        for more in spread(beneath, [[*left][at::number] for at in range(number)], few=1):
            found.add(more)
    return found


def as_public(public: Path | None, wanted: Mapping[str, Entry], known: Mapping[str, Row]) -> IsSame:
    """Whether a file is that of the same path in the release `public`, of that folder, and what is `wanted`.

    The two are one file where their inodes are, which a folder tells by itself: those of a spare release need
    not be asked for, one by one, of a disk.
    """

    def is_same(entry: "os.DirEntry[str]", path: str) -> bool:
        try:
            at = os.lstat(f"{public}/{path}")
        except OSError:
            return False
        row: Row = [at.st_size, at.st_ctime_ns, wanted[path].sha256]
        is_read = at.st_mode & stat.S_IROTH
        return bool(public and is_read) and at.st_ino == entry.inode() and known.get(str(at.st_ino)) == row

    return is_same
