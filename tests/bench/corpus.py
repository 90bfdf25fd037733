"""A seeded corpus of stories made from the sample's sentences, in the layout each maker reads.

Sentences alone would repeat themselves; so that searching is a fair task, every seventh
word or so is replaced: by names and rare words put together from Vietnamese syllables, drawn
as languages draw them (a few often, most seldom), by numbers and by numbers of documents.
"""

import random
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pelicanconf
from tests.site import ROOT

SOURCES = sorted((ROOT / "content/tin").glob("*/*/*/index.md"))
LINK = re.compile(r"(?<!!)\[([^\]]*)\]\([^)]*\)")
SEED = 11
NEWEST = datetime(2025, 9, 1, 17)
TAGS = [f"Chủ đề {number}" for number in range(1, 41)]
ONSETS = "b c ch d đ g h k kh l m n ng nh ph qu r s t th tr v x".split()
RHYMES = (
    "a à á ả ạ an án ản ạn ang áng ảng ạng anh ánh ạnh ao áo ạo át ạt ây ấy ậy âm ấm ậm ân ấn ận e è é ẻ em "
    "én ên ến ễn ênh i ì í ị iên iến iện iêu iếu in ín ịnh o ò ó ọ oan oán oàn ôn ốn ộn ông ống ộng ơ ờ ớ ơn "
    "ớn u ú ù ụ uân uấn uận ung úng ụng ư ứ ừ ự ươn ướn ượn ương ướng ượng ưu"
).split()


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
    """The sentences of a story's Markdown; its front matter, photos and the targets of links left out."""
    body = LINK.sub(r"\1", text.split("---\n", 2)[2])
    plain = [line for line in body.splitlines() if line.strip() and line[0] not in "!#|>*-[<"]
    return [s for paragraph in plain for s in re.split(r"(?<=[.;!?]) +", paragraph) if len(s) > 20]


def names(dice: random.Random, count: int) -> list[str]:
    """`count` words of two syllables, a third of them names."""
    made = [" ".join(dice.choice(ONSETS) + dice.choice(RHYMES) for _ in range(2)) for _ in range(count)]
    return [word.title() if number % 3 == 0 else word for number, word in enumerate(made)]


def stories(size: int) -> list[Story]:
    """`size` stories, newest first, four a day; the same for every run."""
    dice = random.Random(SEED)
    stock = [sentence for source in SOURCES for sentence in sentences(source.read_text("utf-8"))]
    words = names(dice, 6000)
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    drawn = iter(dice.choices(words, weights, k=size * 160 + 1000))

    def sentence() -> str:
        parts = dice.choice(stock).split()
        for _ in range(max(1, len(parts) // 7)):
            place = dice.randrange(len(parts))
            kind = dice.random()
            if kind < 0.9:
                parts[place] = next(drawn)
            elif kind < 0.95:
                parts[place] = f"{dice.randint(1, 9999)}"
            else:
                parts[place] = f"{dice.randint(1, 999)}/{dice.choice(('QĐ', 'KH', 'BC'))}-UBND"
        return " ".join(parts)

    sections = [section["name"] for section in pelicanconf.PORTAL["sections"]]
    return [
        Story(
            slug=f"bai-{number:06}",
            title=" ".join(sentence().split()[:18]).strip(" ,;:.“”") + f" ({number})",
            date=NEWEST - timedelta(hours=6 * number),
            section=dice.choice(sections),
            tags=tuple(dice.sample(TAGS, 2)),
            body="\n\n".join(" ".join(sentence() for _ in range(4)) for _ in range(dice.randint(3, 9))),
        )
        for number in range(size)
    ]


def write_folders(corpus: list[Story], content: Path) -> None:
    """As editors here write: a folder a story, YAML at its head."""
    for story in corpus:
        path = content / f"tin/{story.date:%Y/%m}/{story.slug}/index.md"
        path.parent.mkdir(parents=True)
        title = story.title.replace('"', "”")
        path.write_text(
            f'---\ntitle: "{title}"\ndate: {story.date:%Y-%m-%d %H:%M}\ncategory: {story.section}\n'
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
