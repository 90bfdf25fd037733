"""Derivatives: which files a photo is turned into, and what each is called.

A name is the hash of the photo's bytes and of the options that shape that one file. So the
file system is the cache: a name that exists is finished work, and a changed option renames
(and remakes) only the files it concerns.
"""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from plugins.gallery.settings import GallerySettings

# Raise it when the way pictures are made changes, so that old files are made anew.
ENGINE = 1
DRAWN = 3  # for drawn cards alone

CARD = (1200, 630)
CARD_QUALITY = 85
ORIGINAL_QUALITY = 90
LOSS = 1.2  # a photo this much wider than the widest fitting file gets one of its own width
LONGEST = 16_383  # pixels a WebP file can have on one side
LONGEST_JPEG = 65_500
SMALLEST_COVER = (600, 315)  # a smaller cover would be a blur at 1200x630

Kind = Literal["webp", "avif", "jpeg", "original", "card", "drawn"]
ENDINGS = {"webp": "webp", "avif": "avif", "drawn": "png"}
TYPES = {"webp": "image/webp", "avif": "image/avif", "jpg": "image/jpeg", "png": "image/png"}


@dataclass(frozen=True)
class Derivative:
    """One file to make: its kind, size in pixels, and name without folder."""

    kind: Kind
    width: int
    height: int
    name: str

    @property
    def type(self) -> str:
        return TYPES[self.name.rpartition(".")[2]]


def derivatives_of(
    content: str, width: int, height: int, options: GallerySettings, card: bool
) -> tuple[Derivative, ...]:
    """Every file for a photo of width x height pixels, widest first.

    content: hash of the photo's bytes
    card: the photo is a cover and needs a crop for social networks, if it is large enough
    """
    widths = fitting(options.widths, width, height)
    made = _series("webp", widths, width, height, content, options.webp_quality, options.webp_method)
    if options.avif:
        made += _series("avif", widths, width, height, content, options.avif_quality, options.avif_speed)
    jpeg = min(options.jpeg_width, widths[-1])
    made += _series("jpeg", (jpeg,), width, height, content, options.jpeg_quality)
    if options.originals and max(width, height) <= LONGEST_JPEG:
        made += _series("original", (width,), width, height, content, ORIGINAL_QUALITY)
    if card and width >= SMALLEST_COVER[0] and height >= SMALLEST_COVER[1]:
        made += _series("card", CARD[:1], *CARD, content, CARD_QUALITY)
    return tuple(sorted(made, key=lambda each: -each.width))


def _series(kind: Kind, widths: tuple[int, ...], width: int, height: int, *shape: object) -> list[Derivative]:
    """One derivative for each of `widths`, named by the hash of `shape`."""
    stem, ending = fingerprint(ENGINE, kind, *shape), ENDINGS.get(kind, "jpg")
    return [Derivative(kind, each, scaled(each, width, height), f"{stem}-{each}.{ending}") for each in widths]


def fitting(widths: tuple[int, ...], width: int, height: int) -> tuple[int, ...]:
    """The widths a photo can fill, narrow to wide.

    The photo's own width joins them when the next one down would lose much of it, and is
    the only one when the photo is narrower than all. A tall strip stays within what WebP
    can hold.
    """
    most = width if height <= LONGEST else max(1, width * LONGEST // height)
    fits = [each for each in widths if each <= most]
    if not fits or (most < widths[-1] and most > fits[-1] * LOSS):
        fits.append(most)
    return tuple(fits)


def scaled(to: int, width: int, height: int) -> int:
    """The height of a width x height photo when it is `to` pixels wide."""
    return max(1, round(height * to / width))


def fingerprint(*parts: object) -> str:
    """Sixteen hexadecimal digits that name the parts."""
    return blake2b("\0".join(map(str, parts)).encode(), digest_size=8).hexdigest()


def drawn_derivative(name: str) -> Derivative:
    """The derivative that is a drawn card that will be called `name`."""
    return Derivative("drawn", *CARD, name)


def drawn_name(portal: str, headline: str, look: str) -> str:
    """What the card for a headline is called; look: what font and colours come to (`share_card.style`)."""
    return _series("drawn", CARD[:1], *CARD, DRAWN, portal, headline, look)[0].name
