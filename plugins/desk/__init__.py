"""The editors' desk: every mistake of a build is gathered, told at once, and stops it.

Reads: `settings["MISTAKES"]`, to which every plugin adds.
Gives: nothing to the theme; `python -m plugins.desk build`.
Drawn by: the terminal and the preview.
"""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pelican.plugins import signals

from plugins.mistakes import MistakesFound
from plugins.published import PUBLISHED, Published, Unit
from plugins.sources import HeldBack, Sources, is_unit

logger = logging.getLogger(__name__)


def start_list(pelican: Any) -> None:
    pelican.settings.setdefault("MISTAKES", [])
    root = Path(pelican.settings["PATH"]).parent
    pelican.settings.setdefault("SOURCES", Sources(root, Published(root / PUBLISHED)))


def note_units(generators: Sequence[Any]) -> None:
    """What can be published as it is: stories, also those that wait for their day, pages and albums."""
    sources, context = generators[0].settings["SOURCES"], generators[0].context
    for content in context["generated_content"].values():
        if content and content.metadata.get("status", "published") != "draft":
            address = content.url if content.save_as else ""
            sources.note(content.story.path, Unit(content.story.digest, address))
    for album in context["albums"] or ():
        sources.note(album.path, Unit(album.digest, album.url.lstrip("/")))
    for album in context["waiting_albums"]:
        sources.note(album.path, Unit(album.digest, ""))


def stop_on_mistakes(pelican: Any) -> None:
    """Runs when all is read and checked and nothing is written yet.

    A mistake of what every page shows stops the build; one of a story, page or album holds
    that one back, and the build begins again without it.
    """
    sources = pelican.settings["SOURCES"]
    mistakes = sorted(pelican.settings["MISTAKES"], key=lambda m: (m.path, m.line or 0))
    grave = [mistake for mistake in mistakes if not mistake.warning]
    if any(not is_unit(mistake.path) for mistake in grave):
        raise MistakesFound(*sources.mistakes(), *grave)
    if grave:
        sources.hold(grave)
        raise HeldBack
    # What was published may hold the mistake that keeps its new words back: it is told once.
    told = {(each.path, each.sentence) for each in sources.mistakes() if not each.warning}
    for mistake in dict.fromkeys((*sources.mistakes(), *mistakes)):
        if mistake.warning and (mistake.path, mistake.sentence) not in told:
            logger.warning("%s", mistake, extra={"mistake": mistake})


def register() -> None:
    signals.initialized.connect(start_list)
    signals.all_generators_finalized.connect(note_units)
    signals.get_writer.connect(stop_on_mistakes)
