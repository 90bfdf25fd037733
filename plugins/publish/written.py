"""Which of the pages that a publish changed were written anew by people."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins.core.addresses import INDEX, STORIES
from plugins.core.published import Published, Unit
from plugins.publish.address import path_of
from plugins.publish.manifest import Difference

STORY = re.compile(rf"{STORIES}\d{{4}}/\d{{2}}/[^/]+/{INDEX}")


@dataclass(frozen=True)
class Written:
    """units: stories, pages and albums as they were built from the project's folder `root`

    published: as they were before
    """

    units: Mapping[str, Unit]
    published: Published
    root: Path

    def new(self, what: Difference) -> list[str]:
        """Paths of those nobody could read before: stories, the newest first, then pages and albums."""
        known = self._names()
        return _in_order(path for path in what.added if path in known or STORY.fullmatch(path))

    def edited(self, what: Difference) -> list[str]:
        """Paths of those whose words, photos or files are others, in the same order.

        A page also changes with what every page shows, and with the numbers in it.
        """
        known = self._names()
        paths = (path for path in what.changed if path in known)
        return _in_order(path for path in paths if not self.published.is_same(known[path], self.root))

    def _names(self) -> dict[str, str]:
        return {path_of(unit.address): name for name, unit in self.units.items() if unit.address}


def _in_order(paths: Iterable[str]) -> list[str]:
    return sorted(paths, key=lambda path: (path.startswith(STORIES), path), reverse=True)
