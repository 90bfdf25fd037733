"""What lies in the folder that the next release is made of, looked at while the site is still built."""

import os
from pathlib import Path

from plugins.core.processes import Aside
from plugins.publish.releases.current import Current
from plugins.publish.releases.scan import Found, scan


class SpareLook:
    """A look, in a process of its own, at the folder `spare` for files of the public release `last`."""

    def __init__(self, spare: Path, last: Current):
        def is_same(entry: "os.DirEntry[str]", path: str) -> bool:
            return last.inodes.get(path) == str(entry.inode())

        self._look = Aside(lambda: scan(spare, last.manifest.files if last.manifest else {}, {}, is_same))

    def found(self) -> Found | None:
        """What lay in the folder, which has its name until this is told; None where nothing is known."""
        try:
            return self._look.outcome()
        except RuntimeError:  # it was ended from outside
            return None

    def end(self) -> None:
        self._look.end()
