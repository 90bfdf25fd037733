"""Card: the 1200x630 picture that stands for a page where it is shared (Open Graph).

A cropped cover where there is a photo; otherwise a drawn card in the house's colours: paper,
the portal's name in lacquer red over a thread of gold, the headline in ink.
"""

from dataclasses import astuple, dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

from PIL import Image, ImageFilter, ImageOps

from plugins.gallery.face import BLEED, LEADING, SHADES, Face
from plugins.gallery.lettering import Lettering, largest_fitting
from plugins.gallery.png import Ground
from plugins.gallery.recipe import CARD

MARGIN = 80
COLUMN = CARD[0] - 2 * MARGIN
NAME_TOP = 56
NAME_SIZES = range(38, 19, -2)
NAME_LINES = 2
SIZES = (76, 66, 56, 48, 40, 34, 30)
GAP = 24
THREAD, THREAD_LENGTH = 6, 160
RED_EDGE = 20
SKY = 0.35  # with nothing to go by, cut more from below: heads are above the middle
SMALL = 64


def cropped(photo: Image.Image) -> Image.Image:
    """An RGB photo cut and scaled to 1200x630, keeping the part where most is to be seen."""
    return ImageOps.fit(photo, CARD, Image.Resampling.LANCZOS, centering=_focus(photo))


def _focus(photo: Image.Image) -> tuple[float, float]:
    """Where to cut, as ImageOps.fit wants it: 0 keeps the left or top, 1 the right or bottom.

    Only a tall photo, cut to less than two thirds of its height, is worth looking at: its
    edges are counted row by row and the window holding most of them is kept, the higher one
    where it makes little difference.
    """
    width, height = photo.size
    window = CARD[1] / CARD[0] * width / height
    if window > 2 / 3:
        return 0.5, SKY
    rows = round(SMALL * height / width)
    edges = photo.convert("L").resize((SMALL, rows), Image.Resampling.BOX).filter(ImageFilter.FIND_EDGES)
    weight = list(edges.crop((1, 1, SMALL - 1, rows - 1)).resize((1, rows), Image.Resampling.BOX).tobytes())
    tall = max(1, round(rows * window))
    tops = range(max(1, rows - tall + 1))
    best = max(tops, key=lambda top: sum(weight[top : top + tall]) * (1 - 0.3 * abs(top / rows - 0.15)))
    return 0.5, best / max(1, len(tops) - 1)


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


def drawn(portal: str, headline: str, font: Path, colours: Colours = HOUSE) -> bytes:
    """A card with the portal's name and the headline, in the font file `font`.

    The headline takes the largest size at which it fits, in lines of even length.
    Returns a PNG of sixteen colours: a fifth of the bytes of a JPEG, and sharper.
    """
    face = _face(font)
    ground, top = _ground(portal, face, colours)
    room = CARD[1] - MARGIN - top
    title = largest_fitting(face.drawable(headline) or face.drawable(portal), face, SIZES, COLUMN, room)
    top += round((room - title.height) / 2)
    band = ground.picture.crop((0, top, CARD[0], top + round(title.height)))
    _write(band, title, face, 0)
    return ground.under(band, top)


@cache
def _ground(portal: str, face: Face, colours: Colours) -> tuple[Ground, int]:
    """What all cards of a portal share, and where the room for the headline begins."""
    card = Image.new("P", CARD, PAPER_INDEX)
    name = largest_fitting(portal, face, NAME_SIZES, COLUMN, NAME_SIZES[0] * LEADING * NAME_LINES)
    _write(card, name, face, NAME_TOP)
    card = card.point([index + SHADES if index else PAPER_INDEX for index in range(256)])
    card.paste(RED_INDEX, (0, 0, RED_EDGE, CARD[1]))
    thread = round(NAME_TOP + name.height + GAP / 2)
    card.paste(GOLD_INDEX, (MARGIN, thread, MARGIN + THREAD_LENGTH, thread + THREAD))
    card.putpalette(palette(colours))
    return Ground(card), thread + THREAD + GAP


def _write(card: Image.Image, text: Lettering, face: Face, top: int) -> None:
    """Write the lines on bare paper from `top` down, in ink."""
    space = face.width(" ")
    for number, line in enumerate(text.lines):
        x, y = 0.0, top + round(number * text.size * LEADING)
        for word in line.split():
            card.paste(face.drawn(word, text.size), (MARGIN - BLEED + round(x * text.size), y))
            x += face.width(word) + space


@cache
def _face(font: Path) -> Face:
    return Face(font)


def _ramp(paper: bytes, full: bytes) -> list[int]:
    """RGB numbers of SHADES colours, from nearly `paper` to `full`: the edges of letters."""
    pairs = list(zip(paper, full, strict=True))
    return [round(a + (b - a) * step / SHADES) for step in range(1, SHADES + 1) for a, b in pairs]


# Ink in the shades of face.py, the same shades of red, gold.
PAPER_INDEX, RED_INDEX, GOLD_INDEX = 0, 2 * SHADES, 2 * SHADES + 1


def palette(colours: Colours) -> list[int]:
    """The RGB numbers of a card's sixteen colours."""
    paper, red, gold, ink = (bytes.fromhex(colour[1:]) for colour in astuple(colours))
    return [*paper, *_ramp(paper, ink), *_ramp(paper, red), *gold]
