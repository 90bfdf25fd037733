"""Whether a release is still what was published: each file by its hash, or since nobody touched it."""

import json
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from plugins.core.files import store
from plugins.publish.address import OWN, RELEASE_JSON
from plugins.publish.releases.manifest import Entry, Manifest
from plugins.publish.releases.tree import hash_of

NAME = "stamps.json"
SOME = 5  # files that are named
CHANGED, MISSING, EXTRA, LINK = "đã bị sửa", "đã mất", "tệp lạ", "liên kết lạ"


class Stamps:
    """What the files of the public release were when their bytes were last known.

    A file is taken for the same while inode, length and time of change (ctime, which `touch`
    cannot set) are. Making and removing releases changes the times of files that they share,
    so they are noted after each. Kept away from what is public; lost, all is hashed again.
    """

    def __init__(self, cache: Path):
        self._file = cache / NAME

    def known(self) -> dict[str, list[int | str]]:
        """{inode: [length, ctime in ns, SHA-256]}."""
        try:
            value = json.loads(self._file.read_bytes())
            return value if isinstance(value, dict) else {}
        except (OSError, ValueError, RecursionError):
            return {}

    def note(
        self, release: Path, entries: Mapping[str, Entry], same: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """The files of `release` have the hashes of `entries`, by path. Never an error: a cache, no more.

        same: path to inode of those that are as they were known
        """
        known, found = self.known() if same else {}, {}
        with suppress(OSError):
            for path, entry in entries.items():
                if (inode := same.get(path)) and (row := known.get(inode)):
                    found[inode] = row
                    continue
                at = os.lstat(f"{release}/{path}")
                found[str(at.st_ino)] = [at.st_size, at.st_ctime_ns, entry.sha256]
            store(self._file, json.dumps(found, separators=(",", ":")).encode())


def altered(release: Path, manifest: Manifest, stamps: Stamps | None = None) -> dict[str, str]:
    """{path: what became of it} of all that is not as it was published, sorted; {} when it stands whole.

    stamps: what spares reading files that nobody touched; None reads every byte.
    """
    known = stamps.known() if stamps else {}
    found, there, doubted = {}, _there(release), []
    for path, entry in manifest.files.items():
        at = there.pop(path, None)
        if at is None:
            found[path] = MISSING
        elif isinstance(at, str):
            found[path] = at
        elif known.get(str(at.st_ino)) != [at.st_size, at.st_ctime_ns, entry.sha256]:
            doubted.append(path)
    for path, at in there.items():
        if _is_foreign(path):
            found[path] = at if isinstance(at, str) else EXTRA
    with ThreadPoolExecutor() as pool:
        same = pool.map(lambda path: _is(f"{release}/{path}", manifest.files[path].sha256), doubted)
        found |= {path: CHANGED for path, right in zip(doubted, same, strict=True) if not right}
    if stamps and doubted:
        stamps.note(release, {path: entry for path, entry in manifest.files.items() if path not in found})
    return dict(sorted(found.items()))


def compared(there: Mapping[str, str], manifest: Manifest) -> dict[str, str]:
    """The same of a release elsewhere. there: {path: SHA-256, or "link"} of what lies in its folder."""
    found = {}
    for path, entry in manifest.files.items():
        if path not in there:
            found[path] = MISSING
        elif there[path] != entry.sha256:
            found[path] = LINK if there[path] == "link" else CHANGED
    extra = {path for path in there.keys() - manifest.files.keys() if path and _is_foreign(path)}
    found |= {path: LINK if there[path] == "link" else EXTRA for path in extra}
    return dict(sorted(found.items()))


def _is_foreign(path: str) -> bool:
    return not path.startswith(OWN) and path != RELEASE_JSON


def named(found: Mapping[str, str]) -> str:
    """The first of `found` in words, and how many more."""
    some = [f"{path} ({what})" for path, what in list(found.items())[:SOME]]
    more = [f"và {len(found) - SOME} tệp khác"] if len(found) > SOME else []
    return ", ".join([*some, *more])


def _there(release: Path) -> dict[str, os.stat_result | str]:
    """Everything in the folder that is no folder; links are not followed."""
    found, left = {}, [""]
    while left:
        base = left.pop()
        try:
            entries = [*os.scandir(f"{release}/{base}")]
        except OSError:
            continue
        for entry in entries:
            path = base + entry.name
            if entry.is_dir(follow_symlinks=False):
                left.append(path + "/")
            elif entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    found[path] = entry.stat(follow_symlinks=False)
            else:
                found[path] = LINK
    return found


def _is(file: str, sha256: str) -> bool:
    try:
        return hash_of(file) == sha256
    except OSError:
        return False
