"""Placeholder: the colour that stands for a photo until it has arrived.

The content security policy forbids inline styles, so a photo cannot carry its own colour.
It carries the number of the nearest of sixteen, which theme/static/css/tokens.css knows by the
same number: `.placeholder-7`. A test holds the two lists together.
"""

from PIL import Image

COLOURS = (
    "#1f1c1a",  # 0 night
    "#4a4541",  # 1 shade
    "#7d7771",  # 2 stone
    "#b3ada5",  # 3 cloud
    "#e6e1d8",  # 4 paper
    "#4b2f22",  # 5 dark wood
    "#8a5f43",  # 6 clay
    "#c79f7c",  # 7 skin, sand
    "#7c2420",  # 8 curtain red
    "#c0504a",  # 9 flag red
    "#cfa345",  # 10 ripe rice
    "#2f4029",  # 11 deep leaf
    "#637a45",  # 12 field
    "#a3b583",  # 13 young rice
    "#35506b",  # 14 river
    "#8fb0cc",  # 15 sky
)


def placeholder_of(image: Image.Image) -> int:
    """The number of the colour nearest to the mean colour of an RGB image."""
    red, green, blue = image.resize((1, 1), Image.Resampling.BOX).tobytes()
    return min(range(len(COLOURS)), key=lambda n: _distance((red, green, blue), _rgb(COLOURS[n])))


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue


def _distance(a: tuple[int, int, int], b: tuple[int, int, int]) -> float:
    """Squared distance as the eye sees it ("redmean", www.compuphase.com/cmetric.htm)."""
    mean = (a[0] + b[0]) / 2
    red, green, blue = (x - y for x, y in zip(a, b, strict=True))
    return (2 + mean / 256) * red**2 + 4 * green**2 + (2 + (255 - mean) / 256) * blue**2
