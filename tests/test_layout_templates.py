"""Templates are indented like the HTML they make."""

import pytest

from tests.indent import indented
from tests.site import ROOT
from tests.test_layout import tracked

TEMPLATES = [name for name in tracked() if name.endswith(".html") and not name.startswith("content/")]


def test_a_line_stands_as_deep_as_the_tags_and_blocks_it_is_in():
    wrong = []
    for name in TEMPLATES:
        text = (ROOT / name).read_text("utf-8")
        lines = zip(text.splitlines(), indented(text).splitlines(), strict=True)
        wrong += [f"{name}:{n}: {should!r}" for n, (line, should) in enumerate(lines, 1) if line != should]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<p>\n</div>\n", "line 2: div closes p"),
        ("<ul>\n  <li>a\n</ul>\n", "line 3: ul closes li"),
        ("{% if a %}\n<p>\n{% endif %}\n</p>\n", "line 3: if closes p"),
        ("{% if a %}\n", "if stays open"),
    ],
)
def test_what_opens_in_one_branch_and_closes_in_another_cannot_be_indented(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        indented(text)
