"""PagePhotos: the photos of one page, from what its editor wrote to what the theme shows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.core.mistakes import Mistake
from plugins.gallery.album import Album
from plugins.gallery.folder import Folder, look_into
from plugins.gallery.photo import Photo, Rendition
from plugins.gallery.pipeline import Results, Session
from plugins.gallery.refusal import Refused
from plugins.gallery.share_card import Headline
from plugins.story.blocks import PhotoReference
from plugins.story.story import Story
from plugins.vietnamese.text import clean

WORDLESS = "Ảnh {0} chưa có chú thích. Hãy viết vào giữa hai ngoặc vuông: ![chú thích]({0})."
NAMELESS = '{} chưa ghi người chụp hay nguồn. Hãy ghi trong dấu nháy thẳng sau tên tệp: ({} "Ảnh: …").'
BARE: dict[str, tuple[str, ...]] = {"index.md": ("index.md",)}
UNUSED = "Ảnh {} nằm cạnh bài nhưng bài không dùng đến. Hãy thêm vào bài, hoặc xóa tệp."
ANIMATED = "{} là ảnh động. Trang chỉ hiện hình đầu tiên, vì không gì trên trang được tự chuyển động."


@dataclass(frozen=True)
class PagePhotos:
    """A page as far as photos go.

    path: its file as people name it; folder: where its photos lie
    references: its photos in order; misplaced: those another plugin complains about
    cover: name of the photo that stands for the page, '' for the first one
    alone: no other page has its photos in that folder
    """

    path: str
    folder: Path
    title: str
    references: tuple[PhotoReference, ...]
    misplaced: tuple[PhotoReference, ...] = ()
    cover: str = ""
    alone: bool = True

    @classmethod
    def of_story(cls, story: Story, title: str) -> "PagePhotos":
        """The photos of a story or page. Pages share a folder: nobody knows whose a photo is."""
        body = story.body
        alone = story.path.endswith("/index.md")
        return cls(story.path, story.folder, title, body.photos, body.misplaced, story.cover, alone)

    @classmethod
    def of_album(cls, album: Album) -> "PagePhotos":
        return cls(album.path, album.folder, album.title, album.references, cover=album.cover_name)


@dataclass(frozen=True)
class Shown:
    """What the theme shows of a page.

    photos: in the order of the references
    cover: stands for the page in lists, None for a page without photos
    card: stands for the page where it is shared; None only beside a mistake that stops the build
    media: names of photos, or '' for a drawn card, each with those of its published files
    """

    photos: tuple[Photo, ...]
    cover: Photo | None
    card: Rendition | None
    media: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass
class _Found:
    """A page with its references found on the disk, as far as they could be."""

    page: PagePhotos
    photos: list[tuple[PhotoReference, Path]]
    cover: Path | None
    headline: Headline | None


def collect(
    pages: Sequence[PagePhotos],
    session: Session,
    portal: str,
    publishing: bool,
    hopeless: bool = False,
    bare: Collection[str] = (),
) -> tuple[list[Shown], list[Mistake]]:
    """Every page with its pictures, in order, and every mistake on the way.

    session: makes them, unless a mistake stops the build

    portal: the name that stands on drawn cards
    publishing: whether a photo without words is more than a warning
    hopeless: whether a mistake known already will stop the build
    bare: folders known to hold an index.md and nothing else
    """
    mistakes: list[Mistake] = []
    folders = {str(page.folder): page.folder for page in pages}
    listed = {name: Folder(path, BARE) if name in bare else look_into(path) for name, path in folders.items()}
    founds = [_find(page, listed[str(page.folder)], portal, publishing, mistakes) for page in pages]
    if hopeless or any(not mistake.warning for mistake in mistakes):
        # Nobody should wait a minute for pictures only to read of a slip in a headline.
        return [Shown((), None, None) for _ in founds], mistakes
    covers = {path: False for found in founds for _, path in found.photos}
    covers |= {found.cover: True for found in founds if found.cover}
    session.run(covers, [found.headline for found in founds if found.headline])
    return [_show(found, session.results, mistakes) for found in founds], mistakes


def _find(page: PagePhotos, folder: Folder, portal: str, publishing: bool, mistakes: list[Mistake]) -> _Found:
    if not page.references and not page.cover and folder.names is BARE:
        return _Found(page, [], None, Headline(portal, clean(page.title)))
    mistakes += wordless(page, publishing)
    mistakes += [] if publishing else nameless(page)
    photos, cover, more = located(page, folder)
    mistakes += more
    return _Found(page, photos, cover, None if cover else Headline(portal, clean(page.title)))


def wordless(page: PagePhotos, publishing: bool) -> list[Mistake]:
    """A mistake for each photo without words, no more than advice unless it is to be public."""
    return [
        Mistake(page.path, WORDLESS.format(each.name), each.line, warning=not publishing)
        for each in page.references
        if not each.caption
    ]


def nameless(page: PagePhotos) -> list[Mistake]:
    """Advice where it is not said who took photos, once a page."""
    found = [reference for reference in page.references if not reference.credit]
    if not found:
        return []
    what = f"Ảnh {found[0].name}" if len(found) == 1 else f"{len(found)} ảnh"
    return [Mistake(page.path, NAMELESS.format(what, found[0].name), found[0].line, warning=True)]


def located(
    page: PagePhotos, folder: Folder
) -> tuple[list[tuple[PhotoReference, Path]], Path | None, list[Mistake]]:
    """(each photo with its file, the file of the cover, those that are not there or that nobody uses)."""
    photos: list[tuple[PhotoReference, Path]] = []
    mistakes: list[Mistake] = []
    for reference in page.references:
        if path := _path(page, folder, reference.name, reference.line, mistakes):
            photos.append((reference, path))
    cover = photos[0][1] if photos else None
    if page.cover:
        named = any(reference.name == page.cover for reference in page.references)
        cover = _path(page, folder, page.cover, None, [] if named else mistakes)
    if page.alone:
        used = {path for path in (cover, *(path for _, path in photos)) if path}
        used |= {path for each in page.misplaced if (path := _path(page, folder, each.name, None, []))}
        meant = " ".join(mistake.sentence for mistake in mistakes)  # by a name with a slip
        for path in (each for each in folder.unused(used) if f"“{each.name}”" not in meant):
            mistakes.append(Mistake(page.path, UNUSED.format(path.name), warning=True))
    return photos, cover, mistakes


def _path(
    page: PagePhotos, folder: Folder, name: str, line: int | None, mistakes: list[Mistake]
) -> Path | None:
    try:
        return folder.find(name)
    except Refused as refused:
        mistakes.append(Mistake(page.path, str(refused), line))
        return None


def _show(found: _Found, results: Results, mistakes: list[Mistake]) -> Shown:
    photos = []
    for reference, path in found.photos:
        if path in results.photos:
            photos.append(results.photos[path].captioned(path.name, reference.caption, reference.credit))
            if path in results.animated:
                sentence = ANIMATED.format(path.name)
                mistakes.append(Mistake(found.page.path, sentence, reference.line, warning=True))
        else:
            mistakes.append(Mistake(found.page.path, f"{path.name}: {results.refused[path]}", reference.line))
    words = {path: photo for (_, path), photo in zip(found.photos, photos, strict=False)}
    cover = None
    if found.cover:
        cover = words.get(found.cover) or results.photos.get(found.cover)
        if found.cover in results.refused and found.cover not in {path for _, path in found.photos}:
            mistakes.append(Mistake(found.page.path, f"{found.cover.name}: {results.refused[found.cover]}"))
    if found.headline:
        card = results.cards[found.headline]
        return Shown((), None, card, (("", (card.url.rpartition("/")[2],)),))
    # A cover too small to be cut is shared as it is.
    used = dict.fromkeys([*(path for _, path in found.photos), *([found.cover] if found.cover else [])])
    media = tuple((path.name, results.names[path]) for path in used if path in results.names)
    return Shown(tuple(photos), cover, (cover.card or cover.jpeg) if cover else None, media)
