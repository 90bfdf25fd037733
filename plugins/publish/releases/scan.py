"""What lies in the folder of a release, beside what shall lie there: each file by its stamp."""

import os
import stat
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from plugins.core.folder_names import FolderNames
from plugins.core.processes import cores, spread
from plugins.core.stamps import stamp_in
from plugins.publish.releases.manifest import Entry

CHANGED, EXTRA, LINK, SHUT = "đã bị sửa", "tệp lạ", "liên kết lạ", "đóng với người đọc"
OPEN = 0o755  # the mode of a folder
ASKED, PLAIN = 0o170004, stat.S_IFREG | stat.S_IROTH  # of the mode of a file; what readers may read has
MANY = 4000  # files in a release for which a second process is worth starting
BRANCHES = 64  # folders to look into that are shared out evenly enough

Row = list[int | str]  # length, time of change in ns, SHA-256


@dataclass
class Found:
    """What lies in a folder, by path.

    same: inodes of files that are known to be what is wanted there; doubted: inode and row, as it would be
    then, of files that are not known to be; others: what is wrong with all else; folders: their modes
    unlisted: those whose names nobody may see
    """

    same: dict[str, str] = field(default_factory=dict)
    doubted: dict[str, tuple[str, Row]] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    folders: dict[str, int] = field(default_factory=dict)
    unlisted: set[str] = field(default_factory=set)

    def add(self, more: "Found") -> None:
        self.same |= more.same
        self.doubted |= more.doubted
        self.others |= more.others
        self.folders |= more.folders
        self.unlisted |= more.unlisted


def scan(
    folder: Path,
    wanted: Mapping[str, Entry],
    known: Mapping[str, Row],
    names: FolderNames | None = None,
    on_all_cores: bool = False,
) -> Found:
    """Everything under `folder`; links are not followed, and a folder that cannot be listed holds nothing.

    known: inode to row of files whose bytes were read once
    names: in the folders, as they were listed before; folders that nobody touched are not listed again
    on_all_cores: of many files; to be asked for by a process that has no threads. `names` learn nothing then
    """

    top = f"{folder}/"

    def look(base: str, found: Found) -> list[str]:
        """Adds what is in the folder `base`, and its own mode; the folders in it."""
        # Of a folder that others may not enter no names are kept, and to change its mode is to touch it.
        kept = names.known(base) if names else None
        mode, folders, files = (OPEN, *kept[1:]) if kept else listed(base, found)
        if base:
            found.folders[base[:-1]] = mode
        for name in files:
            path = base + name
            if (asked := wanted.get(path)) is None:
                found.others[path] = EXTRA
                continue
            try:
                at = os.lstat(top + path)
            except OSError:
                continue  # it went while the folder was listed
            inode = str(at.st_ino)
            row: Row = [at.st_size, at.st_ctime_ns, asked.sha256]
            if at.st_mode & ASKED != PLAIN:
                found.others[path] = SHUT if stat.S_ISREG(at.st_mode) else LINK
            elif known.get(inode) == row:
                found.same[path] = inode
            else:
                found.doubted[path] = inode, row
        return [f"{base}{name}/" for name in folders]

    def listed(base: str, found: Found) -> tuple[int, Sequence[str], Sequence[str]]:
        """(the mode of the folder `base`, the folders in it, the files); adds what is neither."""
        folders, files, others = list[str](), list[str](), dict[str, str]()
        try:
            # The folder that is asked for its stamp is the one that is listed, whatever becomes of its name.
            with _opened(top + base) as handle, os.scandir(handle) as entries:
                at = os.fstat(handle)
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.name)
                    elif entry.is_file(follow_symlinks=False):
                        files.append(entry.name)
                    else:
                        others[base + entry.name] = LINK
        except OSError:
            found.unlisted.add(base[:-1])
            return _mode(top + base), (), ()
        found.others |= others
        mode = stat.S_IMODE(at.st_mode)
        if names and mode == OPEN and not others:
            names.note(base, stamp_in(at), folders, files)
        return mode, folders, files

    def beneath(bases: Sequence[str]) -> Found:
        some, left = Found(), [*bases]
        while left:
            left += look(left.pop(), some)
        return some

    found, left = Found(), deque([""])
    share = on_all_cores and len(wanted) > MANY
    while left and not (share and len(left) >= BRANCHES):
        left += look(left.popleft(), found)
    if left:
        number = cores()
        for more in spread(beneath, [[*left][at::number] for at in range(number)], few=1):
            found.add(more)
    return found


@contextmanager
def _opened(folder: str) -> Iterator[int]:
    """A handle of the folder itself, never of what a link leads to."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        yield handle
    finally:
        os.close(handle)


def _mode(path: str) -> int:
    try:
        return stat.S_IMODE(os.lstat(path).st_mode)
    except OSError:
        return 0
