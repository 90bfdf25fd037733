"""The portal as it will be, in a folder beside the one that is: the newer engine, the owner's things.

What people write is not copied: it is linked to, but for the folders that an update writes into.
"""

import shutil
from pathlib import Path

from plugins.update.known import is_engines
from plugins.update.tree import files_of

WRITTEN = ("du-lieu", "giao-dien")  # of content/: data and looks
SETTINGS = ("pelicanconf.py", "publishconf.py")
CACHES = ("gallery", "live", "weather")  # of .cache/: what a build would else make or fetch again


def stage(root: Path, newer: Path, next_: Path) -> None:
    """Makes `next_` the portal in `root` with the engine in the folder `newer`."""
    shutil.rmtree(next_, ignore_errors=True)
    next_.mkdir(parents=True)
    for file in filter(is_engines, files_of(newer)):
        (next_ / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(newer / file, next_ / file)
        if (root / file).is_file() and (root / file).read_bytes() == (newer / file).read_bytes():
            shutil.copystat(root / file, next_ / file)  # else the same lock would be installed again
    for name in SETTINGS:
        shutil.copyfile(root / name, next_ / name)
    (next_ / "content").mkdir()
    for path in sorted((root / "content").iterdir()):
        if path.name in WRITTEN and path.is_dir():
            shutil.copytree(path, next_ / "content" / path.name)
        else:
            (next_ / "content" / path.name).symlink_to(path)
    if (root / "plugins/rieng").is_dir():
        shutil.copytree(root / "plugins/rieng", next_ / "plugins/rieng")
    _link_data(root / "data", next_ / "data")
    for name in CACHES:
        (root / ".cache" / name).mkdir(parents=True, exist_ok=True)
        (next_ / ".cache").mkdir(exist_ok=True)
        (next_ / ".cache" / name).symlink_to(root / ".cache" / name)


def _link_data(data: Path, to: Path) -> None:
    """A trial reads what the portal remembers; what a build notes, it notes in copies."""
    to.mkdir()
    for path in sorted(data.iterdir()) if data.is_dir() else ():
        if path.name != "views":
            (to / path.name).symlink_to(path)
            continue
        (to / "views").mkdir()
        for file in path.glob("*.json"):
            shutil.copyfile(file, to / "views" / file.name)


def engines_names(root: Path, next_: Path, known: set[str]) -> list[str]:
    """What changes places: the top-level names of the newer engine, and the older one's it has no more.

    known: top-level names of all engines; the owner's folders among these are left alone.
    """
    there = {path.split("/")[0] for path in files_of(next_) if is_engines(path)}
    gone = {name for name in known - there if is_engines(name) and (root / name).exists()}
    return sorted(there | gone)
