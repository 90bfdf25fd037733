"""What one build did and where its time went: the line at its end, and what PROFILE=1 tells."""

import time
from collections import defaultdict
from dataclasses import dataclass, field

NAMED = 5  # pages named for one reason


@dataclass
class Work:
    """read: stories parsed anew; printed, standing: pages; seconds: of each phase, in order.

    why: reason to the names of the pages printed for it; only noted when `profile` is asked for
    """

    profile: bool = False
    read: int = 0
    printed: int = 0
    standing: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    why: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _since: float = field(default_factory=time.monotonic)

    def ended(self, phase: str) -> None:
        """The phase ends here; it began where the one before it ended."""
        now = time.monotonic()
        self.seconds[phase] = self.seconds.get(phase, 0.0) + now - self._since
        self._since = now

    def line(self) -> str:
        """As “đọc 1 bài, in 14 trang, 3402 trang giữ nguyên (đọc 2,1 giây, in 4,0 giây)”."""
        phases = ", ".join(f"{phase} {number(seconds)} giây" for phase, seconds in self.seconds.items())
        return f"đọc {self.read} bài, in {self.printed} trang, {self.standing} trang giữ nguyên ({phases})"

    def reasons(self) -> list[str]:
        """A line for each reason, most pages first; empty unless `profile`."""
        found = []
        for reason, pages in sorted(self.why.items(), key=lambda item: -len(item[1])):
            more = f" và {len(pages) - NAMED} trang khác" if len(pages) > NAMED else ""
            found.append(f"  {len(pages)} trang in vì {reason}: {', '.join(sorted(pages)[:NAMED])}{more}")
        return found


def number(seconds: float) -> str:
    return f"{seconds:.1f}".replace(".", ",")
