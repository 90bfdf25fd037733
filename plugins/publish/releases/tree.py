"""The files of a built site."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import file_digest
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from plugins.core.folder_names import FolderNames
from plugins.core.look import files_in
from plugins.core.processes import shared
from plugins.publish.result_cache import ResultCache

MANY = 500  # files to be read for which a second process is worth starting


class File(NamedTuple):
    """A regular file at one moment; `key` changes when it is written again."""

    size: int
    key: str


@dataclass(frozen=True)
class Tree:
    """files: path under the folder to its file; strange: paths of links, devices and the like."""

    folder: Path
    files: dict[str, File]
    strange: tuple[str, ...]


def read_tree(folder: Path, names: FolderNames | None = None) -> Tree:
    """Everything under `folder`, by paths with /, sorted. names: in its folders, as they were listed before

    OSError where there is no such folder.
    """
    device = folder.stat().st_dev
    files, strange = {}, []
    for path, stamp in sorted(files_in(str(folder), names)[0].items()):
        if stamp:
            inode, size, changed, _ = stamp
            files[path] = File(size, f"{device}.{inode}.{size}.{changed}")
        else:
            strange.append(path)
    return Tree(folder, files, tuple(strange))


def hash_of(path: Path | str) -> str:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - by the thousand
        return file_digest(file, "sha256").hexdigest()


def hashes(tree: Tree, cache: ResultCache | None = None, kind: str = "hash") -> dict[str, str]:
    """SHA-256 of every file of `tree`, in hex.

    With a `cache`, a file that was not written since it was last asked for under `kind` is
    not read again.
    """
    known = cache.known(kind) if cache else {}
    new = [(path, file.key) for path, file in tree.files.items() if file.key not in known]

    def digest(share: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        return [(key, hash_of(f"{tree.folder}/{path}")) for path, key in share]

    found = dict(chain.from_iterable(shared(digest, new, MANY)))
    if cache:
        cache.keep(kind, found, (file.key for file in tree.files.values()))
    else:
        known = found
    return {path: known[file.key] for path, file in tree.files.items()}
