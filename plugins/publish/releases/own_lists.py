"""Which lists of files this machine wrote into its releases: their hashes, kept away from what is public."""

import json
from collections.abc import Collection
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from plugins.core.files import store
from plugins.core.json_records import parse

NAME = "manifests.json"


class OwnLists:
    """cache: the folder of what publishing knows, where no web server writes."""

    def __init__(self, cache: Path):
        self._file = cache / NAME

    def _known(self) -> dict[str, object]:
        try:
            value = parse(self._file.read_bytes())
        except (OSError, ValueError):
            return {}
        return value if isinstance(value, dict) else {}

    def is_others(self, name: str, data: bytes) -> bool:
        """Whether the list `data` in the release `name` is another than was written; False when forgotten."""
        known = self._known().get(name)
        return known is not None and known != sha256(data).hexdigest()

    def note(self, name: str, data: bytes, kept: Collection[str]) -> None:
        """Remembers the list of `name`, and of what else is `kept`. Never an error: a defence in depth."""
        known = {each: sha for each, sha in self._known().items() if each in kept}
        with suppress(OSError):
            store(self._file, json.dumps(known | {name: sha256(data).hexdigest()}, indent=1).encode())
