"""What of a block is written: its files by name, its record, and its part of the manifest.

w-*.bin      the lists of words (shards.py)
d-*.json     what is shown of the documents in 32 slots
muc.bin      a list of documents for each section
"""

from collections.abc import Iterator
from itertools import groupby, pairwise

from plugins.search import postings, shards
from plugins.search.block import Block
from plugins.search.cache import Record
from plugins.search.period import Period
from plugins.search.words import key

CHUNK = 32  # slots whose documents are described in one file: those of four days, mostly


class Written:
    """A block as it is written; the lists of `block` are given up.

    years: [year, its first slot, next year, …]; long: [slot, how many it takes, …] of documents
    that take several; lists: (folded word, bytes), sorted; words: {folded word of letters: how often}
    rows: (slot, JSON of what is shown, section) of each document: [slot, title, address, date, number
    of its section, excerpt, and where there are headings [position of the first word below it, anchor,
    words, …]]
    """

    def __init__(self, period: Period, block: Block, sections: list[str]) -> None:
        self.long, self.rows = list[int](), list[tuple[int, bytes, str]]()
        years: dict[int, int] = {}
        for month, placed in zip(period.months, block.months, strict=True):
            if date := month.documents[0].date:
                years.setdefault(date.year, placed.base)
            for document, slot, span, (first, last) in zip(
                month.documents, placed.slots, placed.spans, placed.told, strict=True
            ):
                at, section = placed.base + slot, document.section
                self.rows.append((at, b"[%d,%b,%d,%b]" % (at, first, sections.index(section), last), section))
                if span > 1:
                    self.long += [at, span]
        self.years = [number for pair in years.items() for number in pair]
        self.lists, self.words = list[tuple[str, bytes]](), dict[str, int]()
        for form, data in block.joined.given_up():
            word = key(form)
            self.lists.append((word, shards.entry(form, data)))
            if word.isascii() and word.isalpha() and len(word) > 1:
                self.words[word] = self.words.get(word, 0) + postings.count(data)
        self.lists.sort()

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The files of the block by name."""
        for name, data in shards.cut(self.lists):
            yield f"w-{name}.bin", data
        yield "muc.bin", _sections(self.rows)
        for number, group in groupby(self.rows, key=lambda row: row[0] // CHUNK):
            yield f"d-{number}.json", b"[%b]" % b",".join(row for _, row, _ in group)

    def record(self, files: list[str]) -> Record:
        """What is to be known of it. files: the names of all"""
        cut = sorted(name[2:-4] for name in files if name.startswith("w-"))
        return Record(files, " ".join(cut), len(self.rows), self.long, self.years, self.words)


def _sections(rows: list[tuple[int, bytes, str]]) -> bytes:
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
