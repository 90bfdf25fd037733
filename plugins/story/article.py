"""A story as Pelican's article, which works out what few ask for when it is asked for."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from pelican.contents import Article
from pelican.plugins import signals
from pelican.utils import SafeDatetime

from plugins.core.pelican_types import PelicanSettings
from plugins.story.kept_articles import LISTED, REST, FolderStamp
from plugins.story.links import internal_target
from plugins.story.story import brief_of

FORGOTTEN = object()
PLAIN = frozenset((str, int, float, bool, type(None)))
# What says nothing of what a page shows, or what `told` says in other words.
LEFT_OUT = frozenset(
    "metadata category author authors tags media targets brief searched _read _excerpt".split()
)
# What is looked at anew in each build, or is of this build alone.
PASSING = frozenset("older kept was_told kept_told stamp _changed _loaded".split())
FIRST = frozenset(
    "author relative_source_path date override_url override_save_as modified"
    " _status _summary _read metadata".split()
)
# Of a story that is as it was: what is at hand for all of them at once.
AT_ONCE = frozenset(
    "title date modified slug section category author authors tags override_url override_save_as _status"
    " relative_source_path views kept_told targets media brief searched".split()
)
# And for whoever lists it. All else is the rest.
OF_LISTS = frozenset(("cover", "_excerpt"))
KINDS = {"published": "ARTICLE", "hidden": "ARTICLE", "draft": "DRAFT"}  # of addresses, by status


class StoryArticle(Article):
    """As Pelican makes of the same values, without what nothing here depends on.

    What all articles of a build share is told of the class (`of_build`).

    kept: whether all that its folder decides is as the last build left it, photos too
    kept_told: what tells it from another, worked out already; None where that must be asked anew
    was_told: whether the last build had worked that out
    media: the photos it shows, each with the names of its published files; one without a name is a drawn card
    searched: of its words, for the search
    targets: of a kept one, where its links lead on this site; None: it has to be looked at all the same
    path: of its file, under content/; now: when the build began
    """

    kept = was_told = False
    kept_told: bytes | None = None
    stamp: FolderStamp | None = None
    translations: Sequence[Article] = ()
    in_default_lang = True
    template = Article.default_template
    lang = "vi"
    timezone: ZoneInfo
    settings: PelicanSettings
    _context: dict[str, Any]
    media: tuple[tuple[str, tuple[str, ...]], ...] = ()
    targets: tuple[str, ...] | None = None
    searched = b""
    _content = ""
    _changed: frozenset[str] = frozenset()
    _excerpt: str
    _part: ClassVar[Callable[..., dict[str, Any]]]

    def __init__(self, values: dict[str, Any], path: str, now: datetime) -> None:
        own = {name: value for name, value in values.items() if name not in ("summary", "status")}
        date = _in_zone(values["date"], self.timezone)
        waits = date > now  # WITH_FUTURE_DATES is off in every portal
        status = "draft" if waits else values["status"]
        where = {"slug": values["slug"], "date": date}
        self.__dict__.update(
            own,
            metadata=values,
            author=values["authors"][0],
            relative_source_path=path,
            date=date,
            override_url=self.settings[f"{KINDS[status]}_URL"].format(**where),
            override_save_as=self.settings[f"{KINDS[status]}_SAVE_AS"].format(**where),
            _status=status,
            _summary=values["summary"],
        )
        if "modified" in own:
            self.__dict__["modified"] = _in_zone(own["modified"], self.timezone)
        self.__dict__ |= {"_read": own["story"], "brief": brief_of(self)}
        if signals.content_object_init.receivers:
            signals.content_object_init.send(self)

    @classmethod
    def of_build(
        cls,
        settings: PelicanSettings,
        context: dict[str, Any],
        zone: ZoneInfo,
        part: "Callable[[StoryArticle, str], dict[str, Any]]",
    ) -> "type[StoryArticle]":
        """The class of one build's articles. part: gives what is not AT_ONCE of one that is as it was."""
        shared = {"_part": part} | {
            "settings": settings,
            "_context": context,
            "timezone": zone,
            "lang": settings["DEFAULT_LANG"],
        }
        return type(cls.__name__, (cls,), shared)

    @classmethod
    def again(cls, values: dict[str, Any], stamp: FolderStamp) -> "StoryArticle":
        """The article whose values `to_keep` gave. stamp: of its folder, as it was then and is now."""
        article = cls.__new__(cls)
        values |= {"stamp": stamp, "kept": True, "was_told": values["kept_told"] is not None}
        object.__setattr__(article, "__dict__", values)
        return article

    def __getattr__(self, name: str) -> Any:
        own = self.__dict__
        there = AT_ONCE | OF_LISTS if "_excerpt" in own else AT_ONCE
        if not own.get("kept") or name in there or "_read" in own:
            raise AttributeError(name)
        parts = [] if there is not AT_ONCE else [LISTED]
        for part in parts if name in OF_LISTS else [*parts, REST]:
            values = self._part(self, part)
            own["_loaded"] = own.get("_loaded", {}) | values
            for each, value in values.items():
                own.setdefault(each, value)  # what plugins have changed meanwhile stays
        return getattr(self, name)

    @property
    def excerpt(self) -> str:
        """Its story's, which a list need not load for it."""
        story = self.__dict__.get("story")
        return str(story.excerpt) if story else self._excerpt

    def unload(self) -> None:
        """Lets go what was loaded when somebody asked, and is loaded again for whoever asks."""
        own = self.__dict__
        for name, value in own.pop("_loaded", {}).items():
            if own.get(name) is value:
                del own[name]

    def to_keep(self) -> dict[str, Any]:
        """All that its folder decides, and its views; not what other stories decide."""
        _ = self.story
        values = {name: value for name, value in vars(self).items() if name not in (*PASSING, "_read")}
        told = self.kept_told if self._read is self.story else None
        of_story = {"story": self._read, "_excerpt": self._read.excerpt, "targets": self._targets()}
        return values | of_story | {"kept_told": told}

    def _targets(self) -> tuple[str, ...] | None:
        """Where its links lead on this site; None where it has to be looked at in each build."""
        body, siteurl = self._read.body, self.settings["SITEURL"]
        if body.numbers:
            return None
        return tuple(t for link in body.links if (t := internal_target(link.href, self.url, siteurl)))

    # Asked for a dozen times of each of thousands: so, Python calls no function of its own.
    url = property(attrgetter("override_url"))
    save_as = property(attrgetter("override_save_as"))

    @property
    def source_path(self) -> str:
        return f"{self.settings['PATH']}/{self.relative_source_path}"

    def __setattr__(self, name: str, value: Any) -> None:
        own = self.__dict__
        if name not in PASSING and own.get(name, FORGOTTEN) is not value:
            own["kept_told"] = None
            if self._is_first(name):
                own["_changed"] = self._changed | {name}
        super().__setattr__(name, value)

    def forget(self, names: Iterable[str]) -> None:
        """These values were given by a plugin, and follow from no file."""
        self.__dict__["_changed"] = self._changed.union(
            name if name in self.__dict__ else f"_{name}" for name in names
        )

    def _is_first(self, name: str) -> bool:
        """Whether it had such a value before plugins gave it more."""
        return name in FIRST or name in self.metadata

    def told(self) -> tuple[Any, ...]:
        """What tells this story from another, as plain as can be: thousands are told apart in each build.

        Its values follow from its file, its path and the day, but for those that a plugin has changed.
        """
        _ = self.story
        read, now = self._read, vars(self)
        left = LEFT_OUT | PASSING
        later = {n: _flat(value) for n, value in now.items() if n not in left and not self._is_first(n)}
        changed = sorted(later.items()) + sorted((n, now[n]) for n in self._changed - left if n in now)
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

    def refresh_metadata_intersite_links(self) -> None:
        """There are none, for the same reason."""

    def get_static_links(self) -> set[str]:
        return set()  # photos and attachments have their own way (INTRASITE_LINK_REGEX)


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
