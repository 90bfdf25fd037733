"""The shape of STATUS."""

import re
import shlex
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator
from pydantic.dataclasses import dataclass

from plugins.core import schema, settings_file
from plugins.publish import settings as publish_settings
from plugins.publish.settings import Portal

MAIL = re.compile(r"mailto:[\w.+'-]+@([a-z0-9-]+\.)+[a-z0-9-]+", re.ASCII | re.IGNORECASE)
FORM = "phải là mailto:ten@co-quan.example, hay một lệnh có thật, ghi cả đường dẫn: /usr/local/bin/nhan-tin."


@dataclass(frozen=True, config=schema.STRICT)
class StatusSettings:
    """STATUS.

    tell: who is told of a failure and of its mending, "mailto:address" or a command that reads a line
    disk: gigabytes that must be free
    """

    tell: tuple[str, ...] = ()
    disk: Annotated[float, Field(ge=0)] = 2

    @field_validator("tell")
    @classmethod
    def can_be_told(cls, tell: tuple[str, ...]) -> tuple[str, ...]:
        for each in tell:
            if not MAIL.fullmatch(each) and not _is_command(each):
                raise ValueError(FORM)
        return tuple(re.sub("^mailto:", "mailto:", each, flags=re.IGNORECASE) for each in tell)


def _is_command(text: str) -> bool:
    try:
        words = shlex.split(text)
    except ValueError:
        return False
    return bool(words) and Path(words[0]).is_absolute() and text.isprintable()


def read(path: Path) -> tuple[Portal, StatusSettings]:
    """The portal of the settings file and its STATUS; MistakesFound when they cannot be used."""
    values = settings_file.values(path)
    return publish_settings.read(path), schema.checked(StatusSettings, values.get("STATUS", {}), "STATUS")
