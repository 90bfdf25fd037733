"""Reading: many stories at once, on all cores, before Pelican asks for them one by one."""

import pickle
from collections.abc import Iterable
from datetime import tzinfo
from functools import cached_property
from pathlib import Path

from plugins.core.clock import today
from plugins.core.faults import unforeseen
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.core.processes import spread
from plugins.story.body import BodyParser
from plugins.story.front_matter import StoryMatter
from plugins.story.kept import Kept, stamp
from plugins.story.story import Parsed, Story, parse_story, read_story, story_of


class Reading:
    """Reads stories as they are today in the time zone `zone`. kept: what earlier builds read, or None."""

    def __init__(self, zone: tzinfo, kept: Kept | None = None):
        self._zone, self._today = zone, today(zone)
        self._kept = kept
        self._parsed: dict[Path, bytes | Parsed | MistakesFound] = {}

    @cached_property
    def parser(self) -> BodyParser:
        return BodyParser()  # each of Pelican's generators has a reader; one reads

    def ahead(self, files: Iterable[tuple[Path, str]]) -> int:
        """Read these files now, each with its name for people; `story` then has the answers ready.

        Returns how many had to be parsed.
        """
        files = list(files)
        for path, name in files:
            if self._kept and (parsed := self._kept.get(path, name)):
                self._parsed[path] = parsed
        new = [file for file in files if file[0] not in self._parsed]
        outcomes = dict(zip(new, spread(self._outcome, new), strict=True))
        self._parsed |= {path: outcome for (path, _), (_, _, outcome) in outcomes.items()}
        if self._kept:
            good = {
                name: (file, digest, read)
                for (_, name), (file, digest, read) in outcomes.items()
                if isinstance(read, bytes)
            }
            self._kept.put(good, [name for _, name in files])
        return len(new)

    def story(self, path: Path, name: str) -> tuple[StoryMatter, Story]:
        """The story in a file; MistakesFound names every mistake of its head."""
        try:
            match self._parsed.pop(path, None):
                case None:
                    return read_story(path, name, self.parser, self._today, self._zone)
                case MistakesFound() as found:
                    raise found
                case bytes() as outcome:
                    parsed: Parsed = pickle.loads(outcome)
                    return story_of(*parsed, path, self._today)
                case matter, common:
                    return story_of(matter, common, path, self._today)
        except MistakesFound:
            raise
        except Exception as fault:
            # One story that this software cannot read keeps no other from being published.
            raise MistakesFound(Mistake(name, unforeseen(fault))) from fault

    def _outcome(self, file: tuple[Path, str]) -> tuple[str, str, bytes | MistakesFound]:
        """(stamp of the file, SHA-256 of its bytes, pickle of what is in it)."""
        path, name = file
        before = stamp(path)
        try:
            matter, common = parse_story(path, name, self.parser, self._zone)
            return before, common["digest"], pickle.dumps((matter, common), 5)
        except MistakesFound as found:
            return "", "", found
        except Exception as fault:
            return "", "", MistakesFound(Mistake(name, unforeseen(fault)))
