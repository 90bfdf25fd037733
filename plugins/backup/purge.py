"""What must not be anywhere any longer: taken out of every copy."""

from collections.abc import Sequence

from plugins.backup.borg import Borg
from plugins.core.mistakes import Mistake, MistakesFound


def forget(borg: Borg, paths: Sequence[str]) -> int:
    """Takes files and folders, relative to the project, out of all copies; in how many copies they were.

    Their bytes leave the disk too, unless another file holds the same. MistakesFound when a path
    is still there afterwards.
    """
    paths = [path.strip("/") for path in paths if path.strip("/")]
    if not paths or not borg.exists():
        return 0
    holding = [name for name in borg.archives() if _held(borg, name, paths)]
    for name in holding:
        without = [part for path in paths for part in ("--exclude", f"pp:{path}")]
        borg.run("recreate", *without, borg.at(name))
        if left := _held(borg, name, paths):
            raise MistakesFound(Mistake(left[0], f"Chưa bỏ được khỏi bản sao {name}."))
    if holding:
        borg.run("compact", "--threshold", "0", borg.vault.repository)
    return len(holding)


def _held(borg: Borg, name: str, paths: Sequence[str]) -> list[str]:
    return [
        held
        for held in borg.paths(name)
        if any(held == path or held.startswith(f"{path}/") for path in paths)
    ]
