"""Files of a release that need not be written: those in place in the folder it is made of, and those
of the last release, which are linked. There are thousands; they are shared out on all cores.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeVar

from plugins.core.folder_names import FolderNames
from plugins.core.processes import cores, cut, spread
from plugins.publish.releases.manifest import Entry
from plugins.publish.releases.scan import MANY, OPEN, Row, scan
from plugins.publish.releases.stamps import row_of

Done = TypeVar("Done")


def keep(
    part: Path, wanted: Mapping[str, Entry], known: Mapping[str, Row], names: FolderNames | None = None
) -> tuple[dict[str, str], set[str]]:
    """Leaves in `part` only files that the next release holds there.

    Returns (path to inode of these files, the folders that are left).
    names: in its folders, when somebody looked
    known: inode to length, time of change and SHA-256 of files of the public release. A file that is none of
    those, or was touched since, is removed, whatever it holds: it may be written anew. Files are never
    written into, for other releases share them.
    """
    needed = {""}
    for path in wanted:
        folder = path.rpartition("/")[0]
        while folder not in needed:
            needed.add(folder)
            folder = folder.rpartition("/")[0]
    found = scan(part, wanted, known, names, on_all_cores=True)
    for path in filter(None, found.unlisted):  # whatever lies there
        os.chmod(f"{part}/{path}", 0o700)  # noqa: PTH101
    for path in (found.folders.keys() - needed) | (found.unlisted - {""}):
        if path.rpartition("/")[0] in needed:
            shutil.rmtree(part / path)
    for path in (*found.others, *found.doubted):
        if path.rpartition("/")[0] in needed:
            os.unlink(f"{part}/{path}")  # noqa: PTH108
    left = (found.folders.keys() & needed) - found.unlisted
    for path in left:
        if found.folders[path] != OPEN:
            os.chmod(f"{part}/{path}", OPEN)  # noqa: PTH101 - the web server is another user
    return found.same, left | {""}


class Linked(NamedTuple):
    """A file after it was linked: inode, length, time of change in ns, and whether it was known before."""

    inode: str
    size: int
    changed: int
    was_known: bool


def links(
    paths: Sequence[str],
    release: str,
    part: Path,
    files: Mapping[str, Entry],
    known: Mapping[str, Row],
    made: set[str],
) -> Iterator[tuple[str, Linked | None]]:
    """Links the files `paths`, sorted, of `release` into `part`; None for what cannot be linked.

    made: as of `laid`
    """

    def link(path: str) -> Linked | None:
        source, to = f"{release}/{path}", f"{part}/{path}"
        before = row_of(source, files[path].sha256)
        if not _linked(source, to):
            return None
        at = os.lstat(to)
        was_known = before is not None and known.get(before[0]) == before[1]
        return Linked(str(at.st_ino), at.st_size, at.st_ctime_ns, was_known)

    return laid(link, paths, part, made)


def laid(
    lay: Callable[[str], Done], paths: Sequence[str], part: Path, made: set[str]
) -> Iterator[tuple[str, Done]]:
    """(path, lay(path)) of the files `paths`, sorted, each when its folder in `part` is there.

    Many are shared out on processes: threads would wait for each other at every call of the system.
    made: the folders in `part`, to which those that are made now are added
    """

    def some(share: Sequence[str]) -> list[Done]:
        done = []
        for path in share:
            make_folder(part, path.rpartition("/")[0], made)
            done.append(lay(path))
        return done

    shares = cut(paths, cores() if len(paths) > MANY else 1)
    for share in filter(None, shares):  # neighbours have folders in common, which none may find made
        make_folder(part, share[0].rpartition("/")[0], made)
    done = spread(some, shares, few=1)
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in made:
            made.add(folder)
            folder = folder.rpartition("/")[0]
    return zip(paths, chain.from_iterable(done), strict=True)


def make_folder(part: Path, folder: str, made: set[str]) -> None:
    """Makes the folder and those above it, but for those in `made`, which then has them too."""
    if folder not in made:
        make_folder(part, folder.rpartition("/")[0], made)
        os.mkdir(f"{part}/{folder}")  # noqa: PTH102 - by the thousand
        os.chmod(f"{part}/{folder}", 0o755)  # noqa: PTH101 - the web server is another user
        made.add(folder)


def _linked(source: str, to: str) -> bool:
    try:
        os.link(source, to)
        return True
    except FileExistsError:
        raise
    except OSError:  # another disk, one without links, or too many links of one file
        return False
