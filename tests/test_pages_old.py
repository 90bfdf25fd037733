"""Phones of 2018: whatever their browsers lack, pages are readable, ordered and unbroken."""

from urllib.parse import urlsplit

import pytest

from tests.browser import overflow
from tests.browsers import old
from tests.looks.look import DRESSED

# What pages use although some browser that is served lacks it, and what its readers have instead.
STYLES = {
    "at-rules page": "paper as the browser sets it",
    "at-rules media forced-colors": "such a browser has no forced colours",
    "at-rules media prefers-color-scheme": "the light look",
    "at-rules media prefers-contrast": "the usual contrast",
    "at-rules media scripting": "no room is kept for what scripts bring",
    "properties accent-color": "the browser's own colour of a tick",
    "properties appearance": "has a prefix there",
    "properties aspect-ratio": "photos in their own shape",
    "properties color-scheme": "light scroll bars and boxes",
    "properties cursor": "phones have none",
    "properties outline": "a ring with square corners",
    "properties overscroll-behavior": "the page may scroll behind the lightbox",
    "properties paint-order": "known in drawings",
    "properties print-color-adjust": "has a prefix there",
    "properties scroll-behavior": "jumps at once",
    "properties scroll-margin-top": "an anchor at the very top",
    "properties scroll-padding-top": "an anchor at the very top",
    "properties scroll-snap-stop": "a swipe may pass two photos",
    "properties scroll-snap-type": "photos stop between two",
    "properties size": "paper as the browser sets it",
    "properties scrollbar-width": "a thin bar is as wide as others",
    "properties text-decoration-thickness": "the browser's own line",
    "properties text-size-adjust": "has a prefix there",
    "properties text-underline-offset": "the browser's own line",
    "properties text-wrap": "lines of uneven length",
    "selectors -webkit-scrollbar": "an old name, for those who know no other",
    "selectors -webkit-scrollbar-thumb": "an old name, for those who know no other",
    "selectors backdrop": "no lightbox: photos open by themselves",
    "selectors focus-visible": "the browser's own ring",
    "selectors has": "a line more of breadcrumb, weather or notice",
    "selectors marker": "black numbers and dots",
    "values align-content start": "known in grids",
    "values align-self start": "known in grids",
    "properties orphans": "a line may stand alone on a sheet",
    "properties widows": "a line may stand alone on a sheet",
    "values break-before avoid": "an author's name may begin a sheet",
    "values break-after avoid": "a heading may end a sheet",
    "values overflow-wrap anywhere": "breaks as running text does",
    "values position sticky": "has a prefix there",
}
SCRIPTS = {
    "members IntersectionObserver": "all results are described at once",
    "members clipboard": "no button that copies",
    "members format": "dates and numbers alone are formatted, which all know",
    "members prerendering": "never true",
    "members scrollLeft": "runs from left to right everywhere",
    "members showModal": "links open the photo",
    "members unobserve": "an observer that observes knows it",
    "members writeText": "no button that copies",
    **{
        f"members {name}": "our own name"
        for name in ("address", "bytes", "manifest", "part", "phrase", "share")
    },
}
PAGES = {
    "attributes autofocus": "the first button is as near",
    "attributes enterkeyhint": "the usual word on the key",
    "elements a download": "opens in place of being kept",
    "elements dialog": "hidden by its style",
    "elements img fetchpriority": "a little later",
    "elements img loading": "all photos at once",
    "elements script blocking": "a size that was chosen comes a moment later",
}


@pytest.fixture(scope="module")
def sheets(built) -> dict[str, str]:
    """Every published sheet by its address."""
    return {f"/theme/{path.name}": path.read_text("utf-8") for path in (built / "theme").glob("*.css")}


def test_every_style_that_an_old_browser_lacks_has_its_answer(sheets):
    """A new one needs a line in STYLES, or another way to say it."""
    found = set().union(*map(old.in_styles, sheets.values()))

    answered = {name for name in found if name in STYLES or f"properties {name.split()[1]}" in STYLES}
    assert found - answered == set()


def test_scripts_can_be_read_by_every_browser_that_is_served(built):
    found = set().union(*(old.in_script(path.read_text("utf-8")) for path in (built / "theme").glob("*.js")))
    assert found - set(SCRIPTS) == set()


def test_every_element_that_an_old_browser_lacks_has_its_answer(pages, addresses):
    found = set().union(*(old.in_page(pages[address]) for address in set(addresses.values())))
    assert found - set(PAGES) == set()


KINDS = ("home", "story", "section", "search", "map", "album", "weather", "contact", "20 photos", "table")
# All that is wrong with a page that is to be read: in words.
BROKEN = """() => {
  const wrong = [];
  const seen = (selector) => [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility());
  for (const image of seen('img')) {
    const box = image.getBoundingClientRect();
    if (box.width > innerWidth) wrong.push(`wide: ${image.src}`);
  }
  if (seen('.menu a[href="/"]').length > 1) wrong.push('the menu stands twice');
  if (seen('dialog').length) wrong.push('the lightbox is shown');
  const [body, main] = ['body', 'main'].map((name) => getComputedStyle(document.querySelector(name)));
  if (parseFloat(body.fontSize) < 16 || !body.fontFamily.includes('system-ui')) wrong.push(body.font);
  if (parseFloat(main.paddingLeft) < 8) wrong.push('no gutter');
  // Words in the order in which they are written: none begins above the block before it.
  let bottom = 0;
  for (const e of seen('h1, h2, main p, footer')) {
    if (!e.innerText.trim() || e.matches('.hidden-visually')) continue;
    const box = e.getBoundingClientRect();
    if (box.top + 1 < bottom) wrong.push(`out of order: ${e.innerText.slice(0, 40)}`);
    bottom = Math.max(bottom, box.top);
  }
  // No two words stuck together where a gap was meant.
  for (const e of seen('main *, header *').filter((e) => getComputedStyle(e).display.includes('flex'))) {
    for (const text of [...e.childNodes].filter((node) => node.nodeType === 3 && node.data.trim())) {
      const range = document.createRange();
      range.selectNode(text);
      const one = range.getBoundingClientRect();
      for (const next of e.children) {
        const two = next.getBoundingClientRect();
        const gap = Math.max(two.left - one.right, one.left - two.right);
        const beside = two.width > 1 && Math.abs(one.top - two.top) < 20;
        if (beside && gap < 3) wrong.push(`stuck: ${e.outerHTML.slice(0, 80)}`);
      }
    }
  }
  for (const e of seen('.breadcrumb li, .tag-list li, .top__list li, .menu__row li')) {
    const next = e.nextElementSibling;
    if (!next) continue;
    const [one, two] = [e.getBoundingClientRect(), next.getBoundingClientRect()];
    if (one.top === two.top && two.left - one.right < 4) wrong.push(`stuck: ${e.innerText}`);
  }
  return wrong;
}"""
# What scripts do not find in such a browser.
LACKED = """
  for (const name of ['replaceChildren', 'ariaHidden', 'ariaDisabled']) delete Element.prototype[name];
  for (const name of ['replaceChildren', 'prerendering']) delete Document.prototype[name];
  for (const name of ['showModal', 'close', 'show']) delete HTMLDialogElement.prototype[name];
  for (const name of ['matchAll', 'replaceAll', 'at']) delete String.prototype[name];
  for (const name of ['at', 'findLast', 'toSorted']) delete Array.prototype[name];
  delete Promise.allSettled; delete Object.fromEntries; delete window.IntersectionObserver;
  Object.defineProperty(navigator, 'clipboard', {value: undefined});
  Object.defineProperty(navigator, 'webdriver', {value: false});
"""


def lacks(*names: str):
    """Whether a feature is one of `names`, or any that is lacking."""
    return (lambda feature: feature in names) if names else old.lacked


@pytest.fixture(scope="module")
def aged(browser, base_url):
    """A phone's page whose scripts meet what iOS 12 has, and nothing newer."""
    context = browser.new_context(base_url=base_url, viewport={"width": 360, "height": 740}, bypass_csp=True)
    context.add_init_script(LACKED)
    page = context.new_page()
    page.wrong, page.posted = [], []
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("request", lambda each: each.method == "POST" and page.posted.append(urlsplit(each.url).path))
    yield page
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_whole_in_a_browser_that_lacks_it_all(aged, addresses, sheets, kind):
    """A browser that lacks every new feature, and browsers that lack one of them."""
    aged.wrong.clear()
    aged.goto(addresses[kind])
    needed = {feature for text in sheets.values() for feature in old.in_styles(text)} & set(
        STYLES
    ) - old.PARTLY
    for names in [(), *[(name,) for name in sorted(needed)], ("flex gaps",)]:
        aged.evaluate(DRESSED, {url: old.without(text, lacks(*names)) for url, text in sheets.items()})
        assert (names, aged.evaluate(BROKEN), overflow(aged)) == (names, [], 0)
    assert aged.wrong == []


def test_an_old_phone_is_counted(aged, addresses):
    aged.posted.clear()
    aged.goto(addresses["story"], wait_until="networkidle")
    story = aged.locator("[data-views]").get_attribute("data-views")
    aged.goto(addresses["home"], wait_until="networkidle")
    assert aged.posted == [f"/api/v1/views/{story}", "/api/v1/visits"]


def test_an_old_phone_finds_and_opens_photos(aged, addresses):
    aged.wrong.clear()
    aged.goto(f"{addresses['search']}?q=dai+hoi")
    aged.wait_for_selector(".result")
    aged.goto(addresses["album"])
    aged.locator("a[data-gallery]").first.click()
    aged.wait_for_url("**/media/*.webp")
    assert aged.wrong == []
