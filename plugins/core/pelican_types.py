"""What plugins use of Pelican, which comes without types, and what they add to its stories and pages."""

from collections.abc import Mapping, MutableMapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from plugins.gallery.album import Album
    from plugins.gallery.photo import Photo, Rendition
    from plugins.portal.settings import Section
    from plugins.story.story import Story
    from plugins.views.theme_values import StoryViews

PelicanSettings = MutableMapping[str, Any]


class Label(Protocol):
    """A category, a tag or an author."""

    name: str
    slug: str
    url: str


class Content(Protocol):
    """A story or a page. status: "published", "hidden", or "draft", also of one that waits for its day."""

    title: str
    slug: str
    url: str
    save_as: str
    status: str
    date: datetime  # of a story; a page has none
    metadata: Mapping[str, Any]
    story: "Story"
    photos: "tuple[Photo, ...]"
    cover: "Photo | None"
    card: "Rendition | None"
    album: "Album | None"


class Article(Content, Protocol):
    """A story."""

    category: Label
    author: Label
    tags: "Sequence[Label]"
    summary: str
    section: "Section"
    older: "tuple[Article, ...]"
    views: "StoryViews | None"  # None: nobody reads it yet


class Generator(Protocol):
    """Reads what it writes into `context`, which its templates see and all generators share."""

    settings: PelicanSettings
    context: dict[str, Any]
    path: str
    theme: str


class ArticlesGenerator(Generator, Protocol):
    """Reads the stories. hidden: those no list shows."""

    articles: "Sequence[Article]"
    hidden_articles: "Sequence[Article]"
    drafts: "Sequence[Article]"


class Writer(Protocol):
    """Writes the pages under `output_path`."""

    output_path: str
