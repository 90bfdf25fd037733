"""Deck: the cards of pages without a photo, drawn by copies of the build beside its other work."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from plugins.cores import begin
from plugins.gallery.card import drawn
from plugins.gallery.recipe import drawn_name
from plugins.gallery.store import Store

DRAWING = "Ảnh: đang vẽ {} thẻ chia sẻ trong lúc dựng trang."


@dataclass(frozen=True)
class Headline:
    """The words of a card to be drawn, in NFC."""

    portal: str
    text: str


@dataclass
class Deck:
    """Cards by the names of their files.

    font: TrueType file
    made: sizes in bytes of the cards that are in the store
    """

    store: Store
    font: Path
    made: dict[str, int] = field(default_factory=dict)
    _drawn: Callable[[], list[tuple[str, str, int]]] = list

    def begin(self, headlines: Iterable[Headline], before: dict[str, int]) -> dict[Headline, str]:
        """Begin to draw what the store does not hold; the names the cards have or will have.

        before: sizes of the cards of the last build
        """
        font = blake2b(self.font.read_bytes()).hexdigest() if headlines else ""
        names = {each: drawn_name(each.portal, each.text, font) for each in headlines}
        held = (name for name in names.values() if self.store.holds(name, before.get(name)))
        self.made = {name: before[name] for name in held}
        undrawn = {name: headline for headline, name in names.items() if name not in self.made}
        if undrawn:
            print(DRAWING.format(len(undrawn)), file=sys.stderr)
            self.store.folder.mkdir(parents=True, exist_ok=True)
        self._drawn = begin(self._draw, list(undrawn.items()))
        return names

    def finish(self) -> None:
        """Wait until all are drawn and in the store."""
        drawn_now = self._drawn()
        if drawn_now:
            self.store.settle({name: part for name, part, _ in drawn_now})
        self.made |= {name: size for name, _, size in drawn_now}

    def _draw(self, card: tuple[str, Headline]) -> tuple[str, str, int]:
        """Draw a card and lay it down in the store: (name, what it was laid down as, size in bytes)."""
        name, headline = card
        file = drawn(headline.portal, headline.text, self.font)
        return name, self.store.lay_down(name, file), len(file)
