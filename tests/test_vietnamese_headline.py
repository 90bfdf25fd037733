"""How a browser breaks the lines of a headline."""

import pytest

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
