"""Shards: the lists of a period in files by the first letters of the folded words.

A file that would be larger than LIMIT is cut by the next letter, so that one story moves
no word from one file to another except where a file has grown too large.
"""

from collections.abc import Iterator
from itertools import groupby

from plugins.search.postings import VARINT

LIMIT = 4096
SMALL = LIMIT // 4
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
ALONE, REST = "-", "_"  # the word itself; all with these first letters that have no file of their own


def cut(entries: list[tuple[str, bytes]], prefix: str = "") -> Iterator[tuple[str, bytes]]:
    """(name of a shard, its bytes) of each; entries: (folded word, bytes), sorted, all with this prefix."""
    rest = []
    for name, group in groupby(entries, key=lambda entry: _child(prefix, entry[0])):
        part = list(group)
        size = sum(len(data) for _, data in part)
        if name is None or size < SMALL:
            rest += part
        elif name.endswith(ALONE) or size <= LIMIT:
            yield name, packed([data for _, data in part])
        else:
            yield from cut(part, name)
    if rest:
        yield prefix + REST, packed([data for _, data in rest])


def _child(prefix: str, word: str) -> str | None:
    """The name under which `word` stands one letter below `prefix`."""
    if word == prefix:
        return prefix + ALONE
    letter = word[len(prefix)]
    return prefix + letter if letter in LETTERS else None


def packed(lists: list[bytes]) -> bytes:
    """A file of lists. It begins with their number, so that one cut off shows."""
    return VARINT[len(lists)] + b"".join(lists)


def entry(form: str, data: bytes) -> bytes:
    """One list in a shard: its written form, its length and itself."""
    name = form.encode()
    return VARINT[len(name)] + name + VARINT[len(data)] + data
