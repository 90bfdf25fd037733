"""One build of the site: all of it, or nothing and a list of mistakes."""

import logging
import shutil
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pelican
from pelican.contents import Content
from pelican.urlwrappers import URLWrapper
from rich.console import Console

from plugins.build import output as built_site
from plugins.build import read_settings as settings_of_build
from plugins.build.digest import Digests
from plugins.build.own_code import own_code
from plugins.build.printed import Printed, key_of
from plugins.build.unchanged import Unchanged
from plugins.core.build import KEY, Build
from plugins.core.build_times import Work, number
from plugins.core.lock import locked
from plugins.core.look import Look, around
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.core.processes import end_copies
from plugins.core.published import PUBLISHED, Published, Unit
from plugins.core.sources import HeldBack, Lost, Sources

WAIT = 600  # seconds for another build into the same folder


@dataclass
class Result:
    """What a build came to.

    mistakes: grave ones and warnings; pages: HTML files written
    held: stories, pages and albums with a mistake, each with whether it stands as last published
    units: what was read as it lies in content/
    built: whether there is a site; grave mistakes are then those of `held` alone
    work: what was done for it
    made: what the build knew
    unchanged: of a build that found nothing to do, the key of what it noted, see `Standing`
    """

    mistakes: list[Mistake] = field(default_factory=list)
    pages: int = 0
    seconds: float = 0.0
    held: dict[str, bool] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    built: bool = False
    work: Work = field(default_factory=Work)
    made: Build | None = None
    unchanged: str = ""

    def lines(self, output: Path) -> list[str]:
        """What to tell of a site that was built: one line, and why pages were printed if asked for."""
        first = f"Đã dựng {self.pages} trang vào {output} trong {number(self.seconds)} giây"
        return [f"{first}: {self.work.line()}.", *self.work.reasons()]

    def as_dict(self) -> dict[str, Any]:
        return {
            "mistakes": [mistake.as_dict() for mistake in self.mistakes],
            "pages": self.pages,
            "seconds": self.seconds,
            "held": self.held,
            "units": {name: [unit.digest, unit.address] for name, unit in self.units.items()},
        }


@dataclass(frozen=True)
class Wish:
    """How a build differs from what lies in content/.

    hold: by name, sentences about stories, pages and albums that may not be built as they are
    approved: the project's folder, to be read as it was last published, whatever was edited since
    full: nothing that an earlier build made is used; profile: why each page is printed is noted
    """

    hold: Mapping[str, Sequence[str]] = field(default_factory=dict)
    approved: Path | None = None
    full: bool = False
    profile: bool = False


def build(
    settings_file: str,
    output: Path,
    wish: Wish = Wish(),
    look: Look | None = None,
    unchanged: Unchanged | None = None,
) -> Result:
    """Builds into `output`, which becomes the new site at the end or is left as it was.

    look: at what lies there, when it was begun before; unchanged: notes that there was nothing to do
    Raises nothing for mistakes of editors and administrators: they are in the result.
    """
    started, result = time.monotonic(), Result()
    output = output.resolve()  # a link stays a link; what it leads to is replaced
    handler = _MistakeHandler(result.mistakes)
    logging.getLogger().addHandler(handler)
    look = look or around(settings_file, output, wish.approved, wish.full)
    waited: list[str] = []

    def tell(line: str) -> None:
        waited.append(line)
        print(line, file=sys.stderr)

    try:
        with locked(output.with_name(f".{output.name}.lock"), WAIT, tell, "lần dựng"):
            _build(settings_file, output, wish, result, look.again() if waited else look, unchanged)
    except MistakesFound as found:
        result.mistakes.extend(found.mistakes)
    finally:
        logging.getLogger().removeHandler(handler)
    result.seconds = time.monotonic() - started
    return result


def _build(
    settings_file: str, output: Path, wish: Wish, result: Result, look: Look, unchanged: Unchanged | None
) -> None:
    following = output.with_name(f".{output.name}.next")
    if built_site.recover(output):
        look = look.again()
    sources: Sources | None = None
    again = True
    pelican.console = _Silent()
    try:
        while again:  # ends: each time at least one more story is held back
            _remove(following)
            result.mistakes.clear()
            settings, notes = settings_of_build.read(Path(settings_file), following)
            result.mistakes.extend(notes)
            sources = sources or _sources(settings, wish, look)
            printed = _printed(Path(settings_file), output, wish, look)
            result.work = Work(wish.profile)
            root = Path(settings["PATH"]).parent
            made = settings[KEY] = Build(root, sources, wish.full, printed, look, work=result.work)
            try:
                with own_code(Path(settings["PATH"]).parent):
                    pelican.Pelican(settings).run()
                again = False
            except HeldBack as held:
                sources.keeps = sources.keeps and not isinstance(held, Lost)
                look.wait()  # what was seen is still true
                end_copies()
        if sources and not any(not mistake.warning for mistake in result.mistakes):
            result.held, result.units = sources.held(), sources.units
            result.mistakes.extend(mistake for mistake in sources.mistakes() if not mistake.warning)
            standing = printed.standing | made.standing
            result.pages, changed = built_site.replace(output, following, standing, look)
            printed.write()
            result.work.ended("ghi")
            result.built, result.made = True, made
            if unchanged and not changed and not result.held:
                result.unchanged = unchanged.note(result.as_dict(), made.coming)
    finally:
        end_copies()
        _remove(following)


def _printed(settings_file: Path, output: Path, wish: Wish, look: Look) -> Printed:
    noted = output.with_name(f".{output.name}.pages")
    printed = Printed(output, noted, key_of(settings_file), Digests(Content, URLWrapper), look)
    if wish.full:
        printed.fresh = "đã xin dựng lại mọi trang"
    else:
        printed.read()
    return printed


def _sources(settings: dict[str, Any], wish: Wish, look: Look) -> Sources:
    root = wish.approved or Path(settings["PATH"]).parent
    sources = Sources(root, Published(root / PUBLISHED), wish.approved is not None, look=look)
    sources.hold(Mistake(name, sentence) for name, sentences in wish.hold.items() for sentence in sentences)
    return sources


class _Silent(Console):
    """Says nothing for Pelican. One that is quiet still lays out what it does not show."""

    def print(self, *_: Any, **__: Any) -> None:
        pass


class Portal(pelican.Pelican):
    """What the bare command `pelican` runs: the engine's settings hold there as well."""

    def __init__(self, settings: dict[str, Any]) -> None:
        super().__init__(settings_of_build.beneath(settings))


def _remove(path: Path) -> None:
    """Raises OSError for what cannot be removed, as what another user built."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


class _MistakeHandler(logging.Handler):
    """Turns what Pelican and its plugins log into mistakes: an error stops the build."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(logging.WARNING)
        self._mistakes = mistakes

    def emit(self, record: logging.LogRecord) -> None:
        mistake = getattr(record, "mistake", None)
        if mistake is None:
            warning = record.levelno < logging.ERROR
            mistake = Mistake("", f"Pelican báo: {record.getMessage()}", warning=warning)
        self._mistakes.append(mistake)
