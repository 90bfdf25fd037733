"""Pipeline: all pictures of a site in one run, from files and headlines to published pictures.

What was made before is taken from the cache without reading a single photo. Other photos go
to the workers; cards are drawn when all pages are written, since a headline breaks nothing.
"""

import os
import re
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TextIO

from plugins.core.look import Look
from plugins.gallery import refusal
from plugins.gallery.cache import INDEX, Cache, Index, Record, keep_index, load_index, written
from plugins.gallery.derivatives import Derivative, derivatives_of, drawn_derivative
from plugins.gallery.jobs import Failed, Job, Obstructed, Outcome, Rendered
from plugins.gallery.photo import Photo, Rendition
from plugins.gallery.settings import GallerySettings
from plugins.gallery.share_card import HOUSE, Colours, Headline, ShareCards
from plugins.gallery.workers import work_off

MEDIA = "media"
OURS = re.compile(r"[0-9a-f]{16}-\d+\.(webp|avif|jpg|png)(\.part)?")
BAR = 24
REDRAW = 0.1  # seconds between two states of the bar
PLAIN = 10.0  # seconds between two lines of a log


@dataclass
class Results:
    """What all photos and headlines of a site became.

    photos: by path, without caption and credit yet
    cards: by headline
    refused: by path, a Vietnamese sentence why the file cannot be shown
    animated: photos of which only the first picture is shown
    names: of the published files of each photo
    """

    photos: dict[Path, Photo] = field(default_factory=dict)
    cards: dict[Headline, Rendition] = field(default_factory=dict)
    refused: dict[Path, str] = field(default_factory=dict)
    animated: set[Path] = field(default_factory=set)
    names: dict[Path, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Pipeline:
    """Makes pictures as `options` say, keeps them in `cache`, publishes them under `output`.

    font: TrueType file for drawn cards; colours: theirs
    last: a look at the site of the last build, or None; what stands there is not published again
    """

    options: GallerySettings
    cache: Cache
    output: Path
    font: Path
    colours: Colours = HOUSE
    last: Look | None = None

    def session(self) -> "Session":
        noted = written(self.cache.folder / INDEX)
        return Session(
            self,
            load_index(self.cache) or Index(),
            noted,
            ShareCards(self.cache, self.font, self.colours),
            self.last.shared(MEDIA, self.cache.folder, noted) if self.last else {},
        )


@dataclass
class Session:
    """One run: what the last run knew, what this one knows so far.

    noted: when the last run wrote down what it knew, in ns
    standing: lengths of the files of the last site that were those of the cache when it began, by name
    has_drawn: something that is to be noted, though it may be just what it was
    is_done: then what the run knows is the next one's to keep
    """

    pipeline: Pipeline
    before: Index
    noted: int
    cards: ShareCards
    standing: dict[str, int] = field(default_factory=dict)
    after: Index = field(default_factory=Index)
    results: Results = field(default_factory=Results)
    files: dict[str, int] = field(default_factory=dict)
    has_drawn: bool = False
    is_done: bool = False

    def hold(self, folder: str, media: Iterable[tuple[str, tuple[str, ...]]]) -> bool:
        """Whether the files of a page whose folder nobody touched are published; then they count as made.

        media: as in `Shown`
        """
        seen, cards = [], dict[str, int]()
        for name, files in media:
            row = self.before.photos.get(f"{folder}/{name}") if name else None
            record = self.before.records.get(row[3]) if row else None
            sizes = record.files if record else {} if name else self.before.cards
            if not all(self._stands(each, sizes.get(each)) for each in files):
                return False
            if row and record:
                seen.append((f"{folder}/{name}", row, record.only(files)))
            else:
                cards |= {each: sizes[each] for each in files}
        self.cards.made |= cards
        for path, row, record in seen:
            self.after.note_again(path, row, record)
            self.files |= record.files
        return True

    def _stands(self, name: str, size: int | None) -> bool:
        """Whether a file is published, by hard link, and as long as it was made."""
        return size is not None and self.standing.get(name) == size

    def run(self, covers: dict[Path, bool], headlines: Iterable[Headline]) -> None:
        """Make the photos that are not there yet; cards are drawn when the session is told to.

        covers: photo files, each with whether it stands for a page where that is shared
        headlines: what to draw for pages without a photo
        """
        to_do = dict(self._jobs(covers))
        progress = Progress(len(to_do))
        for job, outcome in work_off(to_do, self.pipeline.cache.folder, self.pipeline.options):
            self._take(job, to_do[job], outcome)
            progress.step()
        for headline, name in self.cards.name(headlines, self.before.cards, self.noted).items():
            self.results.cards[headline] = self._rendition(drawn_derivative(name))
        if (self.after.photos, self.after.records) != (self.before.photos, self.before.records):
            self._keep()  # whatever becomes of the build, these photos need not be read again

    def finish(self) -> set[str]:
        """Publish the pictures, all of them made, and withdraw what no page shows any more.

        Cards that are not there yet are drawn now.
        Returns those that stand in the last site: their paths there.
        """
        self.has_drawn |= self.cards.finish()
        self._keep()
        self.is_done = True
        return self._publish()

    def publish_beside(self, media: Iterable[tuple[str, tuple[str, ...]]], folder: Path) -> None:
        """Publish into `folder` what a page shows and the last site has not. media: as in `Shown`"""
        last = self.pipeline.last.folder if self.pipeline.last else None
        site, to = last or self.pipeline.output, folder / MEDIA
        for each in (each for name, files in media if name for each in files):
            if not (site / MEDIA / each).exists():
                to.mkdir(parents=True, exist_ok=True)
                self.pipeline.cache.publish(each, to)

    def _keep(self) -> None:
        self.after.cards = dict(self.cards.made)
        if (self.after != self.before or self.has_drawn) and not self.is_done:
            keep_index(self.after, self.pipeline.cache)
            self.before = replace(self.after)

    def _jobs(self, covers: dict[Path, bool]) -> Iterator[tuple[Job, os.stat_result]]:
        """The photos the cache cannot answer, each with what `_take` needs; answers go to the results."""
        cache = self.pipeline.cache
        for path, cover in covers.items():
            try:
                stat = path.stat()
            except FileNotFoundError:
                self.results.refused[path] = refusal.GONE
                continue
            record = self.before.recall(path, stat)
            wanted = self._derivatives(record, cover) if record else ()
            if record and not cache.missing(record, wanted, self.noted):
                self._add(path, wanted, stat, record)
            else:
                yield Job(path, cover), stat

    def _take(self, job: Job, stat: os.stat_result, outcome: Outcome) -> None:
        match outcome:
            case Rendered(record):
                self.has_drawn = True
                self._add(job.path, self._derivatives(record, job.card), stat, record)
            case Failed(sentence):
                self.results.refused[job.path] = sentence
            case Obstructed(error):
                raise error
            case _:
                raise RuntimeError(f"{job} ended as {outcome}")

    def _derivatives(self, record: Record, cover: bool) -> tuple[Derivative, ...]:
        return derivatives_of(record.content, record.width, record.height, self.pipeline.options, cover)

    def _add(self, path: Path, made_of: tuple[Derivative, ...], stat: os.stat_result, record: Record) -> None:
        """Turn the record of one photo file into a Photo."""
        self.results.names[path] = tuple(each.name for each in made_of)
        made: dict[str, list[Rendition]] = {}
        for each in made_of:
            made.setdefault(each.kind, []).insert(0, self._rendition(each))
            self.files[each.name] = record.files[each.name]
        self.results.photos[path] = Photo(
            name=path.name,
            caption="",
            credit="",
            width=record.width,
            height=record.height,
            placeholder=record.placeholder,
            webp=tuple(made["webp"]),
            avif=tuple(made.get("avif", ())),
            jpeg=made["jpeg"][0],
            original=made.get("original", [None])[0],
            card=made.get("card", [None])[0],
        )
        if record.animated:
            self.results.animated.add(path)
        self.after.note(path, stat, record.only(each.name for each in made_of))

    def _rendition(self, made: Derivative) -> Rendition:
        return Rendition(f"/{MEDIA}/{made.name}", made.width, made.height, made.type)

    def _publish(self) -> set[str]:
        """Make the output's folder of pictures hold this run's files and no older ones of ours."""
        folder, files = self.pipeline.output / MEDIA, self.files | self.cards.made
        standing = {name for name, size in files.items() if self._stands(name, size)}
        files = {name: size for name, size in files.items() if name not in standing}
        if files:
            folder.mkdir(parents=True, exist_ok=True)
        elif not folder.is_dir():
            return {f"{MEDIA}/{name}" for name in standing}
        for name in files:
            self.pipeline.cache.publish(name, folder)
        for path in folder.iterdir():
            if path.name not in files and OURS.fullmatch(path.name):
                path.unlink(missing_ok=True)
        return {f"{MEDIA}/{name}" for name in standing}


@dataclass
class Progress:
    """Counts to `total` on `stream`; silent when there is nothing to count."""

    total: int
    stream: TextIO = field(default_factory=lambda: sys.stderr)
    done: int = 0
    began: float = field(default_factory=time.monotonic)
    _said: float = 0.0

    @property
    def live(self) -> bool:
        return self.stream.isatty()

    def step(self) -> None:
        """One more picture is done."""
        self.done += 1
        now = time.monotonic()
        last = self.done == self.total
        since = now - self._said if self.live else now - max(self._said, self.began)
        if not last and since < (REDRAW if self.live else PLAIN):
            return
        self._said = now
        if self.live:
            self.stream.write(f"\r\x1b[K{self.bar(now)}" + ("\n" if last else ""))
        else:
            self.stream.write(self.line(now) + "\n")
        self.stream.flush()

    def bar(self, now: float) -> str:
        full = BAR * self.done // self.total
        return f"Ảnh {'█' * full}{'░' * (BAR - full)} {self._words(now)}"

    def line(self, now: float) -> str:
        return f"Ảnh: {self._words(now)}"

    def _words(self, now: float) -> str:
        count = f"{self.done}/{self.total}"
        spent = now - self.began
        if self.done == self.total:
            return f"{count}, xong sau {spoken(spent)}"
        return f"{count}, còn khoảng {spoken(spent / self.done * (self.total - self.done))}"


def spoken(seconds: float) -> str:
    """A length of time in Vietnamese: '45 giây', '3 phút 20 giây', '2 giờ 5 phút'."""
    whole = max(1, round(seconds))
    hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
    if hours:
        return f"{hours} giờ {minutes} phút"
    if minutes:
        return f"{minutes} phút {rest} giây"
    return f"{rest} giây"
