"""The stamp of a file: what tells it from every other, and from what it was before.

A stamp of an earlier look is for comparing. What is read gets its own stamp, taken just before it
is read, for it may have changed since the look.
"""

import os
import stat

# A file system tells times in steps: what was written just now may be written again within one.
SETTLED = 2 * 10**9  # ns
Stamp = tuple[int, ...]  # inode, length, times of change of the bytes and of the rest, in ns; () for no file


def stamp_of(path: str) -> Stamp:
    """The stamp of a file now, of what a link leads to; () for none."""
    try:
        return stamp_in(os.stat(path))  # noqa: PTH116 - by the thousand
    except OSError:
        return ()


def own_stamp_of(path: str) -> Stamp:
    """The stamp of a regular file now; () for none, for a link and for anything else."""
    try:
        at = os.lstat(path)
    except OSError:
        return ()
    return stamp_in(at) if stat.S_ISREG(at.st_mode) else ()


def stamp_in(at: os.stat_result) -> Stamp:
    return at.st_ino, at.st_size, at.st_mtime_ns, at.st_ctime_ns
