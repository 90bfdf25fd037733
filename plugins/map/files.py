"""Reading what editors lay under content/du-lieu/: found, small enough, UTF-8."""

from pathlib import Path
from typing import TypeVar

from plugins.core import yaml_values
from plugins.core.mistakes import Mistake, MistakesFound

# A district at the scale of a page needs a tenth of this; more only slows every build.
MOST_BYTES = 8_000_000

T = TypeVar("T")


def read_text(root: Path, path: str, setting: str, most: int = MOST_BYTES) -> str:
    """The text of the file `path` under `root`; a byte-order mark is taken off.

    setting: what names the file, for the sentence. Raises MistakesFound for a file that
    is missing, heavier than `most` bytes (it is not opened) or not UTF-8.
    """
    file = root / path
    if not file.is_file():
        raise MistakesFound(Mistake("pelicanconf.py", f"{setting} là “{path}”, nhưng không có tệp ấy."))
    size = file.stat().st_size
    if size > most:
        sentence = f"Tệp nặng {size / 1e6:.2g} MB, quá {most / 1e6:g} MB. "
        sentence += "Hãy giản lược đường ranh (ví dụ bằng mapshaper) hoặc bớt dòng rồi lưu lại."
        raise MistakesFound(Mistake(path, sentence))
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise MistakesFound(Mistake(path, "Tệp không phải UTF-8. Hãy lưu lại với mã UTF-8.")) from None


def read_yaml(kind: type[T], root: Path, path: str, setting: str) -> T:
    """The YAML file `path` as a `kind`; MistakesFound names the file and each wrong value."""
    read_text(root, path, setting)
    return yaml_values.read(kind, root / path, path, {})
