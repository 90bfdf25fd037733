"""What is gathered before a copy: the numbers at one moment, the promises of the releases."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TypedDict

from plugins.core.json_records import parse, typed
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.publish.address import OWN
from plugins.publish.settings import Portal
from plugins.publish.targets.local import Local
from plugins.views import settings as views
from plugins.views.baking import LEDGER
from plugins.views.storage import backup as copies
from plugins.views.storage import in_use
from plugins.views.storage.database import Unavailable
from plugins.views.storage.store import Store, open_database

TAKEN = ".cache/backup/taken"
NUMBERS, ABOUT, PATCH, LOG = "views.sqlite", "about.json", "engine.patch", "publish.log"
# What the owner and the portal's own records are; the engine comes from its repository.
OWNERS = ("content", "data", "pelicanconf.py", "publishconf.py", "plugins/rieng")
ENGINE = ("plugins", "theme", "Makefile")
FAULTS = (Unavailable, copies.Occupied, copies.Unsound, in_use.Other)


@dataclass(frozen=True)
class About:
    """What a copy says of itself.

    made: ISO, Hà Nội; site: SITEURL; release: the public one, or ''; engine: its commit, or ''
    numbers: sha256 of the numbers' copy, '' without one; database: which database they came from
    rows: of daily numbers; why: why there are no numbers, or ''
    """

    made: str
    site: str
    release: str
    engine: str
    numbers: str = ""
    database: str = ""
    rows: int = 0
    why: str = ""

    @staticmethod
    def read(data: bytes) -> "About":
        """ValueError when this is no copy of a portal."""
        return typed(About, parse(data))


class _Numbers(TypedDict, total=False):
    """Of About."""

    numbers: str
    database: str
    rows: int
    why: str


def take(portal: Portal, now: datetime) -> About:
    """Fills the folder `TAKEN` with what must be of one moment, and says what it holds."""
    for name in OWNERS[:2]:
        if (portal.root / name).is_symlink():
            raise MistakesFound(
                Mistake(name, "Đây là một liên kết nên bản sao sẽ rỗng. Hãy để thư mục thật ở đây.")
            )
    folder = portal.root / TAKEN
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    about = About(
        now.astimezone(portal.zone).isoformat(timespec="seconds"),
        portal.siteurl,
        _releases(portal, folder),
        _engine(portal.root, folder / PATCH),
        **_numbers(portal, folder / NUMBERS),
    )
    (folder / ABOUT).write_text(json.dumps(asdict(about), ensure_ascii=False), "utf-8")
    return about


def drop(portal: Portal) -> None:
    """The copy has it now; here it would only fill the disk."""
    shutil.rmtree(portal.root / TAKEN, ignore_errors=True)


def present(portal: Portal) -> list[str]:
    """Paths to copy, relative to the project."""
    return [name for name in (*OWNERS, TAKEN) if (portal.root / name).exists()]


def excluded(portal: Portal) -> list[str]:
    """Files that only look like the numbers: they change while they are read."""
    folder = views.read(portal.file).folder
    return [f"{folder}/views.sqlite{suffix}" for suffix in ("", "-wal", "-shm")] + [f"{folder}/{in_use.NAME}"]


def files(portal: Portal) -> Iterator[str]:
    """Every file that a copy must hold, relative to the project."""
    without = set(excluded(portal))
    for name in present(portal):
        top = portal.root / name
        if top.is_file():
            yield name
        for base, _, names in os.walk(top):
            for each in names:
                path = os.path.relpath(os.path.join(base, each), portal.root)  # noqa: PTH118 - by the thousand
                if path not in without:
                    yield path


def _numbers(portal: Portal, to: Path) -> _Numbers:
    settings = views.read(portal.file)
    url = views.database_url(portal.root, settings)
    name = in_use.name(portal.root, url)
    try:
        in_use.must_be(portal.root / settings.folder, name)
        if "://" not in url and not Path(url).is_file():
            return {}
        rows = copies.back_up(Store(open_database(url)), to)
    except FAULTS as error:
        return {"why": str(error)}
    return {"numbers": sha256(to.read_bytes()).hexdigest(), "database": name, "rows": rows}


def _releases(portal: Portal, folder: Path) -> str:
    """Copies what each release knows of itself; the name of the public one."""
    local = Local(portal.folder)
    release_list = local.release_list()
    for name in release_list.releases:
        known = local.path(name) / OWN
        if known.is_dir():
            shutil.copytree(known, folder / "releases" / name)
    for source, name in (
        (portal.folder / "server-config", "server-config"),
        (portal.root / portal.publish.live, "live"),
    ):
        if source.is_dir():
            shutil.copytree(source, folder / name)
    ledger = portal.root / views.read(portal.file).folder / LEDGER  # wherever the numbers are kept
    for file in (portal.folder / LOG, ledger):
        if file.is_file():
            shutil.copy2(file, folder / file.name)
    return release_list.current or ""


def commit(root: Path) -> str:
    """The commit of the software, or '' where that is not known."""
    return (_git(root, "rev-parse", "HEAD") or b"").decode().strip()


def _engine(root: Path, patch: Path) -> str:
    """The commit of the software; what was changed by hand since goes into `patch`."""
    if changed := _git(root, "diff", "HEAD", "--", *ENGINE):
        patch.write_bytes(changed)
    return commit(root)


def _git(root: Path, *arguments: str) -> bytes | None:
    try:
        done = subprocess.run(
            ["git", "-c", f"safe.directory={root}", *arguments], cwd=root, capture_output=True
        )
    except OSError:  # no git: nothing to say
        return None
    return None if done.returncode else done.stdout
