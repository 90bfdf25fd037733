"""Letters of drawn cards: a font whose letters are measured once, and drawn once at each size.

A site's headlines are made of two hundred letters; shaping and drawing each of their words
anew would be most of the work of a card. Letters are kerned; ligatures are not made.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from plugins.core.mistakes import Mistake, MistakesFound

if TYPE_CHECKING:  # loaded by what draws: most builds draw nothing
    from PIL import Image, ImageDraw, ImageFont

# Ẳ stacks two marks above the capital, Ệ has one below: tighter lines would cut or touch them.
ASCENT, DESCENT = 1.26, 0.28
LEADING = ASCENT + DESCENT
BLEED = 4  # pixels a letter may reach beyond its own width
SHADES = 7  # from nearly nothing to full, enough for smooth edges
PROBE, ABSENT = 40, "\U0010ffff"  # no font has this one: it shows what a font draws for what it lacks
MEASURE = 1000  # letters are measured at this size, in pixels
COVERAGE = bytes(shade * (SHADES + 1) // 256 for shade in range(256))  # as shades of 0 to SHADES
# So much of SHADES laid on bare paper is the shade.
LAID = [round(255 * shade / SHADES) for shade in COVERAGE]
# Marks that no letter includes are drawn with the letter they follow.
LETTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)


class Face:
    """The font of a TrueType or WOFF2 file. Widths are in ems: pixels at size 1."""

    def __init__(self, file: Path):
        self._file = file
        self._fonts: dict[int, ImageFont.FreeTypeFont] = {}
        self._widths: dict[str, float] = {}
        self._kerns: dict[tuple[str, str], float] = {}
        self._letters: dict[tuple[str, int], tuple[Image.Image, int, int] | None] = {}
        self._absent = b""  # the picture of a letter that no font has
        self._has: Callable[[str], bool] = lru_cache(maxsize=4096)(self._looked_up)
        # Half of the words of a headline stand in many others.
        self._set: Callable[[str], tuple[list[str], list[float]]] = lru_cache(maxsize=16_384)(self._set_anew)

    def width(self, text: str) -> float:
        """How wide the font sets `text`, pairs of letters kerned."""
        return self._set(text)[1][-1]

    def drawable(self, text: str) -> str:
        """`text` without the letters the font lacks, which it would draw as boxes: emoji, Chinese."""
        return " ".join("".join(filter(self._has, LETTER.findall(text))).split())

    def _looked_up(self, letter: str) -> bool:
        """Whether the font has the letter."""
        font = self._font(PROBE)
        self._absent = self._absent or bytes(font.getmask(ABSENT))
        return letter.isspace() or bytes(font.getmask(letter[0])) != self._absent

    def write(self, pen: "ImageDraw.ImageDraw", word: str, size: int, x: int, y: int) -> None:
        """Draws `word` into a picture of shades from 0 to SHADES, a line high from `y` down.

        It begins at `x`; a letter may reach BLEED pixels beyond.
        """
        letters, starts = self._set(word)
        draw = pen.draw.draw_bitmap  # as pen.bitmap does, which asks of each letter what is known of all
        for letter, start in zip(letters, starts, strict=False):
            if drawn := self._letter(letter, size):
                picture, left, top = drawn
                draw((x + left + round(start * size), y + top), picture.im, SHADES)

    def _set_anew(self, text: str) -> tuple[list[str], list[float]]:
        """(its letters, where each begins and where the last one ends)."""
        letters = LETTER.findall(text)
        places = [0.0]
        for letter, following in pairwise([*letters, ""]):
            places.append(places[-1] + self._advance(letter) + self._kern(letter, following))
        return letters, places

    def _advance(self, text: str) -> float:
        width = self._widths.get(text)
        if width is None:
            width = self._widths[text] = self._font(MEASURE).getlength(text) / MEASURE
        return width

    def _kern(self, letter: str, following: str) -> float:
        pair = letter, following
        kern = self._kerns.get(pair)
        if kern is None:
            alone = self._advance(letter) + self._advance(following)
            kern = self._kerns[pair] = self._font(MEASURE).getlength(letter + following) / MEASURE - alone
        return kern

    def _letter(self, letter: str, size: int) -> "tuple[Image.Image, int, int] | None":
        """(what it covers, how far right of its beginning and below the line's top); None for a space."""
        if (letter, size) not in self._letters:
            from PIL import ImageDraw

            picture = self._blank(self._advance(letter), size)
            baseline = round(size * ASCENT)
            ImageDraw.Draw(picture).text((BLEED, baseline), letter, 255, self._font(size), anchor="ls")
            box = picture.getbbox()
            cut = (picture.crop(box).point(LAID), box[0] - BLEED, box[1]) if box else None
            self._letters[letter, size] = cut
        return self._letters[letter, size]

    def _blank(self, width: float, size: int) -> "Image.Image":
        from PIL import Image

        return Image.new("L", (ceil(width * size) + 2 * BLEED, round(size * LEADING)))

    def _font(self, size: int) -> "ImageFont.FreeTypeFont":
        font = self._fonts.get(size)
        if font is None:  # unpacking a WOFF2 takes longer than writing a headline with it
            from PIL import ImageFont

            font = self._fonts[size] = ImageFont.truetype(str(self._file), size)
        return font


ENDINGS = (".ttf", ".otf", ".woff2")


def find_font(setting: str, theme: str) -> str:
    """The path of the font file.

    setting: GALLERY['font'], '' for the first font the theme brings
    Raises MistakesFound when there is none.
    """
    if setting:
        if Path(setting).is_file():
            return setting
        sentence = f"GALLERY['font'] là “{setting}”, nhưng không có tệp ấy."
        raise MistakesFound(Mistake("pelicanconf.py", sentence))
    for path in sorted(Path(theme, "static", "fonts").glob("*")):
        if path.suffix in ENDINGS:
            return str(path)
    sentence = "Giao diện không có phông chữ nào. Hãy ghi một tệp TTF vào GALLERY['font']."
    raise MistakesFound(Mistake("pelicanconf.py", sentence))


ELLIPSIS = "…"
PRECISION = 0.1  # ems to which the narrowest column is looked for


@dataclass(frozen=True)
class FittedText:
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

    def wrapped(self, width: float) -> tuple[str, ...]:
        """Lines filled one after the other; too wide a word has its own line."""
        return self._lines(self._filled(width)[0])

    def balanced(self, width: float) -> tuple[str, ...]:
        """The same number of lines as `wrapped`, in the narrowest column that holds them."""
        count = len(self._filled(width)[0])
        low, high = 0.0, width
        while high - low > PRECISION:
            middle = (low + high) / 2
            if self.fits(middle, count):
                high = middle
            else:
                low = middle
        return self.wrapped(high)

    def fits(self, width: float, count: float) -> bool:
        """Whether they fit a column as wide, in no more than `count` lines."""
        starts, widest = self._filled(width)
        return len(starts) <= count and widest <= width

    def _filled(self, width: float) -> tuple[list[int], float]:
        """(the numbers of the words that begin lines, the width of the widest line)."""
        starts, widest, line = list[int](), 0.0, 0.0
        for at, wide in enumerate(self.widths):
            longer = line + self.space + wide
            if at and longer <= width:
                line = longer
            else:
                starts.append(at)
                widest, line = max(widest, line), wide
        return starts, max(widest, line)

    def _lines(self, starts: list[int]) -> tuple[str, ...]:
        return tuple(" ".join(self.words[start:end]) for start, end in pairwise([*starts, len(self.words)]))


def largest_fitting(text: str, face: Face, sizes: Sequence[int], width: float, height: float) -> FittedText:
    """`text` at the first of `sizes` (pixels, large to small) that fits width x height pixels.

    When none fits, the last size is used and the text ends in an ellipsis. A word too wide
    for a line, such as an address, is cut.
    """
    widest = width / sizes[-1]
    whole_words = normalize("NFC", text).split()
    words = measured([piece for word in whole_words for piece in _cut(word, face, widest)], face)
    for size in sizes:
        column = width / size
        if words.fits(column, height / (size * LEADING)):
            return FittedText(words.balanced(column), size)
    room = max(1, int(height // (size * LEADING)))
    whole = words.wrapped(widest)
    lines = [*whole[: room - 1], _shortened(whole[room - 1], face, widest)]
    return FittedText(tuple(lines), size)


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
