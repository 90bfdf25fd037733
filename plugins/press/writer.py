"""The writer that Pelican's generators hand their pages and feeds to."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from feedgenerator import Atom1Feed
from pelican.plugins import signals
from pelican.utils import sanitised_join
from pelican.writers import Writer

from plugins.cores import aside, spread
from plugins.press.feeds import NOBODY_KNOWS, domain, entry


class Press(Writer):
    """Pelican's writer, but a page handed in is written when `finish` is called.

    `content_written` is sent when a page is handed in, while its file is still to come.
    """

    def __init__(self, output_path, settings):
        super().__init__(output_path, settings)
        self._pages = {}
        self._afterwards = []
        settings["PRESS_WRITER"] = self

    def write_file(self, name, template, context, **options):
        if not name:
            return
        path = sanitised_join(self.output_path, name)
        if path in self._pages:
            self.print_pages()  # a second page of one name is Pelican's to judge
        self._pages[path] = (name, template, context, options)
        signals.content_written.send(path, context={**context, **options, "output_file": name})

    def _create_new_feed(self, feed_type, feed_title, context):
        feed = super()._create_new_feed(feed_type, feed_title, context)
        latest = feed.latest_post_date
        feed.latest_post_date = lambda: latest() if feed.items else NOBODY_KNOWS
        feed.feed["id"] = f"https://{domain(self.settings)}{urlsplit(self.feed_url).path}"
        return feed

    def _add_item_to_the_feed(self, feed, item):
        feed.add_item(**entry(item, self.settings, full=isinstance(feed, Atom1Feed)))

    def beside(self, work: Callable[[], Any]):
        """Do work() while pages are written: files of another kind, which are there when all are printed."""
        self.afterwards(aside(work))

    def afterwards(self, work: Callable[[], Any]):
        """Do work() when all pages are written."""
        self._afterwards.append(work)

    def print_pages(self):
        """Write all that waits; raises what rendering a page raised."""
        pages, self._pages = self._pages, {}
        # The first page of each kind is printed here: what it is drawn by is then loaded once for all.
        first = {page[1]: path for path, page in reversed(pages.items())}
        for path in first.values():
            self._print(*pages[path])
        rest = [page for path, page in pages.items() if first[page[1]] != path]
        spread(lambda page: self._print(*page), rest, self.settings["PRESS"].processes)
        self._written_files.update(pages)

    def finish(self):
        """Write all that waits, then do what was to be done afterwards."""
        self.print_pages()
        while self._afterwards:
            self._afterwards.pop()()

    def _print(self, name, template, context, options):
        with signals.content_written.muted():
            super().write_file(name, template, context, **options)
