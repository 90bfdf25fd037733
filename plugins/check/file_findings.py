"""The photos and other files that texts show and lead to, judged by what the files are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from plugins.check import files
from plugins.check.cache import seen
from plugins.check.context import Ground
from plugins.check.finding import Finding, told
from plugins.check.stand_in import Page
from plugins.check.texts import Text
from plugins.gallery.album import Album
from plugins.gallery.folder import Folder, look_into
from plugins.gallery.page_photos import PagePhotos, located, nameless, wordless
from plugins.story.attachments import attachment
from plugins.story.links import internal_target

NOTHING = ("index.md",)


@dataclass
class _Shown:
    """The files of one text. photos: (file, line, pixels that its place needs)"""

    name: str
    photos: list[tuple[Path, int | None, int]] = field(default_factory=list)
    documents: dict[Path, int | None] = field(default_factory=dict)


def of_files(
    pages: Sequence[tuple[Page, frozenset[int]]],
    albums: Sequence[tuple[Text, Album]],
    ground: Ground,
    meant: Mapping[str, str],
) -> list[Finding]:
    """pages: each with the numbers of its photos that stand alone; meant: sentences that name files."""
    found: list[Finding] = []
    shown = []
    for page, alone in pages:
        if page.text.beside or page.story.body.photos or page.story.cover:
            shown.append(_of_page(page, alone, ground, meant.get(page.text.name, ""), found))
    for text, album in albums:
        shown.append(_photos_of(text, PagePhotos.of_album(album), frozenset(), found))
    photos = (path for each in shown for path, _, _ in each.photos)
    pdfs = (path for each in shown for path in each.documents if path.suffix.lower() == ".pdf")
    known = seen(ground.root, [*photos, *pdfs], ground.gallery.max_pixels)
    for each in shown:
        for path, line, least in each.photos:
            found += files.of_photo(each.name, path, line, known[path], least)
        for path, line in each.documents.items():
            found += files.of_pdf(each.name, path, line, known[path]) if path in known else ()
    return found


def _of_page(page: Page, alone: frozenset[int], ground: Ground, meant: str, found: list[Finding]) -> _Shown:
    shown = _photos_of(page.text, PagePhotos.of_story(page.story, page.title), alone, found)
    for link in page.story.body.links:
        target = internal_target(link.href, page.url, ground.siteurl) if "." in link.href else None
        if target and (file := attachment(page.story, page.url, target)):
            shown.documents.setdefault(file, link.line)
    if page.text.alone:
        beside = [page.story.folder / name for name in page.text.beside if f"“{name}”" not in meant]
        found += files.unlinked(page.text.name, beside, shown.documents)
    return shown


def _photos_of(text: Text, page: PagePhotos, alone: frozenset[int], found: list[Finding]) -> _Shown:
    folder = look_into(page.folder) if text.beside else Folder(page.folder, {})
    photos, cover, mistakes = located(page, folder)
    found += told("anh", mistakes)
    found += told("chu-thich", wordless(page, publishing=True))
    found += told("nguoi-chup", nameless(page))
    shown = _Shown(text.name, list(_places(page, photos, alone)))
    if cover and cover not in {path for path, _, _ in shown.photos}:
        shown.photos.append((cover, None, files.ALONE))
    return shown


def _places(
    page: PagePhotos, photos: Sequence[tuple[object, Path]], alone: frozenset[int]
) -> Iterator[tuple[Path, int | None, int]]:
    numbers = {id(reference): number for number, reference in enumerate(page.references)}
    for reference, path in photos:
        number = numbers[id(reference)]
        least = files.ALONE if number in alone else files.IN_ROW
        yield path, page.references[number].line, least
