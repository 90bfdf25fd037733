"""Searching that understands Vietnamese: an index of files, read by the reader's own browser.

Reads: SEARCH; stories, pages, albums, links, sections and the map, as published.
Gives: `search` (Search) to search.html; /tim-kiem/ and the files under /search/.
Drawn by: search.html, components/result.html; answered by search.js.

Read in this order:

    document.py     what is looked for of a story, page or album; other_documents.py: of all else
    words.py        a text as words: with marks, without marks
    postings.py     where each word stands in the documents of a month; placed.py: their slots
    joined.py       the lists of many months as one, of which one can be put in another's place
    period.py       which documents lie together: the newest, and blocks of all others
    block.py        a period's months at their places, made from what the last build kept of them
    shards.py       lists cut into files by first letters; written.py: all files of a block
    index.py        all of it, and the manifest; cache.py: what the last build made

theme/static/js/search.js begins the other half; docs/decisions/0014 says why it is so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pelican import Pelican
from pelican.generators import Generator
from pelican.plugins import signals
from pelican.writers import Writer

from plugins.archive.listing import Year, listing_of
from plugins.core import addresses, schema
from plugins.core.build import build_of
from plugins.core.pelican_types import Article
from plugins.portal.theme_values import Portal
from plugins.search.cache import PeriodCache
from plugins.search.document import ALBUM, LINK, PAGE, Findable, StoryDocument, note_words, of_album, of_story
from plugins.search.index import MANIFEST, write_index
from plugins.search.other_documents import contact, named, places
from plugins.search.settings import SearchSettings
from plugins.story.article import StoryArticle

URL, FOLDER = addresses.SEARCH, addresses.SEARCH_INDEX.rstrip("/")


@dataclass(frozen=True)
class Search:
    """index: address of the manifest; sections: (slug, name); years: months of all stories."""

    index: str
    sections: tuple[tuple[str, str], ...]
    years: tuple[Year, ...]


class SearchGenerator(Generator):
    """Writes /tim-kiem/ and the index."""

    addresses = (f"/{URL}",)

    def generate_output(self, writer: Writer) -> None:
        articles = self.context["articles"]
        settings, build = self.settings["SEARCH"], build_of(self.settings)
        portal = build.portal
        sections = [(section.slug, section.name) for section in portal.sections]
        sections += [(ALBUM, "Album ảnh"), (PAGE, "Trang của cổng"), (LINK, "Liên kết")]
        last = build.printed.output / FOLDER if build.printed and not build.full else None
        store = PeriodCache(Path(self.path).parent / settings.cache, last)
        to = Path(self.output_path, FOLDER)

        note_words(articles)

        def write() -> set[str]:
            documents = named(self._documents(articles, portal), portal)
            write_index(documents, sections, settings.abbreviations, store, to)
            return store.standing

        def stand(paths: set[str]) -> None:
            build.standing.update(f"{FOLDER}/{path}" for path in paths)

        build.beside(write, stand)
        years = listing_of(build, articles).years
        search = Search(f"/{FOLDER}/{MANIFEST}", tuple(sections), years)
        template = self.get_template("search")
        writer.write_file(f"{URL}index.html", template, self.context, url=URL, search=search)

    def _documents(self, articles: Iterable[Article], portal: Portal) -> Iterator[Findable]:
        for each in articles:
            words = (each.author.name, *(tag.name for tag in each.tags))
            if isinstance(each, StoryArticle):
                yield StoryDocument(each, words)
            else:
                yield of_story(each, each.date, each.section.slug, words)
        for page in self.context["pages"]:
            words = contact(portal.organisation) if page.template == "contact" else ()
            yield of_story(page, None, PAGE, words)
        yield from map(of_album, self.context["albums"] or ())
        yield from places(portal, self.context.get("map"), self.settings["SITENAME"])


def check_settings(pelican: Pelican) -> None:
    pelican.settings["SEARCH"] = schema.checked(SearchSettings, pelican.settings.get("SEARCH", {}), "SEARCH")


def add_generator(_pelican: Pelican) -> type[Generator]:
    return SearchGenerator


def register() -> None:
    signals.initialized.connect(check_settings)
    signals.get_generators.connect(add_generator)
