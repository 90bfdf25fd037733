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


MORE = ".more"  # the second file of a kind
FEW = 1000  # answers, new or of no use any more, that do not make a file be written anew


class ResultCache:
    """Answers under `folder`, each of a kind and under a key. Damage makes it empty, never wrong.

    An answer is text, or tuples of texts and numbers: a kind is one file, loaded whole, since every publish
    asks for all. A few that are new, or gone, lie in a second one beside it, so that little is written for
    one story.
    """

    def __init__(self, folder: Path):
        self._folder = folder
        self._known: dict[str, dict[str, Any]] = {}  # by kind
        self._whole: dict[str, str] = {}  # by kind, the SHA-256 of what lies in its file
        self._beside: dict[str, dict[str, Any]] = {}  # by kind, what lies in the second one; None is gone
        (folder / "memory.sqlite").unlink(missing_ok=True)  # of version 0.2.0

    def known(self, kind: str) -> dict[str, Any]:
        """Everything known of a kind: key to answer. Asked for once, it is kept in memory."""
        if kind not in self._known:
            whole, self._whole[kind] = _read(self._file(kind))
            self._beside[kind], _ = _read(self._file(kind, MORE), self._whole[kind])
            beside = self._beside[kind]
            left = {key: answer for key, answer in whole.items() if key not in beside} if beside else whole
            self._known[kind] = left | {key: answer for key, answer in beside.items() if answer is not None}
        return self._known[kind]

    def keep(self, kind: str, new: Mapping[str, Any], used: Iterable[str]) -> None:
        """Adds what is `new`, and forgets what this run had no use for."""
        known = self.known(kind)
        gone = known.keys() - set(used)
        for key in gone:
            del known[key]
        known.update(new)
        if not new and not gone:
            return
        beside = self._beside[kind]
        beside.update(dict.fromkeys(gone))
        beside.update(new)
        with suppress(OSError):  # a full disk makes the next run slower, not wrong
            if len(beside) > FEW:
                self._whole[kind] = _write(self._file(kind), known)
                beside.clear()
            else:
                _write(self._file(kind, MORE), beside, self._whole[kind])

    def unload(self) -> None:
        """Gives back the memory; what is asked for again is loaded again."""
        self._known.clear()

    def _file(self, kind: str, which: str = "") -> Path:
        return self._folder / f"{kind}.results{which}"


def _head(body: bytes, of: str) -> tuple[str, str]:
    """(the first line of a file, the SHA-256 of the rest). of: that of the file it lies beside"""
    digest = sha256(body).hexdigest()
    return f"{version()} {digest} {of}", digest


def _read(file: Path, of: str = "") -> tuple[dict[str, Any], str]:
    """(what lies in a file, its SHA-256); nothing where it is damaged, or beside another file."""
    try:
        head, _, body = file.read_bytes().partition(b"\n")
        wanted, digest = _head(body, of)
        if head.decode() == wanted:
            return marshal.loads(body), digest
    except (OSError, ValueError, EOFError, TypeError):
        pass
    return {}, ""


def _write(file: Path, answers: dict[str, Any], of: str = "") -> str:
    body = marshal.dumps(answers)
    head, digest = _head(body, of)
    store(file, f"{head}\n".encode() + body)
    return digest
