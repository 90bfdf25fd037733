"""Photo: what the theme knows about one picture."""

from dataclasses import dataclass, replace

from plugins.gallery.shape import shape_of


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
    tone: number of the placeholder colour, see `tone.py`
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
    tone: int
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
    def shape(self) -> int:
        """The number of its shape, see `shape.py`."""
        return shape_of(self.width, self.height)

    @property
    def largest(self) -> Rendition:
        """The widest WebP: what a plain link to the photo leads to."""
        return self.webp[-1]

    def captioned(self, name: str, caption: str, credit: str) -> "Photo":
        """The same picture under the words of one story."""
        return replace(self, name=name, caption=caption, credit=credit)


def srcset(renditions: tuple[Rendition, ...]) -> str:
    return ", ".join(f"{each.url} {each.width}w" for each in renditions)
