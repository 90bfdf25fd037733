"""What Pelican's generator of stories is given in place of what it would find and read by itself.

A build of thousands of stories asks little of most of them. So the files are those that were
listed once for all (core/tree.py), and a story is an `Article` that works out what a template of
the owner's may ask for only when it is asked for.
"""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from operator import is_
from typing import Any
from zoneinfo import ZoneInfo

from pelican.contents import Article
from pelican.generators import ArticlesGenerator
from pelican.plugins import signals
from pelican.utils import SafeDatetime

from plugins.core.build import build_of
from plugins.core.clock import zone_of
from plugins.core.pelican_types import PelicanSettings
from plugins.story.reader import StoryReader, also_read
from plugins.story.story import Story

FORGOTTEN = object()
PLAIN = frozenset((str, int, float, bool, type(None)))
# What says nothing of what a page shows, or what `told` says in other words.
LEFT_OUT = frozenset(
    "settings _context metadata source_path translations older timezone category author authors tags"
    " _read _made".split()
)
KINDS = {"published": "ARTICLE", "hidden": "ARTICLE", "draft": "DRAFT"}  # of addresses, by status


class StoryArticle(Article):
    """As Pelican makes of the same values, without what nothing here depends on.

    path: of its file, under content/; now: when the build began
    """

    def __init__(
        self,
        values: dict[str, Any],
        path: str,
        settings: PelicanSettings,
        context: dict[str, Any],
        zone: ZoneInfo,
        now: datetime,
    ) -> None:
        own = {name: value for name, value in values.items() if name not in ("summary", "status")}
        date = _in_zone(values["date"], zone)
        waits = date > now  # WITH_FUTURE_DATES is off in every portal
        status = "draft" if waits else values["status"]
        where = {"slug": values["slug"], "date": date}
        self.__dict__.update(
            own,
            settings=settings,
            metadata=values,
            template=self.default_template,
            translations=[],
            author=values["authors"][0],
            lang=settings["DEFAULT_LANG"],
            in_default_lang=True,
            source_path=f"{settings['PATH']}/{path}",
            relative_source_path=path,
            timezone=zone,
            date=date,
            override_url=settings[f"{KINDS[status]}_URL"].format(**where),
            override_save_as=settings[f"{KINDS[status]}_SAVE_AS"].format(**where),
            _content="",
            _context=context,
            _status=status,
            _summary=values["summary"],
        )
        if "modified" in own:
            self.modified = _in_zone(own["modified"], zone)
        self._read: Story = own["story"]
        self._made = [*vars(self).values()]  # plugins change some of it, each by another value
        if signals.content_object_init.receivers:
            signals.content_object_init.send(self)

    @property
    def url(self) -> str:
        return str(self.override_url)

    @property
    def save_as(self) -> str:
        return str(self.override_save_as)

    def forget(self, names: Iterable[str]) -> None:
        """These values were given by a plugin, and follow from no file."""
        mine = [*vars(self)]
        for name in names:
            self._made[mine.index(name if name in mine else f"_{name}")] = FORGOTTEN

    def told(self) -> tuple[Any, ...]:
        """What tells this story from another, as plain as can be: thousands are told apart in each build.

        Its values follow from its file, its path and the day, but for those that a plugin has changed.
        """
        read, made, now = self._read, self._made, vars(self)
        # In the order in which they were first given; one that was taken away would move the rest.
        values = [*now.values()]
        changed = {name: _flat(now[name]) for name in [*now][len(made) :] if name not in LEFT_OUT}
        if not all(map(is_, made, values)):
            for name, old, new in zip(now, made, values, strict=False):
                if old is not new and name not in LEFT_OUT:
                    changed[name] = new
        labels = [(each.name, each.slug) for each in (self.category, *self.authors, *self.tags)]
        return (
            read.digest,
            self.relative_source_path,
            self._status,
            read.expired,
            read.modified,
            self.section,
            labels,
            changed,
        )

    @property
    def date_format(self) -> str:
        found: str = self.settings["DATE_FORMATS"].get(self.lang, self.settings["DEFAULT_DATE_FORMAT"])
        return found

    @property
    def locale_date(self) -> str:
        return str(self.date.strftime(self.date_format))

    @property
    def locale_modified(self) -> str:
        return str(self.modified.strftime(self.date_format))

    def get_relative_source_path(self, source_path: str | None = None) -> str:
        found: str = (
            super().get_relative_source_path(source_path) if source_path else self.relative_source_path
        )
        return found

    def get_static_links(self) -> set[str]:
        return set()  # photos and attachments have their own way (INTRASITE_LINK_REGEX)


def read_ahead(generator: ArticlesGenerator) -> None:
    """Every story is read now, on all cores, and handed to Pelican when it asks for one."""
    build, settings = build_of(generator.settings), generator.settings
    sources, zone, now = build.sources, zone_of(settings), datetime.now(UTC)
    reader: StoryReader = generator.readers.readers["md"]
    removed = [name.removeprefix("content/") for name in sources.removed("tin")]
    also_read(generator, ())
    sources.is_same = reader.reading.is_same
    heard = signals.article_generator_preread.receivers or signals.article_generator_context.receivers

    def files(roots: Collection[str], exclude: Any = None, extensions: Any = None) -> list[str]:
        """exclude: other roots, which are never beneath these."""
        endings = generator.readers.extensions if extensions is None else extensions
        found = [
            path for root in roots for path in sources.tree.files(root, endings, settings["IGNORE_FILES"])
        ]
        return sorted({*found, *removed}) if extensions is None else found

    def article(path: str, _default: Any = None) -> StoryArticle | None:
        """None: nothing is to be read there, as Pelican will find."""
        values = reader.values(f"content/{path}")
        if values is None:
            return None
        told = {"reader": "story", **values}
        if not heard:
            return StoryArticle(told, path, settings, generator.context, zone, now)
        before = {**told}
        signals.article_generator_preread.send(generator)
        signals.article_generator_context.send(generator, metadata=told)
        article = StoryArticle(told, path, settings, generator.context, zone, now)
        article.forget(name for name in told if told[name] is not before.get(name))
        return article

    generator.get_files, generator.get_cached_data = files, article
    names = [f"content/{path}" for path in files(settings["ARTICLE_PATHS"])]
    there = ((file, name) for name in names if (file := sources.file(name)))
    build.work.read = reader.reading.ahead(there)


def _flat(value: Any) -> Any:
    """A typed value of plain ones as these: each story has some, and pickling types takes long."""
    kind = type(value)
    if not hasattr(kind, "__dataclass_fields__") or not hasattr(value, "__dict__"):
        return value
    values = [*vars(value).values()]
    return (kind.__qualname__, *values) if PLAIN.issuperset(map(type, values)) else value


def _in_zone(moment: datetime, zone: ZoneInfo) -> datetime:
    found: datetime = moment if moment.tzinfo else SafeDatetime.combine(moment, moment.time(), zone)
    return found
