"""The picture that stands for a story where it is shared: what its page names, as a file."""

from io import BytesIO
from pathlib import Path

from plugins.gallery import decode
from plugins.gallery.derivatives import CARD as SIZE
from plugins.gallery.derivatives import CARD_QUALITY, SMALLEST_COVER, Derivative
from plugins.gallery.folder import look_into
from plugins.gallery.refusal import Refused
from plugins.gallery.render import cropped, reach
from plugins.gallery.settings import GallerySettings
from plugins.gallery.share_card import HOUSE, Colours, draw
from plugins.story.story import Story

NAME = "the-chia-se"


def card(
    story: Story, title: str, site: str, options: GallerySettings, font: Path, colours: Colours = HOUSE
) -> tuple[str, bytes]:
    """(name, bytes): 1200x630, cut from the cover, or drawn with the headline where no photo will do."""
    photo = _cover(story)
    if photo:
        try:
            return f"{NAME}.jpg", _cut(photo, options)
        except Refused:
            pass  # told when the story is built
    return f"{NAME}.png", draw(site, title, font, colours)


def _cover(story: Story) -> Path | None:
    names = [story.cover] if story.cover else [photo.name for photo in story.body.photos[:1]]
    try:
        return look_into(story.folder).find(names[0]) if names else None
    except Refused:
        return None


def _cut(photo: Path, options: GallerySettings) -> bytes:
    with decode.opened(photo, options.max_pixels) as image:
        width, height = decode.upright_size(image)
        if width < SMALLEST_COVER[0] or height < SMALLEST_COVER[1]:
            raise Refused("too small")
        widest = reach(Derivative("card", *SIZE, ""), width, height)
        decode.prepare(image, widest)
        upright = decode.decoded(image, widest)
    out = BytesIO()
    cropped(upright).save(out, "JPEG", quality=CARD_QUALITY)
    return out.getvalue()
