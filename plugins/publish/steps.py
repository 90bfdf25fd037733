"""What the person at the terminal sees of a long command, and what the log keeps."""

import sys
import time
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TextIO

from plugins.core.clock import AT_HOME
from plugins.core.secrets import without_secrets


class Steps:
    """Tells the steps of one command, one line each, and writes them to the log.

    log: the file each line is added to, with the time in `zone`, the portal's; None for none.
    """

    def __init__(self, log: Path | None = None, out: TextIO | None = None, zone: tzinfo = AT_HOME):
        self._log, self._out, self._zone = log, out or sys.stdout, zone
        self._started = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._started

    def reach(self, name: str, sentence: str = "") -> None:
        """The step `name` begins; `sentence` says so to the person."""
        if sentence:
            print(sentence, file=self._out, flush=True)
        self.log(f"{name}: {sentence}" if sentence else name)

    def tell(self, text: str) -> None:
        print(text, file=self._out, flush=True)
        for line in filter(None, text.splitlines()):
            self.log(line)

    def warn(self, text: str) -> None:
        print(f"Lưu ý · {text}", file=sys.stderr, flush=True)
        self.log(f"Lưu ý · {text}")

    def log(self, line: str) -> None:
        if self._log is None:
            return
        now = datetime.now(self._zone).strftime("%Y-%m-%d %H:%M:%S")
        # A log that cannot be written must not keep the portal from being published.
        try:
            self._log.parent.mkdir(parents=True, exist_ok=True)
            with self._log.open("a", encoding="utf-8") as file:
                file.write(f"{now} {without_secrets(' '.join(line.split()))}\n")
        except OSError:
            pass
