"""Lettering: a text set into a box, as large as it can be, its lines evenly long."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from unicodedata import normalize

from PIL import ImageFont

LEADING = 1.42  # Ệ stacks two marks above the capital and one below: tighter lines would touch
ELLIPSIS = "…"
MEASURE = 100  # pixels; words are measured once, at this size
HINTING = 0.98  # at other sizes letters are rounded to whole pixels: leave them this much room


@dataclass(frozen=True)
class Lettering:
    """Lines ready to be drawn.

    leading: pixels from one line to the next
    """

    lines: tuple[str, ...]
    font: ImageFont.FreeTypeFont
    leading: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.leading


@dataclass(frozen=True)
class Words:
    """Words with their widths in pixels at size MEASURE, and that of a space."""

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
        while high - low > 1:
            middle = (low + high) / 2
            lines = self.wrapped(middle)
            if len(lines) <= count and all(wide <= middle for _, wide in lines):
                high = middle
            else:
                low = middle
        return tuple(line for line, _ in self.wrapped(high))


def largest_fitting(text: str, font: Path, sizes: Sequence[int], width: float, height: float) -> Lettering:
    """`text` at the first of `sizes` (pixels, large to small) that fits width x height.

    When none fits, the last size is used and the text ends in an ellipsis. A word too wide
    for a line, such as an address, is cut.
    """
    face = _face(font, MEASURE)
    widest = _column(width, sizes[-1])
    whole_words = normalize("NFC", text).split()
    words = measured([piece for word in whole_words for piece in _cut(word, face, widest)], face)
    for size in sizes:
        column = _column(width, size)
        lines = words.wrapped(column)
        if len(lines) * size * LEADING <= height and all(wide <= column for _, wide in lines):
            return Lettering(words.balanced(column), _face(font, size), size * LEADING)
    room = max(1, int(height // (size * LEADING)))
    whole = [line for line, _ in words.wrapped(widest)]
    lines = [*whole[: room - 1], _shortened(whole[room - 1], face, widest)]
    return Lettering(tuple(lines), _face(font, size), size * LEADING)


@cache
def _face(font: Path, size: int) -> ImageFont.FreeTypeFont:
    # Unpacking a WOFF2 takes longer than writing a headline with it.
    return ImageFont.truetype(str(font), size)


def measured(words: list[str], face: ImageFont.FreeTypeFont) -> Words:
    return Words(tuple(words), tuple(_width(word, face) for word in words), _width(" ", face))


@lru_cache(maxsize=16_384)
def _width(word: str, face: ImageFont.FreeTypeFont) -> float:
    return face.getlength(word)


def _column(width: float, size: int) -> float:
    """`width` pixels at `size`, as pixels at size MEASURE."""
    return width * MEASURE / size * HINTING


def _cut(word: str, face: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """`word` in pieces no wider than `width`."""
    pieces, start = [], 0
    while _width(word[start:], face) > width and start < len(word) - 1:
        low, high = 1, len(word) - start
        while high - low > 1:
            middle = (low + high) // 2
            fits = face.getlength(word[start : start + middle]) <= width
            low, high = (middle, high) if fits else (low, middle)
        pieces.append(word[start : start + low])
        start += low
    return [*pieces, word[start:]]


def _shortened(line: str, face: ImageFont.FreeTypeFont, width: float) -> str:
    while line and face.getlength(line + ELLIPSIS) > width:
        line = line[:-1]
    return line.rstrip() + ELLIPSIS
