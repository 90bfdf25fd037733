"""Period: the documents of one stretch of time, which have their files in a folder of their own.

The newest month that has documents is a period, every year without that month another, and
the pages, which have no date, one more. So a story of today rewrites small files only, and a
month's files join those of its year when a newer month begins.
"""

import json
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby, pairwise

from plugins.search import postings, shards
from plugins.search.document import PAGE, Document
from plugins.search.store import Record
from plugins.search.words import Lexicon, key

SLOTS_A_DAY = 8
MONTH_SLOTS = 31 * SLOTS_A_DAY
CHUNK = 16  # slots whose documents are described in one file: those of two days, mostly
EXCERPT = 120  # letters; the page itself has the rest
FORMAT = b"1"  # to be raised with any change of what is written or kept


@dataclass(frozen=True)
class Month:
    """The documents of a month by date; `number` counts from 0."""

    number: int
    documents: tuple[Document, ...]
    digest: bytes

    def post(self, lexicon: Lexicon) -> dict:
        return postings.post([(_slot(each), each.title, each.body()) for each in self.documents], lexicon)


@dataclass(frozen=True)
class Period:
    """name: "2024-06", "2024" or PAGE; months in the order of time."""

    name: str
    months: tuple[Month, ...]

    def digest(self, sections: list[str]) -> bytes:
        """Changes with anything that is written of the period."""
        content = blake2b(FORMAT + "\0".join(sections).encode(), digest_size=12)
        for month in self.months:
            content.update(month.digest)
            for each in month.documents:
                content.update(repr((each.url, each.section, each.date, each.excerpt, each.photo)).encode())
        return content.digest()


def periods(documents: list[Document]) -> list[Period]:
    """Every period, the newest first, the pages last."""
    dated = sorted((each for each in documents if each.date), key=lambda each: (each.date, each.url))
    months = [
        (year, _month(number - 1, group))
        for (year, number), group in groupby(dated, key=lambda each: (each.date.year, each.date.month))
    ]
    found = []
    if months:
        year, newest = months.pop()
        found.append(Period(f"{year}-{newest.number + 1:02}", (newest,)))
    years = [(year, tuple(m for _, m in group)) for year, group in groupby(months, key=lambda pair: pair[0])]
    found += [Period(str(year), group) for year, group in reversed(years)]
    pages = sorted((each for each in documents if not each.date), key=lambda each: each.url, reverse=True)
    return [*found, Period(PAGE, (_month(0, pages),))] if pages else found


def _month(number: int, documents) -> Month:
    documents = tuple(documents)
    content = blake2b(FORMAT, digest_size=12)
    for each in documents:
        content.update(_slot(each).to_bytes(2) + each.digest)
    return Month(number, documents, content.digest())


def _slot(document: Document) -> int:
    """The slot of a document's moment, counted from its month: a later story seldom moves an earlier one."""
    date = document.date
    return ((date.day - 1) * 24 + date.hour) * SLOTS_A_DAY // 24 if date else 0


def write(period: Period, posted: list[dict], sections: list[str]) -> tuple[Record, dict[str, bytes]]:
    """The files of a period by name, and their record. posted: the postings of its months."""
    based, base = [], 0
    for month, post in zip(period.months, posted, strict=True):
        base = max(month.number * MONTH_SLOTS, base)
        based.append((base, post))
        base += post["after"]
    slots = [
        (base + slot, span, document)
        for (base, post), month in zip(based, period.months, strict=True)
        for slot, span, document in zip(post["slots"], post["spans"], month.documents, strict=True)
    ]
    entries, words = [], {}
    for form, (count, data) in postings.join(based).items():
        word = key(form)
        entries.append((word, shards.entry(form, data)))
        words[word] = words.get(word, 0) + count
    entries.sort()
    cut = shards.cut(entries)
    files = {f"w-{name}.bin": data for name, data in cut.items()}
    files["muc.bin"] = _sections(slots)
    for number, group in groupby(slots, key=lambda row: row[0] // CHUNK):
        rows = [_describe(slot, document, sections) for slot, _, document in group]
        files[f"d-{number}.json"] = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
    long = [number for slot, span, _ in slots if span > 1 for number in (slot, span)]
    sizes = {name: len(data) for name, data in files.items()}
    return Record(sizes, " ".join(sorted(cut)), len(slots), long, words), files


def _sections(slots) -> bytes:
    """A list a section: its documents, as addresses of their first words."""
    found: dict[str, list[int]] = {}
    for slot, _, document in slots:
        found.setdefault(document.section, []).append(slot)
    lists = []
    for section in sorted(found):
        numbers = found[section]
        steps = [numbers[0], *(after - before for before, after in pairwise(numbers))]
        lists.append(shards.entry(section, b"".join(map(postings.VARINT.__getitem__, steps))))
    return shards.packed(lists)


def _describe(slot: int, document: Document, sections: list[str]) -> list:
    date = document.date.strftime("%Y-%m-%dT%H:%M") if document.date else ""
    section = sections.index(document.section)
    photo = list(document.photo) if document.photo else 0
    return [slot, document.title, document.url, date, section, _short(document.excerpt), photo]


def _short(text: str) -> str:
    return text if len(text) <= EXCERPT else text[:EXCERPT].rpartition(" ")[0].rstrip(" ,;:.–-…") + "…"
