"""Postings: where each written form stands in the documents of one month.

A place is one number, its address: the document's slot times SLOT, plus the position of the
word. A long document takes several slots. The first TITLE positions are the headline's.
"""

import re
from collections import defaultdict
from itertools import accumulate
from operator import sub

from plugins.search.document import Part
from plugins.search.words import Lexicon

SLOT = 2048
TITLE = 64
SMALL = 1 << 14  # numbers of two bytes at most
HIGH = bytes(range(128, 256))  # all bytes of a number but its last
PACKED = re.compile(rb"[\x80-\xff]*[\x00-\x7f]")


Forms = dict[str, tuple[int, int, bytes]]  # form: first address, last, bytes of distances between all


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


class Numbers(dict[bytes, int]):
    """The numbers of bytes as Varints has them."""

    def __missing__(self, packed: bytes) -> int:
        self[packed] = varint(packed, 0)[0]
        return self[packed]


VARINT, NUMBER = Varints(), Numbers()


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


def merged(
    before: Forms, moves: dict[int, int], fresh: list[tuple[int, list[int]]], lexicon: Lexicon
) -> Forms:
    """The lists of a month, of those it had and of documents that it had not.

    moves: {slot: how much later stands what stood there}; what stood in other slots is gone
    fresh: (slot, what `worded` gave), in the order of slots
    """
    places = defaultdict[int, list[int]](list)
    for slot, numbers in fresh:
        for address, number in enumerate(numbers, slot * SLOT):
            places[number].append(address)
    places.pop(0, None)  # breaks
    added = {lexicon.forms[number]: addresses for number, addresses in places.items()}
    found: Forms = {}
    for form, entry in before.items():
        there = _unpacked(*entry)
        here = [at + moves[at // SLOT] * SLOT for at in there if at // SLOT in moves]
        if form in added:
            here = sorted(here + added.pop(form))
        if here:
            found[form] = entry if here == there else _pack(here)
    return found | {form: _pack(addresses) for form, addresses in added.items()}


def _pack(addresses: list[int]) -> tuple[int, int, bytes]:
    distances = map(sub, addresses[1:], addresses)
    return addresses[0], addresses[-1], b"".join(map(VARINT.__getitem__, distances))


def _unpacked(first: int, _last: int, data: bytes) -> list[int]:
    distances = data if data.isascii() else map(NUMBER.__getitem__, PACKED.findall(data))
    return list(accumulate(distances, initial=first))
