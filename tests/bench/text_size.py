"""A+ on the longest story of the sample, on a telephone four times as slow: how long until it is seen."""

import tempfile
from pathlib import Path
from statistics import median

from tests.browser import PHONE, chromium, opened
from tests.sample import addresses_of_kinds, build_sample, read_pages
from tests.server import serving

TIMES, SLOWER, LIMIT = 5, 4, 200  # clicks; times a desktop's processor; milliseconds
WATCH = """() => {
  window.clicks = [];
  new PerformanceObserver((list) => list.getEntries().forEach(
    (each) => each.name === 'click' && window.clicks.push(each.duration),
  )).observe({type: 'event', durationThreshold: 16});
}"""
SETTLE = 1_000  # milliseconds between two clicks


def run(_size: int) -> list[str]:
    """Rows; a duration is what browsers call one of an interaction: from the finger to the next picture."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder)
        build_sample(output)
        longest = addresses_of_kinds(read_pages(output))["long"]
        with (
            serving(output) as url,
            chromium() as browser,
            opened(browser, base_url=url, viewport=PHONE) as (page, _),
        ):
            page.goto(longest, wait_until="networkidle")
            page.evaluate(WATCH)
            chrome = page.context.new_cdp_session(page)
            chrome.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            for name in ("Chữ lớn", "Chữ vừa") * TIMES:
                page.get_by_role("button", name=name).click()
                page.wait_for_timeout(SETTLE)
            took = page.evaluate("window.clicks")
    return [
        f"A+ on the longest story, processor {SLOWER} times as slow | median | worst | at most {LIMIT}",
        f"  ms until it is seen | {median(took):.0f} | {max(took):.0f}",
    ]
