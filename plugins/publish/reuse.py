"""The folder of a release that is to go, made ready for the next: most files and folders are there already.

Ten thousand folders and five times as many links take seconds to make and as long to remove; what
differs between two releases is some dozens of files.
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path


def keep(
    part: Path, wanted: Mapping[str, str], known: Mapping[str, list[int | str]]
) -> tuple[dict[str, str], set[str]]:
    """Leaves in `part` only files that the next release holds there.

    Returns (path to inode of these files, the folders that are left).
    wanted: path to SHA-256; known: inode to length, time of change and SHA-256 of files of the public
    release. A file that is none of those, or was touched since, is removed, whatever it holds: it may
    be written anew. Files are never written into, for other releases share them.
    """
    needed = {""}
    for path in wanted:
        folder = path.rpartition("/")[0]
        while folder not in needed:
            needed.add(folder)
            folder = folder.rpartition("/")[0]
    stays, there, left = dict[str, str](), {""}, [""]
    while left:
        base = left.pop()
        with os.scandir(f"{part}/{base}") as found:
            entries = [*found]
        for entry in entries:
            path = base + entry.name
            if entry.is_dir(follow_symlinks=False):
                if path not in needed:
                    shutil.rmtree(entry.path)
                    continue
                if entry.stat(follow_symlinks=False).st_mode & 0o7777 != 0o755:
                    os.chmod(entry.path, 0o755)  # noqa: PTH101 - the web server is another user
                there.add(path)
                left.append(path + "/")
                continue
            at = entry.stat(follow_symlinks=False)
            inode = str(at.st_ino)
            if path in wanted and known.get(inode) == [at.st_size, at.st_ctime_ns, wanted[path]]:
                stays[path] = inode
            else:
                os.unlink(entry.path)  # noqa: PTH108
    return stays, there
