"""Climate normals: what a month is usually like, from a data file with its source."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints
from pydantic.dataclasses import dataclass

from plugins.core import schema, yaml_values
from plugins.core.fields import Decimal
from plugins.core.href import checked
from plugins.core.mistakes import Mistake, MistakesFound, did_you_mean
from plugins.portal.settings import Text

Degrees = Annotated[Decimal, Field(ge=-20, le=55)]
Twelve = Field(min_length=12, max_length=12)


@dataclass(frozen=True, config=schema.STRICT)
class Climate:
    """One city: mean daily high and low in °C and mean days of rain, January to December."""

    name: Text
    high: Annotated[tuple[Degrees, ...], Twelve]
    low: Annotated[tuple[Degrees, ...], Twelve]
    rain_days: Annotated[tuple[Annotated[Decimal, Field(ge=0, le=31)], ...], Twelve]


@dataclass(frozen=True, config=schema.STRICT)
class Normals:
    """The data file. source: who published the values; period: the years they are the mean of."""

    source: Text
    href: Annotated[str, StringConstraints(pattern=r"^https?://"), AfterValidator(checked)]
    period: Text
    places: Annotated[tuple[Climate, ...], Field(min_length=1)]


def read_normals(root: Path, path: str) -> Normals:
    """The YAML file `path` under `root`; MistakesFound names file, line and what is wrong."""
    try:
        return yaml_values.read(Normals, root / path, path)
    except FileNotFoundError:
        sentence = f"WEATHER['normals'] là “{path}”, nhưng không có tệp ấy."
        raise MistakesFound(Mistake("pelicanconf.py", sentence)) from None


def misspelt(normals: Normals, path: str, cities: Iterable[str], area: str) -> list[Mistake]:
    """A warning for each of `cities` without values, while the file `path` has some of nobody's.

    area: the portal's own place, which may have values too
    """
    named = [each.name for each in normals.places]
    cities = list(cities)
    nobodys = [name for name in named if name not in cities and name != area]
    return [
        Mistake(
            path,
            f"Chưa có số liệu của “{city}”, nên nơi này vắng trên trang khi chưa có số liệu mới."
            + did_you_mean(city, nobodys),
            warning=True,
        )
        for city in cities
        if city not in named and nobodys
    ]
