"""Reading: many stories at once, on all cores, before Pelican asks for them one by one."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from plugins.cores import spread
from plugins.faults import unforeseen
from plugins.mistakes import Mistake, MistakesFound
from plugins.story.body import BodyParser
from plugins.story.front_matter import StoryMatter
from plugins.story.story import Story, read_story


class Reading:
    """Reads stories as they are today in the time zone `zone`."""

    def __init__(self, zone: str):
        self._today = datetime.now(ZoneInfo(zone)).date()
        self._read: dict[Path, tuple[StoryMatter, Story] | MistakesFound] = {}

    @cached_property
    def parser(self) -> BodyParser:
        return BodyParser()  # each of Pelican's generators has a reader; one reads

    def ahead(self, files: Iterable[tuple[Path, str]]) -> None:
        """Read these files now, each with its name for people; `story` then has the answers ready."""
        files = list(files)
        self._read.update(zip((path for path, _ in files), spread(self._outcome, files), strict=True))

    def story(self, path: Path, name: str) -> tuple[StoryMatter, Story]:
        """The story in a file; MistakesFound names every mistake of its head."""
        outcome = self._read.pop(path, None) or self._outcome((path, name))
        if isinstance(outcome, MistakesFound):
            raise outcome
        return outcome

    def _outcome(self, file: tuple[Path, str]) -> tuple[StoryMatter, Story] | MistakesFound:
        path, name = file
        try:
            return read_story(path, name, self.parser, self._today)
        except MistakesFound as found:
            return found
        except Exception as fault:
            # One story that this software cannot read keeps no other from being published.
            return MistakesFound(Mistake(name, unforeseen(fault)))
