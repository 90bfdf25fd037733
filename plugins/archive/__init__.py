"""Older stories by month for the portal and each section; tags by year; what stands where none is left.

Reads: ARCHIVE; the addresses of empty lists that pages lead to, in EMPTY_LISTS.
Gives: `month`, `year`, `years`, `tag`, `tags` (listing.Month, Year, TagFront).
Drawn by: month.html, year.html, archive.html, tag.html, tags.html, empty.html.
"""

from typing import Annotated, Any

from pydantic import Field
from pydantic.dataclasses import dataclass

from plugins.core import schema


@dataclass(frozen=True, config=schema.STRICT)
class ArchiveSettings:
    """ARCHIVE. tag_newest: how many stories a tag's front lists before its years."""

    tag_newest: Annotated[int, Field(ge=1)] = 30


def check_settings(pelican: Any) -> None:
    given = pelican.settings.get("ARCHIVE", {})
    pelican.settings["ARCHIVE"] = schema.checked(ArchiveSettings, given, "ARCHIVE")


def register() -> None:
    # Loaded here: most commands need parts of this package, and not Pelican.
    from pelican.plugins import signals

    from plugins.archive.generator import add_generator

    signals.initialized.connect(check_settings)
    signals.get_generators.connect(add_generator)
