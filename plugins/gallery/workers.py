"""Workers: jobs spread over all cores, each in a worker that may crash, hang or be heavy.

Light photos run side by side. One that needs more than a worker's share of memory waits
until the others are done and runs alone, so the whole pool stays within its share a core.
"""

import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Pipe, wait
from pathlib import Path

from plugins.core.processes import cores
from plugins.gallery import refusal
from plugins.gallery.jobs import Failed, Heavy, Job, Outcome
from plugins.gallery.settings import GallerySettings

WORKER = Path(__file__).with_name("worker.py")
START = 60  # seconds a worker may take to say it is ready


class Worker:
    """A worker process, the line to it, and the job it has."""

    def __init__(self, welcome: tuple[Path, GallerySettings, int]) -> None:
        self.welcome = welcome
        self.job: Job | None = None
        self.since = 0.0
        self._start()

    def _start(self) -> None:
        self.line, theirs = Pipe()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, str(WORKER), str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )
        self.line.send(self.welcome)

    def wait_until_ready(self) -> None:
        """Raises RuntimeError when the worker cannot even begin: no photo is to blame then."""
        try:
            if self.line.poll(START) and self.line.recv() == "ready":
                return
        except (EOFError, ConnectionError):
            pass
        raise RuntimeError(f"a picture worker does not start: {sys.executable} {WORKER}")

    def give(self, job: Job, alone: bool) -> None:
        self.job, self.since = job, time.monotonic()
        with suppress(ConnectionError):  # it died idle: `answer` will find out
            self.line.send((job, alone))

    def answer(self, seconds: float) -> Outcome | None:
        """The outcome of the job, None while it is within `seconds`; a lost worker is replaced."""
        try:
            if self.line.poll():
                outcome: Outcome = self.line.recv()
                return outcome
        except (EOFError, ConnectionError):
            self._replace()
            return Failed(refusal.CRASHED)
        if time.monotonic() - self.since < seconds:
            return None
        self._replace()
        return Failed(refusal.too_slow(round(seconds)))

    def _replace(self) -> None:
        self.stop()
        self._start()
        self.wait_until_ready()

    def stop(self) -> None:
        self.line.close()
        self.process.kill()
        self.process.wait()


def work_off(jobs: Iterable[Job], folder: Path, options: GallerySettings) -> Iterator[tuple[Job, Outcome]]:
    """Do the jobs on all cores and yield each with its outcome, in the order they finish.

    folder: the cache's
    Leaves no process behind, however the caller stops.
    """
    light: deque[Job] = deque(jobs)
    heavy: deque[Job] = deque()
    processes = min(options.workers or cores(), len(light))
    team: list[Worker] = []
    try:
        team += (Worker((folder, options, processes)) for _ in range(processes))
        for worker in team:
            worker.wait_until_ready()
        for job, outcome in _answers(light, team, options.patience, alone=False):
            if isinstance(outcome, Heavy):
                heavy.append(job)
            else:
                yield job, outcome
        yield from _answers(heavy, team[:1], options.patience, alone=True)
    finally:
        for worker in team:
            worker.stop()


def _answers(
    pile: deque[Job], team: list[Worker], patience: float, alone: bool
) -> Iterator[tuple[Job, Outcome]]:
    """Hand out the jobs of one pile until every answer is in."""
    while True:
        for worker in team:
            if pile and not worker.job:
                worker.give(pile.popleft(), alone)
        busy = [worker for worker in team if worker.job]
        if not busy:
            return
        latest = min(worker.since for worker in busy) + patience
        wait([worker.line for worker in busy], max(0.0, latest - time.monotonic()))
        for worker in busy:
            if (job := worker.job) and (outcome := worker.answer(patience)):
                worker.job = None
                yield job, outcome
