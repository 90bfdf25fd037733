"""What Pelican asks for the text of a story or page."""

from collections.abc import Iterable
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from pelican.contents import Author, Category, Tag
from pelican.generators import Generator
from pelican.plugins import signals
from pelican.readers import BaseReader
from pelican.urlwrappers import URLWrapper

from plugins.core.build import build_of
from plugins.core.clock import zone_of
from plugins.core.mistakes import MistakesFound
from plugins.core.names import is_text
from plugins.core.pelican_types import PelicanSettings
from plugins.core.program_identity import program
from plugins.defaults import WORDS
from plugins.portal.settings import Section
from plugins.story import files
from plugins.story.front_matter import StoryMatter
from plugins.story.kept_articles import KeptArticles, Names
from plugins.story.parallel_reading import Reading
from plugins.story.story import Story, page_values, read_page, story_values
from plugins.story.story_cache import Kept

LABELS = (Author, Category, Tag)
# The settings that an article depends on.
OF_ARTICLES = (
    *("PUBLISHING", "SITENAME", "SITEURL", "TIMEZONE", "DEFAULT_LANG", "PORTAL", "STORY", "GALLERY"),
    *("ARTICLE_URL", "ARTICLE_SAVE_AS", "PLUGINS"),
)
OWN_PLUGINS = {f"plugins.{word}" for word in WORDS}


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
        self.names = Names(self._name_of, self._named)

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

    def _name_of(self, value: Any) -> tuple[str, ...] | None:
        kind = type(value)
        if kind in LABELS:
            return kind.__name__, value.name, value.slug
        return (kind.__name__, value.slug) if kind is Section else None

    @cache  # noqa: B019 - a reader lives as long as its build
    def _named(self, name: tuple[str, ...]) -> Any:
        if name[0] == Section.__name__:
            sections = build_of(self.settings).portal.sections
            return next(each for each in sections if each.slug == name[1])
        return self._label(next(kind for kind in LABELS if kind.__name__ == name[0]), *name[1:])

    def _values(self, path: Path, name: str) -> dict[str, Any]:
        if name.startswith("content/trang/"):
            return page_values(*read_page(path, name, self.reading.parser, self._zone))
        return self._labelled(*self.reading.story(path, name))

    def values_now(self, path: Path, name: str) -> dict[str, Any]:
        """What Pelican would be told of the story in the file `path`, whatever was read of it before."""
        return self._labelled(*self.reading.story_now(path, name))

    def _labelled(self, matter: StoryMatter, story: Story) -> dict[str, Any]:
        values = story_values(matter, story, build_of(self.settings).portal)
        values["category"] = self._label(Category, values["section"].name, values["section"].slug)
        values["authors"] = [self._label(Author, values.pop("author"))]
        values["tags"] = [self._label(Tag, name, slug) for name, slug in values["tags"].items()]
        return values


def articles_of_last_build(settings: PelicanSettings, reader: StoryReader) -> KeptArticles | None:
    """None where somebody beside this software may change articles, or nothing kept is to be used."""
    build = build_of(settings)
    if (
        build.full
        or build.printed is None
        or not build.sources.keeps
        or OWN_PLUGINS & {*settings["PLUGINS"]} != {*settings["PLUGINS"]}
    ):
        return None
    if signals.content_object_init.receivers:
        return None
    name = "articles.sqlite" if settings["PUBLISHING"] else "articles-preview.sqlite"
    return KeptArticles(build.root / ".cache" / name, _key(settings), reader.names)


def _key(settings: PelicanSettings) -> str:
    """Another one for whatever else an article depends on, beside its folder and the day."""
    build, font = build_of(settings), Path(settings["GALLERY"].font)
    at = font.stat()
    own = [settings[name] for name in OF_ARTICLES]
    look = sorted(build.tokens.light.items()), at.st_size, at.st_mtime_ns
    return sha256(repr((program(), str(build.sources.root), own, look)).encode()).hexdigest()


def _label(
    settings: PelicanSettings, kind: type[URLWrapper], name: str, slug: str | None = None
) -> URLWrapper:
    label = kind(name, settings)
    label.slug = slug or label.slug
    return label


def also_read(generator: Generator, names: Iterable[str]) -> None:
    """Lets Pelican ask for files that were published and lie in content/ no more; for none without a name.

    It would look for their time of change, for a cache that is not in use.
    """
    listed, more = generator.get_files, {name.removeprefix("content/") for name in names}
    generator.get_files = lambda paths, exclude=None, extensions=None: (
        {*filter(is_text, listed(paths, exclude, extensions))} | (more if extensions is None else set())
    )
    for cacher in (generator, generator.readers):
        cacher.get_cached_data = lambda _name, default=None: default
        cacher.cache_data = lambda _name, _data: None
