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
        return self._noted() is not None

    def found(self) -> Standing | None:
        """The site in the output, if nothing changed since a build noted it."""
        noted = self._noted()
        return noted[1] if noted and noted[0] == self._key() else None

    def _noted(self) -> tuple[str, Standing] | None:
        """(the key, the site) of the note, while it holds for all but what `look` sees."""
        now = time.time()
        try:
            head, _, body = self._file.read_bytes().partition(b"\n")
            noted = json.loads(body) if head.decode() == blake2b(body).hexdigest() else {}
            files = {path: tuple(stamp) for path, stamp in noted["files"].items()}
            lasts = noted["began"] / 1e9 <= now < noted["until"]
            found = noted["key"], Standing(noted["report"], head.decode())
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return None
        if not lasts or not self._others or any(stamp_of(path) != stamp for path, stamp in files.items()):
            return None
        return found

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
        value = {"key": self._key(), "began": self._began, "until": until, "files": files, "report": report}
        body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        key = blake2b(body).hexdigest()
        try:
            store(self._file, f"{key}\n".encode() + body)
        except OSError:
            return ""
        return key

    def _key(self) -> str:
        return f"{self.look.digest} {self._others}"

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
