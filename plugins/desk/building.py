"""One build of the site: all of it, or nothing and a list of mistakes."""

import logging
import os
import shutil
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pelican
from pelican.settings import DEFAULT_CONFIG, read_settings

from plugins.cores import end_copies
from plugins.desk.plain import wrong_settings
from plugins.lock import locked
from plugins.mistakes import Mistake, MistakesFound
from plugins.settings_file import told

WAIT = 600  # seconds for another build into the same folder


@dataclass
class Result:
    """What a build came to. mistakes: grave ones and warnings; pages: HTML files written."""

    mistakes: list[Mistake] = field(default_factory=list)
    pages: int = 0
    seconds: float = 0.0

    @property
    def failed(self) -> bool:
        return any(not mistake.warning for mistake in self.mistakes)

    def as_dict(self) -> dict:
        return {
            "mistakes": [mistake.as_dict() for mistake in self.mistakes],
            "pages": self.pages,
            "seconds": self.seconds,
        }


def build(settings_file: str, output: Path) -> Result:
    """Builds into `output`, which is replaced whole at the end or left as it was.

    Raises nothing for mistakes of editors and administrators: they are in the result.
    """
    started, result = time.monotonic(), Result()
    output = output.resolve()  # a link stays a link; what it leads to is replaced
    handler = _MistakeHandler(result.mistakes)
    logging.getLogger().addHandler(handler)
    try:
        with locked(output.with_name(f".{output.name}.lock"), WAIT, _tell, "lần dựng"):
            _build(settings_file, output, result)
    except MistakesFound as found:
        result.mistakes.extend(found.mistakes)
    finally:
        logging.getLogger().removeHandler(handler)
    result.seconds = time.monotonic() - started
    return result


def _build(settings_file: str, output: Path, result: Result) -> None:
    next_output = output.with_name(f".{output.name}.next")
    _remove(next_output)
    try:
        settings = _settings(settings_file, next_output)
        pelican.console.quiet = True
        pelican.Pelican(settings).run()
        if not result.failed:
            result.pages = sum(name.endswith(".html") for *_, names in os.walk(next_output) for name in names)
            _replace(output, next_output)
    finally:
        end_copies()
        _remove(next_output)


def _tell(line: str) -> None:
    print(line, file=sys.stderr)


def _settings(settings_file: str, output: Path) -> dict:
    with told(Path(settings_file)):
        settings = read_settings(settings_file, override={"OUTPUT_PATH": str(output)})
    if found := wrong_settings(settings, DEFAULT_CONFIG, Path(settings_file).name):
        raise MistakesFound(*found)
    return settings


def _replace(output: Path, next_output: Path) -> None:
    previous = output.with_name(f".{output.name}.previous")
    _remove(previous)
    if output.exists():
        output.rename(previous)
    next_output.rename(output)
    shutil.rmtree(previous, ignore_errors=True)


def _remove(path: Path) -> None:
    """Raises OSError for what cannot be removed, as what another user built."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


class _MistakeHandler(logging.Handler):
    """Turns what Pelican and its plugins log into mistakes: an error stops the build."""

    def __init__(self, mistakes: list[Mistake]):
        super().__init__(logging.WARNING)
        self._mistakes = mistakes

    def emit(self, record):
        mistake = getattr(record, "mistake", None)
        if mistake is None:
            warning = record.levelno < logging.ERROR
            mistake = Mistake("", f"Pelican báo: {record.getMessage()}", warning=warning)
        self._mistakes.append(mistake)
