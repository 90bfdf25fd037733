"""The writer that Pelican's generators hand their pages and feeds to."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from feedgenerator import Atom1Feed
from pelican.plugins import signals
from pelican.utils import sanitised_join
from pelican.writers import Writer

from plugins.build.feeds import NOBODY_KNOWS, domain, entry
from plugins.build.own_code import own_code
from plugins.build.printed import Page, Row
from plugins.build.reads import Reads, own, shared
from plugins.core.build import build_of
from plugins.core.pelican_types import Article, PelicanSettings
from plugins.core.processes import spread

FEW = 8  # pages: a list takes as long as twenty stories, and most that change with a story are lists
LIST = 4  # stories that a process prints in its place: a list reads as much memory of those it shows
OF_FEEDS = ("SITENAME", "SITESUBTITLE", "SITEURL", "FEED_DOMAIN", "TIMEZONE")  # what they say of the site


class PageWriter(Writer):
    """Pelican's writer, but a page handed in is written by `print_pages`, if at all.

    A page that stands in the last output just as it would be printed is not printed again
    (Build.printed). `content_written` is sent when a page is handed in, while its file is
    still to come.
    """

    output_path: str

    def __init__(self, output_path: str, settings: PelicanSettings):
        super().__init__(output_path, settings)
        self._pages: dict[str, Page] = {}
        self.handed: list[Page] = []
        self._build = build_of(settings)
        self._build.writer = self
        self._contexts: dict[int, dict[str, Any]] = {}
        self._reads: dict[tuple[str, ...], tuple[str, ...]] = {}

    def write_file(self, name: str, template: Any, context: Mapping[str, Any], **options: Any) -> None:
        if not name:
            return
        plain = name[0] != "/" and ".." not in name
        path = f"{self.output_path}/{name}" if plain else sanitised_join(self.output_path, name)
        if path in self._pages:
            self.print_pages()  # a second page of one name is Pelican's to judge
        page = self._pages[path] = Page(name, template, context, options)
        self.handed.append(page)
        if signals.content_written.receivers:
            signals.content_written.send(path, context={**context, **options, "output_file": name})

    def write_feed(
        self,
        elements: Sequence[Article],
        context: Mapping[str, Any],
        path: str | None = None,
        url: str | None = None,
        feed_type: str = "atom",
        override_output: bool = False,
        feed_title: str | None = None,
    ) -> Any:
        """As Pelican's; a feed that stands as it would be written is not made, and None is returned."""
        printed, options = self._build.printed, (url, feed_type, override_output, feed_title)
        digest = b""
        if printed and path and not signals.feed_generated.receivers:  # who changes feeds cannot be told
            facts = [context.get(name) for name in OF_FEEDS]
            shown = [*elements[: self.settings["FEED_MAX_ITEMS"]]]
            digest = printed.digest_of((path, options, domain(self.settings), facts, shown))
            if printed.keep_file(path, digest):
                return None
        feed = super().write_feed(elements, context, path, *options)
        if printed and path and digest:
            printed.rows[path] = Row("", (), digest)
        return feed

    def _create_new_feed(self, feed_type: str, feed_title: str, context: Mapping[str, Any]) -> Any:
        feed = super()._create_new_feed(feed_type, feed_title, context)
        latest = feed.latest_post_date
        feed.latest_post_date = lambda: latest() if feed.items else NOBODY_KNOWS
        feed.feed["id"] = f"https://{domain(self.settings)}{urlsplit(self.feed_url).path}"
        return feed

    def _add_item_to_the_feed(self, feed: Any, item: Article) -> None:
        feed.add_item(**entry(item, self.settings, full=isinstance(feed, Atom1Feed)))

    def print_pages(self) -> None:
        """Write all that waits and does not stand; raises what rendering a page raised."""
        pages, self._pages = self._pages, {}
        left = self._not_standing(list(pages.values()))
        self._build.look.wait()  # else what looked at the last output lasts as long as this
        # The first page of each kind is printed here: what it is drawn by is then loaded once for all.
        first = {page.template: page for page in reversed(left)}
        told = [self._print(page) for page in first.values()]
        rest = [page for page in left if first[page.template] is not page]
        told += spread(self._print, rest, self.settings["BUILD"].processes, FEW, _weight)
        self._written_files.update(pages)
        work = self._build.work
        work.printed, work.standing = work.printed + len(left), work.standing + len(pages) - len(left)
        if self._build.printed:
            for page, (reads, digest) in zip([*first.values(), *rest], told, strict=True):
                if work.profile:
                    work.why[self._build.printed.why(page, digest)].append(page.name)
                self._build.printed.note(page, reads, digest)

    def _not_standing(self, pages: list[Page]) -> list[Page]:
        printed = self._build.printed
        if printed is None:
            return pages
        left = []
        for page in pages:
            if printed.stands(page):
                printed.keep(page)
            else:
                left.append(page)
        return left

    def _print(self, page: Page) -> tuple[tuple[str, ...], bytes]:
        """(what the page reads of values that are noted, the digest of all it is drawn from)."""
        seen = tuple(sorted(self._draw(page)))
        seen = self._reads.setdefault(seen, seen)  # sent between processes, one is sent once
        return seen, self._build.printed.digest(page, seen) if self._build.printed else b""

    def print_into(self, folder: Path, page: Page) -> None:
        """Write a page into another folder than the site's."""
        site, self.output_path = self.output_path, str(folder)
        try:
            self._draw(page)
        finally:
            self.output_path = site

    def _draw(self, page: Page) -> set[str]:
        """Writes the page; what it reads of values that are noted."""
        reads: Reads = getattr(getattr(page.template, "environment", None), "reads", None) or Reads()
        reads.seen = set()
        context = self._contexts.get(id(page.context))
        if context is None:
            context = self._contexts[id(page.context)] = shared(page.context, reads)
        # Asked here: where it happened is lost between processes.
        with own_code(self._build.root), signals.content_written.muted():
            super().write_file(page.name, page.template, context, **own(page.options, reads))
        return reads.seen


def _weight(page: Page) -> int:
    return 1 if "article" in page.options else LIST
