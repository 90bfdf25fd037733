"""Which release each server and bucket was last told to show, as this machine knows it."""

import json
from collections.abc import Iterable
from pathlib import Path

from plugins.core.files import read_plain, store
from plugins.core.json_records import parse
from plugins.publish.releases.release_list import ReleaseList

NAME = "sent.json"


def read(folder: Path) -> dict[str, str]:
    """{target: release}; {} where nothing is known."""
    try:
        value = parse(read_plain(folder / NAME))
    except (OSError, ValueError):
        return {}
    return {str(target): str(at) for target, at in value.items()} if isinstance(value, dict) else {}


def note(folder: Path, targets: Iterable[object], release: str) -> None:
    """Remembers that `targets` show `release`; OSError when that cannot be written."""
    if new := {str(target): release for target in targets}:
        store(folder / NAME, json.dumps(read(folder) | new, indent=1).encode())


def elsewhere(folder: Path, targets: Iterable[object], release_list: ReleaseList) -> dict[str, str]:
    """{target: release} of those not among `targets`.

    release_list: this machine's. A target whose release is older than all in it is one of the past.
    """
    named = set(map(str, targets))
    oldest = min(release_list.releases, default="~")
    return {t: r for t, r in read(folder).items() if t not in named and r >= oldest}
