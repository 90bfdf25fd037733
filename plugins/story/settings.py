"""What STORY in pelicanconf.py may say."""

from typing import Annotated

from pydantic import Field, StringConstraints
from pydantic.dataclasses import dataclass

from plugins.core import schema


@dataclass(frozen=True, config=schema.STRICT)
class StorySettings:
    """STORY.

    older: how many older stories of its section a story lists
    numbers: telephone and account numbers of the office that stories may name
    id_domain: the domain in the ids of feeds, when the portal once had another; '' that of SITEURL
    """

    older: Annotated[int, Field(ge=0)] = 5
    numbers: tuple[str, ...] = ()
    id_domain: Annotated[str, StringConstraints(pattern=r"^[a-z0-9.-]*$")] = ""
