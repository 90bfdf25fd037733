"""Writes known.json: every hash the engine's files have had, every value of its tokens.

For whoever releases a version, in a clone with its whole history: `python -m plugins.update.record`.
"""

import json
import subprocess
from pathlib import Path

from plugins.assets.tokens import themes_values
from plugins.core.files import store
from plugins.update import known


def record(engine: Path) -> None:
    """What known.json says already, the git history and the files as they lie there, all together."""
    said = known.read(engine)
    files = {path: set(hashes) for path, hashes in said.files.items()}
    for path in _listed(engine):
        if known.is_engines(path) and path != known.FILE:
            files.setdefault(path, set()).add(known.hash_of((engine / path).read_bytes()))
    files.pop(known.FILE, None)  # it would have to hold its own
    tokens = {look: {name: set(v) for name, v in names.items()} for look, names in said.tokens.items()}
    for css in (*_older(engine), (engine / known.TOKENS).read_text("utf-8")):
        for look, values in themes_values(css).items():
            for name, value in values.items():
                tokens.setdefault(look, {}).setdefault(name, set()).add(value)
    kept = {
        "files": {path: " ".join(sorted(hashes)) for path, hashes in sorted(files.items())},
        "tokens": {
            look: {name: sorted(v) for name, v in sorted(names.items())} for look, names in tokens.items()
        },
    }
    text = json.dumps(kept, ensure_ascii=False, indent=0, separators=(",", ":"))
    store(engine / known.FILE, text.encode() + b"\n")


def _listed(engine: Path) -> list[str]:
    if (engine / ".git").exists():
        run = subprocess.run(["git", "ls-files", "-z"], cwd=engine, capture_output=True, check=True)
        names = run.stdout.decode().split("\0")
    else:
        from plugins.update.tree import files_of

        names = [*files_of(engine)]
    return [name for name in names if name and (engine / name).is_file()]


def _older(engine: Path) -> list[str]:
    """The theme's tokens in each version of the git history."""
    if not (engine / ".git").exists():
        return []
    commits = subprocess.run(
        ["git", "log", "--format=%H", "--", known.TOKENS], cwd=engine, capture_output=True, text=True
    ).stdout.split()
    runs = (
        subprocess.run(
            ["git", "show", f"{commit}:{known.TOKENS}"], cwd=engine, capture_output=True, text=True
        )
        for commit in commits
    )
    return [run.stdout for run in runs if run.returncode == 0]


if __name__ == "__main__":
    record(Path.cwd())
