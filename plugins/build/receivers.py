"""What a build does when Pelican tells how far it has come."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pelican.contents import Category

from plugins.build.sitemap import sitemaps
from plugins.build.writer import PageWriter
from plugins.core.build import build_of
from plugins.core.mistakes import MistakesFound
from plugins.core.published import Unit
from plugins.core.sources import HeldBack, is_unit
from plugins.story.story import brief_of

logger = logging.getLogger(__name__)


def feed_every_section(generator: Any) -> None:
    """Also those without a story: whoever follows one is told when its first appears."""
    there = {category.slug for category, _ in generator.categories}
    for section in build_of(generator.settings).portal.sections:
        if section.slug not in there:
            category = Category(section.name, generator.settings)
            category.slug = section.slug
            generator.categories.append((category, []))


def note_units(generators: Sequence[Any]) -> None:
    """What can be published as it is: stories, also those that wait for their day, pages and albums."""
    build, context = build_of(generators[0].settings), generators[0].context
    sources, now = build.sources, datetime.now(UTC)
    for content in context["generated_content"].values():
        if content is None:
            continue
        if content.status == "draft":  # by its editor, or because it waits for its day
            if (date := getattr(content, "date", None)) and date > now:
                build.coming.append(date)
            if content.metadata.get("status") == "draft":
                continue
        address, known = content.url if content.save_as else "", brief_of(content)
        sources.note(known.path, Unit(known.digest, address))
    for album in context["albums"] or ():
        sources.note(album.path, Unit(album.digest, album.url.lstrip("/")))
    for album in context["waiting_albums"]:
        sources.note(album.path, Unit(album.digest, ""))


def stop_on_mistakes(pelican: Any) -> None:
    """Runs when all is read and checked and nothing is written yet.

    A mistake of what every page shows stops the build; one of a story, page or album holds
    that one back, and the build begins again without it.
    """
    build = build_of(pelican.settings)
    sources = build.sources
    mistakes = sorted(build.mistakes, key=lambda m: (m.path, m.line or 0))
    grave = [mistake for mistake in mistakes if not mistake.warning]
    if any(not is_unit(mistake.path) for mistake in grave):
        raise MistakesFound(*sources.mistakes(), *grave)
    if grave:
        sources.hold(grave)
        raise HeldBack
    build.work.ended("đọc")
    # What was published may hold the mistake that keeps its new words back: it is told once.
    told = {(each.path, each.sentence) for each in sources.mistakes() if not each.warning}
    for mistake in dict.fromkeys((*sources.mistakes(), *mistakes)):
        if mistake.warning and (mistake.path, mistake.sentence) not in told:
            logger.warning("%s", mistake, extra={"mistake": mistake})


def use_page_writer(_pelican: Any) -> type[PageWriter]:
    return PageWriter


def finish_printing(pelican: Any) -> None:
    build = build_of(pelican.settings)
    build.work.ended("xếp")

    def write_sitemaps() -> None:
        handed = ((page.name, page.options) for page in build.writer.handed)
        for path, text in sitemaps(pelican.settings["SITEURL"], handed).items():
            Path(pelican.output_path, path).write_text(text, "utf-8")

    build.beside(write_sitemaps)
    build.writer.print_pages()
    build.work.ended("in")
    build.finish()
    build.work.ended("ảnh và tìm kiếm")
