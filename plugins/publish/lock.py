"""One publisher at a time on this machine."""

import fcntl
import os
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from plugins.mistakes import Mistake, MistakesFound

PAUSE = 0.2  # seconds between two looks


@contextmanager
def locked(path: Path, wait: float, tell: Callable[[str], None]):
    """Holds `path` while the context lasts; the kernel lets go when the process ends in any way.

    Waits up to `wait` seconds for another holder, then raises MistakesFound.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _take(handle, path, wait, tell)
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def _take(handle: int, path: Path, wait: float, tell: Callable[[str], None]) -> None:
    until, told = time.monotonic() + wait, False
    while True:
        try:
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(handle, 20, 0).decode("ascii", "replace")
        if time.monotonic() >= until:
            raise MistakesFound(
                Mistake(
                    "", f"Một lần đăng khác đang chạy (tiến trình {holder}). Hãy chờ nó xong rồi thử lại."
                )
            )
        if not told:
            tell(f"Một lần đăng khác đang chạy (tiến trình {holder}); xin chờ.")
            told = True
        time.sleep(PAUSE)
