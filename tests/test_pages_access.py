"""What a screen reader gets of a page, and an eye in forced colours."""

from collections import defaultdict

import pytest

from tests.browser import axe_finds

LANDMARKS = {"banner", "complementary", "contentinfo", "form", "main", "navigation", "region", "search"}
MOST = 8
HEARD = ("home", "story", "section", "search", "map", "album", "weather", "contact", "tags", "20 photos")
# {name in small letters: its addresses} of all links, those of a closed menu included.
LINKS = """() => {
  document.querySelectorAll('details').forEach((each) => (each.open = true));
  const words = (e) => [e.innerText, ...[...e.querySelectorAll('img')].map((image) => image.alt)].join(' ');
  return [...document.querySelectorAll('a[href]')]
    .filter((e) => e.checkVisibility() && !e.closest('[aria-hidden]'))
    .map((e) => [e.getAttribute('aria-label') || words(e), e.href])
    .map(([name, address]) => [name.replace(/\\s+/g, ' ').trim().toLowerCase(), address]);
}"""


@pytest.fixture(scope="module")
def tree(window):
    """The accessibility tree of what the window shows, in reading order: [(role, name)]."""

    def nodes():
        chrome = window[0].context.new_cdp_session(window[0])
        found = chrome.send("Accessibility.getFullAXTree")["nodes"]
        chrome.detach()
        return [
            (node["role"]["value"], node.get("name", {}).get("value", ""))
            for node in found
            if not node.get("ignored")
        ]

    return nodes


@pytest.mark.parametrize("width", [360, 1280])
def test_home_has_few_landmarks_each_with_a_name_of_its_own(page, tree, width):
    page.set_viewport_size({"width": width, "height": 740})
    page.goto("/")
    landmarks = [(role, name) for role, name in tree() if role in LANDMARKS]
    assert len(landmarks) <= MOST, landmarks
    assert len(set(landmarks)) == len(landmarks), landmarks


@pytest.mark.parametrize("kind", HEARD)
def test_a_heading_is_its_own_words_alone(page, addresses, kind):
    """A link inside a heading would be read as part of it."""
    page.goto(addresses[kind])
    crowded = page.locator(":is(h1, h2, h3, h4):has(a ~ a)").evaluate_all("all => all.map(e => e.innerText)")
    assert crowded == []


@pytest.mark.parametrize("kind", ["home", "story", "album", "month"])
def test_marks_that_part_are_not_read_aloud(page, tree, addresses, kind):
    page.goto(addresses[kind])
    assert [name for role, name in tree() if role == "StaticText" and name.strip() in ("›", "|", "·")] == []


@pytest.mark.parametrize("kind", HEARD)
def test_links_of_one_name_lead_to_one_place(page, addresses, kind):
    page.goto(addresses[kind])
    led = defaultdict(set)
    for name, address in page.evaluate(LINKS):
        led[name].add(address)
    assert {name: places for name, places in led.items() if len(places) > 1 or not name} == {}


@pytest.mark.parametrize("kind", HEARD)
def test_axe_finds_nothing_in_forced_colours(page, addresses, kind):
    page.emulate_media(forced_colors="active")
    page.goto(addresses[kind])
    found = axe_finds(page)
    page.emulate_media(forced_colors="none")
    assert found == []


def test_the_current_place_of_the_menu_is_seen_in_forced_colours(page):
    """Its border alone is seen: those of the others have the colour of the ground."""
    page.emulate_media(forced_colors="active")
    page.goto("/y-te/")
    seen = page.locator(".menu__row a").evaluate_all(
        """all => all.map(e => [e.hasAttribute('aria-current'),
          getComputedStyle(e).borderBottomColor === getComputedStyle(document.body).backgroundColor])"""
    )
    page.emulate_media(forced_colors="none")
    assert sum(current for current, _ in seen) == 1
    assert all(current != hidden for current, hidden in seen)
