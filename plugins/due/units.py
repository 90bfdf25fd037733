"""The moments at which stories and albums appear or expire, read from their heads alone."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import TypeVar

from plugins.core.mistakes import MistakesFound
from plugins.core.sources import Sources
from plugins.core.withdrawals import paths
from plugins.due.moment import Due
from plugins.gallery.album import AlbumMatter
from plugins.story import front_matter
from plugins.story.front_matter import StoryMatter
from plugins.story.story_cache import Kept
from plugins.story.text_file import read_text

PLACE = re.compile(r"content/tin/(\d{4})/(\d{2})/")
YEAR = re.compile(rb"(?<!\d)\d{4}(?!\d)")
AHEAD = 100  # years; a greater number is none
ENOUGH = 8192  # bytes of a file in which its head ends

M = TypeVar("M", StoryMatter, AlbumMatter)


def of_units(sources: Sources, now: datetime, kept: Kept) -> Iterator[Due]:
    """Those after `now`, by its zone, of what would be read from `sources`; what has a mistake has none.

    kept: what builds have read, of which most is over
    """
    day = now.date() - timedelta(days=1)  # whatever zone a moment was written in
    names = [*_not_over(sources, day, kept)]
    sources = replace(sources, names=names)
    for name in names:
        if name.startswith(("content/tin/", "content/anh/")) and (file := sources.file(name)):
            if not _may_wait(file, name, now):
                continue
            try:
                yield from _of_story(file, name, now) if "/tin/" in name else _of_album(file, name, now)
            except (MistakesFound, OSError):
                continue


def _not_over(sources: Sources, day: date, kept: Kept) -> Iterator[str]:
    """The units of which it is not known that nothing begins or ends from `day` on."""
    if sources.approved:
        published = sources.published
        yield from (name for name in published if not kept.was_over(name, published.digest(name), day))
        return
    above = len(f"{sources.root}/")
    for path in paths(sources.root / "content"):
        if not kept.is_over(path, name := path[above:], day):
            yield name
    yield from (*sources.removed("tin"), *sources.removed("anh"))


def _may_wait(file: Path, name: str, now: datetime) -> bool:
    """Whether its folder is of a month to come, or its head has a year that is not over; by the thousand."""
    place = PLACE.match(name)
    if place and (int(place[1]), int(place[2])) >= (now.year, now.month):
        return True
    try:
        with open(file, "rb", buffering=0) as opened:  # noqa: PTH123 - by the thousand
            head = opened.read(ENOUGH).partition(b"\n---")[0]
    except OSError:
        return False
    return any(now.year <= int(year) <= now.year + AHEAD for year in YEAR.findall(head))


def _of_story(file: Path, name: str, now: datetime) -> Iterator[Due]:
    matter = _matter(StoryMatter, file, name, now.tzinfo)
    if matter.status != "published":
        return
    appears = _aware(matter.date, now.tzinfo)
    if appears > now:
        yield Due(appears, "story", name, matter.title)
    if matter.expires:
        ends = datetime.combine(matter.expires + timedelta(days=1), time(), now.tzinfo)
        if ends > max(now, appears):
            yield Due(ends, "expiry", name, matter.title)


def _of_album(file: Path, name: str, now: datetime) -> Iterator[Due]:
    matter = _matter(AlbumMatter, file, name, now.tzinfo)
    day = datetime.combine(matter.date.date(), time(), now.tzinfo)
    if matter.status == "published" and day > now:
        yield Due(day, "album", name, matter.title)


def _matter(kind: type[M], file: Path, name: str, zone: tzinfo | None) -> M:
    parts = front_matter.split(read_text(file, name)[0], name)
    return front_matter.parse(kind, parts.head, name, parts.head_line, zone).matter


def _aware(moment: datetime, zone: tzinfo | None) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
