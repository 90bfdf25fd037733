"""The folders and files under content/, listed once for all who look for something there."""

import os
import re
from collections.abc import Collection, Mapping
from fnmatch import translate
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from plugins.core.folder_names import FolderNames
from plugins.core.names import is_text
from plugins.core.stamps import Stamp, stamp_of

KINDS = ("tin", "anh", "trang")  # folders of stories, albums and pages


class Listed(NamedTuple):
    """A folder. path: under content/, as tin/2024/06/bai; folders, files: the names in it, sorted.

    linked: it, or one above it, is a link to a folder that lies elsewhere
    nameless: names in it, of folders or files, that are no text and so are among neither
    """

    path: str
    folders: tuple[str, ...]
    files: tuple[str, ...]
    linked: bool = False
    nameless: tuple[str, ...] = ()


Seen = tuple[list[tuple[str, tuple[str, ...], tuple[str, ...], bool, tuple[str, ...]]], dict[str, Stamp]]


def see(content: Path, root: str, names: FolderNames | None = None) -> Seen:
    """What lies in content/`root`/ now, plain enough to be sent: the folders, the stamp of each file.

    names: those of folders under `content` as they were listed before
    """
    folders = _walk(str(content), root, names)
    paths = [f"{folder.path}/{name}" for folder in folders for name in folder.files]
    rows = [(each.path, each.folders, each.files, each.linked, each.nameless) for each in folders]
    return rows, {path: stamp_of(f"{content}/{path}") for path in paths}


class Tree:
    """The folder `content`, each part of it as it was when first asked for.

    seen: parts that were looked at before, by root; names: as `see` is given them
    """

    def __init__(
        self,
        content: Path,
        seen: Mapping[str, Seen] = MappingProxyType({}),
        names: FolderNames | None = None,
    ):
        self._content, self._names = str(content), names
        self._roots = {root: [*map(Listed._make, folders)] for root, (folders, _) in seen.items()}
        self._stamps: dict[str, Stamp] = {}
        for _, stamps in seen.values():
            self._stamps |= stamps

    def under(self, root: str) -> list[Listed]:
        """Every folder of content/`root`/ that can be read, those above before those beneath; [] for none."""
        if root not in self._roots:
            self._roots[root] = _walk(self._content, root, self._names)
        return self._roots[root]

    def files(self, root: str, endings: Collection[str], ignored: Collection[str]) -> list[str]:
        """The files under `root` that end so, as tin/2024/06/bai/index.md; also those that links lead to.

        ignored: patterns of names of files and folders that are passed over
        """
        passed = re.compile("|".join(map(translate, ignored)) or "(?!)").match
        ends = tuple(f".{ending}" for ending in endings)
        closed: set[str] = set()
        found = []
        for folder in self.under(root):
            above, _, name = folder.path.rpartition("/")
            if above and (above in closed or passed(name)):
                closed.add(folder.path)
                continue
            found += [f"{folder.path}/{n}" for n in folder.files if n.endswith(ends) and not passed(n)]
        return found

    def stamps(self) -> Collection[Stamp]:
        """All that are known."""
        return self._stamps.values()

    def stamp(self, path: str) -> Stamp | None:
        """The stamp of the file `path`, as tin/bai.md, as it was when first asked for; None for no file."""
        if path not in self._stamps:
            self._stamps[path] = stamp_of(f"{self._content}/{path}")
        return self._stamps[path] or None


def _walk(content: str, root: str, known: FolderNames | None = None) -> list[Listed]:
    found = []
    left = [(root, False)]
    while left:
        path, linked = left.pop()
        folders: dict[str, bool] = {}  # by name, whether it is a link
        files: list[str] = []
        nameless: list[str] = []
        if known and not linked and (row := known.known(path)):
            folders, files = dict.fromkeys(row[1], False), [*row[2]]
        else:
            stamp, plain = stamp_of(f"{content}/{path}"), True
            try:
                with os.scandir(f"{content}/{path}") as entries:
                    for entry in entries:
                        is_link = entry.is_symlink()
                        plain = plain and not is_link
                        if not is_text(entry.name):
                            nameless.append(entry.name)
                        elif _is_folder(entry):
                            folders[entry.name] = is_link
                        else:
                            files.append(entry.name)
            except OSError:
                continue
            if known and plain and not linked and not nameless:
                known.note(path, stamp, [*folders], files)
        names = sorted(folders)
        found.append(Listed(path, tuple(names), tuple(sorted(files)), linked, tuple(sorted(nameless))))
        left += [(f"{path}/{name}", linked or folders[name]) for name in reversed(names)]
    return found


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
