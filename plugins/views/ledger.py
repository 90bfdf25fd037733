"""What was baked before: so that no number falls, and no story's page changes for a number.

A story's page is written anew by each build. Were the newest number in it, ten thousand
files would differ after each publish; so its number stays until the page changes for a
reason of its own. A ledger that is lost costs nothing but one larger publish.
"""

import json
from collections.abc import Mapping
from json.encoder import encode_basestring_ascii as quoted
from pathlib import Path
from typing import NamedTuple

from plugins.core.files import store
from plugins.views.snapshot import Snapshot


class Entry(NamedTuple):
    """counted: the most that was ever read, before corrections; corrected: how much was taken off
    brought: number of an old portal
    page: the digest of all else the page is made of; baked: the number that stands in it
    """

    counted: int
    corrected: int
    brought: int
    page: str
    baked: int

    def shown(self, base: int) -> int:
        return max(base, self.brought) + max(self.counted - self.corrected, 0)


def next_entry(last: Entry | None, taken: Snapshot | None, article: str, base: int, page: str) -> Entry:
    """The entry after a build. taken: what is known now, or None; base: the story's `views_base`.

    No number falls because a snapshot is old or missing. What people change on purpose (a
    correction, an imported number) the page shows at once.
    """
    corrected = taken.corrected.get(article, 0) if taken else 0
    counted = taken.counted.get(article, 0) + corrected if taken else 0
    brought = taken.brought.get(article, 0) if taken else last.brought if last else 0
    if last:
        counted, corrected = max(counted, last.counted), max(corrected, last.corrected)
        if (last.page, last.corrected, last.brought) == (page, corrected, brought):
            return last if counted == last.counted else last._replace(counted=counted)
    entry = Entry(counted, corrected, brought, page, 0)
    return entry._replace(baked=entry.shown(base))


def read(path: Path) -> dict[str, Entry]:
    """{article: entry}; empty when the file is missing or cannot be understood."""
    try:
        raw = json.loads(path.read_bytes())
        entries = {article: Entry(*values) for article, values in raw.items()}
        kinds = (int, int, int, str, int)
        sound = all(tuple(map(type, entry)) == kinds for entry in entries.values())
        return entries if sound else {}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def write(path: Path, entries: Mapping[str, Entry]) -> None:
    """OSError when it cannot be written."""
    store(path, ("{\n" + ",\n".join(map(_line, sorted(entries.items()))) + "\n}\n").encode())


def _line(row: tuple[str, Entry]) -> str:
    """As json.dumps would write it: there are thousands."""
    article, (counted, corrected, brought, page, baked) = row
    return f"{quoted(article)}:[{counted}, {corrected}, {brought}, {quoted(page)}, {baked}]"
