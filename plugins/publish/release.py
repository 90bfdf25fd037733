"""Making one release: a folder that is whole, shared with the last one where nothing changed."""

import json
import os
import shutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from plugins.publish.address import HASHED, OWN, RELEASE_JSON, is_packed
from plugins.publish.manifest import NAME, Entry, Manifest
from plugins.publish.tree import hash_of

KEPT = 2  # releases after which a hashed file that no page asks for is dropped
STAMPS = f"{OWN}stamps.json"
FEW = 500  # new files that are flushed one by one; above it, the whole system is


@dataclass(frozen=True)
class Content:
    """What a release shall hold.

    manifest: all of it; sources: where each file's bytes lie
    minor: whether nothing in it is new that a person wrote
    """

    manifest: Manifest
    sources: Mapping[str, Path]
    minor: bool = False


def kept(
    previous: Manifest | None, paths: Mapping[str, str], withdrawn: Collection[str] = ()
) -> dict[str, Entry]:
    """Hashed files of the last releases that open pages may still ask for, one release older now.

    withdrawn: addresses that were taken down. When one is new, no picture is kept: whose they were
    is not told apart, and what other pages show is among `paths`.
    """
    old = previous.files.items() if previous else ()
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
    last: Path | None,
) -> None:
    """Fills the empty folder `part` and flushes it to the disk.

    extra: what the release knows of itself, by path. A file that the release `last` holds
    unchanged is linked, not copied. OSError when the disk is full.
    """
    stamps = _stamps(last) if last else {}
    new: dict[str, str] = {}
    old = _entries(last) if last else {}
    made: set[str] = set()
    fresh: list[str] = []
    for path, entry in content.manifest.files.items():
        folder = path.rpartition("/")[0]
        if folder not in made:
            os.makedirs(f"{part}/{folder}", mode=0o755, exist_ok=True)  # noqa: PTH103
            made.add(folder)
        to = f"{part}/{path}"
        if old.get(path) == entry.sha256 and stamps.get(path) == _stamp(f"{last}/{path}"):
            if not _linked(f"{last}/{path}", to):
                _copy(f"{last}/{path}", to)
        else:
            source = content.sources[path]
            # Pictures are many and large, and never written in place: one copy for all.
            if not (path.startswith("media/") and _linked(str(source), to)):
                _copy(str(source), to)
            fresh.append(to)
        new[path] = _stamp(to)
    for path, data in {**extra, RELEASE_JSON: label, STAMPS: json.dumps(new).encode()}.items():
        file = part / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        file.chmod(0o644)
        fresh.append(str(file))
    for folder, names, _ in os.walk(part):
        for each in (folder, *(f"{folder}/{name}" for name in names)):
            os.chmod(each, 0o755)  # noqa: PTH101 - the web server is another user
    _flush(fresh, part)


def verify_release(folder: Path, manifest: Manifest) -> list[str]:
    """Paths under `folder` that are missing, other than they should be, or too many."""
    wrong = [
        path
        for path, entry in manifest.files.items()
        if not (folder / path).is_file() or hash_of(folder / path) != entry.sha256
    ]
    there = {
        os.path.relpath(f"{base}/{name}", folder) for base, _, names in os.walk(folder) for name in names
    }
    own = {path for path in there if path.startswith(OWN)} | {RELEASE_JSON}
    return sorted({*wrong, *(there - own - manifest.files.keys())})


def _entries(last: Path) -> dict[str, str]:
    """Hashes of the last release by path; {} when its manifest is damaged."""
    try:
        return {path: row[0] for path, row in json.loads((last / NAME).read_bytes())["files"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _stamps(last: Path) -> dict[str, str]:
    """When and how long each file of a release was written: who edits one in place is found out."""
    try:
        return json.loads((last / STAMPS).read_bytes())
    except (OSError, ValueError):
        return {}


def _stamp(file: str) -> str:
    try:
        at = os.stat(file)  # noqa: PTH116 - by the thousand
    except OSError:
        return ""
    return f"{at.st_size}.{at.st_mtime_ns}"


def _linked(source: str, to: str) -> bool:
    try:
        os.link(source, to)
        return True
    except FileExistsError:
        raise
    except OSError:  # another disk, one without links, or too many links of one file
        return False


def _copy(source: str, to: str) -> None:
    shutil.copyfile(source, to)
    os.chmod(to, 0o644)  # noqa: PTH101


def _flush(files: list[str], part: Path) -> None:
    """After a loss of power, what `current` names must be on the disk."""
    if len(files) > FEW:
        return os.sync()
    for name in (*files, str(part)):
        handle = os.open(name, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
