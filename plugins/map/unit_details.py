"""What is told of units beside their shape: a YAML file, one entry a unit, named as on the map."""

from collections.abc import Callable, Iterable
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic.dataclasses import dataclass

from plugins.core.fields import Decimal, Whole
from plugins.core.mistakes import did_you_mean
from plugins.core.schema import STRICT
from plugins.map.coordinates import in_vietnam
from plugins.vietnamese.text import clean, fold

Words = Annotated[str, StringConstraints(strip_whitespace=True)]
KINDS = ("thị trấn", "thị xã", "thành phố", "đặc khu", "phường", "xã", "quận", "huyện", "tỉnh")


@dataclass(frozen=True, config=STRICT)
class Facts:
    """Of one unit. area: km²; label: where its name stands, [longitude, latitude]."""

    area: Annotated[Decimal, Field(gt=0)] | None = None
    population: Annotated[Whole, Field(gt=0)] | None = None
    address: Words = ""
    telephone: Annotated[str, StringConstraints(pattern=r"^([+0-9][0-9 .]{2,17})?$")] = ""
    label: tuple[Decimal, Decimal] | None = None

    @model_validator(mode="after")
    def label_is_a_place(self) -> Self:
        if self.label and not in_vietnam(*self.label):
            raise ValueError("label phải là [kinh độ, vĩ độ], ví dụ [105.70, 21.03].")
        return self


@dataclass(frozen=True, config=STRICT)
class FactsFile:
    """Of a layer. year and source: of its populations, which nobody can judge without them."""

    units: dict[str, Facts]
    year: Whole | None = None
    source: Words = ""

    @model_validator(mode="after")
    def population_has_year_and_source(self) -> Self:
        if any(facts.population for facts in self.units.values()) and not (self.year and self.source):
            raise ValueError("có dân số (population) nhưng thiếu năm (year) hoặc nguồn (source) của số liệu.")
        return self


class Names:
    """Finds a unit by its name as people write it: "Xã Dương Hòa", "dương hoà", "Duong Hoa"."""

    def __init__(self, names: Iterable[str]):
        self._names = list(names)

    def find(self, written: str) -> str | None:
        """The one name meant, or None when none is or several are."""
        wanted = " ".join(clean(written).split())
        forms: tuple[Callable[[str], str], ...] = (str, fold, lambda name: fold(split_kind(name)[1]))
        for form in forms:
            found = [name for name in self._names if form(name) == form(wanted)]
            if len(found) == 1:
                return found[0]
        return None

    def hint(self, written: str) -> str:
        return did_you_mean(written, self._names)


def split_kind(name: str) -> tuple[str, str]:
    """("Xã", "Vân Canh") of "Xã Vân Canh"; ("", name) of a name without its kind."""
    for kind in KINDS:
        if name.lower().startswith(kind + " "):
            return name[: len(kind)], name[len(kind) + 1 :]
    return "", name
