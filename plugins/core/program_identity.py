"""Which program this is: what it made and keeps for later is of no use to another one."""

import os
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

PLUGINS = Path(__file__).parents[1]


@cache
def program() -> str:
    """Another word for every other text of the plugins, for other libraries and for another Python."""
    whole, top = sha256(sys.version.encode()), str(PLUGINS)
    if (lock := PLUGINS.with_name("requirements.lock")).is_file():
        whole.update(lock.read_bytes())
    for folder, below, names in os.walk(top):
        below.sort()
        for name in sorted(names):
            if name.endswith(".py"):
                path = f"{folder}/{name}"
                with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - by the hundred
                    whole.update(os.fsencode(path[len(top) :]) + b"\0" + file.read())
    return whole.hexdigest()
