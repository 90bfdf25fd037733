"""Darkroom: all pictures of a site in one run, from files and headlines to published pictures.

What was made before is taken from the store without reading a single photo. Other photos go
through the pool; cards are drawn by copies of the build, since a headline breaks nothing.
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from plugins.cores import spread
from plugins.gallery import index as indexes
from plugins.gallery import png, refusal
from plugins.gallery.card import drawn
from plugins.gallery.index import Index
from plugins.gallery.job import Developed, Failed, Job, Outcome
from plugins.gallery.options import Settings
from plugins.gallery.photo import Photo, Rendition
from plugins.gallery.pool import run
from plugins.gallery.progress import Progress
from plugins.gallery.recipe import Order, drawn_name, drawn_order, orders
from plugins.gallery.store import Record, Store

MEDIA = "media"
BATCH = 2000  # cards drawn between two states of the progress
OURS = re.compile(r"[0-9a-f]{16}-\d+\.(webp|avif|jpg|png)(\.part)?")


@dataclass(frozen=True)
class Headline:
    """The words of a card to be drawn, in NFC."""

    portal: str
    text: str


@dataclass
class Roll:
    """What came out of the darkroom.

    photos: by path, without caption and credit yet
    cards: by headline
    refused: by path, a Vietnamese sentence why the file cannot be shown
    animated: photos of which only the first picture is shown
    """

    photos: dict[Path, Photo] = field(default_factory=dict)
    cards: dict[Headline, Rendition] = field(default_factory=dict)
    refused: dict[Path, str] = field(default_factory=dict)
    animated: set[Path] = field(default_factory=set)


@dataclass(frozen=True)
class Darkroom:
    """Makes pictures as `options` say, keeps them in `store`, publishes them under `output`.

    font: TrueType file for drawn cards
    """

    options: Settings
    store: Store
    output: Path
    font: Path

    def process(self, covers: dict[Path, bool], headlines: Iterable[Headline] = ()) -> Roll:
        """Make what is not there yet, publish it, and withdraw what no page shows any more.

        covers: photo files, each with whether it stands for a page where that is shared
        headlines: what to draw for pages without a photo
        """
        return _Session(self, indexes.load(self.store) or Index()).process(covers, headlines)


@dataclass
class _Session:
    """One run: what the last run knew, what this one knows so far."""

    room: Darkroom
    before: Index
    after: Index = field(default_factory=Index)
    roll: Roll = field(default_factory=Roll)
    files: dict[str, int] = field(default_factory=dict)

    def process(self, covers: dict[Path, bool], headlines: Iterable[Headline]) -> Roll:
        to_do, cards = dict(self._jobs(covers)), dict(self._undrawn(headlines))
        progress = Progress(len(to_do) + len(cards))
        for job, outcome in run(to_do, self.room.store.folder, self.room.options):
            self._take(job, to_do[job], outcome)
            progress.step()
        waiting = list(cards)
        for start in range(0, len(waiting), BATCH):
            batch = waiting[start : start + BATCH]
            drawn_now = dict(zip(batch, spread(self._draw, batch), strict=True))
            self.room.store.settle({cards[each]: part for each, (_, part) in drawn_now.items()})
            for headline, (size, _) in drawn_now.items():
                self._add_card(headline, cards[headline], size)
            progress.step(len(batch))
        if self.after != self.before:
            indexes.keep(self.after, self.room.store)
        self._publish()
        return self.roll

    def _jobs(self, covers: dict[Path, bool]) -> Iterator[tuple[Job, os.stat_result]]:
        """The photos the store cannot answer, each with what `_take` needs; answers go to the roll."""
        store = self.room.store
        for path, cover in covers.items():
            try:
                stat = path.stat()
            except OSError:
                self.roll.refused[path] = refusal.GONE
                continue
            record = self.before.recall(path, stat)
            wanted = self._orders(record, cover) if record else ()
            if record and not store.missing(record, wanted):
                self._add(path, wanted, stat, record)
            else:
                yield Job(path, cover), stat

    def _undrawn(self, headlines: Iterable[Headline]) -> Iterator[tuple[Headline, str]]:
        """The headlines without a card in the store, each with its file's name; cards go to the roll."""
        font = blake2b(self.room.font.read_bytes()).hexdigest() if headlines else ""
        for headline in headlines:
            name = drawn_name(headline.portal, headline.text, font)
            if self.room.store.holds(name, self.before.cards.get(name)):
                self._add_card(headline, name, self.before.cards[name])
            else:
                yield headline, name

    def _draw(self, headline: Headline) -> tuple[int, str]:
        """Draw a card and lay it down in the store: (its size in bytes, what it was laid down as)."""
        file = png.encoded(drawn(headline.portal, headline.text, self.room.font))
        return len(file), self.room.store.lay_down(file)

    def _take(self, job: Job, stat: os.stat_result, outcome: Outcome) -> None:
        match outcome:
            case Developed(record):
                self._add(job.path, self._orders(record, job.card), stat, record)
            case Failed(sentence):
                self.roll.refused[job.path] = sentence
            case _:
                raise RuntimeError(f"{job} ended as {outcome}")

    def _orders(self, record: Record, cover: bool) -> tuple[Order, ...]:
        return orders(record.content, record.width, record.height, self.room.options, cover)

    def _add(self, path: Path, made_of: tuple[Order, ...], stat: os.stat_result, record: Record) -> None:
        """Turn the record of one photo file into a Photo."""
        made: dict[str, list[Rendition]] = {}
        for order in made_of:
            made.setdefault(order.kind, []).insert(0, self._rendition(order, record.files[order.name]))
        self.roll.photos[path] = Photo(
            name=path.name,
            caption="",
            credit="",
            width=record.width,
            height=record.height,
            tone=record.tone,
            webp=tuple(made["webp"]),
            avif=tuple(made.get("avif", ())),
            jpeg=made["jpeg"][0],
            original=made.get("original", [None])[0],
            card=made.get("card", [None])[0],
        )
        if record.animated:
            self.roll.animated.add(path)
        self.after.note(path, stat, record.only(order.name for order in made_of))

    def _add_card(self, headline: Headline, name: str, size: int) -> None:
        self.roll.cards[headline] = self._rendition(drawn_order(name), size)
        self.after.cards[name] = size

    def _rendition(self, order: Order, size: int) -> Rendition:
        self.files[order.name] = size
        return Rendition(f"/{MEDIA}/{order.name}", order.width, order.height, order.type, size)

    def _publish(self) -> None:
        """Make the output's folder of pictures hold this run's files and no older ones of ours."""
        folder = self.room.output / MEDIA
        if self.files:
            folder.mkdir(parents=True, exist_ok=True)
        elif not folder.is_dir():
            return
        for name, size in self.files.items():
            self.room.store.publish(name, size, folder)
        for path in folder.iterdir():
            if path.name not in self.files and OURS.fullmatch(path.name):
                path.unlink(missing_ok=True)
