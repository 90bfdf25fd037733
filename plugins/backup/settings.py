"""The shape of BACKUP, and where a copy lies."""

import os
import re
from dataclasses import dataclass as plain
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator
from pydantic.dataclasses import dataclass

from plugins.core import schema, settings_file
from plugins.publish import settings as publish_settings
from plugins.publish import target
from plugins.publish.settings import Portal

Count = Annotated[int, Field(ge=0, le=1_000)]
WHERE = "phải là một thư mục (/var/backups/tram-tin) hay nguoi-dung@may-chu:/thu-muc."
LOCAL = re.compile(r"[^\x00-\x1f:]*[^\x00-\x1f:/]")


@dataclass(frozen=True, config=schema.STRICT)
class BackupSettings:
    """BACKUP.

    to: the folder of the copies, here or on another machine by ssh ("user@host:/folder");
        '' is /var/backups/ and the portal's name (PUBLISH["name"])
    key: a file with the words that lock the copies; '' is copies that anyone may read who reaches them
    days, weeks, months: how many daily, weekly and monthly copies stay
    """

    to: str = ""
    key: str = ""
    days: Annotated[int, Field(ge=1, le=1_000)] = 14
    weeks: Count = 8
    months: Count = 24

    @field_validator("to")
    @classmethod
    def is_a_place(cls, to: str) -> str:
        if to:
            repository(to)
        return to


def repository(to: str) -> str:
    """What borg calls the folder `to`; ValueError with a Vietnamese sentence when it is none."""
    if not LOCAL.fullmatch(to):
        try:
            found = target.parse(to)
        except ValueError:
            found = None
        if not isinstance(found, target.Server):
            raise ValueError(WHERE)
        return f"ssh://{found.host}{found.path}/borg"
    return str(Path(to).expanduser() / "borg")


@plain(frozen=True)
class Vault:
    """Where copies lie. name: for people; key: the file that unlocks them, or None; ssh: how to get there."""

    name: str
    repository: str
    key: Path | None
    ssh: str

    @property
    def here(self) -> bool:
        return not self.repository.startswith("ssh://")


def read(path: Path) -> tuple[Portal, BackupSettings]:
    """The portal of the settings file and its BACKUP; MistakesFound when they cannot be used."""
    values = settings_file.values(path)
    return publish_settings.read(path), schema.checked(BackupSettings, values.get("BACKUP", {}), "BACKUP")


def vault(portal: Portal, settings: BackupSettings, to: str = "", key: str = "") -> Vault:
    """Where to copy to or from: `to` and `key` when they are given, else the settings'; ValueError."""
    place, key = to or settings.to or f"/var/backups/{portal.publish.name}", key or settings.key
    at, file = repository(place), (portal.root / Path(key).expanduser()) if key else None
    if not at.startswith("ssh://"):
        at = os.path.abspath(portal.root / at)  # noqa: PTH100 - with .. taken out
        if _copied(portal, at):
            raise ValueError("nằm trong chính những gì được sao lưu hay dựng lại. Hãy chọn nơi khác.")
    if file and _copied(portal, os.path.abspath(file)):  # noqa: PTH100
        raise ValueError("có khóa nằm trong chính những gì được sao lưu. Hãy để BACKUP['key'] ở nơi khác.")
    return Vault(place, at, file, portal.publish.ssh)


def _copied(portal: Portal, path: str) -> bool:
    """Whether a path lies in a folder of the project that is copied, built or published."""
    first = os.path.relpath(path, portal.root).partition("/")[0]
    return first in publish_settings.OTHERS or first == ".cache" or portal.folder in Path(path).parents
