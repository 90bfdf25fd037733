"""The weather of today in the named cities; climate normals while nothing newer is known.

Reads: WEATHER; the snapshot that `make weather` wrote, content/du-lieu/khi-hau.yaml.
Gives: `weather` (weather.Weather); /thoi-tiet/ and /live/weather.json.
Drawn by: components/weather.html, weather.html; filled by weather.js.

A build never asks the network. Read in this order:

    __main__.py     the command; refresh.py: source after source
    open_meteo.py   the first source; met_norway.py with symbols.py, http_cache.py: the second
    download.py     one bounded question; values.py: taking values from the answer
    snapshot.py     the values, checked; core/files.py: written whole or not at all
    normals.py      the climate; sky.py: codes in words
    display.py      from numbers to theme_values.py, what the theme gets; chart.py: its drawing
    live.py         the file for browsers and builds
"""

from datetime import datetime
from pathlib import Path

from pelican import Pelican
from pelican.generators import Generator
from pelican.plugins import signals
from pelican.writers import Writer

from plugins.core import schema
from plugins.core.addresses import INDEX, WEATHER, link
from plugins.core.build import build_of
from plugins.core.clock import zone_of
from plugins.core.files import store
from plugins.weather import live
from plugins.weather.display import URL, grows_old, tell
from plugins.weather.normals import misspelt, read_normals
from plugins.weather.settings import WeatherSettings


class WeatherGenerator(Generator):
    """Writes /thoi-tiet/, and the current snapshot for servers without a live folder of their own."""

    addresses = (link(WEATHER),)

    def generate_context(self) -> None:
        root, settings = Path(self.path).parent, self.settings["WEATHER"]
        normals = read_normals(root, settings.normals)
        cities, area = [city.name for city in settings.cities], settings.area.name if settings.area else ""
        build_of(self.settings).mistakes.extend(misspelt(normals, settings.normals, cities, area))
        zone = zone_of(self.settings)
        snapshot = live.read(root / settings.snapshot, zone)
        build_of(self.settings).coming += grows_old(snapshot, settings)
        self._live = live.content(snapshot, normals, settings)
        self.context["weather"] = tell(snapshot, normals, settings, datetime.now(zone))

    def generate_output(self, writer: Writer) -> None:
        store(Path(self.output_path, URL.lstrip("/")), self._live)
        writer.write_file(WEATHER + INDEX, self.get_template("weather"), self.context, url=WEATHER)


def check_settings(pelican: Pelican) -> None:
    given = pelican.settings.get("WEATHER", {})
    pelican.settings["WEATHER"] = schema.checked(WeatherSettings, given, "WEATHER")


def add_generator(_pelican: Pelican) -> type[Generator]:
    return WeatherGenerator


def register() -> None:
    signals.initialized.connect(check_settings)
    signals.get_generators.connect(add_generator)
