"""The home page and the front of each section.

Reads: FRONT.
Gives: `front` (front.Front) to home.html; `front` (front.SectionFront) to section.html.
Drawn by: home.html, section.html.
"""

from itertools import islice
from typing import Annotated

from pelican import Pelican
from pelican.generators import Generator
from pelican.plugins import signals
from pelican.writers import Writer
from pydantic import Field
from pydantic.dataclasses import dataclass

from plugins.archive.listing import articles_of, listing_of
from plugins.core import schema
from plugins.core.build import build_of
from plugins.front.front import choose_front, choose_section


@dataclass(frozen=True, config=schema.STRICT)
class FrontSettings:
    """FRONT.

    featured: other featured stories below the lead of the home page
    featured_days: how much younger the newest story is when a featured one is so no more
    headlines: newest stories beside the lead of the home page
    block: stories in each section's block
    section_days: stories a section front lists by day below its lead
    """

    featured: Annotated[int, Field(ge=0)] = 3
    featured_days: Annotated[int, Field(ge=1)] = 30
    headlines: Annotated[int, Field(ge=0)] = 4
    block: Annotated[int, Field(ge=1)] = 4
    section_days: Annotated[int, Field(ge=1)] = 20


class FrontGenerator(Generator):
    """Writes / and /<section>/."""

    @property
    def addresses(self) -> list[str]:
        return ["/", *(section.url for section in build_of(self.settings).portal.sections)]

    def generate_output(self, writer: Writer) -> None:
        settings, build = self.settings["FRONT"], build_of(self.settings)
        articles, portal = self.context["articles"], build.portal
        front = choose_front(
            articles,
            portal.sections,
            settings.featured,
            settings.headlines,
            settings.block,
            settings.featured_days,
        )
        writer.write_file("index.html", self.get_template("home"), self.context, url="", front=front)
        of_sections = listing_of(build, articles).by_section
        for section in portal.sections:
            months = of_sections.get(section.slug, ())
            newest = [*islice(articles_of(months), settings.section_days + 1)]
            chosen = choose_section(section, newest, months, settings.section_days)
            url = section.url.lstrip("/")
            writer.write_file(
                f"{url}index.html", self.get_template("section"), self.context, url=url, front=chosen
            )


def check_settings(pelican: Pelican) -> None:
    pelican.settings["FRONT"] = schema.checked(FrontSettings, pelican.settings.get("FRONT", {}), "FRONT")


def add_generator(_pelican: Pelican) -> type[Generator]:
    return FrontGenerator


def register() -> None:
    signals.initialized.connect(check_settings)
    signals.get_generators.connect(add_generator)
