"""Photo: what the theme knows about one picture, and how wide it becomes beside others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log

# Rows of an album give each photo room by its aspect ratio. The content security policy forbids inline
# styles, so a photo carries a number, and the style sheet knows the ratio: `.aspect-7`.
# A test holds the two lists together.
ASPECTS = (
    (1, 2),
    (9, 16),
    (2, 3),
    (3, 4),
    (4, 5),
    (1, 1),
    (5, 4),
    (4, 3),
    (3, 2),
    (16, 9),
    (2, 1),
    (5, 2),
    (3, 1),
)


@dataclass(frozen=True)
class Rendition:
    """One published file.

    url: address from the root of the site, e.g. '/media/k3x…-640.webp'
    width, height: pixels
    type: MIME type
    """

    url: str
    width: int
    height: int
    type: str


@dataclass(frozen=True)
class Photo:
    """One photo with its words and every file made from it.

    name: file name beside index.md
    caption, credit: plain text in NFC, '' when there is none
    width, height: pixels of the photo as it is seen, after turning it upright
    placeholder: number of the colour that stands for it, see `render.py`
    webp, avif: renditions from narrow to wide; avif is empty unless the setting asks for it
    jpeg: for `<img src>` and for sharing
    original: full size for download, None unless the setting allows it
    card: 1200x630 crop for social networks, None unless the photo is a cover
    """

    name: str
    caption: str
    credit: str
    width: int
    height: int
    placeholder: int
    webp: tuple[Rendition, ...]
    avif: tuple[Rendition, ...]
    jpeg: Rendition
    original: Rendition | None = None
    card: Rendition | None = None

    @property
    def srcset(self) -> str:
        """The WebP files as the value of a srcset attribute."""
        return srcset(self.webp)

    @property
    def avif_srcset(self) -> str:
        """The AVIF files as the value of a srcset attribute, '' when there are none."""
        return srcset(self.avif)

    @property
    def aspect(self) -> int:
        """The number of its ratio among ASPECTS."""
        return aspect_of(self.width, self.height)

    @property
    def largest(self) -> Rendition:
        """The widest WebP: what a plain link to the photo leads to."""
        return self.webp[-1]

    def captioned(self, name: str, caption: str, credit: str) -> "Photo":
        """The same picture under the words of one story."""
        return replace(self, name=name, caption=caption, credit=credit)


def srcset(renditions: tuple[Rendition, ...]) -> str:
    return ", ".join(f"{each.url} {each.width}w" for each in renditions)


def aspect_of(width: int, height: int) -> int:
    """The number of the ratio nearest to width x height pixels."""
    return min(range(len(ASPECTS)), key=lambda n: abs(log(width / height * ASPECTS[n][1] / ASPECTS[n][0])))


def row_widths(
    photos: Sequence[Photo], indices: Sequence[int], room: float, height: float, gap: float, last_grows: bool
) -> list[float]:
    """The width of each photo of `indices`, as a flex container that wraps lays them out (gallery.css).

    room: the width of the container; height: of a row before it is stretched to fill it; gap:
    between two photos; last_grows: whether the last row is stretched too. All in one unit.
    """
    ratios = [wide / high for wide, high in (ASPECTS[photos[index].aspect] for index in indices)]
    rows: list[list[float]] = []
    taken = 0.0
    for ratio in ratios:
        width = min(ratio * height, room)
        if rows and taken + gap + width <= room:
            rows[-1].append(ratio)
            taken += gap + width
        else:
            rows.append([ratio])
            taken = width
    widths: list[float] = []
    for row in rows:
        free = room - gap * (len(row) - 1) - sum(min(ratio * height, room) for ratio in row)
        if row is rows[-1] and not last_grows:
            free = 0
        widths += [min(ratio * height + free * ratio / sum(row), room) for ratio in row]
    return widths
