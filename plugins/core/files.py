"""Writing a file whole or not at all; reading what is a file and nothing else."""

import errno
import os
import stat
import tempfile
from pathlib import Path


def open_plain(path: str | Path, flags: int) -> int:
    """The handle of a plain file; OSError where a link, a pipe or a device lies in its place.

    Whoever may write into a folder of releases must not choose what is read or written through it.
    """
    handle = os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK, 0o644)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return handle
    os.close(handle)
    raise OSError(errno.EINVAL, "không phải tệp thường", str(path))


def read_plain(path: Path) -> bytes:
    """The bytes of a plain file; OSError as `open_plain`."""
    with os.fdopen(open_plain(path, os.O_RDONLY), "rb") as file:
        return file.read()


def store(path: Path, data: bytes) -> None:
    """`path` holds `data`, also after a loss of power, or OSError and what was there stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), 0o644)  # a web server of another user reads it
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink()
        raise
    flush(path.parent)


def flush(path: str | Path) -> None:
    """What the file or folder holds stays, also after a loss of power; OSError where it cannot."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def same_files(kept: Path, published: Path) -> set[str]:
    """The names under which both folders hold one and the same file, by hard link."""
    try:
        if kept.stat().st_dev != published.stat().st_dev:
            return set()
        return {name for name, _ in _numbers(kept) & _numbers(published)}
    except OSError:
        return set()


def _numbers(folder: Path) -> set[tuple[str, int]]:
    with os.scandir(folder) as entries:
        return {(entry.name, entry.inode()) for entry in entries}
