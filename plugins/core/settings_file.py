"""The settings file: what it says, with the engine's settings, and what keeps it from being read."""

import runpy
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from plugins.core.mistakes import Mistake, MistakesFound
from plugins.defaults import applied


def values(path: Path) -> dict[str, Any]:
    """The settings: the engine's over what the file says; MistakesFound, with the line, if unreadable."""
    return applied(own(path), path).values


def own(path: Path) -> dict[str, Any]:
    """What the settings file itself says; MistakesFound, with the line, when it cannot be read."""
    with _told(path), _beside(path.parent):
        return {name: value for name, value in runpy.run_path(str(path)).items() if name.isupper()}


@contextmanager
def _beside(folder: Path) -> Iterator[None]:
    """publishconf.py takes in the pelicanconf.py beside it, as it is now."""
    kept = sys.modules.pop("pelicanconf", None)
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        sys.modules.pop("pelicanconf", None)
        if kept:
            sys.modules["pelicanconf"] = kept


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turns what running the settings file `path` raises into MistakesFound."""
    if not path.is_file():
        raise MistakesFound(Mistake(path.name, "Không có tệp thiết lập này."))
    try:
        yield
    except SyntaxError as error:
        sentence = "Tệp thiết lập viết chưa đúng Python. Hãy xem dấu phẩy, dấu nháy và ngoặc quanh dòng này."
        raise MistakesFound(Mistake(Path(error.filename or path).name, sentence, error.lineno)) from None
    except NameError as error:
        word = (error.name or "").capitalize()
        sentence = f"Tên “{error.name}” không có nghĩa. Chữ phải đặt trong dấu nháy."
        if word in ("True", "False", "None"):
            sentence = f"Ở tệp này “{error.name}” viết là {word}, chữ đầu viết hoa."
        raise MistakesFound(Mistake(path.name, sentence, _line_in(path, error))) from None
    except ImportError as error:
        sentence = f"Không có phần “{error.name}” mà dòng này cần. Hãy xem lại tên, hoặc bỏ dòng ấy."
        raise MistakesFound(Mistake(path.name, sentence, _line_in(path, error))) from None
    except KeyError as error:
        sentence = f"Không có mục “{error.args[0]}” mà dòng này nhắc tới. Hãy xem lại tên."
        raise MistakesFound(Mistake(path.name, sentence, _line_in(path, error))) from None
    except (Exception, SystemExit) as error:  # to leave is not to settle anything
        said = str(error) if isinstance(error, Exception) else "nó tự dừng"
        sentence = f"Tệp thiết lập không chạy được ({said}). Hãy xem lại dòng này."
        raise MistakesFound(Mistake(path.name, sentence, _line_in(path, error))) from None


def _line_in(path: Path, error: BaseException) -> int | None:
    """The line of the settings file in which it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno for frame in frames if Path(frame.filename).resolve() == path.resolve()), None)
