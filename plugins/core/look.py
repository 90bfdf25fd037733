"""What lies in content/ and in the last output, as it was when a build began to look.

A build begins to look before it loads what it needs, in a copy of its process: both take as long.
"""

import marshal
import os
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import Any

from plugins.core.folder_names import FolderNames, kept_beside
from plugins.core.processes import Aside
from plugins.core.stamps import Stamp, own_stamp_of, stamp_in, stamp_of
from plugins.core.tree import KINDS, Tree, see

Files = dict[str, Stamp]  # by path under the folder, with /; () for what is no regular file
Folders = dict[str, int]  # by path under the folder, the time at which a name in it was last changed, in ns


class Look:
    """The folder `content`, and the files in `output`, the folder of the last site; None: there is none.

    Until it is `begun`, each part is looked at when it is asked for.
    keeps: beside `output` lie the names in all folders, so that the next look lists only those that changed
    """

    def __init__(self, content: Path | None = None, output: Path | None = None, keeps: bool = False):
        self.content, self.folder, self._keeps = content, output, keeps
        self._stamps: Files = {}
        self._of_content: _Begun | None = None
        self._of_output: _Begun | None = None

    def begin(self) -> "Look":
        """Looks at all of it, beside this process."""
        content, output = self.content, self.folder
        if content:
            names = self._names(content, "content")
            self._of_content = _Begun(
                lambda: _looked(lambda known: {root: see(content, root, known) for root in KINDS}, names)
            )
        if output:
            of_output = self._names(output, "output")
            self._of_output = _Begun(lambda: _looked(lambda known: files_in(str(output), known), of_output))
        return self

    def _names(self, top: Path, name: str) -> tuple[str, Path] | None:
        """What FolderNames is made of for one of the two."""
        return (str(top), kept_beside(self.folder, name)) if self.folder and self._keeps else None

    def has_seen_content(self) -> bool:
        """Whether what was begun in `content` is seen, and nobody would wait for it."""
        return not self._of_content or "_content_seen" in vars(self) or self._of_content.is_over()

    def has_seen_all(self) -> bool:
        """Whether all that was begun is seen, and `wait` would not wait."""
        of_output = not self._of_output or "_output_seen" in vars(self) or self._of_output.is_over()
        return self.has_seen_content() and of_output

    def wait(self) -> None:
        """Until all that was begun is seen."""
        _ = self.tree, self._listed

    @cached_property
    def digest_of_content(self) -> str:
        """Of what was seen in `content`: the same in two looks between which nothing was touched."""
        return blake2b(self._content_seen).hexdigest()

    @cached_property
    def digest_of_output(self) -> str:
        """The same of `output`."""
        return blake2b(self._output_seen).hexdigest()

    def settled(self, before: int) -> bool:
        """Whether no file was changed so late that a change after it may leave no trace. before: in ns"""
        seen = chain(self.tree.stamps(), self._listed[0].values())
        return all(max(stamp[2:], default=0) < before for stamp in seen)

    def again(self) -> "Look":
        """The same, begun now: another build may have changed what was seen."""
        return Look(self.content, self.folder, self._keeps).begin()

    @cached_property
    def tree(self) -> Tree:
        """What lies in content/."""
        return Tree(self.content or Path(), marshal.loads(self._content_seen))

    def output(self, name: str) -> Stamp:
        """The stamp of the file `name` in the output; () for none and for a link."""
        if self._of_output:
            return self._listed[0].get(name, ())
        if name not in self._stamps:
            self._stamps[name] = own_stamp_of(f"{self.folder}/{name}") if self.folder else ()
        return self._stamps[name]

    def shared(self, name: str, kept: Path, until: int) -> dict[str, int]:
        """The length of each file in the output's folder `name` that is, by hard link, the file of the same
        name in the folder `kept`, and that nobody wrote into after the moment `until`, in ns."""
        found: dict[str, int] = {}
        with suppress(OSError):
            if self.folder and os.stat(kept).st_dev == os.stat(self.folder / name).st_dev:  # noqa: PTH116
                with os.scandir(kept) as entries:
                    for entry in entries:
                        stamp = self.output(f"{name}/{entry.name}")
                        if stamp and stamp[0] == entry.inode() and stamp[2] <= until:
                            found[entry.name] = stamp[1]
        return found

    def output_now(self) -> Files:
        """Every file in the output: as it was seen, unless one came or went since."""
        if self.folder is None:
            return {}
        if self._of_output:
            files, folders = self._listed
            if all(_changed(f"{self.folder}/{path}") == at for path, at in folders.items()):
                return files
        return files_in(str(self.folder))[0]

    @cached_property
    def _listed(self) -> tuple[Files, Folders]:
        files, folders = marshal.loads(self._output_seen) if self._of_output else ({}, {})
        return files, folders

    @cached_property
    def _content_seen(self) -> bytes:
        return self._of_content.outcome() if self._of_content else _sent({})

    @cached_property
    def _output_seen(self) -> bytes:
        return self._of_output.outcome() if self._of_output else b""


def _looked(look: Callable[[FolderNames | None], Any], names: tuple[str, Path] | None) -> bytes:
    known = FolderNames(*names) if names else None
    seen = _sent(look(known))
    if known:
        known.keep()
    return seen


def _sent(value: Any) -> bytes:
    """In a form that is the same for the same value."""
    return marshal.dumps(value, 2)


class _Begun(Aside[bytes]):
    def __init__(self, look: Callable[[], bytes]):
        super().__init__(look)
        self._look = look

    def outcome(self) -> bytes:
        try:
            return super().outcome()
        except RuntimeError:  # the copy was ended from outside
            return self._look()


def around(settings_file: str | Path, output: Path, approved: Path | None = None, full: bool = False) -> Look:
    """A look, not yet begun, at what a build of these settings reads from and writes over.

    approved: the project's folder, when it is not the settings file's; full: every folder is listed
    """
    root = approved or Path(settings_file).absolute().parent
    return Look(root / "content", output.resolve(), keeps=approved is None and not full)


def _changed(folder: str) -> int:
    try:
        return os.stat(folder).st_mtime_ns  # noqa: PTH116 - by the thousand
    except OSError:
        return 0


def files_in(folder: str, known: FolderNames | None = None) -> tuple[Files, Folders]:
    """Everything under `folder`. known: names in its folders as they were listed before"""
    files: Files = {}
    folders: Folders = {}
    left = [""]
    while left:
        base = left.pop()
        if known and (row := known.known(base)):
            folders[base] = row[0][2]
            left += [f"{base}{name}/" for name in row[1]]
            for name in row[2]:
                files[base + name] = own_stamp_of(f"{folder}/{base}{name}")
            continue
        stamp = stamp_of(f"{folder}/{base}")  # before its names are read
        folders[base] = stamp[2] if stamp else 0
        names: tuple[list[str], list[str], list[str]] = [], [], []  # of folders, of files, of all else
        with suppress(FileNotFoundError), os.scandir(f"{folder}/{base}") as entries:
            for entry in entries:
                path = base + entry.name
                if entry.is_dir(follow_symlinks=False):
                    left.append(path + "/")
                    names[0].append(entry.name)
                elif entry.is_file(follow_symlinks=False):
                    files[path] = stamp_in(entry.stat(follow_symlinks=False))
                    names[1].append(entry.name)
                else:
                    files[path] = ()
                    names[2].append(entry.name)
            if known and not names[2]:
                known.note(base, stamp, names[0], names[1])
    return files, folders
