"""The numbers as they are shown, in memory, so that asking for them costs no database."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a build asks for numbers, and serves nobody
    from plugins.views.service.batch import Batch


@dataclass(frozen=True)
class Visits:
    """Visits of today, of this month and of all time."""

    today: int
    month: int
    total: int


class Numbers:
    """What was stored up to now.

    counted: {article: views}; brought: {article: number of an old portal}
    """

    def __init__(self) -> None:
        self.counted: dict[str, int] = {}
        self.brought: dict[str, int] = {}
        self._visits: Counter[str] = Counter()  # by day and by month
        self._total = 0

    def replace(self, counted: dict[str, int], brought: dict[str, int], visits: Mapping[str, int]) -> None:
        self.counted, self.brought = counted, brought
        self._visits.clear()
        self._total = 0
        self._add_visits(visits)

    def add(self, batch: "Batch") -> None:
        self.counted.update(batch.totals)
        self._add_visits(batch.visits)

    def shown(self, article: str, base: int) -> int:
        """base: the story's `views_base`. An old portal's number given twice counts once."""
        return max(base, self.brought.get(article, 0)) + self.counted.get(article, 0)

    def visits(self, day: str) -> Visits:
        return Visits(self._visits[day], self._visits[day[:7]], self._total)

    def _add_visits(self, visits: Mapping[str, int]) -> None:
        for day, number in visits.items():
            self._visits[day] += number
            self._visits[day[:7]] += number
            self._total += number
