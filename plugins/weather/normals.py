"""Climate normals: what a month is usually like, from a data file with its source."""

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field
from pydantic.dataclasses import dataclass

from plugins import seam
from plugins.mistakes import Mistake, MistakesFound
from plugins.portal.settings import Text

Degrees = Annotated[float, Field(ge=-20, le=55)]
Twelve = Field(min_length=12, max_length=12)


@dataclass(frozen=True, config=seam.STRICT)
class Climate:
    """One city: mean daily high and low in °C and mean days of rain, January to December."""

    name: Text
    high: Annotated[tuple[Degrees, ...], Twelve]
    low: Annotated[tuple[Degrees, ...], Twelve]
    rain_days: Annotated[tuple[Annotated[float, Field(ge=0, le=31)], ...], Twelve]


@dataclass(frozen=True, config=seam.STRICT)
class Normals:
    """The data file. source: who published the values; period: the years they are the mean of."""

    source: Text
    href: Text
    period: Text
    places: Annotated[tuple[Climate, ...], Field(min_length=1)]


def read_normals(root: Path, path: str) -> Normals:
    """The YAML file `path` under `root`; MistakesFound names file, line and what is wrong."""
    try:
        raw = yaml.safe_load((root / path).read_text("utf-8"))
    except FileNotFoundError:
        sentence = f"WEATHER['normals'] là {path!r}, nhưng không có tệp ấy."
        raise MistakesFound(Mistake("pelicanconf.py", sentence)) from None
    except UnicodeDecodeError:
        raise MistakesFound(Mistake(path, "Tệp không phải UTF-8. Hãy lưu lại với mã UTF-8.")) from None
    except yaml.YAMLError as error:
        line = error.problem_mark.line + 1 if getattr(error, "problem_mark", None) else None
        sentence = "YAML viết chưa đúng. Hãy xem dấu hai chấm và thụt dòng."
        raise MistakesFound(Mistake(path, sentence, line)) from None
    if found := seam.problems(Normals, raw):
        raise MistakesFound(
            *(Mistake(path, f"{' › '.join(map(str, where))} {sentence}".strip()) for where, sentence in found)
        )
    return seam.build(Normals, raw)
