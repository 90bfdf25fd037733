"""What Pelican asks for the text of a story or page."""

from functools import cache, partial
from pathlib import Path

from pelican.contents import Author, Category, Tag
from pelican.readers import BaseReader

from plugins.core.build import build_of
from plugins.core.mistakes import MistakesFound
from plugins.story import files
from plugins.story.kept import Kept
from plugins.story.reading import Reading
from plugins.story.story import page_values, read_page, story_values


class StoryReader(BaseReader):
    """Reads a story or a page; one with a mistake as it was last published, or not at all."""

    file_extensions = ["md"]

    def __init__(self, settings):
        super().__init__(settings)
        kept = Path(settings["PATH"]).parent / ".cache/stories.sqlite"
        self.reading = Reading(settings["TIMEZONE"], None if build_of(settings).full else Kept(kept))
        self._label = cache(partial(_label, settings))  # one for all its stories: its address takes time

    def read(self, source_path):
        name, sources = files.name_of(source_path, self.settings["PATH"]), build_of(self.settings).sources
        while path := sources.file(name):
            try:
                return self._read(path, name)
            except MistakesFound as found:
                sources.hold(found.mistakes)
        return "", {"status": "skip"}

    def _read(self, path, name):
        if name.startswith("content/trang/"):
            matter, story = read_page(path, name, self.reading.parser)
            return "", page_values(matter, story)
        matter, story = self.reading.story(path, name)
        values = story_values(matter, story, build_of(self.settings).portal)
        values["category"] = self._label(Category, values["section"].name, values["section"].slug)
        values["authors"] = [self._label(Author, values.pop("author"))]
        values["tags"] = [self._label(Tag, name, slug) for name, slug in values["tags"].items()]
        return "", values


def _label(settings, kind, name, slug=None):
    label = kind(name, settings)
    label.slug = slug or label.slug
    return label
