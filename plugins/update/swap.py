"""Folders and files that change places, each at once, and change back when anything fails.

What takes a place and what it takes it from exchange their names in one step of the kernel, so
each is there at every moment. A journal says which pairs there are; whatever stops in between,
the next run changes back those that have changed.
"""

import ctypes
import errno
import json
import os
from collections.abc import Iterable
from pathlib import Path

from plugins.core.files import store

JOURNAL = "journal.json"
HERE, EXCHANGE = -100, 2  # AT_FDCWD, RENAME_EXCHANGE (renameat2(2))


def swap(root: Path, next_: Path, names: Iterable[str]) -> None:
    """Each of `names` in `root` and in `next_` change places; a name that is in one alone moves there.

    OSError, and all is back as it was.
    """
    pairs = [(name, _inode(root / name), _inode(next_ / name)) for name in names]
    store(next_ / JOURNAL, json.dumps(pairs).encode())
    try:
        for name, *_ in pairs:
            _change(root / name, next_ / name)
    except BaseException:
        back(root, next_)
        raise
    (next_ / JOURNAL).unlink()


def back(root: Path, next_: Path) -> bool:
    """Changes back what a swap that was stopped has changed; whether there was one."""
    try:
        pairs = json.loads((next_ / JOURNAL).read_bytes())
    except (OSError, ValueError):
        return False
    for name, was, came in reversed(pairs):
        now = _inode(root / name)
        if now != was and now in (came, 0):
            _change(root / name, next_ / name)
    (next_ / JOURNAL).unlink()
    return True


def _inode(path: Path) -> int:
    try:
        return os.lstat(path).st_ino
    except FileNotFoundError:
        return 0


def _change(one: Path, other: Path) -> None:
    if not _inode(other):
        other.parent.mkdir(parents=True, exist_ok=True)
        one.rename(other)
    elif not _inode(one):
        one.parent.mkdir(parents=True, exist_ok=True)
        other.rename(one)
    else:
        _exchange(one, other)


def _exchange(one: Path, other: Path) -> None:
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 and not renameat2(HERE, os.fsencode(one), HERE, os.fsencode(other), EXCHANGE):
        return
    if renameat2 and ctypes.get_errno() not in (errno.EINVAL, errno.ENOSYS):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(one))
    aside = one.with_name(f".{one.name}.swap")  # a file system without it
    one.rename(aside)
    other.rename(one)
    aside.rename(other)
