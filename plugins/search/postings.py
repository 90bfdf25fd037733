"""Postings: where each written form stands in the documents of one month.

A place is one number, its address: the document's slot times SLOT, plus the position of the
word. A long document takes several slots. The first TITLE positions are the headline's.
"""

from collections import defaultdict
from collections.abc import Iterator
from operator import sub
from typing import TypedDict

from plugins.search.document import Part
from plugins.search.words import Lexicon

SLOT = 2048
TITLE = 64
SMALL = 1 << 14  # numbers of two bytes at most


class Posted(TypedDict):
    """The postings of a month: plain values, which can be kept on disk.

    slots of the documents, the `spans` they take, the positions of their `heads`, the first slot
    `after` them; forms: {form: (first address, last address, how many, bytes of the distances
    between them)}
    """

    slots: list[int]
    spans: list[int]
    heads: list[list[int]]
    after: int
    forms: dict[str, tuple[int, int, int, bytes]]


class Varints(dict[int, bytes]):
    """The bytes of numbers: seven bits each, the lowest first, the last without the high bit.

    Those of small ones are worked out once; of the large ones there are too many.
    """

    def __missing__(self, number: int) -> bytes:
        data = bytearray()
        rest = number
        while rest > 127:
            data.append(rest & 127 | 128)
            rest >>= 7
        data.append(rest)
        packed = bytes(data)
        if number < SMALL:
            self[number] = packed
        return packed


VARINT = Varints()


def post(month: list[tuple[int, str, list[Part]]], lexicon: Lexicon) -> Posted:
    """The postings of the documents of a month, in the order of their dates.

    month: [(the slot it would like, title, parts of its body)]; it gets the next free one.
    """
    places = defaultdict[int, list[int]](list)
    slots: list[int] = []
    spans: list[int] = []
    heads: list[list[int]] = []
    free = 0
    for wish, title, parts in month:
        numbers, below = worded(title, parts, lexicon)
        heads.append(below)
        slot = max(wish, free)
        span = -(-len(numbers) // SLOT)
        free = slot + span
        slots.append(slot)
        spans.append(span)
        for address, number in enumerate(numbers, slot * SLOT):
            places[number].append(address)
    del places[0]  # breaks
    forms = {lexicon.forms[number]: _pack(addresses) for number, addresses in places.items()}
    return {"slots": slots, "spans": spans, "heads": heads, "after": free, "forms": forms}


def worded(title: str, parts: list[Part], lexicon: Lexicon) -> tuple[list[int], list[int]]:
    """A document as the numbers of its words, each at its position, and the positions of its headings."""
    numbers, heads = lexicon.numbers(title), list[int]()
    numbers += [0] * max(1, TITLE - len(numbers))
    for number, part in enumerate(parts):
        if number:
            numbers.append(0)
        if part.anchor:
            heads.append(len(numbers))
        numbers += lexicon.numbers(part.text)
    return numbers, heads


def _pack(addresses: list[int]) -> tuple[int, int, int, bytes]:
    distances = map(sub, addresses[1:], addresses)
    data = b"".join(map(VARINT.__getitem__, distances))
    return addresses[0], addresses[-1], len(addresses), data


class Joined:
    """The lists of several months as one, taken in month by month: all at once are many times as long."""

    def __init__(self) -> None:
        self._lists = defaultdict[str, bytearray](bytearray)
        self._ends: dict[str, tuple[int, int]] = {}  # of each list: its last address, how many it has

    def add(self, base: int, month: Posted) -> None:
        """The next month in the order of time. base: its first slot"""
        offset, lists, ends = base * SLOT, self._lists, self._ends
        for form, (first, last, count, data) in month["forms"].items():
            before, known = ends.get(form, (0, 0))
            lists[form] += VARINT[first + offset - before] + data
            ends[form] = last + offset, known + count

    def lists(self) -> Iterator[tuple[str, int, bytes]]:
        """(form, how many, bytes) of each, which is given up."""
        while self._lists:
            form, data = self._lists.popitem()
            yield form, self._ends[form][1], bytes(data)
