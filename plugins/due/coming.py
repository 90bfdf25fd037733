"""All moments to come at which a portal changes by itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from plugins.core import schema, settings_file
from plugins.core.clock import zone_of
from plugins.core.mistakes import MistakesFound
from plugins.core.published import PUBLISHED, Published
from plugins.core.sources import Sources
from plugins.due.moment import Due
from plugins.due.units import of_units
from plugins.portal.notice import FILE, read_notices
from plugins.portal.settings import PortalSettings
from plugins.story.story_cache import Kept


@dataclass(frozen=True)
class Coming:
    """due: in order of time

    unapproved: of words that nobody has published yet, so that no timer will
    """

    due: tuple[Due, ...]
    unapproved: tuple[Due, ...] = ()


def coming(
    root: Path,
    settings: Mapping[str, Any],
    approved: bool,
    since: datetime | None = None,
    both: bool = True,
) -> Coming:
    """What the portal in the folder `root` will do after `since`, by default from now on.

    approved: as the timer sees it, from words as they were last published; else as they lie there
    both: whether what is unapproved is asked for too
    """
    now = since or datetime.now(zone_of(settings))
    published = Published(root / PUBLISHED)
    kept = Kept(root / ".cache/stories.sqlite", zone_of(settings).key)

    def of(approved: bool) -> set[Due]:
        return {*of_units(Sources(root, published, approved, is_same=kept.is_same), now, kept)}

    live = of(False) if both or not approved else set()
    units = of(True) if approved else live
    due = sorted({*units, *_of_portal(root, settings, now)})
    return Coming(tuple(due), tuple(sorted(live - units)))


def next_moment(file: Path) -> datetime | None:
    """When the portal with the settings file `file`, as it lies there, changes next by itself."""
    try:
        found = coming(file.parent, settings_file.values(file), approved=False).due
    except (MistakesFound, OSError):  # told by the build
        return None
    return found[0].at if found else None


def _of_portal(root: Path, settings: Mapping[str, Any], now: datetime) -> Iterator[Due]:
    """Notices and days of mourning; MistakesFound where they are written wrong."""
    for notice in read_notices(root, zone_of(settings)):
        if notice.starts and notice.starts > now:
            yield Due(notice.starts, "notice", FILE, notice.text)
        if notice.until and notice.until > now:
            yield Due(notice.until, "notice-end", FILE, notice.text)
    mourning = schema.checked(PortalSettings, settings.get("PORTAL"), "PORTAL").mourning
    if mourning:
        starts = datetime.combine(mourning.starts, time(), now.tzinfo)
        ends = datetime.combine(mourning.ends + timedelta(days=1), time(), now.tzinfo)
        if starts > now:
            yield Due(starts, "mourning")
        if ends > now:
            yield Due(ends, "mourning-end")
