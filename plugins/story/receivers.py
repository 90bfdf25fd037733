"""What is done with stories and pages when Pelican tells how far it has come."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from pelican import Pelican
from pelican.contents import Content
from pelican.generators import ArticlesGenerator, Generator
from pelican.readers import Readers
from pelican.writers import Writer

from plugins.core import schema
from plugins.core.build import build_of
from plugins.story import checks, files
from plugins.story.article import StoryArticle
from plugins.story.attachments import with_attachments
from plugins.story.empty_lists import advice, empty_lists
from plugins.story.generator import keep_articles
from plugins.story.known_addresses import elsewhere
from plugins.story.links import without_links
from plugins.story.older import newest_first, older_of_section, older_than
from plugins.story.reader import StoryReader, also_read
from plugins.story.settings import StorySettings
from plugins.story.unread_files import unread


def check_settings(pelican: Pelican) -> None:
    pelican.settings["ARTICLE_ORDER_BY"] = newest_first
    pelican.settings["STORY"] = schema.checked(StorySettings, pelican.settings.get("STORY", {}), "STORY")


def add_reader(readers: Readers) -> None:
    # No page is made of anything else: an .html beside a story is a file, and not of ours.
    readers.reader_classes = {"static": readers.reader_classes["static"], "md": StoryReader}


def add_removed_pages(generator: Generator) -> None:
    also_read(generator, build_of(generator.settings).sources.removed("trang"))


def add_older(generator: ArticlesGenerator) -> None:
    older = older_of_section(generator.articles, generator.settings["STORY"].older)
    for article in chain(generator.articles, generator.hidden_articles, generator.drafts):
        vars(article)["older"] = older.get(article, ())
    # Pelican searches this list once for each story of each tag: quadratic, and unused.
    generator.dates = []


def check_stories(generators: Sequence[Generator]) -> None:
    settings = generators[0].settings
    contents = [c for c in generators[0].context["generated_content"].values() if c is not None]
    listed = [address for g in generators for address in getattr(g, "addresses", ())]
    known = checks.known_addresses(contents, listed, settings)
    build = build_of(settings)
    absent = (checks.left_out(build.sources) | checks.withdrawn(build.sources)) - known
    build.mistakes.extend(checks.unexplained(build.sources))
    asked = [content for content in contents if not checks.is_checked(content, known, absent)]
    empty = empty_lists(asked, known, settings)
    build.empty_lists = frozenset(empty)
    more = elsewhere(contents, generators)
    build.mistakes.extend(checks.all_mistakes(contents, asked, listed, known | empty, absent, more, settings))
    build.mistakes.extend(advice(asked, empty, settings["SITEURL"]))

    def give_links(content: Content) -> None:
        body = with_attachments(content.story, content.url, settings["SITEURL"])
        if body is not content.story.body:
            content.story = replace(content.story, body=body)
        if links := checks.links_to(content, absent, settings["SITEURL"]):
            content.story = replace(content.story, body=without_links(content.story.body, links))

    def finish(content: Content, before: Content) -> None:
        if _tags_of(content) != _tags_of(before):
            now = [content if each is before else each for each in contents]
            build.mistakes.extend(checks.mistakes_of_tags(now, build.sources))
        build.mistakes.extend(checks.own_mistakes(content, known | empty, absent, more, settings))
        give_links(content)
        if isinstance(content, StoryArticle):
            listed = stories.articles if content.status == "published" else ()
            others = (each for each in listed if each is not before)
            content.older = older_than(content, others, settings["STORY"].older)

    for content in asked:
        give_links(content)
    build.finishes.append(finish)
    build.mistakes.extend(unread(Path(settings["PATH"]), build.sources.tree))
    stories = next(each for each in generators if hasattr(each, "hidden_articles"))
    build.after(lambda: keep_articles(stories))


def _tags_of(content: Content) -> list[tuple[str, str]]:
    return [(tag.name, tag.slug) for tag in getattr(content, "tags", ())]


def publish_attachments(generator: Generator, writer: Writer) -> None:
    for content in generator.context["generated_content"].values():
        if content and content.save_as and not _is_without_files(content):
            files.publish_attachments(content.story, content.url, writer.output_path)


def _is_without_files(content: Content) -> bool:
    return getattr(content, "kept", False) and content.targets == ()
