"""The numbers at one moment: `export` writes them, builds read them."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.core.files import store as store_file
from plugins.views.day import day_of, days_before
from plugins.views.service.numbers import Numbers, Visits

if TYPE_CHECKING:
    from plugins.views.storage.store import Store

DAYS = (7, 30)
LONGEST = 100  # most read stories of each period: some may have left the site by the build


@dataclass(frozen=True)
class Snapshot:
    """time: ISO, Hà Nội
    counted: {article: views counted, corrections taken off}
    brought: {article: number of an old portal}; corrected: {article: how much was taken off}
    most_read: {days: [(article, views), …]}
    """

    time: str
    counted: dict[str, int] = field(default_factory=dict)
    brought: dict[str, int] = field(default_factory=dict)
    corrected: dict[str, int] = field(default_factory=dict)
    most_read: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    visits: Visits | None = None

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.time)


def take(store: "Store", seconds: float, zone: tzinfo) -> Snapshot:
    """The numbers of now, `seconds` since 1970; Unavailable when they cannot be read.

    zone: the portal's, whose days they are of
    """
    today = day_of(seconds, zone)
    numbers = Numbers()
    numbers.replace(store.totals(), store.bases(), store.visits())
    most_read = {
        str(days): [
            (article, views)
            for article, _, _, views in store.most_read(days_before(today, days - 1), LONGEST)
        ]
        for days in DAYS
    }
    return Snapshot(
        datetime.fromtimestamp(seconds, zone).isoformat(timespec="seconds"),
        numbers.counted,
        numbers.brought,
        {article: -views for article, views in store.corrected().items()},
        most_read,
        numbers.visits(today),
    )


def write(path: Path, snapshot: Snapshot) -> None:
    """OSError when it cannot be written; what was there stays then."""
    store_file(path, json.dumps(asdict(snapshot), separators=(",", ":")).encode())


def read(path: Path) -> Snapshot | None:
    """The snapshot in the file, or None when there is none that can be understood."""
    try:
        raw = json.loads(path.read_bytes())
        visits, most_read = raw.pop("visits"), raw.pop("most_read", {})
        lines_of = {days: [(article, views) for article, views in lines] for days, lines in most_read.items()}
        snapshot = Snapshot(**raw, most_read=lines_of, visits=visits and Visits(**visits))
        tables = (snapshot.counted, snapshot.brought, snapshot.corrected)
        sound = all(type(number) is int for table in tables for number in table.values())
        sound = sound and all(
            isinstance(article, str) and type(views) is int
            for lines in snapshot.most_read.values()
            for article, views in lines
        )
        return snapshot if sound and snapshot.moment.tzinfo else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
