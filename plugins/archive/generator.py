"""The pages of months, years and tags, and what stands where a list is empty."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pelican.generators import Generator
from pelican.writers import Writer

from plugins.archive.addresses import EMPTY
from plugins.archive.listing import Month, listing_of, tag_fronts
from plugins.core.addresses import STORIES, TAGS, link
from plugins.core.build import build_of
from plugins.portal.settings import Section
from plugins.publish.address import path_of

Page = tuple[str, tuple[str, dict[str, Any]]]  # its address, (template, values)


class ArchiveGenerator(Generator):
    """Writes /tin/, /tin/2024/, /tin/2024/06/, /<section>/2024/06/, /the/<tag>/ and /the/<tag>/2024/."""

    def generate_context(self) -> None:
        self._pages: dict[str, tuple[str, dict[str, Any]]] = {}

    @property
    def addresses(self) -> list[str]:
        if not self._pages:
            self._pages = dict(self._plan())
        return list(self._pages)

    def generate_output(self, writer: Writer) -> None:
        for url in self.addresses:
            template, values = self._pages[url]
            path = url.lstrip("/")
            writer.write_file(
                f"{path}index.html", self.get_template(template), self.context, url=path, **values
            )

        self._write_empty(writer)

    def _write_empty(self, writer: Writer) -> None:
        # Not by the writer: what holds nothing does not belong into the site map.
        page = self.get_template("empty").render(self.context | {"output_file": EMPTY[".html"]})
        for path in [EMPTY[".html"], *map(path_of, build_of(self.settings).empty_lists)]:
            file = Path(self.output_path, path)
            if not file.exists():
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(page, "utf-8")
        for kind in ("atom", "rss"):
            writer.write_feed([], self.context, EMPTY[f".{kind}.xml"], feed_type=kind)

    def _plan(self) -> Iterator[Page]:
        build = build_of(self.settings)
        listing = listing_of(build, self.context["articles"])
        yield link(STORIES), ("archive", {"years": listing.years})
        for year in listing.years:
            yield year.url, ("year", {"year": year})
        yield from self._months(listing.months, None)
        for section in build.portal.sections:
            yield from self._months(listing.by_section.get(section.slug, ()), section)
        tags = tag_fronts(listing.months, self.settings["ARCHIVE"].tag_newest)
        yield link(TAGS), ("tags", {"tags": tags})
        for tag in tags:
            yield tag.url, ("tag", {"tag": tag, "year": None})
            for year in tag.years:
                yield year.url, ("tag", {"tag": tag, "year": year})

    @staticmethod
    def _months(months: Sequence[Month], section: Section | None) -> Iterator[Page]:
        # A month leads to the one before it only, so that a new month rewrites no old page.
        for month, older in zip(months, [*months[1:], None], strict=False):
            yield month.url, ("month", {"month": month, "older": older, "section": section})


def add_generator(_pelican: Any) -> type[Generator]:
    return ArchiveGenerator
