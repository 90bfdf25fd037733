"""Reading: many stories at once, on all cores, before Pelican asks for them one by one."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from plugins.cores import spread
from plugins.mistakes import MistakesFound
from plugins.story import files
from plugins.story.body import BodyParser
from plugins.story.front_matter import StoryMatter
from plugins.story.story import Story, read_story


class Reading:
    """Reads stories under the content folder `content` as they are today in the time zone `zone`."""

    def __init__(self, content: str, zone: str):
        self._content, self._today = content, datetime.now(ZoneInfo(zone)).date()
        self._read: dict[str, tuple[StoryMatter, Story] | MistakesFound] = {}

    @cached_property
    def parser(self) -> BodyParser:
        return BodyParser()  # each of Pelican's generators has a reader; one reads

    def ahead(self, source_paths: Iterable[str]) -> None:
        """Read these files now; `story` then has the answers ready."""
        paths = list(source_paths)
        self._read.update(zip(paths, spread(self._outcome, paths), strict=True))

    def story(self, source_path: str) -> tuple[StoryMatter, Story]:
        """The story in a file; MistakesFound names every mistake of its head."""
        outcome = self._read.pop(source_path, None) or self._outcome(source_path)
        if isinstance(outcome, MistakesFound):
            raise outcome
        return outcome

    def _outcome(self, source_path: str) -> tuple[StoryMatter, Story] | MistakesFound:
        path, name = files.place(source_path, self._content)
        try:
            return read_story(path, name, self.parser, self._today)
        except MistakesFound as found:
            return found
        except Exception as fault:
            fault.add_note(name)  # for whoever has to find the story
            raise
