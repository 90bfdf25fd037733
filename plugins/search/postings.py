"""Postings: where each written form stands in the documents of one month.

A place is one number, its address: the document's slot times SLOT, plus the position of the
word. A long document takes several slots. The first TITLE positions are the headline's.
"""

from collections import defaultdict
from operator import sub
from typing import NamedTuple

from plugins.search.document import Part
from plugins.search.words import Lexicon

SLOT = 2048
TITLE = 64
SMALL = 1 << 14  # numbers of two bytes at most
HIGH = bytes(range(128, 256))  # all bytes of a number but its last


Forms = dict[str, tuple[int, int, bytes]]  # form: first address, last, bytes of distances between all


class Posted(NamedTuple):
    """The postings of a month.

    slots of the documents, the `spans` they take, the positions of their `heads`, the first slot
    `after` them
    """

    slots: list[int]
    spans: list[int]
    heads: list[list[int]]
    after: int
    forms: Forms


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


def varint(data: bytes | bytearray, at: int) -> tuple[int, int]:
    """(the number at a place of a row of them, where it ends)."""
    value = shift = 0
    while (byte := data[at]) > 127:
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
    return value | byte << shift, at + 1


def count(data: bytes) -> int:
    """How many numbers a row of them has."""
    return len(data.translate(None, HIGH))


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
    return Posted(slots, spans, heads, free, forms)


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


def _pack(addresses: list[int]) -> tuple[int, int, bytes]:
    distances = map(sub, addresses[1:], addresses)
    return addresses[0], addresses[-1], b"".join(map(VARINT.__getitem__, distances))
