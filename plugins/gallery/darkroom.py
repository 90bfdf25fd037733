"""Darkroom: all pictures of a site in one run, from files and headlines to published pictures.

What was made before is taken from the store without reading a single photo. Other photos go
through the pool; cards are drawn beside the rest of the build, since a headline breaks nothing.
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from plugins.gallery import index as indexes
from plugins.gallery import refusal
from plugins.gallery.card import HOUSE, Colours
from plugins.gallery.deck import Deck, Headline
from plugins.gallery.index import Index
from plugins.gallery.job import Developed, Failed, Job, Obstructed, Outcome
from plugins.gallery.options import Settings
from plugins.gallery.photo import Photo, Rendition
from plugins.gallery.pool import run
from plugins.gallery.progress import Progress
from plugins.gallery.recipe import Order, drawn_order, orders
from plugins.gallery.store import Record, Store, same_files

MEDIA = "media"
OURS = re.compile(r"[0-9a-f]{16}-\d+\.(webp|avif|jpg|png)(\.part)?")


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

    font: TrueType file for drawn cards; colours: theirs
    last: the site of the last build, or None; what stands there is not published again
    """

    options: Settings
    store: Store
    output: Path
    font: Path
    colours: Colours = HOUSE
    last: Path | None = None

    def develop(self, covers: dict[Path, bool], headlines: Iterable[Headline] = ()) -> "Session":
        """Make the photos that are not there yet; cards are drawn when the session is told to.

        covers: photo files, each with whether it stands for a page where that is shared
        headlines: what to draw for pages without a photo
        """
        session = Session(
            self, indexes.load(self.store) or Index(), Deck(self.store, self.font, self.colours)
        )
        session.develop(covers, headlines)
        return session


@dataclass
class Session:
    """One run: what the last run knew, what this one knows so far."""

    room: Darkroom
    before: Index
    deck: Deck
    after: Index = field(default_factory=Index)
    roll: Roll = field(default_factory=Roll)
    files: dict[str, int] = field(default_factory=dict)

    def develop(self, covers: dict[Path, bool], headlines: Iterable[Headline]) -> None:
        to_do = dict(self._jobs(covers))
        progress = Progress(len(to_do))
        for job, outcome in run(to_do, self.room.store.folder, self.room.options):
            self._take(job, to_do[job], outcome)
            progress.step()
        for headline, name in self.deck.deal(headlines, self.before.cards).items():
            self.roll.cards[headline] = self._rendition(drawn_order(name))
        self._keep()  # whatever becomes of the build, these photos need not be read again

    def draw(self) -> None:
        """Begin to draw the cards that are not there yet, beside this process."""
        self.deck.begin()

    def finish(self) -> set[str]:
        """Publish the pictures, all of them made, and withdraw what no page shows any more.

        Returns those that stand in the last site: their paths there.
        """
        self.deck.finish()
        self._keep()
        return self._publish()

    def _keep(self) -> None:
        self.after.cards = dict(self.deck.made)
        if self.after != self.before:
            indexes.keep(self.after, self.room.store)
            self.before = replace(self.after)

    def _jobs(self, covers: dict[Path, bool]) -> Iterator[tuple[Job, os.stat_result]]:
        """The photos the store cannot answer, each with what `_take` needs; answers go to the roll."""
        store = self.room.store
        for path, cover in covers.items():
            try:
                stat = path.stat()
            except FileNotFoundError:
                self.roll.refused[path] = refusal.GONE
                continue
            record = self.before.recall(path, stat)
            wanted = self._orders(record, cover) if record else ()
            if record and not store.missing(record, wanted):
                self._add(path, wanted, stat, record)
            else:
                yield Job(path, cover), stat

    def _take(self, job: Job, stat: os.stat_result, outcome: Outcome) -> None:
        match outcome:
            case Developed(record):
                self._add(job.path, self._orders(record, job.card), stat, record)
            case Failed(sentence):
                self.roll.refused[job.path] = sentence
            case Obstructed(error):
                raise error
            case _:
                raise RuntimeError(f"{job} ended as {outcome}")

    def _orders(self, record: Record, cover: bool) -> tuple[Order, ...]:
        return orders(record.content, record.width, record.height, self.room.options, cover)

    def _add(self, path: Path, made_of: tuple[Order, ...], stat: os.stat_result, record: Record) -> None:
        """Turn the record of one photo file into a Photo."""
        made: dict[str, list[Rendition]] = {}
        for order in made_of:
            made.setdefault(order.kind, []).insert(0, self._rendition(order))
            self.files[order.name] = record.files[order.name]
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

    def _rendition(self, order: Order) -> Rendition:
        return Rendition(f"/{MEDIA}/{order.name}", order.width, order.height, order.type)

    def _publish(self) -> set[str]:
        """Make the output's folder of pictures hold this run's files and no older ones of ours."""
        folder, files = self.room.output / MEDIA, self.files | self.deck.made
        standing = same_files(self.room.store.folder, self.room.last / MEDIA) if self.room.last else set()
        standing &= files.keys()
        files = {name: size for name, size in files.items() if name not in standing}
        if files:
            folder.mkdir(parents=True, exist_ok=True)
        elif not folder.is_dir():
            return {f"{MEDIA}/{name}" for name in standing}
        for name, size in files.items():
            self.room.store.publish(name, size, folder)
        for path in folder.iterdir():
            if path.name not in files and OURS.fullmatch(path.name):
                path.unlink(missing_ok=True)
        return {f"{MEDIA}/{name}" for name in standing}
