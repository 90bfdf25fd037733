"""Whether a server's release is as it was when all of it was last known: then only what differs is sent.

To read and compare every file, here and there, takes as long as the archive is large. What the server's
file system says of them (inode, length, time of change) is one number, noted here after each publish; a
server where it is another one gets a whole release, each byte compared, as one that nothing is known of.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from plugins.core.files import store
from plugins.core.json_records import parse
from plugins.publish.targets.ssh import Host

NAME = "untouched.json"


def is_untouched(cache: Path, place: Host, release: str | None) -> bool:
    """Whether `release` is the last that was sent there, and nobody touched a file of it since."""
    match _read(cache).get(str(place)):
        case [noted, stamps] if release and noted == release:
            return bool(stamps) and stamps == place.stamps(release)
    return False


def note(cache: Path, places: Iterable[object], release: str) -> None:
    """`places` were just sent `release`. Never an error: a cache, no more."""
    rows = _read(cache)
    for place in places:
        rows.pop(str(place), None)
        if isinstance(place, Host) and (stamps := place.stamps(release)):
            rows[str(place)] = [release, stamps]
    try:
        if rows or (cache / NAME).exists():
            store(cache / NAME, json.dumps(rows, indent=1).encode())
    except OSError:
        (cache / NAME).unlink(missing_ok=True)


def _read(cache: Path) -> dict[str, list[str]]:
    try:
        value = parse((cache / NAME).read_bytes())
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}
