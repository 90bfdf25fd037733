"""The releases on this machine: public_html/releases/<time> and the link `current`."""

import os
import re
import shutil
from collections.abc import Collection
from pathlib import Path

from plugins.core.files import flush, read_plain, store
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.publish.address import OWN
from plugins.publish.releases import manifest
from plugins.publish.releases.current import Current
from plugins.publish.releases.manifest import Manifest
from plugins.publish.releases.own_lists import OwnLists
from plugins.publish.releases.release_list import PATTERN, ReleaseList
from plugins.publish.releases.stamps import Stamps, altered, looked_at
from plugins.publish.targets.readable import Folder, above

MARK = f"{OWN}rolled-back"
MINOR = f"{OWN}minor"  # a file of each release in which nothing changed that a person wrote
HELD = "held.json"
PART = ".part"
SPARE = ".spare"  # a release that nobody may want back: the next one is made of its folder
HALVES = (
    ".current*",
    ".*.json.*",
    ".switched.*",
    ".notice.*",
)  # what is written here before it gets its name
PROMISED = "promised.json"  # the manifest of the public release, as a backup brought it


class Local:
    """folder: where releases/ and current are.

    cache: of what publishing knows; a list of files that is not the one noted there is none
    """

    is_here = True

    def __init__(self, folder: Path, cache: Path | None = None):
        self.folder = folder
        self._lists = OwnLists(cache) if cache else None
        self._releases = folder / "releases"
        self.spare = self._releases / SPARE
        self._manifests: dict[str, tuple[tuple[int, ...], Manifest]] = {}

    def __str__(self) -> str:
        return "máy này"

    def path(self, name: str) -> Path:
        return self._releases / name

    @property
    def current(self) -> Path:
        return self.folder / "current"

    def release_list(self) -> ReleaseList:
        names = sorted(
            p.name for p in self._releases.glob("*") if re.fullmatch(PATTERN, p.name) and p.is_dir()
        )
        target = self.current.readlink().name if self.current.is_symlink() else None
        marked = frozenset(name for name in names if (self.path(name) / MARK).exists())
        held = self.folder / HELD
        return ReleaseList(
            tuple(names),
            target if target in names else None,
            marked,
            held.read_text("utf-8", "replace") if held.is_file() else "",
            frozenset(name for name in names if (self.path(name) / MINOR).exists()),
        )

    def manifest(self, name: str) -> Manifest | None:
        """Of a release; one that was read is not read again while its file is the same."""
        file = self.path(name) / manifest.NAME
        try:
            at = file.lstat()
            stamp = (at.st_ino, at.st_size, at.st_mtime_ns, at.st_ctime_ns)
            if self._manifests.get(name, ((),))[0] != stamp:
                data = read_plain(file)
                if self._lists and self._lists.is_others(name, data):
                    return None
                self._manifests[name] = stamp, manifest.read(data)
            return self._manifests[name][1]
        except (OSError, ValueError):
            return None

    def known(self, name: str, stamps: Stamps) -> Current | None:
        """The release `name` of this machine as the public one; None when it did not make it."""
        if not (found := self.manifest(name)):
            return None
        releases = self.release_list()
        marked = (self.manifest(each) for each in releases.newer_than(name) if each in releases.rolled_back)
        path = self.path(name)
        wrong = looked_at(path, found, stamps)
        return Current(found, path, name, [each for each in marked if each], wrong)

    def holds(self, name: str, whole: Manifest) -> bool:
        return self.manifest(name) == whole

    def altered(self, name: str, whole: Manifest) -> dict[str, str]:
        """{path: what became of it} of all of a release that is not as `whole` has it; every byte is read."""
        return altered(self.path(name), whole)

    def promised(self) -> Manifest | None:
        """The list of a release that is only known from a backup: its files are not here."""
        try:
            return manifest.read(read_plain(self.folder / PROMISED))
        except (OSError, ValueError):
            return None

    def above(self) -> list[Folder]:
        """The folders from the public release up."""
        return above(self.current.resolve())

    def sweep(self, shown: Collection[str] = ()) -> None:
        """Removes what an interrupted run left; shown: releases that servers show, whatever is shown here."""
        self._releases.mkdir(parents=True, exist_ok=True)
        for folder in (self.folder, self._releases):  # whatever the umask: the web server is another user
            if (mode := folder.stat().st_mode) & 0o755 != 0o755:
                folder.chmod(mode | 0o755)
        halves = (path for kind in HALVES for path in self.folder.glob(kind))
        for path in [*self._releases.glob(f"*{PART}"), *halves]:
            remove(path)
        self.remove(*(name for name in self.release_list().unfinished() if name not in shown))

    def part(self, spare: bool = False) -> Path:
        """A folder that is no release yet: new and empty, or with whatever is in the `spare` one."""
        path = self._releases / PART
        remove(path)
        # Never what a link leads to: of all that lies there only files of the release stay.
        if spare and self.spare.is_dir() and not self.spare.is_symlink():
            self.spare.rename(path)
        else:
            path.mkdir(parents=True, mode=0o755)
        path.chmod(0o755)
        return path

    def finish(self, part: Path, name: str) -> None:
        """The whole folder `part` becomes the release `name`."""
        part.rename(self.path(name))
        flush(self._releases)

    def switch(self, name: str) -> None:
        """Makes a release public by one rename(2): no request ever finds nothing."""
        if self.current.exists() and not self.current.is_symlink():
            raise MistakesFound(
                Mistake(
                    str(self.current), "Chỗ này phải là liên kết do make publish đặt. Hãy dời thư mục này đi."
                )
            )
        waiting = self.folder / ".current.new"
        waiting.unlink(missing_ok=True)
        waiting.symlink_to(Path("releases", name))
        waiting.replace(self.current)
        # A watcher reloads the server's list of old addresses.
        store(self.folder / "switched", f"{name}\n".encode())
        flush(self.folder)

    def mark(self, *names: str) -> None:
        for name in names:
            (self.path(name) / MARK).touch()

    def unmark(self, name: str) -> None:
        (self.path(name) / MARK).unlink(missing_ok=True)

    def hold(self, line: str) -> None:
        """Keeps `line` beside the releases; '' lets go."""
        if line:
            store(self.folder / HELD, f"{line}\n".encode())
        else:
            (self.folder / HELD).unlink(missing_ok=True)

    def remove(self, *names: str) -> None:
        for name in names:
            # Renamed first: a release that is half removed is no release.
            gone = self._releases / f"{name}{PART}"
            self.path(name).rename(gone)
            remove(gone)

    def shares(self, *names: str) -> bool:
        """Whether to `retire` these changes the times of files that other releases share with them."""
        return len(names) > 1 or self.has_spare()

    def retire(self, *names: str) -> None:
        """Removes these, but for one that the next release is made of."""
        *gone, last = names
        self.remove(*gone)
        self.lay_aside(self.path(last))

    def has_spare(self) -> bool:
        return os.path.lexists(self.spare)

    def lay_aside(self, folder: Path) -> None:
        """The next release is made of `folder`."""
        self.drop_spare()
        folder.rename(self.spare)

    def drop_spare(self) -> bool:
        """Whether there was one."""
        if not self.has_spare():
            return False
        gone = self._releases / f"{SPARE}{PART}"
        remove(gone)
        self.spare.rename(gone)
        remove(gone)
        return True


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
