"""Whether all is as it was when a build found nothing to do: then its site stands, and no story is looked at.

Such a build notes what it was made from, as it was before it began: what lies in content/ and in
the output, the program, the theme, the settings, each other file it opened, and until when what it
told of the time holds. In doubt all is looked at, as after any change.
"""

import json
import os
import pickle
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

from plugins import defaults
from plugins.core import opened, settings_file, stamps
from plugins.core.clock import AT_HOME, zone_of
from plugins.core.files import store
from plugins.core.look import Look
from plugins.core.mistakes import MistakesFound
from plugins.core.program_identity import program
from plugins.core.stamps import Stamp, stamp_of
from plugins.core.tree import KINDS

NOTED = ("others", "seen", "began", "until", "files", "report")


@dataclass(frozen=True)
class Standing:
    """A site that stands.

    report: of the build that found nothing to do, as `Result.as_dict`
    key: the same while nothing at all is changed
    """

    report: dict[str, Any]
    key: str


class Unchanged:
    """What a build of this settings file into `output` is made from, beside what `look` sees.

    Made before the build begins. Where it depends on more than can be told, nothing is found or noted.
    """

    def __init__(self, settings: Path, output: Path, look: Look):
        self._settings, self._output, self.look = settings, output.resolve(), look
        self._file = self._output.with_name(f".{self._output.name}.unchanged.json")
        self._began, self._opened = time.time_ns(), opened.noted()
        self._zone: tzinfo = AT_HOME
        self._others = self._of_others()

    def may_be_found(self) -> bool:
        """Whether nothing but what `look` sees can have changed since a build noted its site."""
        now, note = time.time(), self._note
        return (
            bool(note and self._others)
            and note["others"] == self._others
            and note["began"] / 1e9 <= now < note["until"]
            and all(stamp_of(path) == tuple(stamp) for path, stamp in note["files"].items())
        )

    def is_ruled_out(self) -> bool:
        """Whether it is known, without waiting for `look`, that nothing can be found."""
        return self.look.has_seen_content() and not self._is_content_same()

    def found(self) -> Standing | None:
        """The site in the output, if nothing changed since a build noted it."""
        # What lies in the output is waited for last.
        if self.may_be_found() and self._is_content_same() and self._note["seen"] == self._seen():
            return Standing(self._note["report"], self._note["key"])
        return None

    def _is_content_same(self) -> bool:
        return bool(self._note) and self._note["seen"][0] == self.look.digest_of_content

    @cached_property
    def _note(self) -> dict[str, Any]:
        """What `note` wrote, and its key; {} when it is damaged or of another program."""
        try:
            head, _, body = self._file.read_bytes().partition(b"\n")
            note = json.loads(body) if head.decode() == blake2b(body).hexdigest() else {}
            return {"key": head.decode(), **{name: note[name] for name in NOTED}}
        except (OSError, ValueError, LookupError, TypeError):
            return {}

    def note(self, report: dict[str, Any], coming: Iterable[datetime]) -> str:
        """A build with this report left the output as it was; the key of the note, '' where none is made.

        coming: when what it told of the time changes. Never an error: without a note, the next
        build looks at everything.
        """
        before = self._began - stamps.SETTLED
        files = {path: stamp for path, stamp in self._opened.items() if not self._is_left_out(path)}
        settled = all(max(stamp[2:], default=0) < before for stamp in files.values())
        if not self._others or not settled or not self.look.settled(before):
            return ""
        now = datetime.fromtimestamp(self._began / 1e9, self._zone)
        midnight = datetime.combine(now.date() + timedelta(1), datetime.min.time(), self._zone)
        until = min([midnight, *(moment for moment in coming if moment > now)]).timestamp()
        noted = self._others, self._seen(), self._began, until, files, report
        value = dict(zip(NOTED, noted, strict=True))
        body = json.dumps(value, separators=(",", ":")).encode()  # also names that are no text
        key = blake2b(body).hexdigest()
        try:
            store(self._file, f"{key}\n".encode() + body)
        except OSError:
            return ""
        return key

    def _seen(self) -> list[str]:
        return [self.look.digest_of_content, self.look.digest_of_output]

    def _is_left_out(self, path: str) -> bool:
        """Whether it is the site, which is looked at, or lies beside it and was left there by builds.

        Words published before are for what is held back, of which there is nothing here.
        """
        published = self._settings.absolute().parent / defaults.PUBLISHED
        return path.startswith(
            (f"{self._output}/", f"{self._output.parent}/.{self._output.name}.", f"{published}/")
        )

    def _of_others(self) -> str:
        """A digest of the program, the settings and the files that are not looked at; '' for no telling."""
        root, journal = self._settings.absolute().parent, self._output.with_name
        if defaults.owners_plugins(root) or journal(f".{self._output.name}.changes.json").exists():
            return ""
        try:
            own = settings_file.own(self._settings)
            self._zone = zone_of(own)
        except MistakesFound:
            return ""
        seen = [*_list(root / "content", KINDS), *_list(defaults.THEME)]
        if any(not stamp for _, stamp in seen):  # a link: what it leads to is not looked at
            return ""
        value = program(), str(self._settings.absolute()), os.environ.get("SITEURL"), own, seen
        try:
            return blake2b(pickle.dumps(value), digest_size=16).hexdigest()
        except (pickle.PicklingError, AttributeError, TypeError, RecursionError):  # as a function
            return ""


def _list(folder: Path, but: Iterable[str] = ()) -> list[tuple[str, Stamp]]:
    """Each file in `folder` with its stamp, () for a link, sorted. but: names of folders right in it"""
    found: list[tuple[str, Stamp]] = []
    left = [str(folder)]
    while left:
        base = left.pop()
        try:
            entries = [*os.scandir(base)]
        except OSError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if base != str(folder) or entry.name not in but:
                    left.append(entry.path)
            else:
                found.append((entry.path, stamps.own_stamp_of(entry.path)))
    return sorted(found)
