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
from plugins.publish.address import OWN, RELEASE_JSON
from plugins.publish.releases.manifest import Entry, Manifest
from plugins.publish.releases.tree import hash_of

NAME = "stamps.marshal"
SOME = 5  # files that are named
CHANGED, MISSING, EXTRA, LINK = "đã bị sửa", "đã mất", "tệp lạ", "liên kết lạ"
SHUT = "đóng với người đọc"
SAID = {"link": LINK, "shut": SHUT}  # what a place elsewhere says instead of a hash
PASSED = stat.S_IROTH | stat.S_IXOTH
Row = list[int | str]  # length, time of change in ns, SHA-256


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


def altered(release: Path, manifest: Manifest, stamps: Stamps | None = None) -> dict[str, str]:
    """{path: what became of it} of all that is not as it was published, sorted; {} when it stands whole.

    stamps: what spares reading files that nobody touched; None reads every byte.
    """
    known = stamps.known() if stamps else {}
    found, there, doubted, rows = {}, _there(release), [], dict[str, tuple[str, Row]]()
    for path, entry in manifest.files.items():
        at = there.pop(path, None)
        if at is None:
            found[path] = MISSING
        elif isinstance(at, str):
            found[path] = at
        elif not at.st_mode & stat.S_IROTH:
            found[path] = SHUT
        else:
            row: Row = [at.st_size, at.st_ctime_ns, entry.sha256]
            rows[path] = str(at.st_ino), row
            if known.get(str(at.st_ino)) != row:
                doubted.append(path)
    for path, at in there.items():
        if _is_foreign(path):
            found[_shown(path)] = at if isinstance(at, str) else EXTRA
    with ThreadPoolExecutor() as pool:
        same = pool.map(lambda path: _is(f"{release}/{path}", manifest.files[path].sha256), doubted)
        found |= {path: CHANGED for path, right in zip(doubted, same, strict=True) if not right}
    if stamps and doubted:
        stamps.note(dict(row for path, row in rows.items() if path not in found))
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
    found |= {_shown(path): SAID.get(there[path], EXTRA) for path in extra}
    return dict(sorted(found.items()))


def _is_foreign(path: str) -> bool:
    return not path.startswith(OWN) and path != RELEASE_JSON


def _shown(path: str) -> str:
    """A name that a stranger chose, harmless on a terminal and in a log."""
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)


def named(found: Mapping[str, str]) -> str:
    """The first of `found` in words, and how many more."""
    some = [f"{path} ({what})" for path, what in list(found.items())[:SOME]]
    more = [f"và {len(found) - SOME} tệp khác"] if len(found) > SOME else []
    return ", ".join([*some, *more])


def _there(release: Path) -> dict[str, os.stat_result | str]:
    """Everything in the folder but folders that readers may pass; links are not followed."""
    found, left = dict[str, os.stat_result | str](), [""]
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
                if entry.stat(follow_symlinks=False).st_mode & PASSED != PASSED:
                    found[path + "/"] = SHUT
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
