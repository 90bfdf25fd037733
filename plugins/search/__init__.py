"""Searching that understands Vietnamese: an index of files, read by the reader's own browser.

Reads: SEARCH; every story, page and album that is published.
Gives: `search` (Search) to search.html; /tim-kiem/ and the files under /search/.
Drawn by: search.html, components/result.html; answered by search.js.

Read in this order:

    document.py     what is looked for of a story, page or album
    words.py        a text as words: with marks, without marks
    postings.py     where each word stands in the documents of a month
    shards.py       lists cut into files by first letters
    period.py       a year, the newest month, the pages: each has files of its own
    index.py        all of it, and the manifest; store.py: what the last build made

theme/static/js/search.js begins the other half; docs/decisions/0014 says why it is so.
"""

from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from pelican.generators import Generator
from pelican.plugins import signals

from plugins import seam
from plugins.archive.listing import Year, months_of, years_of
from plugins.search.document import ALBUM, PAGE, of_album, of_story
from plugins.search.index import MANIFEST, write_index
from plugins.search.settings import Settings
from plugins.search.store import Store

URL, FOLDER = "tim-kiem/", "search"


@dataclass(frozen=True)
class Search:
    """index: address of the manifest; sections: (slug, name); years: months of all stories."""

    index: str
    sections: tuple[tuple[str, str], ...]
    years: tuple[Year, ...]


class SearchGenerator(Generator):
    """Writes /tim-kiem/ and the index."""

    addresses = (f"/{URL}",)

    def generate_output(self, writer):
        articles, albums = self.context["articles"], self.context["albums"] or ()
        settings = self.settings["SEARCH"]
        sections = [(section.slug, section.name) for section in self.settings["portal"].sections]
        sections += [(ALBUM, "Album ảnh"), (PAGE, "Trang giới thiệu")]
        documents = [
            of_story(each, each.date, each.section.slug, (each.author.name, *(tag.name for tag in each.tags)))
            for each in articles
        ]
        pages = (of_story(page, None, PAGE) for page in self.context["pages"])
        documents.extend(chain(pages, map(of_album, albums)))
        store = Store(Path(self.path).parent / settings.cache)
        to = Path(self.output_path, FOLDER)
        writer.beside(lambda: write_index(documents, sections, settings.abbreviations, store, to))
        years = years_of(months_of(articles, "/tin/"), "/tin/")
        search = Search(f"/{FOLDER}/{MANIFEST}", tuple(sections), years)
        template = self.get_template("search")
        writer.write_file(f"{URL}index.html", template, self.context, url=URL, search=search)


def check_settings(pelican):
    pelican.settings["SEARCH"] = seam.checked(Settings, pelican.settings.get("SEARCH", {}), "SEARCH")


def add_generator(_pelican):
    return SearchGenerator


def register():
    signals.initialized.connect(check_settings)
    signals.get_generators.connect(add_generator)
