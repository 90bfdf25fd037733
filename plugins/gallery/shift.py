"""Shift: a worker's day, one job after the other until the pool hangs up."""

import resource
from contextlib import suppress
from multiprocessing.connection import Connection

from PIL import Image

from plugins.gallery import refusal
from plugins.gallery.job import Developed, Failed, Heavy, Job, Obstructed, Outcome
from plugins.gallery.options import Settings
from plugins.gallery.refusal import Refused, TooHeavy
from plugins.gallery.render import develop
from plugins.gallery.store import Store

# Addresses, not memory: decoders' threads reserve far more than they use. Stops a runaway
# decoder, never an honest photo.
CEILING = 4  # times the whole pool's memory
LOWEST_CEILING = 4_000  # MB
MEGABYTE = 1_000_000


def work(descriptor: int) -> None:
    """Work for the pool at the other end of the descriptor until it hangs up.

    Receives (cache folder, Settings, processes) once, then pairs (Job, alone); sends an
    Outcome for each.
    """
    Image.MAX_IMAGE_PIXELS = None  # `picture.opened` has our own limit
    pool = Connection(descriptor)
    try:
        folder, options, processes = pool.recv()
        _limit(max(LOWEST_CEILING, options.memory * processes * CEILING) * MEGABYTE)
        pool.send("ready")
        while True:
            job, alone = pool.recv()
            pool.send(done(job, Store(folder), options, alone))
    except (EOFError, ConnectionError):
        pass  # the build ended, or was killed: nothing is left to do


def _limit(size: int) -> None:
    """Let the system refuse this process more than `size` bytes, where the system can."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (size if hard < 0 else min(size, hard), hard))


def done(job: Job, store: Store, options: Settings, alone: bool) -> Outcome:
    """Do one job; a file that cannot be used is an answer, not an exception."""
    try:
        return Developed(develop(job.path, store, options, job.card, alone))
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
