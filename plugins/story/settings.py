"""What STORY in pelicanconf.py may say."""

from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from plugins import seam


@dataclass(frozen=True, config=seam.STRICT)
class Settings:
    """STORY. older: how many older stories of its section a story lists."""

    older: Annotated[int, Field(ge=0)] = 5
