"""Placed: a month in its block, each document at its slots."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from plugins.search.document import Document, Part
from plugins.search.period import Month, slot_of
from plugins.search.postings import SLOT, Forms, merged, worded
from plugins.search.words import Lexicon

EXCERPT = 120  # letters; the page itself has the rest


class Placed(NamedTuple):
    """Plain values, which can be kept.

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


def place(
    month: Month, base: int, before: Placed | None, lists: Forms, lexicon: Lexicon
) -> tuple[Placed, Forms]:
    """A month and its lists; each document gets the slot of its moment, or the next free one.

    before: the same month as it was, and its lists; its documents that are in the new one are not read
    """
    old = {digest: number for number, digest in enumerate(before.known)} if before else {}
    placed = Placed(month.number, base, 0, [], [], month.known, [])
    moves, fresh, free = dict[int, int](), list[tuple[int, list[int]]](), 0
    for document, digest in zip(month.documents, month.known, strict=True):
        slot = max(slot_of(document), free)
        if before and digest in old:
            number = old[digest]
            at, span, told = before.slots[number], before.spans[number], before.told[number]
            moves.update(dict.fromkeys(range(at, at + span), slot - at))
        else:
            whole = document.whole()
            parts = whole.parts()
            words, heads = worded(whole.title, parts, lexicon)
            span, told = -(-len(words) // SLOT), _told(whole, parts, heads)
            fresh.append((slot, words))
        free = slot + span
        placed.slots.append(slot)
        placed.spans.append(span)
        placed.told.append(told)
    return placed._replace(room=free), merged(lists, moves, fresh, lexicon)


def _told(document: Document, parts: list[Part], heads: list[int]) -> tuple[bytes, bytes]:
    """JSON of what is shown of a document: title, address, date; excerpt, and where there are headings
    [position of the first word below it, anchor, words, …]."""
    date = document.date.isoformat(timespec="minutes") if document.date else ""
    last: list[Any] = [_short(document.excerpt)]
    if heads:
        last.append(list(_headings(parts, heads)))
    return _json([document.title, document.url, date]), _json(last)


def _json(values: list[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))[1:-1].encode()


def _headings(parts: list[Part], heads: list[int]) -> Iterator[int | str]:
    below = [part for part in parts if part.anchor]
    for position, part in zip(heads, below, strict=True):
        yield position
        yield part.anchor
        yield _short(part.heading)


def _short(text: str) -> str:
    return text if len(text) <= EXCERPT else text[:EXCERPT].rpartition(" ")[0].rstrip(" ,;:.–-…") + "…"
