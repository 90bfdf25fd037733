"""The links file under content/du-lieu/: groups of links as YAML."""

from pathlib import Path

from plugins.core import yaml_values
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.portal.settings import LinkGroup


def read_links(root: Path, path: str) -> tuple[LinkGroup, ...]:
    """The groups in the YAML file `path` under `root`, in order; () when no path is set.

    Raises MistakesFound, naming file and line, for anything but a list of groups.
    """
    if not path:
        return ()
    try:
        return yaml_values.read(tuple[LinkGroup, ...], root / path, path)
    except FileNotFoundError:
        raise MistakesFound(
            Mistake("pelicanconf.py", f"PORTAL['links'] là “{path}”, nhưng không có tệp ấy.")
        ) from None
