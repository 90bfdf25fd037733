"""The links file under content/du-lieu/: groups of links as YAML."""

from pathlib import Path

import yaml
from pydantic import ValidationError

from plugins import seam
from plugins.mistakes import Mistake, MistakesFound
from plugins.portal.settings import LinkGroup


def read_links(root: Path, path: str) -> tuple[LinkGroup, ...]:
    """The groups in the YAML file `path` under `root`, in order; () when no path is set.

    Raises MistakesFound, naming file and line, for anything but a list of groups.
    """
    if not path:
        return ()
    try:
        raw = yaml.safe_load((root / path).read_text("utf-8"))
    except FileNotFoundError:
        raise MistakesFound(
            Mistake("pelicanconf.py", f"PORTAL['links'] là {path!r}, nhưng không có tệp ấy.")
        ) from None
    except UnicodeDecodeError:
        raise MistakesFound(Mistake(path, "Tệp không phải UTF-8. Hãy lưu lại với mã UTF-8.")) from None
    except yaml.YAMLError as error:
        line = error.problem_mark.line + 1 if getattr(error, "problem_mark", None) else None
        raise MistakesFound(
            Mistake(path, "YAML viết chưa đúng. Hãy xem dấu hai chấm và thụt dòng.", line)
        ) from None
    try:
        return seam.build(tuple[LinkGroup, ...], raw or [])
    except ValidationError:
        found = seam.problems(tuple[LinkGroup, ...], raw)
        raise MistakesFound(
            *(Mistake(path, f"{' › '.join(map(str, where))} {sentence}") for where, sentence in found)
        ) from None
