"""Job: what the pool hands to a worker, and what comes back."""

from dataclasses import dataclass
from pathlib import Path

from plugins.gallery.store import Record


@dataclass(frozen=True)
class Job:
    """Make every file of the photo at `path`; with `card`, its crop for sharing too."""

    path: Path
    card: bool = False


@dataclass(frozen=True)
class Developed:
    record: Record


@dataclass(frozen=True)
class Failed:
    """The file cannot be used; `sentence` says why, in Vietnamese."""

    sentence: str


@dataclass(frozen=True)
class Heavy:
    """The photo needs more memory than a worker's share: hand it out again, alone."""


@dataclass(frozen=True)
class Obstructed:
    """The machine lets nobody read the photo or write its files: no photo is to blame."""

    error: OSError


Outcome = Developed | Failed | Heavy | Obstructed
