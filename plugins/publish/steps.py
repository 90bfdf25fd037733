"""What the person at the terminal sees of a long command, and what the log keeps."""

import os
import sys
import time
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TextIO

from plugins.core.build_times import number
from plugins.core.clock import AT_HOME
from plugins.core.files import open_plain
from plugins.core.secrets import without_secrets

# What a person is told of the time of each step; what is not here took none of its own.
PHASES = {
    "connect": "nối và xem bản đang đăng",
    "counts": "số lượt xem",
    "build": "dựng trang",
    "verify": "soát",
    "pack": "nén",
    "keep words": "giữ chữ đã đăng",
    "release": "xếp bản",
    "check": "xem thử",
    "upload": "chép lên máy chủ",
    "switch": "chuyển",
    "public check": "hỏi trang công khai",
    "prune": "dọn bản cũ",
}


class Steps:
    """Tells the steps of one command, one line each, and writes them to the log.

    log: the file each line is added to, with the time in `zone`, the portal's; None for none.
    warned: how often the person was warned
    """

    def __init__(self, log: Path | None = None, out: TextIO | None = None, zone: tzinfo = AT_HOME):
        self._log, self._out, self._zone = log, out or sys.stdout, zone
        self._started = self._since = time.monotonic()
        self.warned = 0
        self._phase, self._phases = "", dict[str, float]()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._started

    def reach(self, name: str, sentence: str = "") -> None:
        """The step `name` begins; `sentence` says so to the person."""
        self._ended()
        self._phase = name
        if sentence:
            print(sentence, file=self._out, flush=True)
        self.log(f"{name}: {sentence}" if sentence else name)

    def phases(self) -> str:
        """ "Thời gian: dựng trang 12,0 giây, soát 3,1 giây."; steps that took no time are left out."""
        self._ended()
        told = (f"{PHASES[n]} {number(s)} giây" for n, s in self._phases.items() if n in PHASES and s >= 0.05)
        return f"Thời gian: {', '.join(told)}."

    def _ended(self) -> None:
        now = time.monotonic()
        self._phases[self._phase] = self._phases.get(self._phase, 0.0) + now - self._since
        self._since = now

    def tell(self, text: str) -> None:
        print(text, file=self._out, flush=True)
        for line in filter(None, text.splitlines()):
            self.log(line)

    def warn(self, text: str) -> None:
        self.warned += 1
        print(f"Lưu ý · {text}", file=sys.stderr, flush=True)
        self.log(f"Lưu ý · {text}")

    def log(self, line: str) -> None:
        if self._log is None:
            return
        now = datetime.now(self._zone).strftime("%Y-%m-%d %H:%M:%S")
        # A log that cannot be written must not keep the portal from being published.
        try:
            self._log.parent.mkdir(parents=True, exist_ok=True)
            handle = open_plain(self._log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
            with open(handle, "a", encoding="utf-8", errors="backslashreplace") as file:  # noqa: PTH123
                file.write(f"{now} {without_secrets(' '.join(line.split()))}\n")
        except OSError:
            pass
