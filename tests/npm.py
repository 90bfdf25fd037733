"""Programs that npm installs for a command of contributors, at the version a lock names."""

import shutil
import subprocess
from pathlib import Path

from tests.site import ROOT


class MissingError(Exception):
    """A program that is not on this machine."""


def installed(wanted: Path, *programs: str) -> Path:
    """The folder node_modules of what the lock in the folder `wanted` names, under .cache/.

    Raises MissingError where npm or another of `programs` is not on this machine.
    """
    for program in ("npm", *programs):
        if not shutil.which(program):
            raise MissingError(f"{program} is not on this machine (sudo apt install {program})")
    folder, lock = ROOT / ".cache" / wanted.name, (wanted / "package-lock.json").read_bytes()
    done = folder / "package-lock.json"
    if not (folder / "node_modules").exists() or not done.exists() or done.read_bytes() != lock:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        shutil.copy(wanted / "package.json", folder)
        shutil.copy(wanted / "package-lock.json", folder)
        npm = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(npm, cwd=folder, check=True)
    return folder / "node_modules"
