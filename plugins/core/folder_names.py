"""The names in folders as they were listed last: one that nobody touched since is not listed again.

To list a folder takes five calls of the system, to ask for its stamp takes one, and there are as many
folders as stories. A cache, no more: what lies in a folder is looked at all the same, file by file.
"""

import marshal
import time
from collections.abc import Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from plugins.core import stamps
from plugins.core.stamps import Stamp, stamp_of

FORMAT = 2  # another one for every other form of what is kept
MANY = 100  # folders listed, or gone, for which all is kept anew: there may be a hundred thousand
SIZE = 16  # bytes of a digest

Row = tuple[Stamp, tuple[str, ...], tuple[str, ...]]  # of a folder: its stamp, the folders in it, the files


def kept_beside(output: Path, what: str) -> Path:
    """Where the names in the folders of "content", or of the "output" itself, are kept."""
    return output.with_name(f".{output.name}.{what}-names")


class FolderNames:
    """Of the folders under `top`, by path, kept in `file`. Damage makes it empty, never wrong.

    What was kept of another folder does no harm: of a folder that is another one, the stamp is.
    """

    def __init__(self, top: str, file: Path):
        self._top, self._file, self._began = top, file, time.time_ns()
        self._before, self._now = self._read(), dict[str, Row]()

    def known(self, path: str) -> Row | None:
        """The row of a folder that is as it was, its names in the order they were listed; None: list it."""
        row = self._before.get(path)
        # Whoever adds, renames or removes a name in it changes both times of the folder.
        if row is None or row[0] != stamp_of(f"{self._top}/{path}"):
            return None
        self._now[path] = row
        return row

    def note(self, path: str, stamp: Stamp, folders: Sequence[str], files: Sequence[str]) -> None:
        """What was listed of a folder that holds plain folders and files alone. stamp: of just before"""
        if stamp and max(stamp[2:]) < self._began - stamps.SETTLED:
            self._now[path] = stamp, tuple(folders), tuple(files)

    def keep(self) -> None:
        """Keeps what is known now for the next look. Never an error: without it, all is listed."""
        before, now = self._before, self._now
        if sum(before.get(path) is not row for path, row in now.items()) + len(before.keys() - now) <= MANY:
            return
        data = marshal.dumps((FORMAT, now))
        # One name, so that a look that is killed leaves no more than one; of two at once the digest tells.
        part = self._file.with_name(f"{self._file.name}.part")
        try:
            part.write_bytes(_digest(data) + data)
            part.replace(self._file)
        except OSError:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def _read(self) -> dict[str, Row]:
        try:
            data = self._file.read_bytes()
            digest, data = data[:SIZE], data[SIZE:]
            form, rows = marshal.loads(data) if digest == _digest(data) else (0, {})
        except (OSError, ValueError, EOFError, TypeError):
            return {}
        return rows if form == FORMAT else {}


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=SIZE).digest()
