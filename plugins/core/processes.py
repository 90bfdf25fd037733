"""Work spread over all cores, by processes that are copies of this one.

A copy sees everything this process has read, so nothing but what it brings back is sent.
Where the system makes no safe copies (anything but Linux), or for a little work, all is
done here: the outcome is the same.
"""

import ctypes
import gc
import logging
import multiprocessing
import os
import signal
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import accumulate, islice, pairwise
from logging.handlers import QueueHandler
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from typing import Any, Generic, Self, TypeVar

Thing = TypeVar("Thing")
Done = TypeVar("Done")

PR_SET_PDEATHSIG = 1  # prctl(2)
FEW = 32  # things to do for which a second process is not worth starting
MOST = 400  # weight of what one copy does: memory that it fills or writes to is its own until it ends


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _one(_thing: object) -> int:
    return 1


def spread(
    work: Callable[[Thing], Done],
    things: Sequence[Thing],
    processes: int = 0,
    few: int = FEW,
    weight: Callable[[Thing], int] = _one,
) -> list[Done]:
    """[work(thing) for thing in things], on `processes` cores (0: all of them).

    few: things for which a second process is not worth starting
    weight: of one thing, in time and in memory that the work takes or writes to
    work: what it returns or raises must be picklable. It may run in another process, so what
    it changes in memory is lost; what it logs is told here, and what it raises is raised here.
    Raises RuntimeError when a process is killed.
    """
    return list(each_done(work, things, processes, few, weight))


def shared(work: Callable[[Sequence[Thing]], Done], things: Sequence[Thing], many: int) -> list[Done]:
    """[work(share) for each share of `things`]: neighbours, a share for each core.

    many: things up to which there is one share, whose work is done here; else as `spread`
    """
    return spread(work, cut(things, cores() if len(things) > many else 1), few=1)


def cut(things: Sequence[Thing], number: int) -> list[Sequence[Thing]]:
    """`things` in so many shares, each of neighbours: processes that write into one folder wait for each
    other."""
    ends = [len(things) * at // number for at in range(number + 1)]
    return [things[start:end] for start, end in pairwise(ends)]


def each_done(
    work: Callable[[Thing], Done],
    things: Sequence[Thing],
    processes: int = 0,
    few: int = FEW,
    weight: Callable[[Thing], int] = _one,
) -> Iterator[Done]:
    """As `spread`, each as soon as it and all before it are done."""
    shares = _shares(things, processes, few)
    sums = [*accumulate(map(weight, things))]
    if len(shares) > 1 and sums[-1] > MOST:
        yield from _in_turn(work, _parts(things, sums, len(shares)), len(shares))
        return
    own, *others = shares
    copies = _Copies(work, others)
    try:
        yield from map(work, own)
        yield from copies.answer()
    finally:
        copies.end()


def _in_turn(
    work: Callable[[Thing], Done], parts: Sequence[Sequence[Thing]], processes: int
) -> Iterator[Done]:
    """Each part by a copy, `processes` of them at a time: no process grows, least of all this."""
    done: dict[int, list[Done]] = {}
    left, next_ = iter(enumerate(parts)), 0
    copies = _Copies(work, [])
    try:
        at_work = {copies.begin(part): number for number, part in islice(left, processes)}
        while at_work:
            for copy in copies.answered(at_work):
                done[at_work.pop(copy)] = copies.take(copy)
                at_work |= {copies.begin(part): number for number, part in islice(left, 1)}
            while next_ in done:
                yield from done.pop(next_)
                next_ += 1
    finally:
        copies.end()


class Aside(Generic[Done]):
    """work(), begun beside this process, whatever it is; ended with the block that it is for."""

    def __init__(self, work: Callable[[], Done], begins: bool = True):
        """begins: else work() is done when its outcome is asked for"""
        self._copies: _Copies | None = None
        if not begins:
            self._outcome = work
        elif cores() < 2 or sys.platform != "linux":
            done = work()
            self._outcome = lambda: done
        else:
            copies = self._copies = _Copies(lambda _: work(), [[None]])
            self._outcome = lambda: copies.answer()[0]

    def is_over(self) -> bool:
        """Whether `outcome` would not wait."""
        return self._copies is None or self._copies.are_over()

    def outcome(self) -> Done:
        """What work() returned; what it raised is raised here. To be asked for once."""
        return self._outcome()

    def stop(self) -> None:
        """Stops it, whichever thread waits for its outcome: that raises RuntimeError."""
        if self._copies:
            self._copies.stop()

    def end(self) -> None:
        """Nobody waits for it any more."""
        if self._copies:
            self._copies.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()


def give_back() -> None:
    """Memory that is free again is the system's at once, where the C library can do that."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def end_copies() -> None:
    """End what was begun and nobody will wait for, before what it writes into is removed."""
    for copies in list(_at_work):
        copies.end()


def _shares(things: Sequence[Thing], processes: int, few: int) -> list[Sequence[Thing]]:
    """`things` cut into as many shares as are worth a process."""
    processes = min(processes or cores(), len(things) // few)
    if processes < 2 or sys.platform != "linux" or multiprocessing.current_process().daemon:
        return [things]
    return cut(things, processes)


def _parts(things: Sequence[Thing], sums: Sequence[int], processes: int) -> list[Sequence[Thing]]:
    """`things` cut into parts of MOST or less, but for a thing, as many for each of the processes.

    sums: the weight of each with all before it
    """
    count = -(-sums[-1] // (MOST * processes)) * processes
    ends = [bisect_left(sums, sums[-1] * number // count + 1) for number in range(count + 1)]
    return [things[start:end] for start, end in pairwise(ends) if start < end]


class _Copies:
    """Copies of this process, one for each share of the work."""

    def __init__(self, work: Callable[[Any], Any], shares: list[Sequence[Any]]):
        self._work, self._copies = work, list[_Copy]()
        self._of = os.getpid()
        _at_work.add(self)
        try:
            for share in shares:
                self.begin(share)
        except BaseException:
            self.end()
            raise

    def begin(self, share: Sequence[Any]) -> "_Copy":
        copy = _Copy(self._work, share)
        self._copies.append(copy)
        return copy

    def take(self, copy: "_Copy") -> list[Any]:
        """The answer of one of them, which ends."""
        try:
            return copy.answer()
        finally:
            self._copies.remove(copy)
            copy.end()

    @staticmethod
    def answered(copies: Iterable["_Copy"]) -> "list[_Copy]":
        """Those of `copies`, one at least, whose answers are there."""
        lines = {copy.line: copy for copy in copies}
        return [lines[line] for line in wait(lines) if isinstance(line, Connection)]

    def are_over(self) -> bool:
        return all(copy.line.poll() for copy in self._copies)

    def answer(self) -> list[Any]:
        try:
            return [done for copy in self._copies for done in copy.answer()]
        finally:
            self.end()

    def stop(self) -> None:
        for copy in self._copies:
            copy.stop()

    def end(self) -> None:
        # A copy knows what was begun before it was made: that is its first process's to end.
        for copy in self._copies if self._of == os.getpid() else ():
            copy.end()
        self._copies = []
        _at_work.discard(self)


_at_work: set[_Copies] = set()


class _Copy:
    """A copy of this process that does a share of the work."""

    def __init__(self, work: Callable[[Any], Any], share: Sequence[Any]):
        context = multiprocessing.get_context("fork")
        self.line, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=_do, args=(work, share, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def answer(self) -> list[Any]:
        records: list[logging.LogRecord]
        done: list[Any]
        raised: Exception | None
        try:
            records, done, raised = self.line.recv()
        except EOFError:
            raise RuntimeError("a process that shared the work was ended from outside") from None
        for record in records:
            logging.getLogger(record.name).handle(record)
        if raised:
            raise raised
        return done

    def stop(self) -> None:
        self._process.kill()

    def end(self) -> None:
        self.stop()  # it has answered, or nobody waits for its answer any more
        self._process.join()
        self.line.close()


def _do(work: Callable[[Thing], Any], share: Sequence[Thing], line: "Connection[Any, Any]") -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the first process's to answer
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # and no copy outlives it
    records = SimpleQueue[logging.LogRecord]()  # in a form that can be sent
    gc.freeze()  # memory that a collector looks at would be copied
    gc.enable()  # but templates leave rings behind, some for each page
    logging.getLogger().handlers = [QueueHandler(records)]
    done: list[Any] = []
    raised: Exception | None = None
    try:
        done = [work(thing) for thing in share]
    except Exception as exception:
        raised = exception
    line.send(([records.get() for _ in range(records.qsize())], done, raised))
