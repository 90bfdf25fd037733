"""Jobs: what a worker is asked to do with one photo, how it does it, and what it answers."""

import resource
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from plugins.gallery import refusal
from plugins.gallery.cache import Cache, Record
from plugins.gallery.refusal import Refused, TooHeavy
from plugins.gallery.settings import GallerySettings


@dataclass(frozen=True)
class Job:
    """Make every file of the photo at `path`; with `card`, its crop for sharing too."""

    path: Path
    card: bool = False


@dataclass(frozen=True)
class Rendered:
    record: Record


@dataclass(frozen=True)
class Failed:
    """The file cannot be used; `sentence` says why, in Vietnamese."""

    sentence: str


@dataclass(frozen=True)
class Heavy:
    """The photo needs more memory than a worker's share: hand it out again, alone."""


@dataclass(frozen=True)
class Obstructed:
    """The machine lets nobody read the photo or write its files: no photo is to blame."""

    error: OSError


Outcome = Rendered | Failed | Heavy | Obstructed


# Addresses, not memory: decoders' threads reserve far more than they use. Stops a runaway
# decoder, never an honest photo.
CEILING = 4  # times the whole pool's memory
LOWEST_CEILING = 4_000  # MB
MEGABYTE = 1_000_000


def work(descriptor: int) -> None:
    """Work for the pool at the other end of the descriptor until it hangs up.

    Receives (cache folder, GallerySettings, processes) once, then pairs (Job, alone); sends an
    Outcome for each.
    """
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # `decode.opened` has our own limit
    pool = Connection(descriptor)
    try:
        folder, options, processes = pool.recv()
        _limit(max(LOWEST_CEILING, options.memory * processes * CEILING) * MEGABYTE)
        pool.send("ready")
        while True:
            job, alone = pool.recv()
            pool.send(done(job, Cache(folder), options, alone))
    except (EOFError, ConnectionError):
        pass  # the build ended, or was killed: nothing is left to do


def _limit(size: int) -> None:
    """Let the system refuse this process more than `size` bytes, where the system can."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (size if hard < 0 else min(size, hard), hard))


def done(job: Job, cache: Cache, options: GallerySettings, alone: bool) -> Outcome:
    """Do one job; a file that cannot be used is an answer, not an exception."""
    from plugins.gallery.render import render  # here: a build knows these types and draws nothing

    try:
        return Rendered(render(job.path, cache, options, job.card, alone))
    except TooHeavy:
        return Heavy()
    except Refused as refused:
        return Failed(str(refused))
    except MemoryError:
        return Failed(refusal.NO_MEMORY)
    except OSError as error:
        if isinstance(error, FileNotFoundError) and error.filename == str(job.path):
            return Failed(refusal.GONE)
        return Obstructed(error) if error.errno else Failed(refusal.CRASHED)  # an encoder gave up
