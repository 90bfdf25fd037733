"""The area's units as a drawing and a list, today's and those before the merger.

Reads: MAP; under content/du-lieu/ban-do/ its GeoJSON, facts, merger and places.
Gives: `map` (map.Map), or None where MAP names no layer.
Drawn by: map.html, components/map.html.
"""

from pathlib import Path

from pelican.generators import Generator
from pelican.plugins import signals

from plugins.core import schema
from plugins.core.build import build_of
from plugins.core.mistakes import MistakesFound
from plugins.map.map import URL
from plugins.map.settings import Settings
from plugins.map.survey import survey


class MapGenerator(Generator):
    """Writes /ban-do-hanh-chinh/; a mistake in a file of the map is noted, and there is no map."""

    def generate_context(self):
        self.context["map"] = None
        try:
            self.context["map"] = survey(Path(self.path).parent, self.settings["MAP"])
        except MistakesFound as found:
            build_of(self.settings).mistakes.extend(found.mistakes)

    @property
    def addresses(self):
        return [URL] if self.settings["MAP"].layers else []

    def generate_output(self, writer):
        if self.context["map"]:
            url = URL.lstrip("/")
            writer.write_file(f"{url}index.html", self.get_template("map"), self.context, url=url)


def check_settings(pelican):
    pelican.settings["MAP"] = schema.checked(Settings, pelican.settings.get("MAP", {}), "MAP")


def add_generator(_pelican):
    return MapGenerator


def register():
    signals.initialized.connect(check_settings)
    signals.get_generators.connect(add_generator)
