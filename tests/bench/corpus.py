"""A seeded corpus of stories from the sample story's sentences, in the layout each maker reads."""

import random
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pelicanconf
from tests.site import ROOT

SOURCE = ROOT / "content/tin/2024/06/so-ket-de-an-11/index.md"
SEED = 11
NEWEST = datetime(2025, 9, 1, 17)
TAGS = [f"Chủ đề {number}" for number in range(1, 41)]


@dataclass(frozen=True)
class Story:
    """One story of the corpus; `body` is Markdown."""

    slug: str
    title: str
    date: datetime
    section: str
    tags: tuple[str, ...]
    body: str


def sentences(text: str) -> list[str]:
    """The sentences of a story's Markdown, its front matter and photos left out."""
    body = text.split("---\n", 2)[2]
    paragraphs = [line for line in body.splitlines() if line.strip() and not line.startswith("!")]
    return [s for paragraph in paragraphs for s in re.split(r"(?<=[.;!?]) +", paragraph) if len(s) > 20]


def stories(size: int) -> list[Story]:
    """`size` stories, newest first, four a day; the same for every run."""
    dice = random.Random(SEED)
    stock = sentences(SOURCE.read_text("utf-8"))
    sections = [section["name"] for section in pelicanconf.PORTAL["sections"]]
    return [
        Story(
            slug=f"bai-{number:06}",
            title=" ".join(dice.choice(stock).split()[:18]).strip(" ,;:.“”") + f" ({number})",
            date=NEWEST - timedelta(hours=6 * number),
            section=dice.choice(sections),
            tags=tuple(dice.sample(TAGS, 2)),
            body="\n\n".join(" ".join(dice.sample(stock, 4)) for _ in range(dice.randint(3, 9))),
        )
        for number in range(size)
    ]


def write_folders(corpus: list[Story], content: Path) -> None:
    """As editors here write: a folder a story, YAML at its head."""
    for story in corpus:
        path = content / f"tin/{story.date:%Y/%m}/{story.slug}/index.md"
        path.parent.mkdir(parents=True)
        path.write_text(
            f'---\ntitle: "{story.title}"\ndate: {story.date:%Y-%m-%d %H:%M}\ncategory: {story.section}\n'
            f"author: Ban Biên tập\ntags: [{', '.join(story.tags)}]\n---\n\n{story.body}\n",
            "utf-8",
        )


def write_flat(corpus: list[Story], content: Path) -> None:
    """As stock Pelican reads: one folder, its own lines at each head."""
    content.mkdir(parents=True)
    for story in corpus:
        (content / f"{story.slug}.md").write_text(
            f"Title: {story.title}\nDate: {story.date:%Y-%m-%d %H:%M}\nCategory: {story.section}\n"
            f"Author: Ban Biên tập\nTags: {', '.join(story.tags)}\nSlug: {story.slug}\n\n{story.body}\n",
            "utf-8",
        )
