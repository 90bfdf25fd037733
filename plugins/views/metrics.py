"""Numbers for whoever watches the service, in the text format of Prometheus."""

import resource
from pathlib import Path

from plugins.views.counting import Counting

OUTCOMES = ("counted", "repeat", "visit", "robot", "unknown", "refused")


def metrics(counting: Counting) -> str:
    writer = counting.writer
    lines = ["# TYPE tram_tin_requests_total counter"]
    lines += [f'tram_tin_requests_total{{outcome="{name}"}} {counting.seen[name]}' for name in OUTCOMES]
    for name, kind, value in (
        ("commits_total", "counter", writer.commits),
        ("failures_total", "counter", writer.failures),
        ("waiting", "gauge", writer.waiting),
        ("articles", "gauge", len(counting.manifest.base)),
        ("remembered", "gauge", counting.remembered),
        ("memory_bytes", "gauge", _memory()),
    ):
        lines += [f"# TYPE tram_tin_{name} {kind}", f"tram_tin_{name} {value}"]
    return "\n".join(lines) + "\n"


def _memory() -> int:
    """Bytes of real memory this program takes now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()
