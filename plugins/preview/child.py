"""A program that runs beside ours."""

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

PATIENCE = 1.0  # seconds between asking a program to end and ending it


class Child:
    """A started program that ends together with everything it has started itself.

    It leads a process group of its own: Ctrl-C in the terminal then reaches only us, and
    one signal from us reaches its workers too. It writes to our terminal, and reads nothing.
    """

    def __init__(self, argv: list[str], folder: Path, handles: tuple[int, ...] = ()):
        """handles: open files it may use under the same numbers."""
        self._process = subprocess.Popen(
            argv, cwd=folder, stdin=subprocess.DEVNULL, start_new_session=True, pass_fds=handles
        )

    def wait(self, seconds: float | None = None) -> int | None:
        """The exit code, once it has ended; negative when a signal ended it. None: not within `seconds`."""
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def stop(self) -> None:
        """End it now; nothing happens when it has ended already."""
        if self._process.poll() is not None:
            return
        self._signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(PATIENCE)
        # Also when it went by itself: a worker of its group may have stayed.
        self._signal(signal.SIGKILL)
        self._process.wait()

    def _signal(self, number: int) -> None:
        # Gone already; macOS says "not permitted" for a group of the dead.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, number)
