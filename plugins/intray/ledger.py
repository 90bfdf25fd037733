"""What was taken from the shared folder, and every file as it was dropped."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter

from plugins.core.files import store
from plugins.core.names import shown
from plugins.publish.releases.tree import hash_of

FOLDER = "data/intray"  # under the project's folder
LIST, KEPT = "list.json", "kept"


@dataclass(frozen=True)
class Row:
    """digest: of what was dropped; place: the story's folder, '' where none came of it

    text: SHA-256 of its text as it was written from the drop; approved: by whoever may
    """

    digest: str
    place: str = ""
    text: str = ""
    approved: bool = False


ROWS = TypeAdapter(dict[str, Row])


class Ledger:
    """root: the project's folder. Rows are by the key of a drop, with the name of a document in it."""

    def __init__(self, root: Path):
        self._folder = root / FOLDER
        try:
            self.rows = ROWS.validate_json((self._folder / LIST).read_bytes())
        except (OSError, ValueError):
            self.rows = {}

    def write(self, key: str, row: Row) -> None:
        self.rows[key] = row
        store(self._folder / LIST, ROWS.dump_json(self.rows, indent=1))

    def keep(self, file: Path) -> tuple[Path, str]:
        """(a copy that nobody changes, its SHA-256); OSError when the file goes away meanwhile."""
        part = self._folder / KEPT / ".part"
        part.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, part)
        digest = hash_of(part)
        to = self._folder / KEPT / digest / shown(file.name)
        if to.is_file():
            part.unlink()
        else:
            to.parent.mkdir(exist_ok=True)
            part.replace(to)
        return to, digest

    def knows(self, key: str) -> bool:
        """Whether a drop of this key came before."""
        return key in self.rows or any(each.startswith(f"{key}/") for each in self.rows)

    def places(self) -> set[str]:
        return {row.place for row in self.rows.values()}


def digest_of(parts: Iterable[str]) -> str:
    return sha256("\0".join(sorted(parts)).encode()).hexdigest()
