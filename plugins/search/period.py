"""Period: the documents of one stretch of time, whose files lie together.

The newest documents, those of the third of a month that is not over, are one period: their
lists are a part of the manifest, so a story of today rewrites nothing else. All others are
blocks of whole years, and the pages, which have no date, are a part of the newest block. A
search asks each block for the lists of its words, so there is one block until there are more
than BLOCK documents: few requests for readers far away.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from itertools import groupby

from plugins.core.program_identity import program
from plugins.search.document import Findable

BLOCK = 12_000  # documents: a year that comes after as many begins a block of its own
SLOTS_A_DAY = 8
MONTH_SLOTS = 31 * SLOTS_A_DAY
FRESH, PAGES = "moi", "trang"

Dated = tuple[datetime, Findable]


@dataclass(frozen=True)
class Month:
    """The documents of a month by date, or all without a date.

    name: "2024-06" or PAGES; number: that of its first slot, in months; known: the documents' digests
    """

    name: str
    number: int
    documents: list[Findable]
    known: list[bytes]


@dataclass(frozen=True)
class Period:
    """name: FRESH, or the first year of a block; months in the order of time."""

    name: str
    months: tuple[Month, ...]

    def digest(self, sections: list[str]) -> bytes:
        """Changes with anything that is written of the period."""
        content = blake2b("\0".join((program(), *sections)).encode(), digest_size=12)
        for month in self.months:
            content.update(month.name.encode() + b"".join(month.known))
        return content.digest()


def periods(documents: list[Findable]) -> tuple[Period, list[Period]]:
    """(the newest documents, blocks of all others, the newest first)."""
    dated = sorted(((each.date, each) for each in documents if each.date), key=lambda e: (e[0], e[1].url))
    pages = sorted((each for each in documents if not each.date), key=lambda each: each.url, reverse=True)
    since = _third(dated[-1][0]) if dated else datetime.max
    fresh = tuple(each for date, each in dated if date >= since)
    blocks: list[list[Dated]] = [[]]
    for _, year in groupby(dated[: len(dated) - len(fresh)], key=lambda each: each[0].year):
        if len(blocks[-1]) >= BLOCK:
            blocks.append([])
        blocks[-1].extend(year)
    found = [_block(block, pages if block is blocks[-1] else []) for block in blocks]
    newest = Period(FRESH, (_month(FRESH, 0, fresh),) if fresh else ())
    return newest, [block for block in reversed(found) if block.months]


def _third(date: datetime) -> datetime:
    """The beginning of the third of a month in which a date lies."""
    return datetime(date.year, date.month, 1 if date.day <= 10 else 11 if date.day <= 20 else 21)


def _block(dated: list[Dated], pages: list[Findable]) -> Period:
    first = dated[0][0].year if dated else 0
    months = [_month(PAGES, 0, pages)] if pages else []
    for (year, month), group in groupby(dated, key=lambda each: (each[0].year, each[0].month)):
        documents = (each for _, each in group)
        months.append(_month(f"{year}-{month:02}", (year - first) * 12 + month, documents))
    return Period(str(first) if dated else PAGES, tuple(months))


def _month(name: str, number: int, documents: Iterable[Findable]) -> Month:
    month = list(documents)
    return Month(name, number, month, [each.digest for each in month])


def slot_of(document: Findable) -> int:
    """The slot of a document's moment, counted from its month: a later story seldom moves an earlier one."""
    date = document.date
    return ((date.day - 1) * 24 + date.hour) * SLOTS_A_DAY // 24 if date else 0
