"""Progress: how many pictures are done and how long the rest will take.

One line that redraws itself on a terminal; elsewhere (a log, a timer) a plain line now and
then, so that nobody wonders whether the build still lives.
"""

import sys
import time
from dataclasses import dataclass, field
from typing import TextIO

BAR = 24
REDRAW = 0.1  # seconds between two states of the bar
PLAIN = 10.0  # seconds between two lines of a log


@dataclass
class Progress:
    """Counts to `total` on `stream`; silent when there is nothing to count."""

    total: int
    stream: TextIO = field(default_factory=lambda: sys.stderr)
    done: int = 0
    began: float = field(default_factory=time.monotonic)
    _said: float = 0.0

    @property
    def live(self) -> bool:
        return self.stream.isatty()

    def step(self) -> None:
        """One more picture is done."""
        self.done += 1
        now = time.monotonic()
        last = self.done == self.total
        since = now - self._said if self.live else now - max(self._said, self.began)
        if not last and since < (REDRAW if self.live else PLAIN):
            return
        self._said = now
        if self.live:
            self.stream.write(f"\r\x1b[K{self.bar(now)}" + ("\n" if last else ""))
        else:
            self.stream.write(self.line(now) + "\n")
        self.stream.flush()

    def bar(self, now: float) -> str:
        full = BAR * self.done // self.total
        return f"Ảnh {'█' * full}{'░' * (BAR - full)} {self._words(now)}"

    def line(self, now: float) -> str:
        return f"Ảnh: {self._words(now)}"

    def _words(self, now: float) -> str:
        count = f"{self.done}/{self.total}"
        spent = now - self.began
        if self.done == self.total:
            return f"{count}, xong sau {spoken(spent)}"
        return f"{count}, còn khoảng {spoken(spent / self.done * (self.total - self.done))}"


def spoken(seconds: float) -> str:
    """A length of time in Vietnamese: '45 giây', '3 phút 20 giây', '2 giờ 5 phút'."""
    whole = max(1, round(seconds))
    hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
    if hours:
        return f"{hours} giờ {minutes} phút"
    if minutes:
        return f"{minutes} phút {rest} giây"
    return f"{rest} giây"
