"""The release that is public now."""

from dataclasses import dataclass
from pathlib import Path

from plugins.publish.manifest import Manifest


@dataclass(frozen=True)
class Last:
    """path: its folder on this machine, or None; all None where nothing was published yet."""

    manifest: Manifest | None = None
    path: Path | None = None
    name: str | None = None
