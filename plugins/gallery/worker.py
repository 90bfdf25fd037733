"""Worker: a process that makes pictures, started as `python worker.py <file descriptor>`.

A process of its own, and not a copy of the build: it holds nothing but Pillow (20 MB), a
decoder that crashes or hangs takes no build with it, and its memory is its own to limit.
"""

import signal
import sys
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent


def main(descriptor: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the build's to answer
    # The package's __init__ imports Pelican, twice the time and memory of all the rest here.
    # A bare module of that name lets the engine's files find each other without it.
    package = ModuleType("plugins.gallery")
    package.__path__ = [str(HERE)]
    sys.modules["plugins.gallery"] = package
    sys.path[0] = str(HERE.parents[1])

    from plugins.gallery.jobs import work

    work(descriptor)


if __name__ == "__main__":
    main(int(sys.argv[1]))
