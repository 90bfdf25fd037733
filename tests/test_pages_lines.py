"""What a reader sees of the lines of every page: no number or word torn, nothing sideways."""

from pathlib import Path

import pytest

from tests.browser import opened
from tests.sample import STORY

LINES = (Path(__file__).parent / "lines.js").read_text("utf-8")
WIDTHS = (320, 360, 412)


@pytest.fixture(scope="module")
def read(pages, addresses):
    """The addresses that are looked at: whatever an editor wrote, and one of each kind of list."""
    written = [address for address in pages if STORY.fullmatch(address) or address.startswith("/anh/")]
    return sorted({*written, *addresses.values(), "/co-cau-to-chuc/", "/tro-nang/", "/quyen-rieng-tu/"})


@pytest.fixture(scope="module")
def paper(browser, base_url):
    """A page that fetches no photo: their room is kept, and they are not looked at here."""
    with opened(browser, base_url=base_url) as (page, _):
        page.route("**/media/**", lambda route: route.abort())
        yield page


def test_no_number_and_no_word_is_torn_on_a_telephone(paper, read):
    wrong = {}
    for address in read:
        paper.goto(address)
        for width in WIDTHS:
            paper.set_viewport_size({"width": width, "height": 740})
            if found := paper.evaluate(LINES):
                wrong[address, width] = found
    assert wrong == {}
