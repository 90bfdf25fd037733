"""What ten packets hold is enough for the whole first screen of a phone, on every kind of page."""

import brotli
import pytest

from tests.sample import KINDS
from tests.test_pages_budget import BEST, FIRST_PAINT, needed_to_paint

SCREEN = {"width": 360, "height": 640}


@pytest.fixture(scope="module")
def screen(browser, base_url):
    """A page without pictures and scripts: the text of the first screen needs neither."""
    context = browser.new_context(base_url=base_url, viewport=SCREEN, java_script_enabled=False)
    page = context.new_page()
    page.route(
        "**/*", lambda route: route.abort() if route.request.resource_type in WAITED else route.continue_()
    )
    yield page
    context.close()


WAITED = ("image", "font", "media", "manifest")


@pytest.mark.parametrize("kind", KINDS)
def test_ten_packets_paint_the_first_screen(screen, built, pages, addresses, kind):
    """The page cut where it and its styles reach the limit looks as the whole page does."""
    page = pages[addresses[kind]]
    needed = needed_to_paint(page, built)
    room = FIRST_PAINT - (sum(needed.values()) - needed[page.address])
    sent = brotli.Decompressor().process(brotli.compress(page.file.read_bytes(), quality=BEST)[:room])
    screen.goto(page.address)
    whole = screen.screenshot()
    screen.route(
        f"**{page.address}", lambda route: route.fulfill(body=sent, content_type="text/html; charset=utf-8")
    )
    screen.goto(page.address)
    screen.unroute(f"**{page.address}")
    assert screen.screenshot() == whole, f"{room} bytes of {needed[page.address]} are too few"
