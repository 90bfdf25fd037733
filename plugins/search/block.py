"""Block: the months of a period, each at its slots, and their lists as one; it can be kept.

The next build takes from it all months whose documents are what they were.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from plugins.search.document import Document
from plugins.search.joined import Joined
from plugins.search.period import MONTH_SLOTS, Period
from plugins.search.postings import Forms
from plugins.search.words import Lexicon

EXCERPT = 120  # letters; the page itself has the rest
PIECE = 1000  # lists that are kept together
FEW = 6  # months whose lists are put in the place of older ones; for more all are joined anew


class Placed(NamedTuple):
    """A month in its block.

    base: its first slot; room: how many it takes; slots, counted from there, and spans: of each document
    known: digests of its documents; told: of each what `_told` gives
    """

    number: int
    base: int
    room: int
    slots: list[int]
    spans: list[int]
    known: list[bytes]
    told: list[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Block:
    """The months of a period in the order of time."""

    months: list[Placed]
    joined: Joined

    @classmethod
    def of(cls, kept: list[Any]) -> "Block":
        """What `plain` gave."""
        months, *pieces = kept
        return cls([Placed(*month) for month in months], Joined({k: v for piece in pieces for k, v in piece}))

    def plain(self) -> Iterator[Any]:
        """All of it in plain values, piece by piece: what is packed of it is there twice."""
        yield [tuple(month) for month in self.months]
        lists = iter(self.joined.entries.items())
        while piece := list(islice(lists, PIECE)):
            yield piece


def made(period: Period, kept: Block | None, lexicon: Lexicon) -> Block:
    """The block of a period. kept: that of an earlier build, which is used up"""
    kept = kept or Block([], Joined())
    known = {month.number: month for month in kept.months}
    changed = sum(
        month.number not in known or known[month.number].known != month.known for month in period.months
    )
    if kept.months and changed <= FEW:
        placed = list(_placed(period, known, lexicon))
        if all(forms is not None or month.base == known[month.number].base for month, forms in placed):
            for gone in known.keys() - {month.number for month, _ in placed}:
                kept.joined.put(gone, 0, {})
            for month, forms in placed:
                if forms is not None:
                    kept.joined.put(month.number, month.base, forms)
            return Block([month for month, _ in placed], kept.joined)
    block = Block([], Joined())
    for month, forms in _placed(period, known, lexicon):
        block.months.append(month)
        if forms is None:
            block.joined.take(kept.joined, month.number, month.base - known[month.number].base)
        else:
            block.joined.add(month.number, month.base, forms)
    return block


def _placed(
    period: Period, known: dict[int, Placed], lexicon: Lexicon
) -> Iterator[tuple[Placed, Forms | None]]:
    """Each month with its lists, or None where those that are kept hold."""
    base = 0
    for month in period.months:
        base = max(month.number * MONTH_SLOTS, base)
        placed = known.get(month.number)
        if placed and placed.known == month.known:
            placed = placed._replace(base=base)
            yield placed, None
        else:
            posted = month.post(lexicon)
            told = [_told(*each) for each in zip(month.documents, posted.heads, strict=True)]
            placed = Placed(month.number, base, posted.after, posted.slots, posted.spans, month.known, told)
            yield placed, posted.forms
        base += placed.room


def _told(document: Document, heads: list[int]) -> tuple[bytes, bytes]:
    """JSON of what is shown of a document: title, address, date; excerpt, and where there are headings
    [position of the first word below it, anchor, words, …]."""
    date = document.date.isoformat(timespec="minutes") if document.date else ""
    found = document.whole()
    last: list[Any] = [_short(found.excerpt)]
    if heads:
        last.append(list(_headings(found, heads)))
    return _json([document.title, document.url, date]), _json(last)


def _json(values: list[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))[1:-1].encode()


def _headings(document: Document, heads: list[int]) -> Iterator[int | str]:
    below = [part for part in document.parts() if part.anchor]
    for position, part in zip(heads, below, strict=True):
        yield position
        yield part.anchor
        yield _short(part.heading)


def _short(text: str) -> str:
    return text if len(text) <= EXCERPT else text[:EXCERPT].rpartition(" ")[0].rstrip(" ,;:.–-…") + "…"
