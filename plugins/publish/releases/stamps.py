"""Whether a release is still what was published: each file by its hash, or since nobody touched it."""

import marshal
import os
import stat
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from plugins.core.files import store
from plugins.core.folder_names import FolderNames
from plugins.core.names import shown
from plugins.publish.address import OWN, RELEASE_JSON
from plugins.publish.releases.manifest import Entry, Manifest
from plugins.publish.releases.scan import CHANGED, EXTRA, LINK, SHUT, Row, scan
from plugins.publish.releases.tree import hash_of

NAME = "stamps.marshal"
NAMES = "names"  # a folder: the names in those of each release, by the inode of the release
SOME = 5  # files that are named
MISSING = "đã mất"
SAID = {"link": LINK, "shut": SHUT}  # what a place elsewhere says instead of a hash
PASSED = stat.S_IROTH | stat.S_IXOTH


class Stamps:
    """What the files of the public release were when their bytes were last known.

    A file is taken for the same while inode, length and time of change (ctime, which `touch`
    cannot set) are. Making and removing releases changes the times of files that they share,
    so they are noted anew. A row is made before the bytes are read: what somebody does after that
    is seen next time. Kept away from what is public; lost, all is hashed again.
    """

    def __init__(self, cache: Path):
        self._file = cache / NAME
        (cache / "stamps.json").unlink(missing_ok=True)  # its name before version 0.3.0

    def known(self) -> dict[str, Row]:
        """{inode: [length, ctime in ns, SHA-256]}."""
        with suppress(OSError):
            check, _, body = self._file.read_bytes().partition(b"\n")
            if check.decode("ascii", "replace") == sha256(body).hexdigest():
                found: dict[str, Row] = marshal.loads(body)
                return found
        return {}

    def note(self, rows: Mapping[str, Row]) -> None:
        """Keeps {inode: row} for the public release. Never an error: a cache, no more."""
        body = marshal.dumps({**rows})
        with suppress(OSError):
            store(self._file, sha256(body).hexdigest().encode() + b"\n" + body)

    def names_in(self, release: Path) -> FolderNames:
        """The names in the folders of `release` when it was looked at last, whatever it was called then."""
        kept, inode = self._file.with_name(NAMES), 0
        with suppress(OSError):
            inode = release.stat().st_ino
            kept.mkdir(parents=True, exist_ok=True)
            there = {f"{each.stat().st_ino}" for each in release.parent.iterdir()}
            for file in kept.iterdir():
                if file.name.partition(".")[0] not in there:
                    file.unlink()
        return FolderNames(f"{release}", kept / f"{inode}")

    def untouched(self, release: Path, entries: Mapping[str, Entry]) -> list[str]:
        """Which of the files `entries` of `release` are as they were noted."""
        known = self.known()
        rows = ((path, row_of(f"{release}/{path}", entry.sha256)) for path, entry in entries.items())
        return [path for path, found in rows if found and known.get(found[0]) == found[1]]

    def note_again(self, release: Path, entries: Mapping[str, Entry], paths: Iterable[str]) -> None:
        """Those of `paths` had their times changed by nobody but us."""
        self.note(dict(filter(None, (row_of(f"{release}/{path}", entries[path].sha256) for path in paths))))


def row_of(file: str, sha256: str) -> tuple[str, Row] | None:
    """(inode, row) of a file whose bytes have that hash; None where there is none."""
    try:
        at = os.lstat(file)
    except OSError:
        return None
    return str(at.st_ino), [at.st_size, at.st_ctime_ns, sha256]


def altered(release: Path, manifest: Manifest) -> dict[str, str]:
    """{path: what became of it} of all that is not as it was published, sorted; {} when it stands whole.

    Every byte is read.
    """
    return looked_at(release, manifest)


def looked_at(release: Path, manifest: Manifest, stamps: Stamps | None = None) -> dict[str, str]:
    """The same. stamps: what spares reading files that nobody touched; None reads every byte."""
    known, names = (stamps.known(), stamps.names_in(release)) if stamps else ({}, None)
    there, files = scan(release, manifest.files, known, names), manifest.files
    if names:
        names.keep()
    found = {path: what for path, what in there.others.items() if path in files}
    extra = {path: what for path, what in there.others.items() if path not in files}
    extra |= {f"{path}/": SHUT for path, mode in there.folders.items() if mode & PASSED != PASSED}
    found |= {shown(path): what for path, what in extra.items() if _is_foreign(path)}
    found |= dict.fromkeys(files.keys() - there.same.keys() - there.doubted.keys() - found.keys(), MISSING)
    with ThreadPoolExecutor() as pool:
        same = pool.map(lambda path: _is(f"{release}/{path}", files[path].sha256), there.doubted)
        found |= {path: CHANGED for path, right in zip(there.doubted, same, strict=True) if not right}
    proven = {path: row for path, row in there.doubted.items() if path not in found}
    if stamps and there.doubted:
        stamps.note({inode: known[inode] for inode in there.same.values()} | dict(proven.values()))
    return dict(sorted(found.items()))


def compared(there: Mapping[str, str], manifest: Manifest) -> dict[str, str]:
    """The same of a release elsewhere. there: {path: SHA-256, or of `SAID`} of what lies in it."""
    found = {}
    for path, entry in manifest.files.items():
        if path not in there:
            found[path] = MISSING
        elif there[path] != entry.sha256:
            found[path] = SAID.get(there[path], CHANGED)
    extra = {path for path in there.keys() - manifest.files.keys() if path and _is_foreign(path)}
    found |= {shown(path): SAID.get(there[path], EXTRA) for path in extra}
    return dict(sorted(found.items()))


def _is_foreign(path: str) -> bool:
    return not path.startswith(OWN) and path != RELEASE_JSON


def named(found: Mapping[str, str]) -> str:
    """The first of `found` in words, and how many more."""
    some = [f"{path} ({what})" for path, what in list(found.items())[:SOME]]
    more = [f"và {len(found) - SOME} tệp khác"] if len(found) > SOME else []
    return ", ".join([*some, *more])


def _is(file: str, sha256: str) -> bool:
    try:
        return hash_of(file) == sha256
    except OSError:
        return False
