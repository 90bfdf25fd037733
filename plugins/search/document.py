"""Document: one page as far as searching goes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from html import escape, unescape
from typing import NamedTuple, Protocol
from urllib.parse import unquote

from plugins.core.pelican_types import Content
from plugins.core.program_identity import program
from plugins.gallery.album import Album
from plugins.story.article import StoryArticle
from plugins.story.attachments import attachment
from plugins.story.blocks import Body, Figure, Html, LateBody, Player, Table, Video
from plugins.story.links import internal_target
from plugins.story.story import Story

PAGE, ALBUM, LINK = "trang", "anh", "lien-ket"  # beside the sections' slugs
BLOCK = re.compile(r"</?(?:p|li|[uo]l|d[ltd]|h[2-6]|t[hdr]|table|thead|tbody|blockquote|pre|hr|br)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")
LINK_TAG = re.compile(r"</?a\b[^>]*>")  # where it leads is nothing to search for, and other stories decide it
HEADING = re.compile(r"""<h[2-6]\b[^>]*\bid="([^"]+)"[^>]*>(.*?)</h[2-6]>""", re.DOTALL)


class Part(NamedTuple):
    """What stands below a heading, its own words too; anchor and heading are '' above all of them."""

    anchor: str
    heading: str
    text: str


class Findable(Protocol):
    """What is asked of a document where nothing of it has changed. digest: changes with anything of it"""

    @property
    def url(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def section(self) -> str: ...
    @property
    def date(self) -> datetime | None: ...
    @property
    def digest(self) -> bytes: ...
    def whole(self) -> "Document": ...
    def also(self, *texts: str) -> "Findable":
        """The same with more that is looked for."""


@dataclass(frozen=True)
class Document:
    """A story, page or album, or a link of the portal.

    url: "/tin/2024/06/…/", "https://…" of a link; section: slug of its section, PAGE, ALBUM or LINK
    date: in the portal's own time, without a zone; None for pages; excerpt: one or two sentences
    texts: words beside its body, paragraph by paragraph; html: its body, clean HTML in parts
    story: the body of a story or page, in place of html: only what is made anew asks for its words
    """

    url: str
    title: str
    section: str
    date: datetime | None
    excerpt: str = ""
    texts: tuple[str, ...] = ()
    html: tuple[str, ...] = ()
    story: Body | None = None

    @property
    def digest(self) -> bytes:
        known = self.story.words_by if self.story else ""
        words = (program(), known) if known else (LINK_TAG.sub("", part) for part in self._html())
        place = self.url, self.section, str(self.date)
        content = "\0".join((*place, self.title, "\1", self.excerpt, *self.texts, "\1", *words))
        return blake2b(content.encode(), digest_size=12).digest()

    def whole(self) -> "Document":
        return self

    def also(self, *texts: str) -> "Document":
        return replace(self, texts=(*self.texts, *texts))

    def _html(self) -> tuple[str, ...]:
        told = self.html + (tuple(_parts(self.story)) if self.story else ())
        if isinstance(self.story, LateBody):
            self.story.unload()  # there are thousands of them
        return told

    def body(self) -> str:
        """Its words without the title, a line a paragraph."""
        return "\n".join(part.text for part in self.parts())

    def parts(self) -> list[Part]:
        """Its body: what stands above all headings, then what stands below each."""
        html = "\n".join(self._html())
        heads = list(HEADING.finditer(html)) if " id=" in html else []
        ends = [head.start() for head in heads] + [len(html)]
        found = [Part("", "", "\n".join((*self.texts, plain(html[: ends[0]]))).strip())]
        for head, end in zip(heads, ends[1:], strict=True):
            found.append(Part(unescape(head[1]), _line(head[2]), plain(html[head.start() : end]).strip()))
        return found if found[0].text or len(found) == 1 else found[1:]


def plain(html: str) -> str:
    """The words of clean HTML, a line a paragraph."""
    text = TAG.sub("", BLOCK.sub("\n", html))
    return unescape(text) if "&" in text else text


def _line(html: str) -> str:
    return " ".join(plain(html).split())


def of_story(content: Content, date: datetime | None, section: str, words: tuple[str, ...] = ()) -> Document:
    """A story or page as Pelican gives it.

    words: more that is looked for, such as the author and the tags.
    """
    story = content.story
    return Document(
        url=f"/{content.url}",
        title=content.title,
        section=section,
        date=date.replace(tzinfo=None) if date else None,
        excerpt=story.excerpt,
        texts=(
            story.lead,
            *_attached(story, content.url),
            story.source,
            *(correction.text for correction in story.corrections),
            *words,
        ),
        story=story.body,
    )


def note_words(articles: Iterable[Content]) -> None:
    """Notes the digest of each as a document; it stays with a story while nobody touches that."""
    for each in articles:
        if isinstance(each, StoryArticle) and not each.searched:
            digest = of_story(each, each.date, each.section.slug).digest
            object.__setattr__(each, "searched", digest)


class StoryDocument:
    """A story whose digest is noted, and whose words are read when they are asked for.

    words: as in `of_story`
    """

    __slots__ = ("_article", "_words", "date", "url")

    def __init__(self, article: StoryArticle, words: tuple[str, ...]):
        self._article, self._words = article, words
        self.url = f"/{article.url}"
        self.date: datetime = article.date.replace(tzinfo=None)

    @property
    def title(self) -> str:
        return str(self._article.title)

    @property
    def section(self) -> str:
        return str(self._article.section.slug)

    @property
    def digest(self) -> bytes:
        return self._article.searched + "\0".join(self._words).encode()

    def whole(self) -> Document:
        found = of_story(self._article, self.date, self.section, self._words)
        self._article.unload()  # there are thousands of them
        return found

    def also(self, *texts: str) -> "StoryDocument":
        return StoryDocument(self._article, (*self._words, *texts))


def of_album(album: Album) -> Document:
    return Document(
        url=album.url,
        title=album.title,
        section=ALBUM,
        date=album.date.replace(tzinfo=None),
        excerpt=album.summary,
        texts=(album.summary, *(photo.caption for photo in album.photos)),
    )


def _parts(body: Body) -> Iterator[str]:
    """The words of a body in their order, so that each stands below its heading."""
    for block in body.blocks:
        if isinstance(block, Html | Table):
            yield block.html
        elif isinstance(block, Video | Player):
            yield f"<p>{escape(block.title)}</p>"
        else:
            numbers = (block.photo,) if isinstance(block, Figure) else block.photos
            yield "".join(f"<p>{escape(body.photos[number].caption)}</p>" for number in numbers)


def _attached(story: Story, url: str) -> Iterator[str]:
    """The names of the files a story gives its readers."""
    for link in story.body.links:
        if "." in link.href[-6:] and (target := internal_target(link.href, url, "")) is not None:
            file = attachment(story, url, target)
            if file:
                yield unquote(target.rpartition("/")[2])
