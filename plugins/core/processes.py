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
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import pairwise
from logging.handlers import QueueHandler
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

Thing = TypeVar("Thing")
Done = TypeVar("Done")

PR_SET_PDEATHSIG = 1  # prctl(2)
FEW = 32  # things to do for which a second process is not worth starting
MOST = 400  # things that one copy does: memory that it fills or writes to is its own until it ends


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(
    work: Callable[[Thing], Done], things: Sequence[Thing], processes: int = 0, few: int = FEW
) -> list[Done]:
    """[work(thing) for thing in things], on `processes` cores (0: all of them).

    few: things for which a second process is not worth starting
    work: what it returns or raises must be picklable. It may run in another process, so what
    it changes in memory is lost; what it logs is told here, and what it raises is raised here.
    Raises RuntimeError when a process is killed.
    """
    shares = _shares(things, processes, few)
    if len(shares) > 1 and len(things) > MOST:
        return _in_turn(work, shares)
    own, *others = shares
    copies = _Copies(work, others)
    try:
        return [work(thing) for thing in own] + copies.answer()
    finally:
        copies.end()


def _in_turn(work: Callable[[Thing], Done], shares: Sequence[Sequence[Thing]]) -> list[Done]:
    """Each share by copies one after the other, each for MOST things: no process grows, least of all this."""
    parts = [_cut(share, -(-len(share) // MOST)) for share in shares]
    done: list[list[list[Done]]] = [[] for _ in parts]
    copies = _Copies(work, [])
    try:
        at_work = {copies.begin(mine[0]): number for number, mine in enumerate(parts)}
        while at_work:
            for copy in copies.answered(at_work):
                number = at_work.pop(copy)
                done[number].append(copies.take(copy))
                if len(done[number]) < len(parts[number]):
                    at_work[copies.begin(parts[number][len(done[number])])] = number
    finally:
        copies.end()
    return [each for mine in done for part in mine for each in part]


class Aside(Generic[Done]):
    """work(), begun beside this process, whatever it is."""

    def __init__(self, work: Callable[[], Done]):
        self._copies: _Copies | None = None
        if cores() < 2 or sys.platform != "linux":
            self._done = work()
        else:
            self._copies = _Copies(lambda _: work(), [[None]])

    def is_over(self) -> bool:
        """Whether `outcome` would not wait."""
        return self._copies is None or self._copies.are_over()

    def outcome(self) -> Done:
        """What work() returned; what it raised is raised here. To be asked for once."""
        if self._copies:
            self._done = self._copies.answer()[0]
        return self._done


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
    if processes < 2 or sys.platform != "linux":
        return [things]
    # Neighbours stay together: two processes that write into one folder wait for each other.
    return _cut(things, processes)


def _cut(things: Sequence[Thing], parts: int) -> list[Sequence[Thing]]:
    cuts = [len(things) * number // parts for number in range(parts + 1)]
    return [things[start:end] for start, end in pairwise(cuts)]


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

    def end(self) -> None:
        self._process.kill()  # it has answered, or nobody waits for its answer any more
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
