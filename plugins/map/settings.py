"""The shape of MAP."""

from typing import Annotated, Self

from pydantic import StringConstraints, model_validator
from pydantic.dataclasses import dataclass

from plugins.core.schema import STRICT

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


@dataclass(frozen=True, config=STRICT)
class LayerSettings:
    """Files of one layer, from the root of the project.

    slug: begins the anchors of its units; shapes: GeoJSON; facts: YAML, may be ''; name: the
    property of the GeoJSON that holds the name, '' where it is a usual one
    """

    slug: Slug
    title: Text
    shapes: Text
    facts: str = ""
    name: str = ""


@dataclass(frozen=True, config=STRICT)
class MapSettings:
    """MAP. layers: today's units, then, where units were merged, those before; () for no map.

    merger: YAML of what became what; points: CSV of places; note: said above the map
    """

    layers: tuple[LayerSettings, ...] = ()
    merger: str = ""
    points: str = ""
    note: str = ""

    @model_validator(mode="after")
    def layers_and_merger_agree(self) -> Self:
        if len(self.layers) > 2:
            raise ValueError("có nhiều nhất hai lớp: hiện nay, rồi trước khi sắp xếp.")
        if (len(self.layers) == 2) != bool(self.merger):
            raise ValueError("hai lớp phải có 'merger' cho biết xã cũ nay thuộc đâu, và một lớp thì không.")
        if len({layer.slug for layer in self.layers}) < len(self.layers):
            raise ValueError("hai lớp trùng slug. Hãy đổi một trong hai.")
        return self
