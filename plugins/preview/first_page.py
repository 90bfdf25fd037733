"""The page of a story that was just saved, printed before the site is built anew."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from filecmp import cmp
from pathlib import Path

STORY = re.compile(r"(content/tin/\d+/\d+/[^/]+/)[^/]+")
PAGE = re.compile(r"content/trang/[^/]+\.md")


@dataclass(frozen=True)
class FirstPage:
    """Lies over the site until a build that began later is done.

    address: as /tin/2024/06/bai/; folder: the page and its new pictures, named as in a site
    version: told to open pages; asked: by the clock of time.monotonic
    """

    address: str
    folder: Path
    version: str
    asked: float

    def is_in(self, site: Path) -> bool:
        """Whether the site has the same page, byte for byte."""
        name = f"{self.address[1:]}index.html"
        try:
            return cmp(self.folder / name, site / name, shallow=False)
        except OSError:
            return False


def saved_story(fresh: Iterable[str], unbuilt: Iterable[str]) -> str:
    """The one story or page of which files were saved, as content/tin/…/index.md; '' for other matter.

    fresh: what was just saved; unbuilt: all that was since the last build. Only stories and pages may be
    among it: whatever else is changed may change each page.
    """
    if not all(path.startswith(("content/tin/", "content/trang/")) for path in unbuilt):
        return ""
    found = {_whole(path) for path in fresh}
    return found.pop() if len(found) == 1 else ""


def _whole(path: str) -> str:
    if match := STORY.fullmatch(path):
        return f"{match[1]}index.md"
    return path if PAGE.fullmatch(path) else ""
