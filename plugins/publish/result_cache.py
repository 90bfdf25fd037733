"""What earlier runs found out about files: hashes, and what stands in them. A cache, no more."""

import marshal
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from plugins.core.files import store

HERE = Path(__file__).parent
# The modules whose answers are remembered: a change of one of them empties the cache.
LEARNED_BY = (
    "address checks/findings checks/page checks/markup checks/plain_html checks/plain_page"
    " checks/other_files checks/png checks/svg releases/compress releases/tree"
).split()


@cache
def version() -> str:
    """Another value after every change of what is remembered."""
    return sha256(b"".join((HERE / f"{name}.py").read_bytes() for name in LEARNED_BY)).hexdigest()


class ResultCache:
    """Answers under `folder`, each of a kind and under a key. Damage makes it empty, never wrong.

    An answer is text, or tuples of texts and numbers: a kind is one file, loaded whole, since every publish
    asks for all.
    """

    def __init__(self, folder: Path):
        self._folder = folder
        self._known: dict[str, dict[str, Any]] = {}  # by kind
        (folder / "memory.sqlite").unlink(missing_ok=True)  # of version 0.2.0

    def known(self, kind: str) -> dict[str, Any]:
        """Everything known of a kind: key to answer. Asked for once, it is kept in memory."""
        if kind not in self._known:
            self._known[kind] = self._read(self._file(kind))
        return self._known[kind]

    def keep(self, kind: str, new: Mapping[str, Any], used: Iterable[str]) -> None:
        """Adds what is `new`, and forgets what this run had no use for."""
        known = self.known(kind)
        gone = known.keys() - set(used)
        if not new and not gone:
            return
        for key in gone:
            del known[key]
        known.update(new)
        body = marshal.dumps(known)
        with suppress(OSError):  # a full disk makes the next run slower, not wrong
            store(self._file(kind), f"{version()} {sha256(body).hexdigest()}\n".encode() + body)

    def unload(self) -> None:
        """Gives back the memory; what is asked for again is loaded again."""
        self._known.clear()

    def _file(self, kind: str) -> Path:
        return self._folder / f"{kind}.results"

    @staticmethod
    def _read(file: Path) -> dict[str, Any]:
        try:
            head, _, body = file.read_bytes().partition(b"\n")
            if head.decode() == f"{version()} {sha256(body).hexdigest()}":
                found: dict[str, Any] = marshal.loads(body)
                return found
        except (OSError, ValueError, EOFError, TypeError):
            pass
        return {}
