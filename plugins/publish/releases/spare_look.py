"""What lies in the folder that the next release is made of, looked at while the site is still built."""

import os
import time
from contextlib import suppress
from pathlib import Path

from plugins.core.processes import Aside
from plugins.publish.releases.current import Current
from plugins.publish.releases.scan import Found, scan

LASTS = 15  # seconds after which the folder is looked at again


class SpareLook:
    """A look, in a process of its own, at the folder `spare` for files of the public release `last`."""

    def __init__(self, spare: Path, last: Current):
        self._spare, self._of = spare, last.name
        self._began, self._at = time.monotonic(), _stamp(spare)

        def is_same(entry: "os.DirEntry[str]", path: str) -> bool:
            return last.inodes.get(path) == str(entry.inode())

        self._look = Aside(lambda: scan(spare, last.manifest.files if last.manifest else {}, {}, is_same))

    def found(self, last: Current) -> Found | None:
        """What lies in the folder, which has its name until this is told; None: it must be looked at again.

        last: what is public now
        """
        with suppress(OSError, RuntimeError):  # it was ended from outside
            is_new = time.monotonic() - self._began < LASTS
            if is_new and last.name == self._of and _stamp(self._spare) == self._at:
                return self._look.outcome()
        return None

    def end(self) -> None:
        self._look.end()


def _stamp(folder: Path) -> tuple[int, int]:
    at = os.lstat(folder)
    return at.st_ino, at.st_mtime_ns
