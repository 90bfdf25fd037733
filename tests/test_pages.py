"""Every kind of page, in a real browser, under the public server's policy.

The fixtures `page`, `phone` and `new_page` fail a test whose page logs an error, breaks
the Content-Security-Policy or asks another host for anything.
"""

import pytest

from tests.browser import DESKTOP, PHONE, axe_finds, opened
from tests.sample import KINDS

SEEN = "main :is(h1, h2, p, li, img, a):not([data-weather] *):visible"


@pytest.fixture(scope="module", params=KINDS)
def shown(request, window, addresses):
    """A page of each kind, opened once for all tests of that kind."""
    page, wrong = window
    page.goto(addresses[request.param])
    return page, wrong


@pytest.fixture(scope="module")
def without_scripts(browser, base_url):
    with opened(browser, base_url=base_url, java_script_enabled=False, viewport=PHONE) as (page, _):
        yield page


def test_browser_has_nothing_to_complain_of(shown):
    """No error, nothing the Content-Security-Policy refuses, no request to another host."""
    page, wrong = shown
    page.wait_for_load_state("networkidle")
    assert wrong == []


@pytest.mark.parametrize("look, screen", [("light", DESKTOP), ("dark", PHONE)])
def test_axe_finds_nothing(shown, look, screen):
    page, _ = shown
    page.emulate_media(color_scheme=look)
    page.set_viewport_size(screen)
    assert axe_finds(page) == []


def test_page_is_whole_without_scripts(shown, without_scripts):
    """Whatever is seen with scripts is seen without, and the menu opens."""
    page, _ = shown
    page.set_viewport_size(PHONE)
    without_scripts.goto(page.url)
    assert without_scripts.locator(SEEN).count() == page.locator(SEEN).count() > 1
    without_scripts.locator("summary", has_text="Danh mục").click()
    assert without_scripts.locator(".menu__list").get_by_role("link", name="Kinh tế").is_visible()
    idle = without_scripts.locator("button:not(form button)").locator("visible=true")
    assert idle.count() == 0, "a button that does nothing without scripts"


@pytest.mark.parametrize("kind", ["home", "story", "section", "album", "photos"])
@pytest.mark.parametrize("look, screen", [("dark", DESKTOP), ("light", PHONE)])
def test_axe_finds_nothing_the_other_way_round(page, addresses, kind, look, screen):
    page.emulate_media(color_scheme=look)
    page.set_viewport_size(screen)
    page.goto(addresses[kind])
    assert axe_finds(page) == []


def test_video_is_a_plain_link_and_nothing_of_it_is_loaded(page, addresses):
    page.goto(addresses["video"], wait_until="networkidle")
    card = page.locator("a.video")
    assert "youtu" in card.get_attribute("href")
    assert card.bounding_box()["height"] >= 44
    assert page.locator("iframe, video, object, embed").count() == 0
    # Not even a promise of a connection to the other host.
    assert page.locator("link[rel~=preconnect], link[rel~=dns-prefetch], link[rel~=prefetch]").count() == 0


def test_headlines_take_the_room_they_need(page, addresses):
    """Marks are stacked in Vietnamese: no line of a headline may touch the next."""
    page.goto(addresses["headline of 250 characters"])
    heading = page.locator("h1")
    leading = "e => parseFloat(getComputedStyle(e).lineHeight) / parseFloat(getComputedStyle(e).fontSize)"
    assert heading.evaluate(leading) >= 1.25
    assert heading.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_reduced_motion_stops_every_motion(page, addresses):
    page.emulate_media(reduced_motion="reduce")
    page.goto(addresses["home"])
    moving = """[...document.querySelectorAll('*')].filter(e => {
      const style = getComputedStyle(e);
      return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0
        || style.scrollBehavior === 'smooth';
    }).length"""
    assert page.evaluate(moving) == 0
