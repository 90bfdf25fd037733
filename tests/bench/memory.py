"""Memory of a command with all that it starts: each shared page counted once (PSS)."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PAUSE = 0.1  # seconds between two looks
PSS = re.compile(r"^Pss:\s+(\d+) kB", re.M)


class Peak:
    """mb: the most that all processes had at one look."""

    mb = 0.0


@contextmanager
def peak_of(pid: int) -> Iterator[Peak]:
    """Looks at the process `pid` and its children, and theirs, until the context ends."""
    peak, over = Peak(), threading.Event()

    def look() -> None:
        while not over.wait(PAUSE):
            peak.mb = max(peak.mb, sum(map(_pss, _family(pid))) / 1024)

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    try:
        yield peak
    finally:
        over.set()
        looking.join()


def _family(pid: int) -> list[int]:
    found, left = [], [pid]
    while left:
        found.append(left.pop())
        try:
            for task in Path(f"/proc/{found[-1]}/task").iterdir():
                left += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return found


def _pss(pid: int) -> int:
    try:
        return sum(map(int, PSS.findall(Path(f"/proc/{pid}/smaps_rollup").read_text())))
    except OSError:
        return 0
