"""A story or page as the build's own rules ask for it, without Pelican."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from plugins.check.context import Ground
from plugins.check.finding import Finding, told
from plugins.check.one_text import Looked
from plugins.check.texts import Text
from plugins.core.addresses import ARTICLE, DRAFT, PAGE
from plugins.core.mistakes import MistakesFound
from plugins.portal.settings import Section
from plugins.story.front_matter import PageMatter
from plugins.story.story import Common, Parsed, Story, page_values, story_of, story_values


@dataclass(frozen=True)
class Tag:
    name: str
    slug: str
    url: str = ""


@dataclass
class Page:
    """Has what core/pelican_types.py names of a Content, as far as rules read it."""

    text: Text
    story: Story
    title: str
    slug: str
    url: str
    status: str = "published"
    date: datetime = datetime.min
    section: Section | None = None
    tags: tuple[Tag, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)
    save_as: str = "index.html"

    @property
    def is_story(self) -> bool:
        return self.section is not None


def page_of(text: Text, looked: Looked, ground: Ground) -> tuple[Page | None, list[Finding]]:
    """(the page of a text, what of its head shows only in its place and on this day)."""
    try:
        if looked.page:
            return _page(text, *looked.page), []
        if looked.story:
            return _story(text, looked.story, ground)
    except MistakesFound as found:
        return None, told("phan-dau" if found.mistakes[0].line else "dia-chi", found.mistakes)
    return None, []


def _page(text: Text, matter: PageMatter, common: Common) -> Page:
    story = Story(**common, folder=text.path.parent)
    values = page_values(matter, story)
    url = PAGE.format(slug=values["slug"])
    return Page(text, story, matter.title, values["slug"], url)


def _story(text: Text, parsed: Parsed, ground: Ground) -> tuple[Page | None, list[Finding]]:
    matter, common = parsed
    try:
        matter, story = story_of(matter, common, text.path, ground.now.date())
    except MistakesFound as found:
        return None, told("ngay" if found.mistakes[0].line else "dia-chi", found.mistakes)
    values = story_values(matter, story, ground.portal)
    waits = matter.date > ground.now
    status = "draft" if waits and values["status"] == "published" else values["status"]
    page = Page(
        text,
        story,
        matter.title,
        values["slug"],
        (DRAFT if status == "draft" else ARTICLE).format(date=matter.date, slug=values["slug"]),
        status,
        matter.date,
        values["section"],
        tuple(Tag(name, slug) for name, slug in values["tags"].items()),
        {"status": matter.status},
    )
    return page, told("ngay", story.advice[len(common["advice"]) :])
