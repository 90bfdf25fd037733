"""Pictures are asked for in the size of their place: sharp on a fine screen, never twice as large."""

from urllib.parse import urlsplit

import pytest

from tests.sample import KINDS
from tests.test_pages_budget import weight

FIRST_SCREEN = 120_000  # bytes
WIDTHS = (360, 768, 1024, 1280)
# Of each picture in sight: what `sizes` says, the width it is drawn at (uncropped), and the file chosen.
MEASURED = """() => [...document.querySelectorAll('picture img')].filter(e => e.checkVisibility()).map(e => {
  const ruler = document.body.appendChild(document.createElement('div'));
  const source = e.parentElement.querySelector('source:last-of-type');
  const said = source.sizes.split(/,(?![^(]*\\))/).map((part) => part.trim())
    .map((part) => part.match(/^((?:\\([^)]*\\)(?: and )?)+)? *(.*)$/))
    .find(([, query]) => !query || matchMedia(query).matches)[2];
  ruler.style.cssText = `position: absolute; width: ${said}`;
  const asked = ruler.getBoundingClientRect().width;
  ruler.remove();
  const box = e.getBoundingClientRect();
  const shape = e.getAttribute('width') / e.getAttribute('height');
  const cover = getComputedStyle(e).objectFit === 'cover';
  const drawn = cover ? Math.max(box.width, box.height * shape) : box.width;
  const files = source.srcset.split(', ').map((each) => +each.split(' ')[1].slice(0, -1));
  const file = files.find((width) => width >= asked * 2) ?? files.at(-1);
  return {where: e.closest('[class]:not(img)').className, asked, drawn, file, largest: files.at(-1)};
})"""


@pytest.fixture(scope="module")
def fine(browser, base_url):
    """A screen of two dots a pixel; pictures are not fetched, their places are all that is measured."""
    context = browser.new_context(
        base_url=base_url, device_scale_factor=2, reduced_motion="reduce", bypass_csp=True
    )
    page = context.new_page()
    chrome = context.new_cdp_session(page)
    chrome.send("Network.enable")
    chrome.send("Network.setBlockedURLs", {"urls": ["*/media/*"]})
    yield page
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_are_as_large_as_their_place(fine, addresses, kind):
    wrong = []
    fine.goto(addresses[kind])
    for width in WIDTHS:
        fine.set_viewport_size({"width": width, "height": 740})
        for each in fine.evaluate(MEASURED):
            ratio = each["asked"] / each["drawn"]
            too_large = each["file"] > 2 * 2 * each["drawn"] and each["file"] > 320
            if not 0.9 <= ratio <= 1.25 or too_large:
                wrong.append(f"{width}: {each} {ratio:.2f}")
    assert not wrong, "\n".join(wrong)


def test_the_first_screen_of_an_album_is_light(new_page, built, addresses):
    """All that a phone fetches before its reader scrolls, photos that wait below included."""
    page = new_page(viewport={"width": 360, "height": 640}, device_scale_factor=2)
    page.goto(addresses["album"], wait_until="networkidle")
    names = page.evaluate("performance.getEntriesByType('resource').map((each) => each.name)")
    files = {built / urlsplit(name).path.lstrip("/") for name in names} | {
        built / addresses["album"].strip("/") / "index.html"
    }
    weights = {file.name: weight(file) for file in files if file.exists()}
    assert sum("-320." in name for name in weights) > 3
    assert sum(weights.values()) <= FIRST_SCREEN, weights
