"""Every component of the theme has an example, and every example is sound."""

import pytest
from justhtml import JustHTML

from tests.browser import LOOKS, axe_finds, opened, overflow
from tests.examples.drawing import NAMES, THEME, draw
from tests.server import serving


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """The folder with all examples drawn."""
    folder = tmp_path_factory.mktemp("examples")
    draw(folder)
    return folder


@pytest.fixture(scope="module")
def screen(browser, drawn):
    """(page of the narrowest width on the drawn examples, what it does wrong)."""
    with serving(drawn) as url, opened(browser, base_url=url, viewport={"width": 320, "height": 640}) as it:
        yield it


@pytest.fixture(scope="module", params=NAMES)
def shown(request, screen):
    """Each example with all that waits for a script or a finger in sight."""
    page, wrong = screen
    wrong.clear()
    page.goto(f"/{request.param}.html")
    page.evaluate("document.querySelectorAll('[hidden]').forEach(e => { e.hidden = false })")
    page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true })")
    return page, wrong


def test_every_component_has_an_example_and_every_example_its_component():
    components = {path.stem for path in (THEME / "templates/components").glob("*.html")}
    assert set(NAMES) == components


@pytest.mark.parametrize("name", NAMES)
def test_example_is_valid_html(drawn, name):
    html = (drawn / f"{name}.html").read_text("utf-8")
    assert JustHTML(html, collect_errors=True).errors == []
    document = JustHTML(html, sanitize=False)
    ids = [element.attrs["id"] for element in document.query("[id]")]
    assert len(ids) == len(set(ids))
    assert document.query("[style], style, [onclick]") == []


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_in_an_example(shown, look):
    page, _ = shown
    page.emulate_media(color_scheme=look)
    assert axe_finds(page) == []


def test_example_fits_the_narrowest_screen_and_keeps_the_policy(shown):
    page, wrong = shown
    assert overflow(page) == 0
    assert wrong == []
