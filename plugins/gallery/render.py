"""Render: every file of one photo, from one reading of it.

The photo is decoded no larger than its widest file needs, and each narrower file is made
from the next wider one: a fifth of the work of starting from the full photo each time, at
the same likeness (tests/bench/pictures.py measures both).
"""

from collections.abc import Callable
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

from PIL import Image

from plugins.gallery import picture
from plugins.gallery.card import cropped
from plugins.gallery.options import Settings
from plugins.gallery.recipe import CARD_QUALITY, ORIGINAL_QUALITY, Order, orders
from plugins.gallery.refusal import TooHeavy
from plugins.gallery.store import Record, Store
from plugins.gallery.tone import tone_of

MEGABYTE = 1_000_000
OWN = 45  # MB a worker takes beside the decoded photo


def develop(path: Path, store: Store, options: Settings, card: bool, alone: bool) -> Record:
    """Make every file of the photo at `path` that the store does not hold yet.

    card: the photo is a cover and needs a crop for social networks
    alone: no other photo is being worked on, so the memory limit does not hold
    Returns the record of the photo, which names the files made. Raises Refused, TooHeavy.
    """
    content = fingerprint_of(path)
    known = store.record(content)
    if known and not store.missing(known, orders(content, known.width, known.height, options, card)):
        return known
    with picture.opened(path, options.max_pixels) as image:
        width, height = picture.upright_size(image)
        animated = picture.is_animated(image)
        wanted = orders(content, width, height, options, card)
        if known:
            wanted = store.missing(known, wanted)
        widest = max(reach(order, width, height) for order in wanted)
        if picture.prepare(image, widest) > (options.memory - OWN) * MEGABYTE and not alone:
            raise TooHeavy
        upright = picture.decoded(image, widest)
    tone = known.tone if known else tone_of(upright)
    made = _made(upright, wanted, store.save, options)
    files = {**(known.files if known else {}), **made}
    record = Record(content, width, height, tone, animated, files)
    store.keep(record)
    return record


def reach(order: Order, width: int, height: int) -> int:
    """How wide the photo must be decoded for one order, in pixels."""
    if order.kind != "card":
        return order.width
    # A crop of a wide panorama needs its height, which a narrow decoding would not have.
    return min(width, max(order.width, -(-order.height * width // height)))


def fingerprint_of(path: Path) -> str:
    """The hash of a file's bytes, 32 hexadecimal digits."""
    digest = blake2b(digest_size=16)
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def _made(
    upright: Image.Image, wanted: tuple[Order, ...], save: Callable[[str, bytes], None], options: Settings
) -> dict[str, int]:
    """Encode and save the orders, widest first; the size in bytes of each by name."""
    sizes = {}
    current = upright
    for order in wanted:
        if order.kind == "card":
            file = encoded(cropped(upright), order, options)
        else:
            if current.size != (order.width, order.height):
                current = current.resize((order.width, order.height), Image.Resampling.BICUBIC)
            file = encoded(current, order, options)
        save(order.name, file)
        sizes[order.name] = len(file)
    return sizes


def encoded(image: Image.Image, order: Order, options: Settings) -> bytes:
    """The bytes of one published file; `image` carries no metadata and none is added."""
    out = BytesIO()
    match order.kind:
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
