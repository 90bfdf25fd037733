"""What this service saw in the database or stored there: less may never stand there later."""

from collections import Counter
from collections.abc import Collection, Mapping


class Acknowledged:
    """Views of each article, corrections not taken off, and visits of each day."""

    def __init__(self) -> None:
        self._views: Counter[str] = Counter()
        self._visits: Counter[str] = Counter()

    def add(self, views: Mapping[tuple[str, str], int], visits: Mapping[str, int]) -> None:
        """After the commit of these, by (article, day) and by day."""
        for (article, _), number in views.items():
            self._views[article] += number
        self._visits.update(visits)

    def missing(self, views: Mapping[str, int], visits: Mapping[str, int], present: Collection[str]) -> str:
        """What the database holds less of, '' for nothing; what it holds is acknowledged from now on.

        views: corrections not taken off; present: the stories of the site, as others may be pruned
        """
        articles = {each: number for each, number in self._views.items() if each in present}
        for known, now in ((articles, views), (self._visits, visits)):
            less = [each for each, number in known.items() if now.get(each, 0) < number]
            if less:
                first = min(less)
                more = f" và {len(less) - 1} mục khác" if less[1:] else ""
                return f"{first}: đã ghi {known[first]}, còn {now.get(first, 0)}{more}"
        self._views, self._visits = Counter(views), Counter(visits)
        return ""
