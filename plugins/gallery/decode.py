"""Decode: one file as a person sees it: upright, in sRGB, on white paper.

Whatever the file was (a phone's HEIC, a printer's CMYK, a transparent logo, the first
picture of an animation), what leaves here is an RGB image without any metadata.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from plugins.gallery import refusal
from plugins.gallery.refusal import Refused
from plugins.gallery.repair import repaired

# Formats that cannot run code or call other programs; anything else is refused.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "AVIF", "HEIF")
MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"RIFF", b"II*\0", b"MM\0*", b"BM")
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SIDEWAYS = (5, 6, 7, 8)
BAND = 128  # rows converted at a time, so that no second copy of a large photo is needed
PAPER = (255, 253, 249)
PRINTED = ("L", "RGB", "CMYK", "LAB")  # modes a colour profile can speak about


@contextmanager
def opened(path: Path, max_pixels: int) -> Iterator[Image.Image]:
    """The undecoded image at `path`; Refused for what is not a picture or is too large."""
    head = _head(path)
    with _refusing_broken_files(head):
        image = Image.open(repaired(path, head) or path, formats=_formats(head))
    with image:
        if image.width * image.height > max_pixels:
            raise Refused(refusal.too_large(image.width, image.height, max_pixels))
        yield image


@contextmanager
def _refusing_broken_files(head: bytes) -> Iterator[None]:
    """Turn whatever a decoder raises into Refused."""
    try:
        with warnings.catch_warnings():
            # Broken EXIF is dropped anyway, and the size is checked against our own limit.
            warnings.simplefilter("ignore")
            yield
    except (Refused, MemoryError):
        raise
    except UnidentifiedImageError as error:
        known = head.startswith(MAGIC) or _is_heic(head)
        raise Refused(refusal.DAMAGED if known else refusal.NOT_A_PICTURE) from error
    except Exception as error:  # a broken file provokes anything from struct.error to KeyError
        raise Refused(refusal.DAMAGED) from error


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        head = file.read(1024)
    if not head:
        raise Refused(refusal.EMPTY)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<svg") or (start.startswith((b"<?xml", b"<!")) and b"<svg" in start):
        raise Refused(refusal.SVG)
    return head


def _formats(head: bytes) -> tuple[str, ...]:
    """The formats Pillow may try, after teaching it HEIC when the file is one."""
    if not _is_heic(head):
        return FORMATS[:-1]
    try:
        from pillow_heif import register_heif_opener  # 20 MB few builds need
    except ImportError:
        raise Refused(refusal.HEIC) from None
    register_heif_opener()
    return FORMATS


def _is_heic(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS


def orientation(image: Image.Image) -> int:
    """How the camera was held, 1 to 8; 1 when the file does not say or says nonsense."""
    if image.format == "TIFF":
        return 1  # Pillow turns it while decoding
    if image.format == "PNG" and "exif" not in image.info:
        return 1  # Pillow would decode all of it to look behind the pixels
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except Exception:  # broken EXIF must not cost the editor the photo
        return 1


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Width and height in pixels as a person sees the photo."""
    width, height = image.size
    return (height, width) if orientation(image) in SIDEWAYS else (width, height)


def is_animated(image: Image.Image) -> bool:
    """Whether the file moves. A phone's JPEG with a second view inside does not."""
    return image.format in ("GIF", "PNG", "WEBP", "AVIF") and bool(getattr(image, "is_animated", False))


def prepare(image: Image.Image, width: int) -> int:
    """Let the decoder shrink a JPEG to no less than `width`; the memory decoding takes.

    Returns bytes, estimated from the header.
    """
    full = image.size
    if image.format in ("JPEG", "MPO"):
        across = width if orientation(image) not in SIDEWAYS else 1
        down = width if across == 1 else 1
        image.draft(None, (across, down))
        return image.width * image.height * 4 + _coefficients(image, full)
    # Bytes a pixel: Pillow's own copy, and what the decoders keep beside it.
    each = {"WEBP": 16, "HEIF": 12, "AVIF": 12, "TIFF": 8}.get(image.format or "", 4)
    return full[0] * full[1] * each


def _coefficients(image: Image.Image, full: tuple[int, int]) -> int:
    """Bytes a progressive JPEG holds until its last pass, whatever size is wanted."""
    if not isinstance(image, JpegImageFile) or not image.info.get("progressive"):
        return 0
    sampling = [layer[1] * layer[2] for layer in image.layer]
    return full[0] * full[1] * 2 * sum(sampling) // max(sampling)


def decoded(image: Image.Image, width: int) -> Image.Image:
    """The picture upright in sRGB, at least `width` wide if the file is; without metadata.

    `image` is closed, so that a large one is gone from memory before the work on the small
    one begins. Raises Refused when the file turns out to be broken.
    """
    turn = orientation(image)
    profile = image.info.get("icc_profile")
    gamma = None if "srgb" in image.info else image.info.get("gamma")
    along = width * image.width // image.height if turn in SIDEWAYS else width
    with _refusing_broken_files(MAGIC[0]):
        small = _shrunk(image, max(1, along))
        if small is not image:
            image.close()
        small = in_srgb(small, profile) if profile or not gamma else with_gamma(small, gamma)
    small = small.transpose(TURNS[turn]) if turn in TURNS else small
    small.info = {}
    return small


def _shrunk(image: Image.Image, width: int) -> Image.Image:
    """`image` without transparency or odd pixel kinds, averaged down by a whole factor.

    Works band by band: beside the decoded photo itself only the small result is held.
    """
    factor = max(1, image.width // width)
    narrowed = isinstance(image, PngImageFile) and image.mode == "RGB" and "16" in str(image.tile[:1])
    image.load()
    if narrowed and isinstance(clear := image.info.get("transparency"), tuple):
        image.info["transparency"] = tuple(value >> 8 for value in clear)  # as its pixels were read
    plain = image.mode in ("RGB", "L", "CMYK", "LAB") and not image.has_transparency_data
    if factor == 1 and plain:
        return image
    small = None
    rows = factor * max(1, BAND // factor)
    for top in range(0, image.height, rows):
        bottom = min(top + rows, image.height)
        band = flattened(image.crop((0, top, image.width, bottom)), factor)
        if small is None:
            small = Image.new(band.mode, (band.width, -(-image.height // factor)))
        small.paste(band, (0, top // factor))
    assert small, "a picture has a row at least"
    return small


def flattened(image: Image.Image, factor: int = 1) -> Image.Image:
    """`image` averaged down by a whole `factor`, laid on paper where it is transparent.

    Returns mode L, RGB, CMYK or LAB. Raises Refused for pixels no camera or scanner makes.
    """
    if image.mode.startswith("I;16"):
        clear, deep = image.info.get("transparency"), image.convert("I")
        image = deep.point(lambda value: value / 256).convert("L")
        if isinstance(clear, int):
            alpha = deep.point([255 * (value != clear) for value in range(1 << 16)], "L")
            image = Image.merge("LA", (image, alpha))
    if image.mode == "1":
        image = image.convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA").reduce(factor)
        paper = Image.new("RGB", image.size, PAPER)
        paper.paste(image, mask=image.getchannel("A"))
        return paper
    if image.mode in ("I", "F"):
        raise Refused(refusal.ODD_PIXELS)
    if image.mode not in PRINTED:
        image = image.convert("RGB")
    return image.reduce(factor)


def with_gamma(image: Image.Image, gamma: float) -> Image.Image:
    """`image` in sRGB, whose file says by gAMA how its values were encoded (PNG specification, 11.3.2.2)."""
    light = [(value / 255) ** (1 / gamma) for value in range(256)]
    table = [12.92 * each if each <= 0.0031308 else 1.055 * each ** (1 / 2.4) - 0.055 for each in light]
    image = image.convert("RGB")
    return image.point([round(255 * each) for each in table] * 3)


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """`image` in sRGB, read through its embedded ICC `profile` where that makes sense."""
    if profile and image.mode in PRINTED:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            if image.mode == "RGB" and "srgb" in ImageCms.getProfileDescription(source).lower():
                return image
            return ImageCms.buildTransform(
                source,
                ImageCms.createProfile("sRGB"),
                image.mode,
                "RGB",
                ImageCms.Intent.RELATIVE_COLORIMETRIC,
                ImageCms.Flags.BLACKPOINTCOMPENSATION,
            ).apply(image)
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a damaged profile: the plain reading is what every viewer falls back to
    if image.mode == "LAB":
        lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
        return ImageCms.buildTransform(lab, srgb, image.mode, "RGB").apply(image)
    return image.convert("RGB")
