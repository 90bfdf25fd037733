"""Colour: every kind of pixel turned into what screens show, sRGB on white paper."""

from io import BytesIO

from PIL import Image, ImageCms

from plugins.gallery import refusal
from plugins.gallery.refusal import Refused

PAPER = (255, 253, 249)
PRINTED = ("L", "RGB", "CMYK", "LAB")  # modes a colour profile can speak about


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
