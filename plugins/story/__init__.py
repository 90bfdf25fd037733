"""Stories and pages: front matter, clean body, older stories of the section, checks.

Reads: STORY; content/tin/<year>/<month>/<name>/index.md, content/trang/<name>.md.
Gives: `article.story`, `page.story` (story.Story), `article.section`, `article.older`.
Drawn by: article.html, page.html, components/body.html.
"""

from datetime import datetime
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo

from pelican.contents import Author, Category, Tag
from pelican.plugins import signals
from pelican.readers import BaseReader
from pydantic.dataclasses import dataclass

from plugins import seam
from plugins.mistakes import MistakesFound
from plugins.story import checks, files
from plugins.story.body import BodyParser
from plugins.story.flat import flat_html
from plugins.story.older import newest_first, older_of_section
from plugins.story.story import page_values, read_page, read_story, story_values


@dataclass(frozen=True, config=seam.STRICT)
class Settings:
    """STORY. older: how many older stories of its section a story lists."""

    older: int = 5


class StoryReader(BaseReader):
    """Reads a story or a page; a mistake is noted and the file passed over."""

    enabled = True
    file_extensions = ["md"]

    def __init__(self, settings):
        super().__init__(settings)
        self._parser = BodyParser()

    def read(self, source_path):
        path, name = files.place(source_path, self.settings["PATH"])
        try:
            if name.startswith("content/trang/"):
                matter, story = read_page(path, name, self._parser)
                return flat_html(story.body), page_values(matter, story)
            today = datetime.now(ZoneInfo(self.settings["TIMEZONE"])).date()
            matter, story = read_story(path, name, self._parser, today)
            values = story_values(matter, story, self.settings["portal"])
        except MistakesFound as found:
            self.settings["MISTAKES"].extend(found.mistakes)
            return "", {"status": "skip"}
        values["category"] = Category(values["section"].name, self.settings)
        values["category"].slug = values["section"].slug
        values["authors"] = [Author(values.pop("author"), self.settings)]
        values["tags"] = [_tag(name, slug, self.settings) for name, slug in values["tags"].items()]
        return flat_html(story.body), values


def _tag(name, slug, settings):
    tag = Tag(name, settings)
    tag.slug = slug
    return tag


def check_settings(pelican):
    pelican.settings["STORY"] = seam.checked(Settings, pelican.settings.get("STORY", {}), "STORY")


def add_reader(readers):
    readers.reader_classes["md"] = StoryReader


def add_older(generator):
    # Two stories of one minute must not change places from one build to the next.
    for stories in (generator.articles, *(stories for _, stories in generator.categories)):
        stories.sort(key=newest_first, reverse=True)
    older = older_of_section(generator.articles, generator.settings["STORY"].older)
    for article in chain(generator.articles, generator.hidden_articles, generator.drafts):
        article.older = older.get(article, ())
    for article in chain(generator.articles, generator.hidden_articles):
        article.override_url = article.url  # else Pelican formats it anew at each use
    # Pelican searches this list once for each story of each tag: quadratic, and unused.
    generator.dates = []


def check_stories(generators):
    settings = generators[0].settings
    contents = [c for c in generators[0].context["generated_content"].values() if c is not None]
    listed = [address for g in generators for address in getattr(g, "addresses", ())]
    settings["MISTAKES"].extend(checks.all_mistakes(contents, listed, settings))
    settings["MISTAKES"].extend(checks.folders_without_story(Path(settings["PATH"])))


def publish_attachments(generator, writer):
    for article in chain(generator.articles, generator.hidden_articles):
        files.publish_attachments(article.story, article.url, writer.output_path)


def register():
    signals.initialized.connect(check_settings)
    signals.readers_init.connect(add_reader)
    signals.article_generator_finalized.connect(add_older)
    signals.all_generators_finalized.connect(check_stories)
    signals.article_writer_finalized.connect(publish_attachments)
