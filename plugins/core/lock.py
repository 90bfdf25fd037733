"""One at a time on this machine: one build into a folder, one publisher."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from plugins.core.files import open_plain
from plugins.core.mistakes import Mistake, MistakesFound

PAUSE = 0.2  # seconds between two looks


@contextmanager
def locked(path: Path, wait: float, tell: Callable[[str], None], work: str = "lần đăng") -> Iterator[None]:
    """Holds `path` while the context lasts; the kernel lets go when the process ends in any way.

    Waits up to `wait` seconds for another holder, then raises MistakesFound. work: what it is called.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = open_plain(path, os.O_RDWR | os.O_CREAT)
    except OSError as error:
        if not path.is_symlink() and (path.is_file() or not path.exists()):
            raise
        sentence = (
            f"Chỗ này phải là tệp thường do phần mềm tự đặt. Hãy dời nó đi rồi làm lại. ({error.strerror})"
        )
        raise MistakesFound(Mistake(str(path), sentence)) from None
    try:
        _take(handle, wait, tell, work)
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def _take(handle: int, wait: float, tell: Callable[[str], None], work: str) -> None:
    until, told = time.monotonic() + wait, False
    while True:
        try:
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(handle, 20, 0).decode("ascii", "replace")
        if time.monotonic() >= until:
            sentence = f"Một {work} khác đang chạy (tiến trình {holder}). Hãy chờ nó xong rồi thử lại."
            raise MistakesFound(Mistake("", sentence))
        if not told:
            tell(f"Một {work} khác đang chạy (tiến trình {holder}); xin chờ.")
            told = True
        time.sleep(PAUSE)
