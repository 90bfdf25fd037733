"""Nothing moves while a page loads, however late its letters, photos, scripts and numbers come."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser import opened
from tests.looks.look import FRAMES
from tests.sample import KINDS

PHONE = {"width": 412, "height": 823}  # as Lighthouse holds it
DESKTOP = {"width": 1280, "height": 800}
MOST = 0.05
# What comes after the first paint, in the order in which it comes here.
LATE = ("font", "image", "script", "fetch")
WATCH = """
  // Readings are counted, and answered, for people alone.
  Object.defineProperty(navigator, 'webdriver', { value: false });
  window.moved = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
      const first = sources.map(({ node }) => node).find((node) => node && node.outerHTML);
      window.moved.push([value, first ? first.outerHTML.slice(0, 100) : '']);
    }
  }).observe({ type: 'layout-shift', buffered: true });
"""
PAINTED = """() => new Promise((done) =>
  new PerformanceObserver(() => done()).observe({ type: 'paint', buffered: true }))"""


class Slow:
    """A page whose late files wait until all before them are seen."""

    def __init__(self, page):
        self.page, self.held, self.ready = page, [], set(LATE)
        page.add_init_script(WATCH)
        page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        page.route("**/*", self.hold)

    def hold(self, route):
        def let():
            if "/api/v1/" in route.request.url:
                route.fulfill(json=numbers(route.request.url))
            else:
                route.continue_()

        kind = "image" if route.request.resource_type == "media" else route.request.resource_type
        # It runs before the first paint, and would hold that up.
        if kind in self.ready or kind not in LATE or "text_size" in route.request.url:
            let()
        else:
            self.held.append((kind, let))

    def open(self, address) -> list:
        """[how much, the first thing that] moved while the page at `address` came."""
        self.ready = set()
        self.page.goto(address, wait_until="commit")
        self.page.evaluate(PAINTED)
        for kind in LATE:
            self.page.evaluate(FRAMES)
            self.ready.add(kind)
            due = [let for held, let in self.held if held == kind]
            self.held = [each for each in self.held if each[0] != kind]
            for let in due:
                let()
            self.page.wait_for_timeout(50)
        self.page.wait_for_load_state("load")
        self.page.evaluate(FRAMES)
        return self.page.evaluate("window.moved")


def numbers(url: str) -> dict:
    """What the service that counts would answer, larger than what the pages have."""
    asked = urlsplit(url)
    if asked.path.endswith("/visits"):
        return {"today": 12_345, "month": 1_234_567, "total": 123_456_789}
    return {"views": 12_345} | dict.fromkeys(parse_qs(asked.query).get("id", ()), 12_345)


@pytest.fixture(scope="module")
def slow(browser, base_url):
    with opened(browser, base_url=base_url, reduced_motion="reduce") as (page, wrong):
        yield Slow(page)
        assert wrong == []


@pytest.mark.parametrize(
    ("screen", "kind"),
    [*((PHONE, kind) for kind in KINDS), *((DESKTOP, kind) for kind in ("home", "story", "map", "weather"))],
)
def test_nothing_moves_while_a_page_loads(slow, addresses, kind, screen):
    slow.page.set_viewport_size(screen)
    moved = slow.open(addresses[kind])
    assert sum(value for value, _ in moved) <= MOST, moved
