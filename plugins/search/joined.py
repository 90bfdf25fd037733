"""Joined: the lists of all months of a block as one, in which a month can take the place of an older one."""

from bisect import bisect_left
from collections.abc import Iterator
from struct import Struct

from plugins.search.postings import SLOT, VARINT, Forms, varint

END = Struct("<IQ")  # of a month's part of a list: where it ends, and its last address
Part = tuple[str, int, int, bytes]  # the mark of a month, first and last address, distances between all

# Of a list: its distances, the first from 0; its months, a character each; the END of each of them.
# Plain values, which are kept as they are.
Entry = tuple[bytes | bytearray, str, bytes | bytearray]
NONE: Entry = (b"", "", b"")


class Joined:
    """Lists by written form, of months by their number: those an earlier build kept, or none yet.

    They are joined as they are written, so that a list in which nothing changes is not looked at.
    """

    def __init__(self, kept: dict[str, Entry] | None = None) -> None:
        self.entries = kept or {}

    def add(self, number: int, base: int, forms: Forms) -> None:
        """Takes in a month after all that are here. base: its first slot"""
        mark, offset = chr(number), base * SLOT
        for form, (first, last, data) in forms.items():
            self._add(form, mark, first + offset, last + offset, data)

    def take(self, other: "Joined", number: int, move: int) -> None:
        """Takes in a month of another, after all that are here and `move` slots later than there."""
        self.add(number, move, other.month(number, 0))

    def month(self, number: int, base: int) -> Forms:
        """The lists of a month, whose first slot is `base`."""
        mark, offset, found = chr(number), base * SLOT, dict[str, tuple[int, int, bytes]]()
        for form, entry in self.entries.items():
            if mark in entry[1]:
                _, first, last, data = next(_parts(entry, entry[1].index(mark)))
                found[form] = first - offset, last - offset, data
        return found

    def put(self, number: int, base: int, forms: Forms) -> None:
        """Puts a month, whose first slot is `base`, in the place of what is here of it."""
        mark, offset = chr(number), base * SLOT
        for form in [form for form, entry in self.entries.items() if mark in entry[1] and form not in forms]:
            self._put(form, mark, None)
        for form, (first, last, data) in forms.items():
            self._put(form, mark, (mark, first + offset, last + offset, data))

    def given_up(self) -> Iterator[tuple[str, bytes]]:
        """(form, bytes) of each list, which is here no more."""
        while self.entries:
            form, entry = self.entries.popitem()
            yield form, bytes(entry[0])

    def _add(self, form: str, mark: str, first: int, last: int, data: bytes) -> None:
        entry = self.entries.get(form)
        if entry is None:
            begun = bytearray(VARINT[first] + data)
            self.entries[form] = begun, mark, bytearray(END.pack(len(begun), last))
            return
        joined, marks, ends = entry
        joined += VARINT[first - _end(entry, len(marks))[1]] + data
        ends += END.pack(len(joined), last)
        self.entries[form] = joined, marks + mark, ends

    def _put(self, form: str, mark: str, part: Part | None) -> None:
        entry = self.entries.get(form, NONE)
        joined, marks, ends = entry
        at = bisect_left(marks, mark)
        has = marks[at : at + 1] == mark
        start, before = _end(entry, at)
        if part and has and joined[start : _end(entry, at + 1)[0]] == VARINT[part[1] - before] + part[3]:
            return
        later = list(_parts(entry, at + has))
        if at:
            self.entries[form] = bytearray(joined[:start]), marks[:at], bytearray(ends[: at * END.size])
        else:
            self.entries.pop(form, None)
        for each in (part, *later) if part else later:
            self._add(form, *each)


def _parts(entry: Entry, at: int) -> Iterator[Part]:
    """The parts of a list's months, from that at a place on."""
    joined, marks, ends = entry
    start, before = _end(entry, at)
    for mark, (end, last) in zip(marks[at:], END.iter_unpack(ends[at * END.size :]), strict=True):
        step, begin = varint(joined, start)
        yield mark, before + step, last, bytes(joined[begin:end])
        start, before = end, last


def _end(entry: Entry, at: int) -> tuple[int, int]:
    """Where the first `at` months of a list end, and the last address in them."""
    return END.unpack_from(entry[2], (at - 1) * END.size) if at else (0, 0)
