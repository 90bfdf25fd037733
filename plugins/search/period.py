"""Period: the documents of one stretch of time, whose files lie together.

The newest documents, those of the third of a month that is not over, are one period: their
lists are a part of the manifest, so a story of today rewrites nothing else. All others are
blocks of whole years, and the pages, which have no date, are a part of the newest block. A
search asks each block for the lists of its words, so there is one block until there are more
than BLOCK documents: few requests for readers far away.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from itertools import groupby, pairwise

from plugins.search import postings, shards
from plugins.search.cache import Record
from plugins.search.document import Document
from plugins.search.words import Lexicon, key

BLOCK = 12_000  # documents: a year that comes after as many begins a block of its own
SLOTS_A_DAY = 8
MONTH_SLOTS = 31 * SLOTS_A_DAY
CHUNK = 32  # slots whose documents are described in one file: those of four days, mostly
EXCERPT = 120  # letters; the page itself has the rest
FORMAT = b"2"  # to be raised with any change of what is written or kept
FRESH, PAGES = "moi", "trang"

Dated = tuple[datetime, Document]
Row = list[int | str | list[int | str]]  # as of _describe


@dataclass(frozen=True)
class Month:
    """The documents of a month by date, or all without a date.

    name: "2024-06" or PAGES; number: that of its first slot, in months
    """

    name: str
    number: int
    documents: tuple[Document, ...]
    digest: bytes

    def post(self, lexicon: Lexicon) -> postings.Posted:
        return postings.post([(_slot(each), each.title, each.parts()) for each in self.documents], lexicon)


@dataclass(frozen=True)
class Period:
    """name: FRESH, or the first year of a block; months in the order of time."""

    name: str
    months: tuple[Month, ...]

    def digest(self, sections: list[str]) -> bytes:
        """Changes with anything that is written of the period."""
        content = blake2b(FORMAT + "\0".join(sections).encode(), digest_size=12)
        for month in self.months:
            content.update(month.name.encode() + month.digest)
            for each in month.documents:
                content.update(repr((each.url, each.section, each.date)).encode())
        return content.digest()


def periods(documents: list[Document]) -> tuple[Period, list[Period]]:
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


def _block(dated: list[Dated], pages: list[Document]) -> Period:
    first = dated[0][0].year if dated else 0
    months = [_month(PAGES, 0, pages)] if pages else []
    for (year, month), group in groupby(dated, key=lambda each: (each[0].year, each[0].month)):
        documents = (each for _, each in group)
        months.append(_month(f"{year}-{month:02}", (year - first) * 12 + month, documents))
    return Period(str(first) if dated else PAGES, tuple(months))


def _month(name: str, number: int, documents: Iterable[Document]) -> Month:
    month = tuple(documents)
    content = blake2b(FORMAT, digest_size=12)
    for each in month:
        content.update(_slot(each).to_bytes(2) + each.digest)
    return Month(name, number, month, content.digest())


def _slot(document: Document) -> int:
    """The slot of a document's moment, counted from its month: a later story seldom moves an earlier one."""
    date = document.date
    return ((date.day - 1) * 24 + date.hour) * SLOTS_A_DAY // 24 if date else 0


@dataclass(frozen=True)
class Listed:
    """A period as it is written.

    years: [year, its first slot, next year, …]; long: [slot, how many it takes, …] of documents
    that take several; lists: (folded word, bytes), sorted; words: {folded word: how often}
    rows: (slot, description, section) of each document
    """

    years: list[int]
    long: list[int]
    rows: list[tuple[int, Row, str]]
    lists: list[tuple[str, bytes]]
    words: dict[str, int]


def listed(period: Period, posted: Iterable[postings.Posted], sections: list[str]) -> Listed:
    """posted: the postings of the period's months, each asked for when the one before is done with."""
    joined, rows = postings.Joined(), list[tuple[int, Row, str]]()
    base, years, long = 0, dict[int, int](), list[int]()
    for month, post in zip(period.months, posted, strict=True):
        base = max(month.number * MONTH_SLOTS, base)
        joined.add(base, post)
        if date := month.documents[0].date:
            years.setdefault(date.year, base)
        each = zip(post["slots"], post["spans"], post["heads"], month.documents, strict=True)
        for slot, span, heads, document in each:
            rows.append((base + slot, _describe(base + slot, document, heads, sections), document.section))
            if span > 1:
                long += [base + slot, span]
        base += post["after"]
    lists, words = list[tuple[str, bytes]](), dict[str, int]()
    for form, count, data in joined.lists():
        word = key(form)
        lists.append((word, shards.entry(form, data)))
        words[word] = words.get(word, 0) + count
    lists.sort()
    return Listed([number for pair in years.items() for number in pair], long, rows, lists, words)


def write(period: Listed) -> tuple[Record, dict[str, bytes]]:
    """The files of a block by name, and its record."""
    cut = shards.cut(period.lists)
    files = {f"w-{name}.bin": data for name, data in cut.items()}
    files["muc.bin"] = _sections(period.rows)
    for number, group in groupby(period.rows, key=lambda row: row[0] // CHUNK):
        rows = [description for _, description, _ in group]
        files[f"d-{number}.json"] = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
    told = " ".join(sorted(cut)), len(period.rows), period.long, period.years, period.words
    return Record([*files], *told), files


def _sections(rows: list[tuple[int, Row, str]]) -> bytes:
    """A list a section: the slots of its documents."""
    found: dict[str, list[int]] = {}
    for slot, _, section in rows:
        found.setdefault(section, []).append(slot)
    lists = []
    for section in sorted(found):
        numbers = found[section]
        steps = [numbers[0], *(after - before for before, after in pairwise(numbers))]
        lists.append(shards.entry(section, b"".join(map(postings.VARINT.__getitem__, steps))))
    return shards.packed(lists)


def _describe(slot: int, document: Document, heads: list[int], sections: list[str]) -> Row:
    """[slot, title, address, date, number of its section, excerpt], and where there are headings
    [position of the first word below it, anchor, words, …]."""
    date = document.date.strftime("%Y-%m-%dT%H:%M") if document.date else ""
    section, excerpt = sections.index(document.section), _short(document.whole().excerpt)
    row: Row = [slot, document.title, document.url, date, section, excerpt]
    return [*row, list(_headings(document, heads))] if heads else row


def _headings(document: Document, heads: list[int]) -> Iterator[int | str]:
    below = [part for part in document.parts() if part.anchor]
    for position, part in zip(heads, below, strict=True):
        yield position
        yield part.anchor
        yield _short(part.heading)


def _short(text: str) -> str:
    return text if len(text) <= EXCERPT else text[:EXCERPT].rpartition(" ")[0].rstrip(" ,;:.–-…") + "…"
