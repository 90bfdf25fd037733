"""A search on a slow line, 400 kb/s with 2 s for each answer to begin: how many requests, rounds, seconds.

Chromium's own throttling, a phone of 360 by 740, nothing in its cache. A round is a file that
could be asked for only once another was there; those that the page names are round 1.
"""

import random
import tempfile
import time
from pathlib import Path
from statistics import median
from urllib.parse import quote, urlsplit

from plugins.core.schema import build
from plugins.search.cache import PeriodCache
from plugins.search.index import write_index
from plugins.search.settings import SearchSettings
from tests.bench import corpus
from tests.bench.search import SECTIONS, document, draw, write_pages
from tests.browser import PHONE, chromium, opened
from tests.server import serving
from tests.site import make_site

ASKED = 10
OFFICE = "ubnd huyen hoai duc"  # eight words to look for: the abbreviation has four
LINE = {"offline": False, "latency": 2000, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
AFTER = 6_000  # milliseconds in which what follows the answer is counted too
SHIFTS = """new PerformanceObserver((list) => {
  for (const each of list.getEntries()) {
    if (!each.hadRecentInput) window.shifted = (window.shifted || 0) + each.value;
  }
}).observe({type: "layout-shift", buffered: true});"""
READER = "Object.defineProperty(navigator, 'webdriver', {value: false})"  # whose visit is counted
SHOWN = "() => document.querySelector('.result:not(.result--waiting)')"


def run(size: int) -> list[str]:
    """Rows for `size` stories."""
    stories = corpus.stories(size)
    documents = [document(story) for story in stories]
    phrases = [*random.Random(2).sample(draw(documents), ASKED), OFFICE]
    with tempfile.TemporaryDirectory() as folder:
        site = make_site(Path(folder, "site"))
        site.build()
        write_pages(stories, site.output)
        abbreviations = build(SearchSettings, {}).abbreviations
        write_index(
            documents, SECTIONS, abbreviations, PeriodCache(Path(folder, "store")), site.output / "search"
        )
        with serving(site.output, compress=True) as url, chromium() as browser:
            told = [measure(browser, url, phrase) for phrase in phrases]
    requests, rounds, seconds, weight, shift = zip(*told, strict=True)
    return [
        f"search on a slow line, {size} stories, {ASKED} phrases of 2 to 5 words and “{OFFICE}” "
        "| median | worst",
        f"  requests, all of the page | {median(requests):.0f} | {max(requests)}",
        f"  rounds after the page | {median(rounds):.0f} | {max(rounds)}",
        f"  seconds until the first results | {median(seconds):.1f} | {max(seconds):.1f}",
        f"  kB of the index and its scripts | {median(weight) / 1000:.0f} | {max(weight) / 1000:.0f}",
        f"  CLS | {median(shift):.3f} | {max(shift):.3f}",
    ]


def measure(browser, url: str, phrase: str) -> tuple[int, int, float, int, float]:
    """(requests, rounds until the first results, seconds until them, bytes for them, CLS)."""
    with opened(browser, base_url=url, viewport=PHONE) as (page, _):
        line = page.context.new_cdp_session(page)
        sent, ended, cached = {}, {}, set()
        line.on("Network.requestWillBeSent", lambda e: sent.setdefault(e["requestId"], e))
        line.on("Network.loadingFinished", lambda e: ended.setdefault(e["requestId"], e))
        line.on("Network.requestServedFromCache", lambda e: cached.add(e["requestId"]))
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", LINE)
        page.add_init_script(SHIFTS + READER)
        started = time.perf_counter()
        page.goto(f"/tim-kiem/?q={quote(phrase)}", wait_until="commit", timeout=60_000)
        page.wait_for_function(SHOWN, timeout=60_000)
        seconds = time.perf_counter() - started
        needed = [key for key in sent if is_of_search(sent[key])]
        page.wait_for_timeout(AFTER)
        depth = rounds({key: sent[key]["timestamp"] for key in needed}, ended)
        weight = sum(ended[key]["encodedDataLength"] for key in needed)
        wire = {key for key in sent if key not in ended or ended[key]["encodedDataLength"]}
        return len(wire - cached), depth, seconds, weight, page.evaluate("window.shifted || 0")


def is_of_search(event: dict) -> bool:
    path = urlsplit(event["request"]["url"]).path
    return path.startswith("/search/") or (path.startswith("/theme/search") and path.endswith(".js"))


def rounds(begun: dict[str, float], ended: dict[str, dict]) -> int:
    """The longest row of these files in which each was asked for only when the one before was there."""
    depth: dict[str, int] = {}
    for key in sorted(begun, key=begun.__getitem__):
        before = [depth[other] for other in depth if ended[other]["timestamp"] <= begun[key]]
        depth[key] = max(before, default=0) + 1
    return max(depth.values())
