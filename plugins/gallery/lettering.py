"""Lettering: a text set into a box, as large as it can be, its lines evenly long."""

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

from plugins.gallery.face import LEADING, Face

ELLIPSIS = "…"
PRECISION = 0.1  # ems to which the narrowest column is looked for


@dataclass(frozen=True)
class Lettering:
    """Lines ready to be drawn, `size` pixels large."""

    lines: tuple[str, ...]
    size: int

    @property
    def height(self) -> float:
        """Pixels from the top of the first line to the end of the last."""
        return len(self.lines) * self.size * LEADING


@dataclass(frozen=True)
class Words:
    """Words with their widths and that of a space, in ems as all widths here."""

    words: tuple[str, ...]
    widths: tuple[float, ...]
    space: float

    def wrapped(self, width: float) -> tuple[tuple[str, float], ...]:
        """(line, its width), filled one after the other; too wide a word has its own line."""
        lines: list[tuple[str, float]] = []
        for word, wide in zip(self.words, self.widths, strict=True):
            if lines and (longer := lines[-1][1] + self.space + wide) <= width:
                lines[-1] = (f"{lines[-1][0]} {word}", longer)
            else:
                lines.append((word, wide))
        return tuple(lines)

    def balanced(self, width: float) -> tuple[str, ...]:
        """The same number of lines as `wrapped`, in the narrowest column that holds them."""
        count = len(self.wrapped(width))
        low, high = 0.0, width
        while high - low > PRECISION:
            middle = (low + high) / 2
            lines = self.wrapped(middle)
            if len(lines) <= count and all(wide <= middle for _, wide in lines):
                high = middle
            else:
                low = middle
        return tuple(line for line, _ in self.wrapped(high))


def largest_fitting(text: str, face: Face, sizes: Sequence[int], width: float, height: float) -> Lettering:
    """`text` at the first of `sizes` (pixels, large to small) that fits width x height pixels.

    When none fits, the last size is used and the text ends in an ellipsis. A word too wide
    for a line, such as an address, is cut.
    """
    widest = width / sizes[-1]
    whole_words = normalize("NFC", text).split()
    words = measured([piece for word in whole_words for piece in _cut(word, face, widest)], face)
    for size in sizes:
        column = width / size
        filled = words.wrapped(column)
        if len(filled) * size * LEADING <= height and all(wide <= column for _, wide in filled):
            return Lettering(words.balanced(column), size)
    room = max(1, int(height // (size * LEADING)))
    whole = [line for line, _ in words.wrapped(widest)]
    lines = [*whole[: room - 1], _shortened(whole[room - 1], face, widest)]
    return Lettering(tuple(lines), size)


def measured(words: list[str], face: Face) -> Words:
    return Words(tuple(words), tuple(map(face.width, words)), face.width(" "))


def _cut(word: str, face: Face, width: float) -> list[str]:
    """`word` in pieces no wider than `width`."""
    pieces, start = [], 0
    while face.width(word[start:]) > width and start < len(word) - 1:
        low, high = 1, len(word) - start
        while high - low > 1:
            middle = (low + high) // 2
            fits = face.width(word[start : start + middle]) <= width
            low, high = (middle, high) if fits else (low, middle)
        pieces.append(word[start : start + low])
        start += low
    return [*pieces, word[start:]]


def _shortened(line: str, face: Face, width: float) -> str:
    while line and face.width(line + ELLIPSIS) > width:
        line = line[:-1]
    return line.rstrip() + ELLIPSIS
