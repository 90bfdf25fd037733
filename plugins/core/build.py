"""What one build knows: where it reads from, what is wrong, and what its plugins lay down for each other."""

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plugins.core.build_times import Work
from plugins.core.look import Look
from plugins.core.mistakes import Mistake
from plugins.core.processes import Aside
from plugins.core.published import PUBLISHED, Published
from plugins.core.sources import Sources

if TYPE_CHECKING:
    from jinja2 import Environment

    from plugins.archive.listing import Listing
    from plugins.assets.tokens import Tokens
    from plugins.build.printed import Printed
    from plugins.build.writer import PageWriter
    from plugins.gallery.pipeline import Session
    from plugins.portal.theme_values import Portal
    from plugins.story.kept_articles import KeptArticles

KEY = "build"  # among Pelican's settings, which every generator, reader and writer is given


@dataclass
class Build:
    """One build, from its first file read to its last one written.

    root: the project's folder; sources: where each story, page and album is read from
    full: nothing that an earlier build made is used; printed: the pages that stand from the last one
    look: the files that the last one left in the output
    standing: files of the last site, beside pages, that stand as they would be written
    mistakes: found so far; a grave one stops the build, or holds its story, page or album back
    portal, tokens: set when settings are checked; empty_lists: addresses of lists that fell empty,
    set when all is read; photos: to be drawn, set when nothing is wrong
    environment: the one that all templates share; writer: the one that all pages are handed to
    articles: those of the last build, set when stories are read; None: none is to be used
    listing: the stories that lists show, by month, once somebody has asked for it (archive/listing.py)
    reread: {"article" or "page": the content of one file as it lies in content/ now}; raises MistakesFound,
    or holds it back. Empty: all of them have to be read together
    finishes: what plugins do to one content more, given with the same one as this build has it
    work: what it did, for the person who waited
    coming: moments, each with its zone, at which what it tells changes by itself, but for midnight
    """

    root: Path
    sources: Sources
    full: bool = False
    printed: "Printed | None" = None
    look: Look = field(default_factory=Look)
    mistakes: list[Mistake] = field(default_factory=list)
    empty_lists: frozenset[str] = frozenset()
    standing: set[str] = field(default_factory=set)
    portal: "Portal" = field(init=False)
    tokens: "Tokens" = field(init=False)
    photos: "Session" = field(init=False)
    writer: "PageWriter" = field(init=False)
    environment: "Environment | None" = None
    articles: "KeptArticles | None" = None
    listing: "Listing | None" = None
    reread: dict[str, Callable[[str], Any]] = field(default_factory=dict)
    finishes: list[Callable[[Any, Any], None]] = field(default_factory=list)
    work: Work = field(default_factory=Work)
    coming: list[datetime] = field(default_factory=list)
    _after: list[Callable[[], Any]] = field(default_factory=list)

    def beside(self, work: Callable[[], Any], take: Callable[[Any], Any] = lambda _: None) -> None:
        """Do work() while pages are written: files of another kind, which are there when all is done.

        take: is given what it returns, then. Where no page stands, work() is done then, by this process,
        since all cores are busy before: a copy keeps all memory that this one changes.
        """
        if self.printed and self.printed.is_empty:
            self.after(lambda: take(work()))
        else:
            begun = Aside(work)
            self.after(lambda: take(begun.outcome()))

    def after(self, work: Callable[[], Any]) -> None:
        """Do work() when all pages are written, what came last first."""
        self._after.append(work)

    def finish(self) -> None:
        """Do what was to be done when all pages are written."""
        while self._after:
            self._after.pop()()


def build_of(settings: MutableMapping[str, Any]) -> Build:
    """The build that works with these settings of Pelican's; begun by whoever asks first."""
    if KEY not in settings:
        root = Path(settings["PATH"]).parent
        settings[KEY] = Build(root, Sources(root, Published(root / PUBLISHED)))
    build: Build = settings[KEY]
    return build
