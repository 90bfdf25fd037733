"""What BUILD in pelicanconf.py may say."""

from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from plugins.core import schema


@dataclass(frozen=True, config=schema.STRICT)
class BuildSettings:
    """BUILD. processes: how many write pages side by side; 0 for one a core."""

    processes: Annotated[int, Field(ge=0, le=64)] = 0
