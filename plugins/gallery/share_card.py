"""Share card: the 1200x630 picture that stands for a page where it is shared (Open Graph).

A cropped cover where there is a photo; otherwise a drawn card in the house's colours: paper,
the portal's name in lacquer red over a thread of gold, the headline in ink.
"""

import sys
import zlib
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.core.processes import spread
from plugins.gallery.cache import Cache
from plugins.gallery.derivatives import CARD, drawn_name
from plugins.gallery.letters import LEADING, SHADES, Face, FittedText, largest_fitting

if TYPE_CHECKING:  # loaded by what draws: most builds draw nothing
    from PIL import Image

MARGIN = 80
COLUMN = CARD[0] - 2 * MARGIN
NAME_TOP = 56
NAME_SIZES = range(38, 19, -2)
NAME_LINES = 2
SIZES = (76, 66, 56, 48, 40, 34, 30)
GAP = 24
THREAD, THREAD_LENGTH = 6, 160
RED_EDGE = 20


SIGNATURE = b"\x89PNG\r\n\x1a\n"
BITS, INDEXED = 4, 3
ADLER, LOW = 65_521, 0xFFFF  # of an Adler-32 sum (RFC 1950)
ZLIB, LAST_BLOCK = b"\x78\x01", b"\x03\x00"


@dataclass(frozen=True)
class Packed:
    """Whole blocks of a deflate stream; check: Adler-32 of what they hold, `length` bytes of it."""

    data: bytes
    check: int
    length: int

    @classmethod
    def of(cls, rows: bytes) -> "Packed":
        # Flat colours: runs alone pack nearly as tight as the full search.
        packer = zlib.compressobj(1, wbits=-zlib.MAX_WBITS, strategy=zlib.Z_RLE)
        data = packer.compress(rows) + packer.flush(zlib.Z_FULL_FLUSH)
        return cls(data, zlib.adler32(rows), len(rows))

    def __add__(self, other: "Packed") -> "Packed":
        """Both, one after the other, without looking at what they hold again."""
        low, high = (self.check & LOW) - 1, self.check >> 16
        low, high = low + (other.check & LOW), high + (other.check >> 16) + other.length * low
        check = high % ADLER << 16 | low % ADLER
        return Packed(self.data + other.data, check, self.length + other.length)


class Ground:
    """A picture of mode P, whose palette has at most sixteen colours, that others are laid on."""

    def __init__(self, picture: "Image.Image"):
        self.picture = picture
        self._rows = _rows(picture)
        self._length = len(self._rows) // picture.height
        self._parts: dict[tuple[int, int], Packed] = {}
        width, height = picture.size
        header = width.to_bytes(4) + height.to_bytes(4) + bytes((BITS, INDEXED, 0, 0, 0))
        palette = bytes(picture.getpalette("RGB") or ())
        self._head = SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"PLTE", palette)

    def under(self, band: "Image.Image", top: int) -> bytes:
        """The file of this picture with `band`, as wide and of the same colours, from row `top` down."""
        above, below = self._part(0, top), self._part(top + band.height, self.picture.height)
        whole = above + Packed.of(_rows(band)) + below
        data = ZLIB + whole.data + LAST_BLOCK + whole.check.to_bytes(4)
        return self._head + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")

    def _part(self, start: int, end: int) -> Packed:
        part = self._parts.get((start, end))
        if part is None:
            rows = self._rows[start * self._length : end * self._length]
            part = self._parts[start, end] = Packed.of(rows)
        return part


def _rows(picture: "Image.Image") -> bytes:
    """The rows as PNG has them: a byte 0, for no filter, then four bits a pixel."""
    from PIL import Image

    width, height = picture.size
    # Two more pixels of colour 0 at the left are the byte 0.
    framed = Image.new("P", (width + 2, height))
    framed.paste(picture, (2, 0))
    return framed.tobytes("raw", "P;4")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)


@dataclass(frozen=True)
class Colours:
    """What a card is drawn in, each as #rrggbb: tokens of the same names."""

    paper: str = "#fffdf9"
    red: str = "#a3161a"
    gold: str = "#c79a2b"
    ink: str = "#1c1b1a"


HOUSE = Colours()


def style(font: bytes, colours: Colours) -> str:
    """What the look of all cards depends on, as the name of a card has it."""
    mark = blake2b(font).hexdigest()
    return mark if colours == HOUSE else "-".join((mark, *astuple(colours)))


def draw(portal: str, headline: str, font: Path, colours: Colours = HOUSE) -> bytes:
    """A card with the portal's name and the headline, in the font file `font`.

    The headline takes the largest size at which it fits, in lines of even length.
    Returns a PNG of sixteen colours: a fifth of the bytes of a JPEG, and sharper.
    """
    face = _face(font)
    ground, top = _ground(portal, face, colours)
    room = CARD[1] - MARGIN - top
    title = largest_fitting(face.drawable(headline) or face.drawable(portal), face, SIZES, COLUMN, room)
    top += round((room - title.height) / 2)
    band = _written(title, face, 0, round(title.height))
    band.paste(ground.picture.crop((0, top, RED_EDGE, top + band.height)), (0, 0))
    return ground.under(band, top)


@cache
def _ground(portal: str, face: Face, colours: Colours) -> tuple[Ground, int]:
    """What all cards of a portal share, and where the room for the headline begins."""
    name = largest_fitting(portal, face, NAME_SIZES, COLUMN, NAME_SIZES[0] * LEADING * NAME_LINES)
    card = _written(name, face, NAME_TOP, CARD[1])
    card = card.point([index + SHADES if index else PAPER_INDEX for index in range(256)])
    card.paste(RED_INDEX, (0, 0, RED_EDGE, CARD[1]))
    thread = round(NAME_TOP + name.height + GAP / 2)
    card.paste(GOLD_INDEX, (MARGIN, thread, MARGIN + THREAD_LENGTH, thread + THREAD))
    card.putpalette(palette(colours))
    return Ground(card), thread + THREAD + GAP


def _written(text: FittedText, face: Face, top: int, height: int) -> "Image.Image":
    """The lines from `top` down in ink, on bare paper as wide as a card."""
    from PIL import Image, ImageDraw

    inked, space = Image.new("P", (CARD[0], height)), face.width(" ")
    pen = ImageDraw.Draw(inked)
    for number, line in enumerate(text.lines):
        x, y = 0.0, top + round(number * text.size * LEADING)
        for word in line.split():
            face.write(pen, word, text.size, MARGIN + round(x * text.size), y)
            x += face.width(word) + space
    return inked


@cache
def _face(font: Path) -> Face:
    return Face(font)


def _ramp(paper: bytes, full: bytes) -> list[int]:
    """RGB numbers of SHADES colours, from nearly `paper` to `full`: the edges of letters."""
    pairs = list(zip(paper, full, strict=True))
    return [round(a + (b - a) * step / SHADES) for step in range(1, SHADES + 1) for a, b in pairs]


# Ink in the shades of letters.py, the same shades of red, gold.
PAPER_INDEX, RED_INDEX, GOLD_INDEX = 0, 2 * SHADES, 2 * SHADES + 1


def palette(colours: Colours) -> list[int]:
    """The RGB numbers of a card's sixteen colours."""
    paper, red, gold, ink = (bytes.fromhex(colour[1:]) for colour in astuple(colours))
    return [*paper, *_ramp(paper, ink), *_ramp(paper, red), *gold]


FIRST = 32  # cards
DRAWING = "Ảnh: vẽ {} thẻ chia sẻ."


@dataclass(frozen=True)
class Headline:
    """The words of a card to be drawn, in NFC."""

    portal: str
    text: str


@dataclass
class ShareCards:
    """Cards by the names of their files.

    font: TrueType file; colours: of all cards
    made: sizes in bytes of the cards that are in the cache
    """

    cache: Cache
    font: Path
    colours: Colours = HOUSE
    made: dict[str, int] = field(default_factory=dict)
    _undrawn: dict[str, Headline] = field(default_factory=dict)

    def name(self, headlines: Iterable[Headline], before: dict[str, int], until: int) -> dict[Headline, str]:
        """The names that the cards have or will have.

        before: sizes of the cards of the last build, which noted them at the moment `until`, in ns
        """
        look = style(self.font.read_bytes(), self.colours) if headlines else ""
        names = {each: drawn_name(each.portal, each.text, look) for each in headlines}
        held = (name for name in names.values() if self.cache.holds(name, before.get(name), until))
        self.made |= {name: before[name] for name in held}
        self._undrawn = {name: headline for headline, name in names.items() if name not in self.made}
        return names

    def finish(self) -> bool:
        """Draw what the cache does not hold; whether there was any."""
        if self._undrawn:
            print(DRAWING.format(len(self._undrawn)), file=sys.stderr)
            self.cache.sweep()
            cards = list(self._undrawn.items())
            # The letters of the first ones are then known to all processes.
            drawn_now = [*map(self._draw, cards[:FIRST]), *spread(self._draw, cards[FIRST:])]
            self.cache.settle({name: path for name, path, _ in drawn_now})
            self.made |= {name: size for name, _, size in drawn_now}
        return bool(self._undrawn)

    def _draw(self, card: tuple[str, Headline]) -> tuple[str, str, int]:
        """Draw a card and lay it down in the cache: (name, where it was laid down, size in bytes)."""
        name, headline = card
        file = draw(headline.portal, headline.text, self.font, self.colours)
        return name, self.cache.lay_down(name, file), len(file)
