"""What Pelican asks for the text of a story or page."""

from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path
from typing import Any

from pelican.contents import Author, Category, Tag
from pelican.generators import Generator
from pelican.readers import BaseReader
from pelican.urlwrappers import URLWrapper

from plugins.core.build import build_of
from plugins.core.clock import zone_of
from plugins.core.mistakes import MistakesFound
from plugins.core.pelican_types import PelicanSettings
from plugins.story import files
from plugins.story.parallel_reading import Reading
from plugins.story.story import page_values, read_page, story_values
from plugins.story.story_cache import Kept


class StoryReader(BaseReader):
    """Reads a story or a page; one with a mistake as it was last published, or not at all."""

    file_extensions = ["md"]

    def __init__(self, settings: PelicanSettings) -> None:
        super().__init__(settings)
        kept = Path(settings["PATH"]).parent / ".cache/stories.sqlite"
        self._zone = zone_of(settings)
        self.reading = Reading(
            self._zone, None if build_of(settings).full else Kept(kept, settings["TIMEZONE"])
        )
        self._label = cache(partial(_label, settings))  # one for all its stories: its address takes time

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        return "", self.values(files.name_of(source_path, self.settings["PATH"])) or {"status": "skip"}

    def values(self, name: str) -> dict[str, Any] | None:
        """What Pelican is told of the story or page `name` (content/tin/…); None: it is left out."""
        sources = build_of(self.settings).sources
        while path := sources.file(name):
            try:
                return self._values(path, name)
            except MistakesFound as found:
                sources.hold(found.mistakes)
        return None

    def _values(self, path: Path, name: str) -> dict[str, Any]:
        if name.startswith("content/trang/"):
            return page_values(*read_page(path, name, self.reading.parser, self._zone))
        matter, story = self.reading.story(path, name)
        values = story_values(matter, story, build_of(self.settings).portal)
        values["category"] = self._label(Category, values["section"].name, values["section"].slug)
        values["authors"] = [self._label(Author, values.pop("author"))]
        values["tags"] = [self._label(Tag, name, slug) for name, slug in values["tags"].items()]
        return values


def _label(
    settings: PelicanSettings, kind: type[URLWrapper], name: str, slug: str | None = None
) -> URLWrapper:
    label = kind(name, settings)
    label.slug = slug or label.slug
    return label


def also_read(generator: Generator, names: Iterable[str]) -> None:
    """Lets Pelican ask for files that were published and lie in content/ no more.

    It would look for their time of change, for a cache that is not in use.
    """
    listed, more = generator.get_files, {name.removeprefix("content/") for name in names}
    generator.get_files = lambda paths, exclude=None, extensions=None: (
        listed(paths, exclude, extensions) | (more if extensions is None else set())
    )
    for cacher in (generator, generator.readers):
        cacher.get_cached_data = lambda _name, default=None: default
        cacher.cache_data = lambda _name, _data: None
