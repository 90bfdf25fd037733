"""The stamp of a file: what tells it from every other, and from what it was before.

A stamp of an earlier look is for comparing. What is read gets its own stamp, taken just before it
is read, for it may have changed since the look.
"""

import os

Stamp = tuple[int, ...]  # inode, length, times of change of the bytes and of the rest, in ns; () for no file


def stamp_of(path: str) -> Stamp:
    """The stamp of a file now, of what a link leads to; () for none."""
    try:
        return stamp_in(os.stat(path))  # noqa: PTH116 - by the thousand
    except OSError:
        return ()


def stamp_in(at: os.stat_result) -> Stamp:
    return at.st_ino, at.st_size, at.st_mtime_ns, at.st_ctime_ns
