"""Which files of a portal are the engine's as they came, which were edited, which are the owner's."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.update.known import FILE, TOKENS, Known, hash_of, is_engines

# Made by programs, or nobody's: never looked at, never moved.
PASSED_OVER = frozenset(
    ".git .venv .cache output public_html node_modules __pycache__ .pytest_cache .ruff_cache .hypothesis "
    ".mypy_cache .DS_Store".split()
)


@dataclass(frozen=True)
class Tree:
    """Of a portal's files, by path.

    edited: the engine's, changed by hand; added: no engine's, lying in the engine's folders
    tokens: whether tokens.css is among what was changed: its values can be moved
    """

    edited: tuple[str, ...]
    added: tuple[str, ...]
    tokens: bool


def look(root: Path, known: Known, newer: Path) -> Tree:
    """The portal in `root`, beside all versions that are known and the engine in the folder `newer`."""
    folders = {path.split("/")[0] for path in known.files if "/" in path}
    edited, added = [], []
    for path in files_of(root):
        if not is_engines(path) or path == FILE:
            continue
        hashes = known.files.get(path, frozenset())
        data = (root / path).read_bytes()
        if hash_of(data) in hashes or _same(newer / path, data):
            continue
        if hashes or (newer / path).is_file():
            edited.append(path)
        elif path.split("/")[0] in folders:
            added.append(path)
    tokens = TOKENS in edited
    return Tree(tuple(path for path in edited if path != TOKENS), tuple(added), tokens)


def differing(root: Path, known: Known, newer: Path) -> list[str]:
    """The engine's files that are not the same, or not there at all, in the portal and the folder `newer`."""
    paths = {*filter(is_engines, files_of(newer)), *known.files} - {FILE}
    there = [path for path in paths if (root / path).is_file() or (newer / path).is_file()]
    return [path for path in there if not _same(root / path, _data(newer / path))]


def files_of(root: Path) -> Iterator[str]:
    """Every file of a project that people wrote, sorted; links are not followed."""
    for folder, names, files in os.walk(root):
        here = Path(folder).relative_to(root)
        names[:] = sorted(name for name in names if not _passed(name, here))
        for name in sorted(files):
            if not _passed(name, here) and not name.endswith((".pyc", ".cu")):
                yield (here / name).as_posix()


def _passed(name: str, folder: Path) -> bool:
    return name in PASSED_OVER or (folder == Path() and name.startswith(".output"))


def _same(file: Path, data: bytes | None) -> bool:
    return data is not None and _data(file) == data


def _data(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None
