"""What the files of the engine looked like in every version so far, so that an edit by hand shows.

An archive has no git; so the hashes travel with the engine, as git counts them.
"""

import json
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha1
from pathlib import Path

FILE = "plugins/update/known.json"
SIZE = 16  # hexadecimal digits: enough to tell an edit, which nobody disguises
OWNERS = ("content", "data", "pelicanconf.py", "publishconf.py", "plugins/rieng")
TOKENS = "theme/static/css/tokens.css"


@dataclass(frozen=True)
class Known:
    """files: path to every hash it has had; tokens: look to name to every value it has had."""

    files: Mapping[str, frozenset[str]]
    tokens: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)


def is_engines(path: str) -> bool:
    """Whether a path of the project, if it is in an engine, is the engine's and not an owner's."""
    return not any(path == own or path.startswith(f"{own}/") for own in OWNERS)


def hash_of(data: bytes) -> str:
    return sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()[:SIZE]


def read(engine: Path) -> Known:
    """What the engine in a folder knows of itself and of all before it; its git history counts too."""
    try:
        said = json.loads((engine / FILE).read_text("utf-8"))
    except (OSError, ValueError):
        said = {"files": {}, "tokens": {}}
    files = {path: set(hashes.split()) for path, hashes in said["files"].items()}
    for path, hashed in history(engine):
        files.setdefault(path, set()).add(hashed)
    tokens = {
        look: {name: frozenset(values) for name, values in names.items()}
        for look, names in said["tokens"].items()
    }
    return Known({path: frozenset(hashes) for path, hashes in files.items()}, tokens)


def history(engine: Path) -> Iterable[tuple[str, str]]:
    """(path, hash) of every file of the engine in the git history of its folder; none without one."""
    if not (engine / ".git").exists():
        return []
    command = ["git", "-c", f"safe.directory={engine}", "log", "--raw", "-m", "--root", "--no-renames"]
    command += ["--no-abbrev", "--format=", "-z", "HEAD"]
    try:
        run = subprocess.run(command, cwd=engine, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return []
    words = run.stdout.decode("utf-8", "surrogateescape").split("\0")
    rows = zip(words[::2], words[1::2], strict=False)
    found = ((path, row.split()[3][:SIZE]) for row, path in rows if row.startswith(":"))
    return [(path, hashed) for path, hashed in found if is_engines(path) and hashed.strip("0")]
