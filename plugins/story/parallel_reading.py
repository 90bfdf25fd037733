"""Reading: many stories at once, on all cores, before Pelican asks for them one by one."""

import pickle
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import Any

from plugins.core.clock import today
from plugins.core.faults import unforeseen
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.core.processes import give_back, spread
from plugins.story.blocks import LateBody, Text, facts_of, text_of
from plugins.story.body import BodyParser, body_parser
from plugins.story.front_matter import StoryMatter
from plugins.story.story import Parsed, Story, parse_story, read_story, story_of
from plugins.story.story_cache import Kept, Read, stamp

MANY = 400  # stories whose texts are not held at once
CHANGED = "Bài được sửa trong lúc đang dựng trang. Hãy dựng lại."


class Reading:
    """Reads stories as they are today in the time zone `zone`. kept: what earlier builds read, or None."""

    def __init__(self, zone: tzinfo, kept: Kept | None = None):
        self._zone, self._today = zone, today(zone)
        self._kept = kept
        self._parsed: dict[str, tuple[Path, Read | Parsed | MistakesFound]] = {}  # by name, and of which file

    @property
    def parser(self) -> BodyParser:
        return body_parser()

    def is_same(self, path: str, name: str) -> bool:
        """Whether the story `name` was read by an earlier build from the file `path` as it is now."""
        return self._kept is not None and self._kept.is_same(path, name)

    @property
    def known(self) -> frozenset[str]:
        """The stories that an earlier build has read."""
        return self._kept.names if self._kept else frozenset()

    def expect(self, names: Collection[str]) -> None:
        """Says which stories will be asked for."""
        if self._kept:
            self._kept.expect(names)

    def ahead(self, files: Iterable[tuple[Path, str]], others: Collection[str] = ()) -> int:
        """Read these files now, each with its name for people; `story` then has the answers ready.

        others: names of stories that are there too, and need not be read
        Returns how many had to be parsed.
        """
        files = list(files)
        for path, name in files:
            if self._kept and (found := self._kept.head(path, name)):
                self._parsed[name] = path, self._late(path, name, *found)
        new = [file for file in files if file[1] not in self._parsed]
        # What reading takes is loaded with the first one, for all processes.
        told = [*map(self._outcome, new[:1]), *spread(self._outcome, new[1:])]
        outcomes = dict(zip(new, told, strict=True))
        self._parsed |= {name: (path, outcome) for (path, name), outcome in outcomes.items()}
        if self._kept:
            good = {name: read for (_, name), read in outcomes.items() if isinstance(read, Read)}
            self._kept.put(good, [*(name for _, name in files), *others])
            if len(good) > MANY:
                self._let_texts_go(good)
                del good, outcomes
                give_back()
        return len(new)

    def _let_texts_go(self, read: Mapping[str, Read]) -> None:
        """The texts of these are in the cache; in memory they would be most of what a first build holds."""
        for name, each in read.items():
            path, _ = self._parsed[name]
            self._parsed[name] = path, replace(each, text=b"")

    def story(self, path: Path, name: str) -> tuple[StoryMatter, Story]:
        """The story in a file; MistakesFound names every mistake of its head."""
        try:
            known, outcome = self._parsed.pop(name, (None, None))
            match outcome if known is path or known == path else None:
                case None:
                    return read_story(path, name, self.parser, self._today, self._zone)
                case MistakesFound() as found:
                    raise found
                case Read() as read:
                    head = pickle.loads(read.head)
                    load = partial(pickle.loads, read.text)
                    if not read.text:
                        load = partial(self._text, path.parent, name, read.sha256)
                    return story_of(*_whole(head, load), path, self._today)
                case matter, common:
                    return story_of(matter, common, path, self._today)
        except MistakesFound:
            raise
        except Exception as fault:
            # One story that this software cannot read keeps no other from being published.
            raise MistakesFound(Mistake(name, unforeseen(fault))) from fault

    def story_now(self, path: Path, name: str) -> tuple[StoryMatter, Story]:
        """The story in a file as it is now, whatever was read of it before."""
        return read_story(path, name, self.parser, today(self._zone), self._zone)

    def load_late(self, story: Story) -> None:
        """Lets the text of a story that was kept be loaded when it is asked for."""
        if isinstance(story.body, LateBody):
            story.body.load_by(partial(self._text, story.folder, story.path, story.digest))

    def _late(self, path: Path, name: str, digest: str, head: Any) -> Parsed:
        return _whole(head, partial(self._text, path.parent, name, digest))

    def _text(self, folder: Path, name: str, digest: str) -> Text:
        text: Text | None = self._kept.text(name, digest) if self._kept else None
        if text is None:  # lost since its head was loaded
            path = folder / name.rpartition("/")[2]
            _, common = parse_story(path, name, self.parser, self._zone)
            if common["digest"] != digest:
                raise MistakesFound(Mistake(name, CHANGED))
            text = text_of(common["body"])
        return text

    def _outcome(self, file: tuple[Path, str]) -> Read | MistakesFound:
        path, name = file
        before = stamp(path)
        try:
            matter, common = parse_story(path, name, self.parser, self._zone)
        except MistakesFound as found:
            return found
        except Exception as fault:
            return MistakesFound(Mistake(name, unforeseen(fault)))
        body, rest = common["body"], {key: value for key, value in common.items() if key != "body"}
        head = pickle.dumps((matter, rest, facts_of(body)), 5)
        last = max(
            filter(None, (matter.date.date(), matter.expires, matter.modified and matter.modified.date()))
        )
        return Read(before, common["digest"], head, pickle.dumps(text_of(body), 5), last.isoformat())


def known_story(kept: Kept, path: Path, name: str) -> Parsed | None:
    """What a build read of `name` from the file `path`, which is as it was; None: that is not at hand."""
    found = kept.head(path, name)
    text = kept.text(name, found[0]) if found else None
    return _whole(found[1], lambda: text) if found and text else None


def _whole(head: Any, load: Callable[[], Text]) -> Parsed:
    """The story whose head was kept, its text loaded when it is asked for."""
    matter, common, facts = head
    common["body"] = LateBody.of(facts, load)
    return matter, common
