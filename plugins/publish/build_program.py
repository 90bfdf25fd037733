"""The program that builds, in a process of its own. It begins before all that publishing loads for itself."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path


def options_for(settings: Path, output: Path) -> list[str]:
    """The options of a build of the settings file `settings` into `output`."""
    return ["--settings", str(settings), "--output", str(output)]


def likely(settings: Path, output: str | Path, plain: bool) -> "Waiting":
    """The program of the build that a publish of the settings file `settings` most likely wants.

    output: from the project's folder; plain: whether what lies in content/ is built with what earlier builds
    made, so that it can be looked at already
    """
    root = Path(os.path.realpath(settings)).parent
    return Waiting(root, ["--at-once", *options_for(Path(settings.name), root / output)] if plain else ())


class Waiting:
    """The program that builds the project in the folder `root`, loaded, until it is told what to build."""

    def __init__(self, root: Path, options: Sequence[str] = ()):
        """options: what it is told already"""
        when, self._word = os.pipe()
        command = [sys.executable, "-m", "plugins.build", "build", "--when", str(when), *options]
        try:
            self._process = subprocess.Popen(command, cwd=root, pass_fds=(when,))
        except BaseException:
            os.close(self._word)
            raise
        finally:
            os.close(when)

    def tell(self, *options: str) -> None:
        with suppress(BrokenPipeError):  # it has ended: told by its exit code
            os.write(self._word, f"{json.dumps(options)}\n".encode())

    def stop(self) -> None:
        self._process.terminate()
        self.end()

    def ends_soon(self, seconds: float) -> bool:
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def end(self) -> int:
        """Waits until it has ended, which it does when it was told nothing; its exit code."""
        os.close(self._word)
        return self._process.wait()
