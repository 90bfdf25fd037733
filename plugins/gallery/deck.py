"""Deck: the cards of pages without a photo, drawn by copies of the build beside its other work."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from plugins.core.processes import begin
from plugins.gallery.card import HOUSE, Colours, drawn, style
from plugins.gallery.recipe import drawn_name
from plugins.gallery.store import Store

DRAWING = "Ảnh: vẽ {} thẻ chia sẻ."


@dataclass(frozen=True)
class Headline:
    """The words of a card to be drawn, in NFC."""

    portal: str
    text: str


@dataclass
class Deck:
    """Cards by the names of their files.

    font: TrueType file; colours: of all cards
    made: sizes in bytes of the cards that are in the store
    """

    store: Store
    font: Path
    colours: Colours = HOUSE
    made: dict[str, int] = field(default_factory=dict)
    _undrawn: dict[str, Headline] = field(default_factory=dict)
    _drawn: Callable[[], list[tuple[str, str, int]]] = list

    def deal(self, headlines: Iterable[Headline], before: dict[str, int]) -> dict[Headline, str]:
        """The names that the cards have or will have.

        before: sizes of the cards of the last build
        """
        look = style(self.font.read_bytes(), self.colours) if headlines else ""
        names = {each: drawn_name(each.portal, each.text, look) for each in headlines}
        held = (name for name in names.values() if self.store.holds(name, before.get(name)))
        self.made = {name: before[name] for name in held}
        self._undrawn = {name: headline for headline, name in names.items() if name not in self.made}
        return names

    def begin(self) -> None:
        """Begin to draw what the store does not hold."""
        if self._undrawn:
            print(DRAWING.format(len(self._undrawn)), file=sys.stderr)
            self.store.sweep()
            self._drawn = begin(self._draw, list(self._undrawn.items()))

    def finish(self) -> None:
        """Wait until all are drawn and in the store."""
        if self._undrawn:
            drawn_now = self._drawn()
            self.store.settle({name: path for name, path, _ in drawn_now})
            self.made |= {name: size for name, _, size in drawn_now}

    def _draw(self, card: tuple[str, Headline]) -> tuple[str, str, int]:
        """Draw a card and lay it down in the store: (name, where it was laid down, size in bytes)."""
        name, headline = card
        file = drawn(headline.portal, headline.text, self.font, self.colours)
        return name, self.store.lay_down(name, file), len(file)
