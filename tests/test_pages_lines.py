"""The lines of every page: no number or word is broken, nothing is wider than the screen, nothing covered.

Letters are made larger as readers do it: by the browser, by A+ of the page, by a smallest size.
"""

from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.browser import another, opened, overflow
from tests.sample import STORY

LINES = (Path(__file__).parent / "lines.js").read_text("utf-8")
ANY, NUMBERS = 24, 13  # letters: of what is never torn; of what even large letters leave whole
# (width, letters of the browser, A+, longest); 320 is also a window of 1280 at 400 %.
PHONES = [
    (320, 16, "", ANY),
    (360, 16, "", ANY),
    (412, 16, "", ANY),
    (320, 16, "rat-lon", NUMBERS),
    (360, 32, "", NUMBERS),
]
NARROWEST = [each for each in PHONES if each[0] == 320 or each[1] == 32]
EXTREMES = [(320, 32, ""), (360, 32, "rat-lon"), (768, 32, ""), (1280, 32, "rat-lon")]
WIDTHS = (480, 600, 768, 1024, 1280, 1920)
MORE = ["/co-cau-to-chuc/", "/tro-nang/", "/quyen-rieng-tu/"]


@pytest.fixture(scope="module")
def read(pages, addresses):
    """The addresses that are looked at: every story, and one page of each kind."""
    return sorted({*filter(STORY.fullmatch, pages), *addresses.values(), *MORE})


@contextmanager
def paper(browser, base_url):
    """A page that fetches no photo, for their room is kept; and a way to set it."""
    with opened(browser, base_url=base_url) as (page, _):
        chrome = page.context.new_cdp_session(page)
        chrome.send("Page.enable")
        chrome.send("Network.enable")
        chrome.send("Network.setBlockedURLs", {"urls": ["*/media/*"]})

        def set_to(width: int, letters: int = 16, size: str = "") -> None:
            chrome.send("Page.setFontSizes", {"fontSizes": {"standard": letters, "fixed": 13}})
            page.evaluate("size => { document.documentElement.dataset.text = size }", size)
            page.set_viewport_size({"width": width, "height": 740})

        yield page, set_to


def test_no_number_and_no_word_is_torn_on_telephones(browser, base_url, read, addresses):
    """Each kind of page on every telephone; every other story on those with the least room."""
    wrong, kinds = {}, {*addresses.values()}
    with paper(browser, base_url) as (page, set_to):
        for address in read:
            page.goto(address)
            for width, letters, size, longest in PHONES if address in kinds else NARROWEST:
                set_to(width, letters, size)
                if found := page.evaluate(LINES, longest):
                    wrong[address, width, letters, size] = found
            set_to(320)
    assert wrong == {}


def test_nothing_is_sideways_at_any_width_and_size_of_letters(browser, base_url, addresses):
    wrong = {}
    with paper(browser, base_url) as (page, set_to):
        for kind, address in addresses.items():
            page.goto(address)
            for width, *letters in (*EXTREMES, *((width,) for width in WIDTHS)):
                set_to(width, *letters)
                if overflow(page):
                    wrong[kind, width, *letters] = page.evaluate(LINES, 0)
            set_to(320)
    assert wrong == {}


def test_letters_of_24_pixels_at_least_tear_nothing(browser, base_url, addresses):
    wrong = {}
    with (
        another(browser, "--blink-settings=minimumFontSize=24") as large,
        paper(large, base_url) as (page, set_to),
    ):
        for kind, address in addresses.items():
            page.goto(address)
            for width in (320, 360):
                set_to(width)
                if found := page.evaluate(LINES, NUMBERS):
                    wrong[kind, width] = found
    assert wrong == {}


@pytest.mark.parametrize("kind", ["story", "headline of 250 characters", "long", "expired"])
def test_a_story_shows_its_headline_its_day_and_its_first_words_at_once(page, addresses, kind):
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(addresses[kind])
    for seen in ("h1", ".byline"):
        assert page.locator(seen).evaluate("e => e.getBoundingClientRect().bottom") < 640
    words = page.locator(".story__lead, .body p").first
    assert (
        words.evaluate("e => e.getBoundingClientRect().top + parseFloat(getComputedStyle(e).lineHeight)")
        <= 640
    )
    size = "e => parseFloat(getComputedStyle(e).fontSize)"
    assert page.locator("h1").evaluate(size) > words.evaluate(size)
