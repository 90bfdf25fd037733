"""How a browser breaks the lines of a headline."""

import pytest

from tests.browser import opened
from tests.sample import SAMPLE_STORY

LINES = """e => e.getBoundingClientRect().height / parseFloat(getComputedStyle(e).lineHeight)"""


@pytest.mark.parametrize("width", range(320, 1320, 90))
def test_number_of_a_document_is_never_torn(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(SAMPLE_STORY)
    number = page.locator("h1 .whole", has_text="11-ĐA/TU")
    assert number.evaluate(LINES) < 1.5


def test_headline_can_be_copied_and_found_as_it_was_written(page):
    page.goto(SAMPLE_STORY)
    copied = page.evaluate("""() => {
      getSelection().selectAllChildren(document.querySelector("h1"));
      return getSelection().toString();
    }""")
    assert "Đề án số\u00a011-ĐA/TU, ngày\u00a006/12/2021" in copied
    assert "03\u00a0năm" in copied


@pytest.mark.parametrize("width", [360, 412, 768])
def test_nothing_moves_when_the_face_of_headlines_comes_late(browser, base_url, width):
    held = []
    with opened(browser, base_url=base_url, viewport={"width": width, "height": 800}) as (page, _):
        page.route("**/*.woff2", lambda route: held.append(route))
        with page.expect_request("**/*.woff2"):
            page.goto(SAMPLE_STORY, wait_until="domcontentloaded")
        page.wait_for_timeout(500)  # longer than a browser waits before it draws a stand-in
        before = page.locator(".byline").bounding_box()
        with page.expect_response("**/*.woff2"):
            held[0].continue_()
        page.evaluate("document.fonts.ready")
        page.wait_for_timeout(300)
        assert page.locator(".byline").bounding_box() == before
