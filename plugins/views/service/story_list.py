"""Follows the list of stories, which changes with every publish."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from plugins.views.article import Article, read


class Manifest:
    """Which stories may be counted.

    paths: where the list is looked for; the first that can be read is in force
    base: {id: `views_base`}; its keys are the known ids
    """

    def __init__(self, paths: Sequence[Path]):
        self._paths = paths
        self._seen: tuple[Path, int, int, int] | None = None
        self.base: dict[str, int] = {}

    @property
    def known(self) -> bool:
        """Whether a list was read; that of a new portal is empty."""
        return self._seen is not None

    def refresh(self) -> bool:
        """Whether the list has changed since the last call.

        A list that is missing or broken leaves the last one in force.
        """
        for path in self._paths:
            try:
                status = path.stat()
                seen = (path, status.st_ino, status.st_mtime_ns, status.st_size)
                if seen == self._seen:
                    return False
                self.base = {article.id: article.base for article in read(path)}
            except (OSError, ValueError):
                continue
            self._seen = seen
            return True
        return False

    def articles(self, at_once: int) -> Iterator[list[Article]]:
        """The articles of the list in force, some at a time; they are not kept in memory."""
        if self._seen is None:
            return
        try:
            every = read(self._seen[0])
            while some := list(islice(every, at_once)):
                yield some
        except (OSError, ValueError):
            return  # replaced this moment: the next look sees the new one
