"""What is done with photos and albums when Pelican tells how far it has come."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.contents import Content
from pelican.generators import Generator

from plugins.core import schema
from plugins.core.build import build_of
from plugins.gallery.album import album_of
from plugins.gallery.cache import Cache
from plugins.gallery.generator import AlbumGenerator
from plugins.gallery.letters import find_font
from plugins.gallery.page_photos import PagePhotos, Shown, collect
from plugins.gallery.photo import row_widths
from plugins.gallery.pipeline import Pipeline, Session
from plugins.gallery.settings import GallerySettings
from plugins.gallery.share_card import Colours


def check_settings(pelican: Pelican) -> None:
    settings = schema.checked(GallerySettings, pelican.settings.get("GALLERY", {}), "GALLERY")
    pelican.settings["GALLERY"] = replace(settings, font=find_font(settings.font, pelican.settings["THEME"]))


def add_filters(generator: Generator) -> None:
    generator.env.filters["row_widths"] = row_widths


def add_photos(generators: Sequence[Generator]) -> None:
    """One run for all: every photo of every page that will be written."""
    settings, context = generators[0].settings, generators[0].context
    build, albums = build_of(settings), context["albums"] or ()
    options = settings["GALLERY"]
    colours = Colours(*(build.tokens.light[name] for name in ("paper", "red", "gold", "ink")))
    output, font = Path(settings["OUTPUT_PATH"]), Path(options.font)
    last = build.look if build.printed and not build.full else None
    pipeline = Pipeline(options, Cache(build.root / options.cache), output, font, colours, last)
    session = pipeline.session()
    contents = [
        content
        for content in context["generated_content"].values()
        if content and content.save_as and not _stands(content, session, build.sources.root)
    ]
    pages = [PagePhotos.of_story(content.story, content.title) for content in contents]
    pages += [PagePhotos.of_album(album) for album in albums]
    hopeless = any(not mistake.warning for mistake in build.mistakes)
    portal, publishing = settings["SITENAME"], settings["PUBLISHING"]
    listed = (folder for root in ("tin", "trang", "anh") for folder in build.sources.tree.under(root))
    bare = {
        f"{settings['PATH']}/{folder.path}"
        for folder in listed
        if folder.files == ("index.md",) and not folder.folders
    }
    shown, found = collect(pages, session, portal, publishing, hopeless, bare)
    build.photos = session
    build.mistakes.extend(found)
    albums = tuple(album.showing(show) for album, show in zip(albums, shown[len(contents) :], strict=True))
    context["albums"] = albums or None
    withdrawn = {each.address for each in build.sources.withdrawn.values()}

    def give(content: Content, show: Shown) -> None:
        content.photos, content.cover, content.card = show.photos, show.cover, show.card
        content.media = show.media
        waiting, shown_at = context["waiting_albums"], getattr(content, "date", None)
        content.album = album_of(content.story, albums, build.mistakes, withdrawn, waiting, shown_at)

    def finish(content: Content, _before: Content) -> None:
        asked = PagePhotos.of_story(content.story, content.title)
        (show,), found = collect([asked], session, portal, publishing)
        build.mistakes.extend(found)
        give(content, show)

    for content, show in zip(contents, shown, strict=False):
        give(content, show)
    build.finishes.append(finish)


def _stands(content: Any, session: Session, root: Path) -> bool:
    """Whether a story has its pictures from the last build, and they are still there."""
    if not getattr(content, "kept", False):
        return False
    folder = content.relative_source_path.rpartition("/")[0]
    return session.hold(f"{root}/content/{folder}", content.media)


def add_generator(_pelican: Pelican) -> type[Generator]:
    return AlbumGenerator
