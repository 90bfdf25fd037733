"""One build of the site: all of it, or nothing and a list of mistakes."""

import logging
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path

import pelican
from pelican.settings import read_settings

from plugins.mistakes import Mistake, MistakesFound


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
    next_output = output.with_name(f".{output.name}.next")
    shutil.rmtree(next_output, ignore_errors=True)
    handler = _MistakeHandler(result.mistakes)
    logging.getLogger().addHandler(handler)
    try:
        settings = _settings(settings_file, next_output)
        pelican.console.quiet = True
        pelican.Pelican(settings).run()
    except MistakesFound as found:
        result.mistakes.extend(found.mistakes)
    finally:
        logging.getLogger().removeHandler(handler)
    if result.failed:
        shutil.rmtree(next_output, ignore_errors=True)
    else:
        result.pages = sum(1 for _ in next_output.rglob("*.html"))
        _replace(output, next_output)
    result.seconds = time.monotonic() - started
    return result


def _settings(settings_file: str, output: Path) -> dict:
    if not Path(settings_file).is_file():
        raise MistakesFound(Mistake(settings_file, "Không có tệp thiết lập này."))
    try:
        return read_settings(settings_file, override={"OUTPUT_PATH": str(output.resolve())})
    except SyntaxError as error:
        raise MistakesFound(
            Mistake(
                Path(error.filename or settings_file).name,
                "Tệp thiết lập viết chưa đúng Python. Hãy xem dấu phẩy, dấu nháy và ngoặc quanh dòng này.",
                error.lineno,
            )
        ) from None
    except NameError as error:
        raise MistakesFound(
            Mistake(settings_file, f"Tên “{error.name}” không có nghĩa. Chữ phải đặt trong dấu nháy.")
        ) from None


def _replace(output: Path, next_output: Path) -> None:
    previous = output.with_name(f".{output.name}.previous")
    shutil.rmtree(previous, ignore_errors=True)
    if output.exists():
        output.rename(previous)
    next_output.rename(output)
    shutil.rmtree(previous, ignore_errors=True)


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
