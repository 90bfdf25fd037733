"""What a publish changed, in a few lines, and which pages of it people wrote anew."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.core.addresses import INDEX, STORIES
from plugins.core.published import Published, Unit
from plugins.publish.address import address_of, is_page, path_of, url_of
from plugins.publish.releases.manifest import Difference

SHOWN = 10  # addresses told of each kind
STORY = re.compile(rf"{STORIES}\d{{4}}/\d{{2}}/[^/]+/{INDEX}")


def _rows(sign: str, word: str, addresses: Sequence[str]) -> list[str]:
    more = [f"    và {len(addresses) - SHOWN} {word} khác"] if len(addresses) > SHOWN else []
    return [f"  {sign} {address}" for address in addresses[:SHOWN]] + more


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


def summary(
    what: Difference, written: Written, siteurl: str, title: str, withdrawn: Iterable[str] = ()
) -> str:
    """The lines to tell: how many files, then the public addresses of what people wrote and took away.

    title: how the first line begins; withdrawn: addresses where the reason stands since now
    """
    counts = [(len(what.added), "mới"), (len(what.changed), "sửa"), (len(what.removed), "bớt")]
    told = ", ".join(f"{count} {word}" for count, word in counts if count) or "không gì khác lần đăng trước"
    lines = [f"{title}: {told}."]
    lines += _rows("+", "trang mới", [siteurl + url_of(path) for path in written.new(what)])
    lines += _rows("~", "trang sửa", [siteurl + url_of(path) for path in written.edited(what)])
    gone = [f"{address} (đã gỡ)" for address in sorted(withdrawn)]
    gone += [address_of(path) for path in what.removed if is_page(path)]
    lines += _rows("-", "trang bớt", gone)
    return "\n".join(lines)
