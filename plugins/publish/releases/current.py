"""The release that is public now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from plugins.publish.releases.manifest import Entry, Manifest


@dataclass(frozen=True)
class Current:
    """path: its folder on this machine, or None where only a server or a backup tells of it.

    All None where nothing was published yet.
    rolled_back: manifests of other releases that were public for a while; their addresses were noted too
    altered: what in `path` is not as it was published, and what became of it
    """

    manifest: Manifest | None = None
    path: Path | None = None
    name: str | None = None
    rolled_back: Sequence[Manifest] = ()
    altered: Mapping[str, str] = field(default_factory=dict)

    @property
    def promised(self) -> Manifest | None:
        """The public release with the addresses of those that were public for a while."""
        if not self.manifest or not self.rolled_back:
            return self.manifest
        files: dict[str, Entry] = {}
        moved: dict[str, str] = {}
        gone: set[str] = set()
        for each in (*self.rolled_back, self.manifest):
            files |= each.files
            moved |= each.moved
            gone |= set(each.gone)
        return replace(self.manifest, files=files, moved=moved, gone=tuple(sorted(gone)))
