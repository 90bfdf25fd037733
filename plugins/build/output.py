"""The built site takes the place of the one before: only files that differ are written.

What is to be done is written down first. Whoever stops in between is finished by the next
build, so `output` is the one site or the other, never a mixture that anybody builds on.
"""

import json
import os
import shutil
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from plugins.core.files import store
from plugins.core.look import Files, Look
from plugins.core.mistakes import Mistake, MistakesFound

LOST = "Trong lúc dựng, {1} tệp trong {0} đã bị xóa. Hãy dựng lại."
PIECE = 1 << 16


def journal_of(output: Path) -> Path:
    return output.with_name(f".{output.name}.changes.json")


def replace(output: Path, following: Path, standing: Collection[str], look: Look) -> tuple[int, bool]:
    """`output` becomes what is in `following`, and keeps its files `standing`; `following` is used up.

    Returns how many HTML files there are, and whether anything was changed.
    standing: paths under `output`, with /; look: at `output`.
    OSError when the disk is full; the next call of `recover` or `replace` then goes on.
    """
    there, kept = _files(following), set(standing)
    if not output.exists() and not kept:
        following.rename(output)
        return _pages(there), True
    here = look.output_now() if output.exists() else {}
    if lost := kept - here.keys():
        raise MistakesFound(Mistake("", LOST.format(output.name, len(lost))))
    move = [path for path in there if path not in kept and not _same(output, following, path, here, there)]
    delete = [path for path in here if path not in there and path not in kept]
    if move or delete:
        task = {"following": following.name, "move": move, "delete": delete}
        store(journal_of(output), json.dumps(task).encode())
    recover(output)
    shutil.rmtree(following, ignore_errors=True)
    return _pages(kept | there.keys()), bool(move or delete)


def _pages(paths: Collection[str]) -> int:
    return sum(path.endswith(".html") for path in paths)


def recover(output: Path) -> bool:
    """Does what an earlier call wrote down and did not finish; whether there was such a thing."""
    journal = journal_of(output)
    if not journal.is_file():
        return False
    task = json.loads(journal.read_bytes())
    following = output.with_name(task["following"])
    emptied = set()
    for path in task["delete"]:
        with suppress(FileNotFoundError):
            os.unlink(f"{output}/{path}")  # noqa: PTH108 - by the thousand
        emptied.add((output / path).parent)
    for folder in sorted(emptied, key=lambda folder: -len(folder.parts)):
        _remove_empty(folder, output)
    made: set[str] = set()
    for path in task["move"]:
        folder = f"{output}/{path}".rpartition("/")[0]
        if folder not in made:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - by the thousand
            made.add(folder)
        source = f"{following}/{path}"
        try:
            os.replace(source, f"{output}/{path}")  # noqa: PTH105
        except FileNotFoundError:
            if os.path.lexists(source):  # else it was moved already
                raise
    journal.unlink()
    return True


def _files(folder: Path) -> dict[str, bool]:
    """{path: whether it is a regular file} of everything under `folder` but folders."""
    found: dict[str, bool] = {}
    left = [""]
    while left:
        base = left.pop()
        with os.scandir(f"{folder}/{base}") as entries:
            for entry in entries:
                path = base + entry.name
                if entry.is_dir(follow_symlinks=False):
                    left.append(path + "/")
                else:
                    found[path] = entry.is_file(follow_symlinks=False)
    return found


def _same(output: Path, following: Path, path: str, here: Files, there: dict[str, bool]) -> bool:
    if not here.get(path) or not there[path]:
        return False
    old, new = (os.lstat(f"{folder}/{path}") for folder in (output, following))
    if (old.st_dev, old.st_ino) == (new.st_dev, new.st_ino):
        return True
    if old.st_size != new.st_size:
        return False
    with (output / path).open("rb") as one, (following / path).open("rb") as other:
        while (piece := one.read(PIECE)) == other.read(PIECE):
            if not piece:
                return True
    return False


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
