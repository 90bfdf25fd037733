"""Making one release: a folder that is whole, shared with the last one where nothing changed."""

import json
import os
import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from plugins.core.files import flush
from plugins.core.folder_names import FolderNames
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.publish.address import HASHED, RELEASE_JSON, is_packed
from plugins.publish.releases.current import Current
from plugins.publish.releases.manifest import Entry, Manifest
from plugins.publish.releases.reuse import keep, laid, links, make_folder
from plugins.publish.releases.scan import Row
from plugins.publish.releases.stamps import SOME, row_of
from plugins.publish.releases.tree import hash_of

KEPT = 2  # releases after which a hashed file that no page asks for is dropped
LARGE = 1 << 22  # bytes above which a file is not held in memory
AT_ONCE = 16  # files that are flushed together: the disk waits once for all of them
FEW = 500  # new files that are flushed one by one; above it, the whole system is


@dataclass(frozen=True)
class Content:
    """What a release shall hold.

    manifest: all of it; sources: where each file's bytes lie
    minor: whether nothing in it is new that a person wrote
    """

    manifest: Manifest
    sources: dict[str, Path]
    minor: bool = False


class Lying(dict[str, Path]):
    """Where the bytes of each file lie: in the folder `under` by its path, but for those given.

    elsewhere: path to file, of others; few of all these are asked for
    """

    def __init__(self, under: Path, elsewhere: Mapping[str, str] = MappingProxyType({})):
        super().__init__()
        self._under, self._elsewhere = under, dict(elsewhere)

    def __missing__(self, path: str) -> Path:
        return Path(self._elsewhere[path]) if path in self._elsewhere else self._under / path


def kept(
    previous: Manifest | None, paths: Collection[str], withdrawn: Collection[str] = ()
) -> dict[str, Entry]:
    """Hashed files of the last releases that open pages may still ask for, one release older now.

    withdrawn: addresses that were taken down. When one is new, no picture is kept: whose they were
    is not told apart, and what other pages show is among `paths`.
    """
    old: Iterable[tuple[str, Entry]] = previous.files.items() if previous else ()
    if previous and set(withdrawn) - set(previous.withdrawn):
        old = [(path, entry) for path, entry in old if not path.startswith("media/")]
    return {
        path: Entry(entry.sha256, entry.size, entry.age + 1)
        for path, entry in old
        if path.startswith(HASHED) and path not in paths and entry.age < KEPT
    }


def label(name: str, built: datetime, siteurl: str, manifest: Manifest) -> bytes:
    """release.json: which release this is, for the check after a switch and for people."""
    value = {
        "release": name,
        "built": built.isoformat(timespec="seconds"),
        "url": f"{siteurl}/",
        "pages": len(manifest.pages),
        "files": sum(not is_packed(path) for path in manifest.files),
    }
    return (json.dumps(value, indent=1) + "\n").encode()


def write_release(
    content: Content,
    label: bytes,
    extra: Mapping[str, bytes],
    part: Path,
    last: Current,
    known: Mapping[str, Row],
    anew: bool = False,
    names: FolderNames | None = None,
) -> dict[str, Row]:
    """Makes the folder `part` the release and flushes it to the disk.

    extra: what the release knows of itself, by path; names: in the folders of `part`, when somebody looked
    known: the stamps of what the public release holds. A file in `part` that is one of those and in its
    place stays; all else there goes. A file that the release `last` holds unchanged is linked, not
    copied, unless all is to be written `anew`. What is copied, or linked and not as it was `known`, is
    read again: nothing becomes public by another hash than it was examined under. OSError when the disk
    is full, MistakesFound for what changed meanwhile. Returns the stamps of all its files.
    """
    old = {} if anew or not last.path or not last.manifest else last.manifest.files
    files = content.manifest.files
    stays, made = keep(part, files, known, names)
    rows = {inode: known[inode] for inode in stays.values()}
    same, unsure, copied = list[str](), list[str](), dict[str, str]()
    for path, entry in files.items():
        if path in stays:
            continue
        if path in old and old[path].sha256 == entry.sha256 and path not in last.altered:
            same.append(path)
        else:
            # Never a link to what was built: whoever writes to a public file must not write into the caches.
            copied[path] = str(content.sources[path])
    for path, linked in links(sorted(same), str(last.path), part, files, known, made):
        if linked is None:
            copied[path] = f"{last.path}/{path}"
            continue
        rows[linked.inode] = [linked.size, linked.changed, files[path].sha256]
        if not linked.was_known:
            unsure.append(path)
    rows |= _copied(content.manifest, copied, part, made)
    _must_be([path for path in unsure if hash_of(f"{part}/{path}") != files[path].sha256])
    fresh = [f"{part}/{path}" for path in copied]
    for path, data in {**extra, RELEASE_JSON: label}.items():
        make_folder(part, path.rpartition("/")[0], made)
        file = part / path
        file.write_bytes(data)
        file.chmod(0o644)
        fresh.append(str(file))
    _flush(fresh, part)
    return rows


def _copied(manifest: Manifest, sources: Mapping[str, str], part: Path, made: set[str]) -> dict[str, Row]:
    """Copies each file of `sources`, path to where its bytes lie, into `part`; their stamps.

    made: as of `laid`
    """

    def copy(path: str) -> tuple[str, Row] | None:
        return _copy(sources[path], f"{part}/{path}", manifest.files[path])

    rows = dict(laid(copy, sorted(sources), part, made))
    _must_be([path for path, row in rows.items() if row is None])
    return dict(row for row in rows.values() if row)


def _must_be(wrong: Sequence[str]) -> None:
    if wrong:
        sentence = (
            "Tệp này không còn là tệp vừa soát. Hãy chạy lại make publish FORCE=1; nếu vẫn vậy, "
            "xem “Khi trang bị sửa trộm” trong docs/quan-tri.md."
        )
        raise MistakesFound(*(Mistake(f"/{path}", sentence) for path in wrong[:SOME]))


def _copy(source: str, to: str, entry: Entry) -> tuple[str, Row] | None:
    """Makes the new file `to`; (its inode, its row), None when its bytes are not those of `entry`."""
    if entry.size > LARGE:
        shutil.copyfile(source, to)
        os.chmod(to, 0o644)  # noqa: PTH101
        row = row_of(to, entry.sha256)
        return row if hash_of(to) == entry.sha256 else None
    with open(source, "rb", buffering=0) as file:  # noqa: PTH123 - by the thousand
        data = file.read()
    if sha256(data).hexdigest() != entry.sha256:
        return None
    with open(to, "x+b") as file:  # noqa: PTH123
        file.write(data)
        file.flush()
        os.fchmod(file.fileno(), 0o644)
        at = os.fstat(file.fileno())
        # Read again after its times were taken: what somebody writes into it later shows in these.
        file.seek(0)
        same = file.read() == data
    return (str(at.st_ino), [at.st_size, at.st_ctime_ns, entry.sha256]) if same else None


def _flush(files: list[str], part: Path) -> None:
    """After a loss of power, what `current` names must be on the disk."""
    if len(files) > FEW:
        return os.sync()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        [*pool.map(flush, files)]
    flush(part)
