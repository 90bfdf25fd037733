"""The release that is public now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from plugins.publish.manifest import Manifest


@dataclass(frozen=True)
class Last:
    """path: its folder on this machine, or None; all None where nothing was published yet.

    rolled_back: manifests of later releases that are public no more; their addresses were noted too
    """

    manifest: Manifest | None = None
    path: Path | None = None
    name: str | None = None
    rolled_back: Sequence[Manifest] = ()

    @property
    def promised(self) -> Manifest | None:
        """The public release with the addresses of those that were public for a while."""
        if not self.manifest or not self.rolled_back:
            return self.manifest
        files, moved, gone = {}, {}, set()
        for each in (*self.rolled_back, self.manifest):
            files |= each.files
            moved |= each.moved
            gone |= set(each.gone)
        return replace(self.manifest, files=files, moved=moved, gone=tuple(sorted(gone)))
