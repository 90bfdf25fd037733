"""Settings: everything GALLERY in pelicanconf.py may say about pictures."""

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Interval, MinLen

Quality = Annotated[int, Interval(ge=1, le=100)]


# A plain dataclass, not pydantic's: it travels to the workers, which must stay small.
# `schema.checked` reads it all the same.
@dataclass(frozen=True)
class GallerySettings:
    """How pictures are made.

    widths: widths offered to browsers, in pixels; none is ever larger than the photo
    webp_quality, jpeg_quality, avif_quality: 1 to 100, as Pillow counts them
    webp_method: 0 (fast) to 6 (small); 2 is where files stop shrinking much
    avif_speed: 0 (small) to 10 (fast)
    jpeg_width: width of the one JPEG for old browsers and for sharing
    avif: also make AVIF, 12-15 % smaller for four times the work
    originals: readers may download the photo at its full size (still without EXIF)
    max_pixels: a larger photo is refused: it is a mistake or a decompression bomb
    workers: processes, 0 for one a core
    memory: MB a worker may use; a photo that needs more is worked on alone
    patience: seconds one photo may take before it is given up
    cache: folder of finished pictures, outside the output, relative to the project
    font: TrueType file for the letters of drawn cards, relative to the project;
        '' for the first one found under theme/static/fonts
    """

    widths: tuple[Annotated[int, Interval(ge=16, le=4096)], ...] = (320, 640, 960, 1280, 1920)
    webp_quality: Quality = 78
    webp_method: Annotated[int, Interval(ge=0, le=6)] = 2
    jpeg_quality: Quality = 80
    jpeg_width: Annotated[int, Interval(ge=16, le=4096)] = 1280
    avif: bool = False
    avif_quality: Quality = 55
    avif_speed: Annotated[int, Interval(ge=0, le=10)] = 8
    originals: bool = False
    max_pixels: Annotated[int, Ge(1_000_000)] = 120_000_000
    workers: Annotated[int, Ge(0)] = 0
    memory: Annotated[int, Ge(100)] = 250
    patience: Annotated[int, Ge(1)] = 120
    cache: Annotated[str, MinLen(1)] = ".cache/gallery"
    font: str = ""

    # Tells pydantic, through `schema.checked`, to refuse a misspelt setting.
    __pydantic_config__ = {"extra": "forbid"}

    def __post_init__(self) -> None:
        if not self.widths or list(self.widths) != sorted(set(self.widths)):
            raise ValueError("phải có ít nhất một chiều rộng, xếp từ nhỏ đến lớn, không lặp lại.")
