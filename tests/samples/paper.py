"""Paper: the grain that makes a flat drawing feel printed."""

import random
from functools import cache

from PIL import Image, ImageChops, ImageFilter

TILE = 640


@cache
def _tile(seed: int) -> Image.Image:
    return Image.frombytes("L", (TILE, TILE), random.Random(seed).randbytes(TILE * TILE))


def _cover(tile: Image.Image, size: tuple[int, int]) -> Image.Image:
    sheet = Image.new("L", size)
    for top in range(0, size[1], tile.height):
        for left in range(0, size[0], tile.width):
            sheet.paste(tile, (left, top))
    return sheet


def noise(size: tuple[int, int], step: int = 2) -> Image.Image:
    """Give a stipple mask, mostly white, whose dots are step pixels wide."""
    tile = _tile(11).filter(ImageFilter.GaussianBlur(0.7))
    tile = tile.point(lambda v: max(0, min(255, (v - 128) * 2 + 200)))
    return _cover(tile.resize((TILE * step, TILE * step), Image.Resampling.BICUBIC), size)


def grain(sheet: Image.Image, seed: int) -> Image.Image:
    """Print the sheet on paper: fine grain, slow mottling, a hint of vignette."""
    fine = _tile(seed % 7).filter(ImageFilter.GaussianBlur(0.8 if sheet.width < 3000 else 1.2))
    fine = _cover(fine.point(lambda v: 128 + round((v - 128) * 0.21)), sheet.size)
    slow = _tile(seed % 5 + 20).resize((TILE * 6, TILE * 6), Image.Resampling.BICUBIC)
    slow = slow.filter(ImageFilter.GaussianBlur(9)).point(lambda v: 128 + round((v - 128) * 0.34))
    slow = _cover(slow, sheet.size)
    edge = Image.radial_gradient("L").resize(sheet.size, Image.Resampling.BICUBIC)
    edge = edge.point(lambda v: 128 - max(0, v - 150) // 7)
    # Soft light leaves 128 unchanged, so the three textures only tilt the colours.
    for texture in (fine, slow, edge):
        sheet = ImageChops.soft_light(sheet, Image.merge("RGB", (texture,) * 3))
    return sheet
