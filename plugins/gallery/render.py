"""Render: every file of one photo, from one reading of it.

The photo is decoded no larger than its widest file needs, and each narrower file is made
from the next wider one: a fifth of the work of starting from the full photo each time, at
the same likeness (tests/bench/pictures.py measures both).
"""

from collections.abc import Callable
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageFilter, ImageOps

from plugins.gallery import decode
from plugins.gallery.cache import Cache, Record
from plugins.gallery.derivatives import CARD, CARD_QUALITY, ORIGINAL_QUALITY, Derivative, derivatives_of
from plugins.gallery.refusal import TooHeavy
from plugins.gallery.settings import GallerySettings

MEGABYTE = 1_000_000
OWN = 45  # MB a worker takes beside the decoded photo
SKY = 0.35  # with nothing to go by, cut more from below: heads are above the middle
SMALL = 64
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


def render(path: Path, cache: Cache, options: GallerySettings, card: bool, alone: bool) -> Record:
    """Make every file of the photo at `path` that the cache does not hold yet.

    card: the photo is a cover and needs a crop for social networks
    alone: no other photo is being worked on, so the memory limit does not hold
    Returns the record of the photo, which names the files made. Raises Refused, TooHeavy.
    """
    content = fingerprint_of(path)
    known, until = cache.record(content), cache.recorded(content)
    if known:
        every = derivatives_of(content, known.width, known.height, options, card)
        if not cache.missing(known, every, until):
            return known
    with decode.opened(path, options.max_pixels) as image:
        width, height = decode.upright_size(image)
        animated = decode.is_animated(image)
        every = derivatives_of(content, width, height, options, card)
        wanted = cache.missing(known, every, until) if known else every
        # One that is missing alone is drawn as it was with the others: its bytes have been published.
        widest = max(reach(each, width, height) for each in every)
        if decode.prepare(image, widest) > (options.memory - OWN) * MEGABYTE and not alone:
            raise TooHeavy
        upright = decode.decoded(image, widest)
    placeholder = known.placeholder if known else placeholder_of(upright)
    made = _made(upright, every, wanted, cache.save, options)
    files = {**(known.files if known else {}), **made}
    record = Record(content, width, height, placeholder, animated, files)
    cache.keep(record)
    return record


def reach(derivative: Derivative, width: int, height: int) -> int:
    """How wide the photo must be decoded for one derivative, in pixels."""
    if derivative.kind != "card":
        return derivative.width
    # A crop of a wide panorama needs its height, which a narrow decoding would not have.
    return min(width, max(derivative.width, -(-derivative.height * width // height)))


def fingerprint_of(path: Path) -> str:
    """The hash of a file's bytes, 32 hexadecimal digits."""
    digest = blake2b(digest_size=16)
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def _made(
    upright: Image.Image,
    every: tuple[Derivative, ...],
    wanted: tuple[Derivative, ...],
    save: Callable[[str, bytes], None],
    options: GallerySettings,
) -> dict[str, int]:
    """Encode and save those of the derivatives, widest first, that are wanted; the bytes of each by name."""
    sizes = {}
    current = upright
    for derivative in every:
        picture = upright
        if derivative.kind != "card":
            if current.size != (derivative.width, derivative.height):
                current = current.resize((derivative.width, derivative.height), Image.Resampling.BICUBIC)
            picture = current
        if derivative in wanted:
            file = encoded(cropped(picture) if derivative.kind == "card" else picture, derivative, options)
            save(derivative.name, file)
            sizes[derivative.name] = len(file)
    return sizes


def encoded(image: Image.Image, derivative: Derivative, options: GallerySettings) -> bytes:
    """The bytes of one published file; `image` carries no metadata and none is added."""
    out = BytesIO()
    match derivative.kind:
        case "webp":
            image.save(out, "WEBP", quality=options.webp_quality, method=options.webp_method)
        case "avif":
            image.save(out, "AVIF", quality=options.avif_quality, speed=options.avif_speed, max_threads=1)
        case "jpeg":
            image.save(out, "JPEG", quality=options.jpeg_quality)
        case "original":
            image.save(out, "JPEG", quality=ORIGINAL_QUALITY)
        case "card":
            image.save(out, "JPEG", quality=CARD_QUALITY)
    return out.getvalue()


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
