"""The words and photos last published: what a story falls back to while it has a mistake.

data/published/list.json names each story, page and album with the version that is public;
data/published/<version>/content/tin/2024/06/bai/ holds that version's files, as they lay there.
A version is never written into again, and the list is replaced whole: whatever stops in
between, the list names versions that are there.
"""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from copy import copy
from hashlib import file_digest, sha256
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter

from plugins import defaults
from plugins.core.files import store
from plugins.core.names import is_text
from plugins.core.processes import spread
from plugins.core.stamps import Stamp, stamp_of
from plugins.defaults import LOOKS
from plugins.vietnamese.text import fold

PUBLISHED = defaults.PUBLISHED
LIST = "list.json"
FRAME = "frame"  # the name of what every page shows: settings and data files
LIVE = ("content/du-lieu/thong-bao.yaml",)  # urgent words wait for nobody
# The list: the values of a `Version` by name.
ROWS = TypeAdapter(dict[str, tuple[str, str, dict[str, tuple[str, int, int]]]])
START, BETWEEN, END = "{\n", ",\n", "\n}\n"  # of the list, in which each unit has a line
SHORT = 16  # hexadecimal digits of a version's name


class Unit(NamedTuple):
    """A story, page or album as it was built. digest: SHA-256 of its text file, in hex;
    address: where it is read, '' while it waits for its day."""

    digest: str
    address: str


class Version(NamedTuple):
    """A unit as it was published. files: path in the project to (SHA-256, size, time of change in ns)."""

    name: str
    address: str
    files: Mapping[str, tuple[str, int, int]]


class Published:
    """The folder `folder`; names are those of people: content/tin/2024/06/bai/index.md."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._stamp = stamp_of(f"{folder / LIST}")
        self._listed = _read(folder / LIST, self._stamp)
        self._versions: Mapping[str, Version] = self._listed.versions

    def __contains__(self, name: object) -> bool:
        return name in self._versions

    def __iter__(self) -> Iterator[str]:
        return iter(self._versions)

    def __len__(self) -> int:
        return len(self._versions)

    def address(self, name: str) -> str:
        return self._versions[name].address

    def digest(self, name: str) -> str:
        """The SHA-256 of a unit's text as last published, in hex."""
        files = self._versions[name].files
        return files[name][0] if name in files else ""

    def file(self, name: str) -> Path | None:
        """The text file of a unit as last published, with its other files beside it.

        None when there is none, or when a file is missing or other than it was.
        """
        version = self._versions.get(name)
        if version is None:
            return None
        base = self._folder / version.name
        whole = all(_hash(base / path) == sha for path, (sha, _, _) in version.files.items())
        return base / name if whole else None

    def is_same(self, name: str, root: Path) -> bool:
        """Whether a unit lies in the project's folder `root` just as it was published."""
        version = self._versions.get(name)
        return version is not None and all(
            _unchanged(f"{root}/{path}", row) for path, row in version.files.items()
        )

    def take(
        self, units: Mapping[str, Unit], root: Path, keep: Iterable[str] = (), frame: Iterable[Path] = ()
    ) -> "Published":
        """The list after `units` were published from the project's folder `root`; `keep` stay as they are.

        frame: files of what every page shows. New versions are copied now, the list is written
        by `commit`. A unit whose text was written again after it was built stays as it was.
        OSError when the disk is full.
        """
        after = copy(self)
        versions = {name: self._versions[name] for name in keep if name in self._versions}
        new = []
        for name, unit in units.items():
            old = self._versions.get(name)
            if old and self.is_same(name, root) and old.files[name][0] == unit.digest:
                same = old.address == unit.address
                versions[name] = old if same else Version(old.name, unit.address, old.files)
            else:
                new.append(name)

        def take(name: str) -> Version | None:
            try:
                files = [root / name, *_named_in(root / name)]
            except FileNotFoundError:  # it was removed after it was built
                return None
            return self._copy(files, root, units[name].address)

        for name, taken in zip(new, spread(take, new), strict=True):
            if taken and taken.files[name][0] == units[name].digest:
                versions[name] = taken
            elif taken and name in self._versions:
                versions[name] = self._versions[name]
        if taken := self._copy(list(frame), root):
            versions[FRAME] = taken
        after._versions = versions
        return after

    def without(self, names: Iterable[str]) -> "Published":
        """The list less `names`; `commit` removes their files."""
        after = copy(self)
        after._versions = {name: each for name, each in self._versions.items() if name not in set(names)}
        return after

    def commit(self) -> None:
        """Writes the list, then removes the versions it does not name."""
        if self._listed.versions != self._versions or stamp_of(f"{self._folder / LIST}") != self._stamp:
            lines = {name: self._line(name) for name in sorted(self._versions)}
            store(self._folder / LIST, (START + BETWEEN.join(lines.values()) + END).encode())
            self._stamp = stamp_of(f"{self._folder / LIST}")
            self._listed = _latest[self._folder / LIST] = _Listed(self._stamp, self._versions, lines)
        needed = {version.name for version in self._versions.values()} | {LIST}
        for path in self._folder.iterdir() if self._folder.is_dir() else ():
            if path.name not in needed:
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)

    def _line(self, name: str) -> str:
        """Of a unit in the list: that it had, if it is as it was."""
        version = self._versions[name]
        if line := self._listed.lines.get(name) if self._listed.versions.get(name) == version else None:
            return line
        return f"{_json(name)}: {_json(version)}"

    def view(self, root: Path, folder: Path) -> bool:
        """Makes `folder` look like the project at `root` with the frame as last published.

        What every page shows comes from there, all else leads to `root`. False when the frame
        is not at hand.
        """
        version = self._versions.get(FRAME)
        if version is None:
            return False
        base = self._folder / version.name
        if any(_hash(base / path) != sha for path, (sha, _, _) in version.files.items()):
            return False
        shutil.rmtree(folder, ignore_errors=True)
        for path in (*version.files, *(path for path in LIVE if (root / path).exists())):
            to = folder / path
            to.parent.mkdir(parents=True, exist_ok=True)
            to.unlink(missing_ok=True)
            to.symlink_to((root if path in LIVE else base) / path)
        for place in (root, root / "content"):
            for own in place.iterdir():
                to = folder / own.relative_to(root)
                # Looks that were never published are no part of what the timer sees.
                if not to.exists() and own.name not in ("content", Path(LOOKS).name):
                    to.parent.mkdir(parents=True, exist_ok=True)
                    to.symlink_to(own)
        return True

    def _copy(self, files: list[Path], root: Path, address: str = "") -> Version | None:
        """A version of `files`; None when one vanishes or is written again meanwhile."""
        rows = {}
        try:
            for file in files:
                stat = file.stat()
                rows[file.relative_to(root).as_posix()] = (_hash(file), stat.st_size, stat.st_mtime_ns)
        except FileNotFoundError:
            return None
        if not rows:
            return None
        identity = sha256("".join(f"{path}\0{row[0]}\0" for path, row in sorted(rows.items())).encode())
        version = identity.hexdigest()[:SHORT]
        part, whole = self._folder / f"{version}.part", self._folder / version
        shutil.rmtree(part, ignore_errors=True)
        for path, (sha, _, _) in rows.items():
            to = (part if not whole.is_dir() else whole) / path
            if not to.is_file():
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(root / path, to)
            if _hash(to) != sha:
                return None
        if part.is_dir():
            part.rename(whole)
        return Version(version, address, rows)


_json = json.JSONEncoder(ensure_ascii=False).encode


def _named_in(text: Path) -> list[Path]:
    """The files beside `text` that it names: photos, attachments, its cover."""
    beside = [
        path
        for path in text.parent.iterdir()
        if path != text
        and not path.name.startswith((".", "~"))
        and is_text(path.name)
        and path.suffix != ".md"
        and path.is_file()
        and not path.is_symlink()
    ]
    words = _plain(text.read_text("utf-8", "replace")) if beside else ""
    return sorted(path for path in beside if _plain(path.name) in words)


def _plain(text: str) -> str:
    """Text in which a name is found however it is written there: letters and digits alone."""
    from urllib.parse import unquote

    return "".join(filter(str.isalnum, fold(unquote(text))))


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return ""


def _unchanged(path: str, row: tuple[str, int, int]) -> bool:
    sha, size, changed = row
    try:
        stat = os.stat(path)  # noqa: PTH116 - by the thousand
    except OSError:
        return False
    return stat.st_size == size and (stat.st_mtime_ns == changed or _hash(Path(path)) == sha)


class _Listed(NamedTuple):
    """The list as it was at this stamp or later. lines: how units are written in it"""

    stamp: Stamp
    versions: Mapping[str, Version]
    lines: Mapping[str, str]


_latest: dict[Path, _Listed] = {}  # as it was read or written last: it grows with the archive


def _read(path: Path, stamp: Stamp) -> _Listed:
    """Nothing is listed when the file is missing or cannot be understood."""
    found = _latest.get(path)
    if not found or found.stamp != stamp:
        text, rows = "", {}
        with suppress(OSError, ValueError):
            data = path.read_bytes()
            rows = ROWS.validate_json(data, strict=True)
            text = data.decode()
        versions = {name: Version._make(row) for name, row in rows.items()}
        lines = text[len(START) : -len(END)].split(BETWEEN)
        # Written by another hand it may be parted otherwise.
        ours = text.startswith(START) and text.endswith(END) and len(lines) == len(rows)
        ours = ours and all(map(str.startswith, lines, (f'"{name}": ' for name in rows)))
        found = _latest[path] = _Listed(stamp, versions, dict(zip(rows, lines, strict=True)) if ours else {})
    return found
