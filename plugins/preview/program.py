"""The program that builds: started before it is wanted, and there still when it has built."""

import json
import socket
from contextlib import suppress
from pathlib import Path

from plugins.preview.child import Child

PIECE = 4096


class Program:
    """A child that waits for its word, builds, tells its exit code and stays to print single stories.

    Both sides write lines: "[]" to go; the code once there is a site; then [story, folder] and
    its answer, see build/story_page.py. One that builds no site ends with its code, as any program.
    """

    def __init__(self, command: list[str], folder: Path):
        """OSError when it cannot be started."""
        self._line, theirs = socket.socketpair()
        with theirs:
            number = theirs.fileno()
            try:
                self._child = Child([*command, "--stay", "--when", str(number)], folder, (number,))
            except OSError:
                self._line.close()
                raise
        self._heard = b""

    def go(self) -> None:
        """OSError when it has ended."""
        self._line.sendall(b"[]\n")

    def wait(self, seconds: float) -> int | None:
        """The exit code, once it has built or ended; None: not within `seconds`."""
        told = self._hear(seconds)
        return int(told) if told else self._child.wait(0 if told is None else None)

    def has_ended(self) -> bool:
        return self._child.wait(0) is not None

    def print_story(self, name: str, folder: Path, seconds: float) -> str:
        """The file in `folder` that is the page of the story `name` now.

        "" when it cannot be told alone, or not within `seconds`: the program is then of no more use.
        """
        with suppress(OSError):
            self._line.sendall(json.dumps([name, str(folder)]).encode() + b"\n")
            if told := self._hear(seconds):
                return str(json.loads(told))
        self.stop()
        return ""

    def stop(self) -> None:
        """End it now, with all it has started."""
        self._child.stop()
        self._line.close()

    def _hear(self, seconds: float) -> bytes | None:
        """The next line; None: not within `seconds`; b"" when it has ended."""
        self._line.settimeout(seconds)
        try:
            while b"\n" not in self._heard:
                if not (piece := self._line.recv(PIECE)):
                    return b""
                self._heard += piece
        except TimeoutError:
            return None
        except OSError:  # stopped meanwhile
            return b""
        line, _, self._heard = self._heard.partition(b"\n")
        return line
