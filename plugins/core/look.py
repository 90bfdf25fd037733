"""What lies in content/ and in the last output, as it was when a build began to look.

A stamp tells a file from every other and from what it was before. It is for comparing: what is
read gets its own stamp, taken just before it is read, for it may have changed since the look.
"""

import os
from pathlib import Path

Stamp = tuple[int, ...]  # inode, length, times of change of the bytes and of the rest, in ns


def stamp_of(path: str) -> Stamp:
    """The stamp of a file now, of what a link leads to; () for none."""
    try:
        at = os.stat(path)  # noqa: PTH116 - by the thousand
    except OSError:
        return ()
    return at.st_ino, at.st_size, at.st_mtime_ns, at.st_ctime_ns


class Look:
    """The files in `output`, the folder of the last site; None: there is none to look at."""

    def __init__(self, output: Path | None = None):
        self._folder = str(output) if output else None
        self._output: dict[str, Stamp] = {}

    def output(self, name: str) -> Stamp:
        """The stamp of the file `name` in the output, as when first asked for; () for none and for a link."""
        if name not in self._output:
            path = f"{self._folder}/{name}"
            there = self._folder is not None and not os.path.islink(path)  # noqa: PTH114 - by the thousand
            self._output[name] = stamp_of(path) if there else ()
        return self._output[name]
