"""Album: a folder of photos with a title, content/anh/<album>/index.md."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import StringConstraints
from pydantic.dataclasses import dataclass as checked_dataclass

from plugins.core.addresses import ALBUMS, link
from plugins.core.fields import Moment, Text
from plugins.core.mistakes import Mistake, MistakesFound, did_you_mean
from plugins.core.names import is_text
from plugins.core.schema import STRICT
from plugins.core.sources import Sources
from plugins.gallery.photo import Photo, Rendition
from plugins.story import front_matter
from plugins.story.blocks import PhotoReference
from plugins.story.body import body_parser
from plugins.story.front_matter import COVER, DATE, REASON, STATUS, SUMMARY, TITLE, Status
from plugins.story.story import Story
from plugins.story.text_file import read_text
from plugins.vietnamese.dates import day
from plugins.vietnamese.text import slug

if TYPE_CHECKING:
    from plugins.gallery.page_photos import Shown

WAITS = "Album “{}” hẹn ngày {}, trước ngày ấy bài chưa dẫn tới album."


@checked_dataclass(frozen=True, config=STRICT)
class AlbumMatter:
    """Front matter of an album."""

    title: Annotated[Text, TITLE]
    date: Annotated[Moment, DATE]
    summary: Annotated[str, StringConstraints(strip_whitespace=True), SUMMARY] = ""
    cover: Annotated[str, COVER] = ""
    status: Annotated[Status, STATUS] = "published"
    reason: Annotated[str, REASON] = ""


@dataclass(frozen=True)
class Album:
    """One album.

    path: its file, relative to the project; folder: where its photos lie
    references: its photos as the editor wrote them
    digest: SHA-256 of that file, in hex
    photos, cover, card: what the theme shows; empty until the pictures are made
    """

    slug: str
    title: str
    date: datetime
    summary: str
    path: str
    folder: Path
    references: tuple[PhotoReference, ...]
    digest: str
    cover_name: str = ""
    photos: tuple[Photo, ...] = ()
    cover: Photo | None = None
    card: Rendition | None = None

    @property
    def url(self) -> str:
        return f"{link(ALBUMS)}{self.slug}/"

    def showing(self, shown: "Shown") -> "Album":
        """The same album with its pictures."""
        return replace(self, photos=shown.photos, cover=shown.cover, card=shown.card)


def read_albums(
    sources: Sources, today: date, zone: tzinfo | None = None
) -> tuple[tuple[Album, ...], tuple[Album, ...]]:
    """(published albums, newest first; those dated after `today`, which wait for their day).

    What is wrong in one holds it back. zone: the portal's.
    """
    albums: dict[str, Album] = {}
    waiting = []
    paths = sources.root.glob("content/anh/*/index.md")
    names = [path.relative_to(sources.root).as_posix() for path in paths if is_text(path.parent.name)]
    names += sources.removed("anh")
    # Of two at one address, the one that was published first stays.
    for name in sorted(names, key=lambda name: (name not in sources.published, name)):
        while path := sources.file(name):
            try:
                album = read_album(path, name, zone)
                if album and album.slug in albums:
                    other = albums[album.slug].path
                    sentence = f"Địa chỉ {album.url} trùng với {other}. Hãy đổi tên một thư mục."
                    raise MistakesFound(Mistake(name, sentence))
            except MistakesFound as found:
                sources.hold(found.mistakes)
                continue
            if album and album.date.date() > today:
                waiting.append(album)
            elif album:
                albums[album.slug] = album
            break
    newest_first = sorted(albums.values(), key=lambda album: (album.date, album.slug), reverse=True)
    return tuple(newest_first), tuple(waiting)


def read_album(path: Path, name: str, zone: tzinfo | None = None) -> Album | None:
    """The album in the file `path`, None for a draft; MistakesFound names its mistakes.

    name: the file relative to the project; zone: the portal's.
    """
    text, digest = read_text(path, name)
    parts = front_matter.split(text, name)
    matter = front_matter.parse(AlbumMatter, parts.head, name, parts.head_line, zone).matter
    body = body_parser().parse(parts.body, parts.body_line)
    others = [block for block in body.blocks if block.kind not in ("figure", "gallery")]
    if others or body.misplaced:
        line = body.misplaced[0].line if body.misplaced else None
        raise MistakesFound(
            Mistake(
                name,
                "Album chỉ gồm ảnh, mỗi ảnh một dòng: ![chú thích](tên-ảnh.jpg). "
                "Lời giới thiệu viết ở mục summary của phần đầu.",
                line,
            )
        )
    if not body.photos:
        raise MistakesFound(Mistake(name, "Album chưa có ảnh nào. Hãy thêm dòng ![chú thích](tên-ảnh.jpg)."))
    if not slug(path.parent.name):
        raise MistakesFound(
            Mistake(name, f"Tên thư mục “{path.parent.name}” không có chữ nào. Hãy đặt tên khác.")
        )
    if matter.status == "draft":
        return None
    return Album(
        slug=slug(path.parent.name),
        title=matter.title,
        date=matter.date,
        summary=matter.summary,
        path=name,
        folder=path.parent,
        references=body.photos,
        digest=digest,
        cover_name=matter.cover,
    )


def album_of(
    story: Story,
    albums: Collection[Album],
    mistakes: list[Mistake],
    withdrawn: Collection[str] = (),
    waiting: Collection[Album] = (),
    shown: datetime | None = None,
) -> Album | None:
    """The album a story points to; None when it names none, or none that is there.

    withdrawn: addresses of albums that were taken down; a story that names one stays as it is.
    waiting: albums with a day to come; shown: when the story itself appears
    """
    if not story.album:
        return None
    for album in albums:
        if album.slug == slug(story.album):
            return album
    if f"{link(ALBUMS)}{slug(story.album)}/" in withdrawn:
        sentence = f"Album “{story.album}” đã rút. Hãy bỏ dòng album."
        mistakes.append(Mistake(story.path, sentence, warning=True))
        return None
    if late := next((each for each in waiting if each.slug == slug(story.album)), None):
        if shown is None or shown.date() < late.date.date():
            sentence = WAITS.format(story.album, day(late.date))
            mistakes.append(Mistake(story.path, sentence, story.lines.get("album"), warning=True))
        return None
    hint = did_you_mean(story.album, [album.slug for album in (*albums, *waiting)])
    sentence = f"Không có album “{story.album}” trong content/anh/.{hint}"
    mistakes.append(Mistake(story.path, sentence, story.lines.get("album")))
    return None
