"""What PRESS in pelicanconf.py may say."""

from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from plugins import seam


@dataclass(frozen=True, config=seam.STRICT)
class Settings:
    """PRESS. processes: how many write pages side by side; 0 for one a core."""

    processes: Annotated[int, Field(ge=0, le=64)] = 0
