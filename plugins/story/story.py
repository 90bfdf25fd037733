"""One story as a typed value, read from its text; no file is touched here but its own."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from html import escape
from pathlib import Path
from typing import Any, NamedTuple, TypedDict, TypeVar

from plugins.core.addresses import RESERVED
from plugins.core.mistakes import Mistake, MistakesFound, did_you_mean
from plugins.portal.settings import Section
from plugins.portal.theme_values import Portal
from plugins.story import front_matter
from plugins.story.blocks import Body
from plugins.story.body import BodyParser
from plugins.story.dates import date_mistakes, modified
from plugins.story.front_matter import Correction, PageMatter, StoryMatter
from plugins.story.plain_body import words
from plugins.story.text_file import read_text
from plugins.vietnamese.lookalikes import foreign_letters
from plugins.vietnamese.text import fold_words, slug

PLACE = re.compile(r"tin/(?P<year>\d{4})/(?P<month>\d{2})/(?P<folder>[^/]+)/index\.md\Z")
EXCERPT = 220

M = TypeVar("M", StoryMatter, PageMatter)


@dataclass(frozen=True)
class Story:
    """What a story or page holds beside what Pelican knows.

    path: its file, relative to the project; folder: where its photos lie
    digest: SHA-256 of that file as it was read, in hex
    lead: the summary, or '' when the editor wrote none
    excerpt: one or two sentences for lists
    modified: when the words last changed after the first day, as its editors say
    lines: of each field of its head that was written; advice: what is odd in it and stops nothing
    """

    path: str
    folder: Path
    body: Body
    lead: str
    excerpt: str
    digest: str = ""
    source: str = ""
    label: str = ""
    cover: str = ""
    album: str = ""
    featured: bool = False
    pinned: bool = False
    views_base: int = 0
    expires: date | None = None
    expired: bool = False
    modified: datetime | None = None
    corrections: tuple[Correction, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)
    advice: tuple[Mistake, ...] = ()


class Brief(NamedTuple):
    """Of a Story, what lists and checks ask of every one."""

    path: str
    digest: str
    featured: bool
    pinned: bool
    views_base: int


def brief_of(content: Any) -> Brief:
    """Of a story or page as Pelican has it."""
    known: Brief | None = vars(content).get("brief")
    if known is not None:
        return known
    story: Story = content.story
    return Brief(story.path, story.digest, story.featured, story.pinned, story.views_base)


class Common(TypedDict):
    """Of a Story, what its text alone decides."""

    path: str
    body: Body
    lead: str
    excerpt: str
    digest: str
    lines: Mapping[str, int]
    advice: tuple[Mistake, ...]


Parsed = tuple[StoryMatter, Common]


def read_story(
    path: Path, name: str, parser: BodyParser, today: date, zone: tzinfo | None = None
) -> tuple[StoryMatter, Story]:
    """The story in the file `path`; MistakesFound names every mistake of its head.

    name: the file relative to the project. today: decides what has expired. zone: the portal's.
    """
    return story_of(*parse_story(path, name, parser, zone), path, today)


def parse_story(path: Path, name: str, parser: BodyParser, zone: tzinfo | None = None) -> Parsed:
    """What is in the file `path` whatever the day and wherever it lies."""
    return _read(StoryMatter, path, name, parser, zone)


def story_of(matter: StoryMatter, common: Common, path: Path, today: date) -> tuple[StoryMatter, Story]:
    """The story of what `parse_story` gave, as it is today and at `path`."""
    name = common["path"]
    place = PLACE.search(path.as_posix())
    if place and not slug(place["folder"]):
        sentence = f"Tên thư mục “{place['folder']}” không có chữ nào. Hãy đặt tên khác."
        raise MistakesFound(Mistake(name, sentence))
    if not place:
        raise MistakesFound(
            Mistake(
                name,
                "Mỗi bài là một thư mục: content/tin/<năm>/<tháng>/<tên-bài>/index.md. "
                "Hãy chuyển tệp vào đúng chỗ.",
            )
        )
    if (matter.date.year, matter.date.month) != (int(place["year"]), int(place["month"])):
        raise MistakesFound(
            Mistake(
                name,
                f"Ngày đăng là {matter.date:%d/%m/%Y} nhưng bài nằm trong thư mục "
                f"{place['year']}/{place['month']}. Hãy sửa ngày, hoặc chuyển thư mục.",
                common["lines"].get("date"),
            )
        )
    told = common
    if odd := date_mistakes(matter, common["lines"], name, today):
        if slips := [each for each in odd if not each.warning]:
            raise MistakesFound(*slips)
        told = {**common, "advice": (*common["advice"], *odd)}
    return matter, Story(
        **told,
        folder=path.parent,
        source=matter.source,
        label=matter.label,
        cover=matter.cover,
        album=matter.album,
        featured=matter.featured,
        pinned=matter.pinned,
        views_base=matter.views_base,
        expires=matter.expires,
        expired=matter.expires is not None and matter.expires < today,
        modified=modified(matter, today),
        corrections=matter.corrections,
    )


def read_page(
    path: Path, name: str, parser: BodyParser, zone: tzinfo | None = None
) -> tuple[PageMatter, Story]:
    """The page in the file `path`; MistakesFound names every mistake of its head."""
    matter, common = _read(PageMatter, path, name, parser, zone)
    return matter, Story(**common, folder=path.parent)


def _read(kind: type[M], path: Path, name: str, parser: BodyParser, zone: tzinfo | None) -> tuple[M, Common]:
    text, digest = read_text(path, name)
    parts = front_matter.split(text, name)
    head = front_matter.parse(kind, parts.head, name, parts.head_line, zone)
    try:
        body = replace(parser.parse(parts.body, parts.body_line), known_by=digest, words_by=digest)
    except RecursionError:
        sentence = "Danh sách hay trích dẫn lồng vào nhau quá sâu. Hãy bớt dấu ở đầu dòng."
        raise MistakesFound(Mistake(name, sentence)) from None
    return head.matter, {
        "path": name,
        "body": body,
        "lead": head.matter.summary.strip(),
        "excerpt": excerpt(head.matter.summary.strip() or body.plain or words(body) or head.matter.title),
        "digest": digest,
        "lines": head.lines,
        "advice": tuple(Mistake(name, *odd, warning=True) for odd in foreign_letters(text)),
    }


def excerpt(text: str) -> str:
    """At most EXCERPT characters of `text`, ended at a word with an ellipsis."""
    text = " ".join(text.split())
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1].rsplit(" ", 1)[0].rstrip(" ,;:.-–") + "…"


def story_values(matter: StoryMatter, story: Story, portal: Portal) -> dict[str, Any]:
    """What Pelican is told of a story; MistakesFound for an unknown section.

    `section` is the portal's Section, `tags` {name: slug}, `author` a name.
    """
    return {
        "title": matter.title,
        "date": matter.date,
        "slug": slug(story.folder.name),
        "section": section_of(matter.category, portal.sections, story),
        "author": matter.author,
        "tags": tag_addresses(matter.tags, story),
        "summary": escape(story.excerpt),
        "status": "hidden" if story.expired and matter.status == "published" else matter.status,
        "story": story,
        **({"modified": story.modified} if story.modified else {}),
    }


def _mistake(story: Story, name: str, sentence: str) -> MistakesFound:
    """A mistake in the field `name` of the story's head."""
    return MistakesFound(Mistake(story.path, sentence, story.lines.get(name)))


def tag_addresses(tags: Iterable[str], story: Story) -> dict[str, str]:
    """{tag: slug}; MistakesFound for a tag without a letter or a digit."""
    addresses = {" ".join(tag.split()): slug(tag) for tag in tags}
    empty = [tag for tag, address in addresses.items() if not address]
    if empty:
        raise _mistake(story, "tags", f"Chủ đề “{empty[0]}” không có chữ nào. Hãy bỏ hoặc sửa lại.")
    return addresses


def page_values(matter: PageMatter, story: Story) -> dict[str, Any]:
    """What Pelican is told of a page."""
    name = Path(story.path)
    own = name.parent.name if name.stem == "index" else name.stem
    address = matter.slug or slug(own)
    if not address:
        raise MistakesFound(Mistake(story.path, f"Tên tệp “{name.name}” không có chữ nào. Hãy đặt tên khác."))
    if address in RESERVED:
        remedy = "chọn slug khác" if matter.slug else "đặt tên tệp khác"
        raise _mistake(story, "slug", f"Địa chỉ “{address}” dành riêng cho cổng. Hãy {remedy}.")
    return {
        "title": matter.title,
        "slug": address,
        "template": matter.template,
        "summary": escape(story.excerpt),
        "story": story,
        **({"modified": matter.modified} if matter.modified else {}),
    }


def section_of(category: str, sections: Sequence[Section], story: Story) -> Section:
    """The section an editor means: by name, by slug, or by name without marks."""
    wanted = fold_words(category)
    for section in sections:
        if wanted in (fold_words(section.name), section.slug):
            return section
    names = [section.name for section in sections]
    raise _mistake(
        story,
        "category",
        f"Chuyên mục “{category}” không có.{did_you_mean(category, names)} "
        f"Các chuyên mục: {', '.join(names)}.",
    )
