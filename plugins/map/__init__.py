"""The area's units as a drawing and a list, today's and those before the merger.

Reads: MAP; under content/du-lieu/ban-do/ its GeoJSON, facts, merger and places.
Gives: `map` (map.Map), or None where MAP names no layer.
Drawn by: map.html, components/map.html.
"""

from pathlib import Path

from pelican import Pelican
from pelican.generators import Generator
from pelican.plugins import signals
from pelican.writers import Writer

from plugins.core import schema
from plugins.core.build import build_of
from plugins.core.mistakes import MistakesFound
from plugins.map.load_map import load_map
from plugins.map.settings import MapSettings
from plugins.map.theme_values import URL


class MapGenerator(Generator):
    """Writes /ban-do-hanh-chinh/; a mistake in a file of the map is noted, and there is no map."""

    def generate_context(self) -> None:
        self.context["map"] = None
        try:
            self.context["map"] = load_map(Path(self.path).parent, self.settings["MAP"])
        except MistakesFound as found:
            build_of(self.settings).mistakes.extend(found.mistakes)

    @property
    def addresses(self) -> list[str]:
        return [URL] if self.settings["MAP"].layers else []

    def generate_output(self, writer: Writer) -> None:
        if self.context["map"]:
            url = URL.lstrip("/")
            writer.write_file(f"{url}index.html", self.get_template("map"), self.context, url=url)


def check_settings(pelican: Pelican) -> None:
    pelican.settings["MAP"] = schema.checked(MapSettings, pelican.settings.get("MAP", {}), "MAP")


def add_generator(_pelican: Pelican) -> type[Generator]:
    return MapGenerator


def register() -> None:
    signals.initialized.connect(check_settings)
    signals.get_generators.connect(add_generator)
