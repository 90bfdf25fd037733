"""Block: the months of a period, each at its slots, and their lists as one; it can be kept.

The next build takes from it all months whose documents are what they were.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from plugins.core.processes import each_done
from plugins.search.joined import Joined
from plugins.search.period import MONTH_SLOTS, Month, Period
from plugins.search.placed import Placed, place
from plugins.search.postings import Forms
from plugins.search.words import Lexicon

PIECE = 100  # lists that are kept together
SIDE = 12  # new months for which a second process is worth starting
FEW = 6  # months whose lists are put in the place of older ones; for more all are joined anew


@dataclass(frozen=True)
class Block:
    """The months of a period in the order of time."""

    months: list[Placed]
    joined: Joined

    @classmethod
    def of(cls, kept: list[Any]) -> "Block":
        """What `plain` gave."""
        count, *pieces = kept
        entries = {form: entry for piece in pieces[count:] for form, entry in piece}
        return cls([Placed(*month) for month in pieces[:count]], Joined(entries))

    def known(self) -> dict[int, Placed]:
        return {month.number: month for month in self.months}

    def plain(self) -> Iterator[Any]:
        """All of it in plain values, piece by piece: what is packed of it is there twice."""
        yield len(self.months)
        yield from map(tuple, self.months)
        lists = iter(self.joined.entries.items())
        while piece := list(islice(lists, PIECE)):
            yield piece


def made(period: Period, kept: Block | None, lexicon: Lexicon) -> Block:
    """The block of a period. kept: that of an earlier build, which is used up"""
    kept = kept or Block([], Joined())
    known = kept.known()
    changed = sum(
        month.number not in known or known[month.number].known != month.known for month in period.months
    )
    if kept.months and changed <= FEW:
        placed = list(_placed(period, kept, lexicon))
        if all(forms is not None or month.base == known[month.number].base for month, forms in placed):
            for gone in known.keys() - {month.number for month, _ in placed}:
                kept.joined.put(gone, 0, {})
            for month, forms in placed:
                if forms is not None:
                    kept.joined.put(month.number, month.base, forms)
            return Block([month for month, _ in placed], kept.joined)
    block = Block([], Joined())
    for month, forms in _placed(period, kept, lexicon):
        block.months.append(month)
        if forms is None:
            block.joined.take(kept.joined, month.number, month.base - known[month.number].base)
        else:
            block.joined.add(month.number, month.base, forms)
    return block


def _placed(period: Period, kept: Block, lexicon: Lexicon) -> Iterator[tuple[Placed, Forms | None]]:
    """Each month with its lists, or None where those that are kept hold."""
    base, known = 0, kept.known()

    def alone(month: Month) -> tuple[Placed, Forms]:
        return place(month, 0, None, {}, lexicon)

    new = [month for month in period.months if month.number not in known]
    placed_alone = each_done(alone, new, few=SIDE, weight=lambda month: len(month.documents))
    for month in period.months:
        base = max(month.number * MONTH_SLOTS, base)
        before = known.get(month.number)
        forms: Forms | None = None
        if before is None:
            placed, forms = next(placed_alone)
        elif before.known == month.known:
            placed = before
        else:
            placed, forms = place(month, base, before, kept.joined.month(month.number, before.base), lexicon)
        yield placed._replace(base=base), forms
        base += placed.room
