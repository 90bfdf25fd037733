"""Which database the service of this machine writes to: other commands must mean the same one.

A file beside the numbers names it; the running service holds the file.
"""

import fcntl
import os
from pathlib import Path

from plugins.views.storage.store import open_database

NAME = "in-use"


class Other(Exception):
    """A command looks at a database that the service does not use."""


def name(root: Path, url: str) -> str:
    """What the database at `url` is called, the same wherever the project lies; without a password."""
    if "://" in url:
        return open_database(url).name
    return os.path.relpath(url, root)


def hold(folder: Path, database: str, place: str) -> None:
    """Says that a service writes to `database`, until this process ends, whatever it becomes.

    place: where it is asked, a socket's path or a port; '' when nobody else may know.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o644)
    fcntl.flock(handle, fcntl.LOCK_SH)
    os.ftruncate(handle, 0)
    os.pwrite(handle, f"{database}\n{place}".encode(), 0)
    os.set_inheritable(handle, True)


def moved(folder: Path, database: str) -> None:
    """The next service writes to `database`; none runs now."""
    (folder / NAME).write_text(database, "utf-8")


def named(folder: Path) -> str:
    """The database the last service wrote to; '' when none is known."""
    return _lines(folder)[0]


def place(folder: Path) -> str:
    """Where the last service was asked."""
    return _lines(folder)[1]


def _lines(folder: Path) -> list[str]:
    try:
        return [*(folder / NAME).read_text("utf-8").split("\n"), "", ""]
    except (OSError, UnicodeError):
        return ["", ""]


def running(folder: Path) -> bool:
    """Whether a service runs on this machine now."""
    try:
        handle = os.open(folder / NAME, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return False
    except BlockingIOError:
        return True
    finally:
        os.close(handle)


def must_be(folder: Path, database: str) -> None:
    """Other when the service writes elsewhere than to `database`."""
    used = named(folder)
    if used and used != database:
        raise Other(
            f"Dịch vụ đếm ghi vào {used}, còn lệnh này nhìn vào {database}. "
            f"Hãy đặt DATABASE_URL đúng như của dịch vụ rồi chạy lại. "
            f"(Nếu dịch vụ không còn dùng nơi ấy nữa: xóa {folder / NAME}.)"
        )
