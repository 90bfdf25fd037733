"""The files that this process opens to read, each as it was just before."""

import os
import re
import sys
from contextlib import suppress
from typing import Any

from plugins.core.stamps import Stamp, stamp_of

SYSTEM = re.compile("/(proc|sys|dev(?!/shm/))/")  # what lies there is made when it is asked for
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT

_noted: dict[str, Stamp] | None = None


def noted() -> dict[str, Stamp]:
    """Whole path to stamp, () for no file, of all that is opened from now on; empty once more if asked again.

    A folder that is only listed, and what SQLite opens, is not among them.
    """
    global _noted
    if _noted is None:
        sys.addaudithook(_heard)
    _noted = {}
    return _noted


def _heard(event: str, arguments: tuple[Any, ...]) -> None:
    """Called by Python before each `open`; what it raised would be raised there."""
    if event != "open" or _noted is None:
        return
    file, _, flags = arguments
    if isinstance(file, str) and not flags & WRITING:
        with suppress(Exception):
            path = os.path.abspath(file)  # noqa: PTH100 - by the thousand
            if path not in _noted and not SYSTEM.match(path):
                _noted[path] = stamp_of(path)
