"""The shape of WEATHER."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic.dataclasses import dataclass

from plugins.core.schema import STRICT
from plugins.portal.settings import Text

# Plain http is for a server on this machine only, such as the one of the tests.
Address = Annotated[
    str, StringConstraints(pattern=r"^(https://|http://(127\.0\.0\.1|localhost|\[::1\])[:/])")
]
Hours = Annotated[float, Field(gt=0)]


@dataclass(frozen=True, config=STRICT)
class Place:
    """A place whose weather is shown, in decimal degrees."""

    name: Text
    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]


CITIES = (
    Place("Hà Nội", 21.0285, 105.8542),
    Place("Đà Nẵng", 16.0678, 108.2208),
    Place("TP Hồ Chí Minh", 10.8231, 106.6297),
)


@dataclass(frozen=True, config=STRICT)
class WeatherSettings:
    """WEATHER.

    cities: the lines of the block; area: the portal's own place, on the page only
    contact: e-mail or web address that MET Norway asks for; '' and it is not asked
    timeout: seconds that one source may take in all
    stale_after, expired_after: hours until values are called old, until they are not shown
    snapshot: the file `make weather` writes and a build reads; its folder is served as /live/
    cache: what MET Norway wants remembered between two questions
    normals: the climate normals; both files under the project's folder
    """

    cities: Annotated[tuple[Place, ...], Field(min_length=1)] = CITIES
    area: Place | None = None
    contact: str = ""
    open_meteo: Address = "https://api.open-meteo.com/v1/forecast"
    met_norway: Address = "https://api.met.no/weatherapi/locationforecast/2.0/complete"
    timeout: Annotated[float, Field(gt=0, le=60)] = 10
    stale_after: Hours = 6
    expired_after: Hours = 24
    snapshot: Text = ".cache/live/weather.json"
    cache: Text = ".cache/weather/met-norway.json"
    normals: Text = "content/du-lieu/khi-hau.yaml"

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place that is asked for: the portal's own, then the cities."""
        return ((self.area,) if self.area else ()) + self.cities

    @model_validator(mode="after")
    def makes_sense(self) -> Self:
        names = [place.name for place in self.places]
        twice = [name for name in names if names.count(name) > 1]
        if twice:
            raise ValueError(f"hai nơi cùng tên “{twice[0]}”. Hãy đổi một trong hai.")
        if self.expired_after <= self.stale_after:
            raise ValueError("expired_after phải lớn hơn stale_after.")
        return self
