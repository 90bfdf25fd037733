"""Card: the 1200x630 picture that stands for a page where it is shared (Open Graph).

A cropped cover where there is a photo; otherwise a drawn card in the house's colours: paper,
the portal's name in lacquer red over a thread of gold, the headline in ink.
"""

from functools import cache, lru_cache
from math import ceil
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageOps

from plugins.gallery.lettering import LEADING, Lettering, largest_fitting
from plugins.gallery.recipe import CARD

PAPER, RED, GOLD, INK = "#fffdf9", "#a3161a", "#c79a2b", "#1c1b1a"
MARGIN = 80
COLUMN = CARD[0] - 2 * MARGIN
NAME_TOP = 56
NAME_SIZES = range(38, 19, -2)
NAME_LINES = 2
SIZES = (76, 66, 56, 48, 40, 34, 30)
GAP = 24
BLEED = 3  # what a letter may reach beyond its own width, less than half a space
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


def drawn(portal: str, headline: str, font: Path) -> Image.Image:
    """A card with the portal's name and the headline, in the font file `font`.

    The headline takes the largest size at which it fits, in lines of even length.
    Returns a picture of sixteen colours: as PNG a fifth of the bytes of a JPEG, and sharper.
    """
    card, top = _begun(portal, font)
    card, room = card.copy(), CARD[1] - MARGIN - top
    title = largest_fitting(headline, font, SIZES, COLUMN, room)
    _write(card, title, round(top + (room - title.height) / 2), INK_RAMP)
    return card


@cache
def _begun(portal: str, font: Path) -> tuple[Image.Image, int]:
    """What all cards of a portal share, and where the room for the headline begins."""
    card = Image.new("P", CARD, PAPER_INDEX)
    card.putpalette(PALETTE)
    card.paste(RED_RAMP + RAMP - 1, (0, 0, RED_EDGE, CARD[1]))
    name = largest_fitting(portal, font, NAME_SIZES, COLUMN, NAME_SIZES[0] * LEADING * NAME_LINES)
    _write(card, name, NAME_TOP, RED_RAMP)
    thread = round(NAME_TOP + name.height + GAP / 2)
    card.paste(GOLD_INDEX, (MARGIN, thread, MARGIN + THREAD_LENGTH, thread + THREAD))
    return card, thread + THREAD + GAP


def _write(card: Image.Image, text: Lettering, top: int, ramp: int) -> None:
    """Write the lines on bare paper from `top` down, in the colour of a ramp of the palette."""
    space = text.font.getlength(" ")
    for number, line in enumerate(text.lines):
        x, y = MARGIN, top + round(number * text.leading)
        for word in line.split():
            picture, width = _word(word, text.font, ramp)
            card.paste(picture, (round(x) - BLEED, y))
            x += width + space


# Headlines are made of few syllables: writing each anew is half the work of a card.
@lru_cache(maxsize=2048)
def _word(word: str, font: ImageFont.FreeTypeFont, ramp: int) -> tuple[Image.Image, float]:
    """(a word in colours of the palette, BLEED pixels wider than itself on both sides, its width)."""
    width = font.getlength(word)
    mask = Image.new("L", (ceil(width) + 2 * BLEED, round(font.size * LEADING)))
    ImageDraw.Draw(mask).text((BLEED, 0), word, font=font, fill=255)
    return Image.frombytes("P", mask.size, mask.tobytes().translate(_shades(ramp))), width


@cache
def _shades(ramp: int) -> bytes:
    """For each coverage of 0 to 255 the colour's number, in the ramp of the palette from `ramp` on."""
    steps = [shade * (RAMP + 1) // 256 for shade in range(256)]
    return bytes(ramp + step - 1 if step else PAPER_INDEX for step in steps)


def _ramp(colour: str) -> list[int]:
    """RGB numbers of RAMP shades, from nearly paper to `colour`: the edges of letters."""
    paper, full = bytes.fromhex(PAPER[1:]), bytes.fromhex(colour[1:])
    pairs = list(zip(paper, full, strict=True))
    return [round(a + (b - a) * step / RAMP) for step in range(1, RAMP + 1) for a, b in pairs]


RAMP = 7
PAPER_INDEX, GOLD_INDEX, INK_RAMP, RED_RAMP = 0, 1, 2, 2 + RAMP
PALETTE = [*bytes.fromhex(PAPER[1:]), *bytes.fromhex(GOLD[1:]), *_ramp(INK), *_ramp(RED)]
