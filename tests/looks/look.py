"""Look: one way to see a page, such as "dark, 360"; and the picture of a page seen so."""

import base64
from dataclasses import dataclass

from tests.browsers import old

HIGHEST = 4_000  # pixels of a picture; more of a long page says nothing new
PAPER = 794  # pixels: A4
# Photos that wait below are fetched too; nothing is taken before all are there.
WHOLE = """async () => {
  document.querySelectorAll('img[loading]').forEach((image) => (image.loading = 'eager'));
  await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
}"""
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# Replaces the style sheets of the page by others of the same addresses.
DRESSED = """(sheets) => {
  const sheet = new CSSStyleSheet();
  const links = [...document.querySelectorAll('link[rel=stylesheet]:not([media])')];
  sheet.replaceSync(links.map((link) => sheets[new URL(link.href).pathname]).join(''));
  document.querySelectorAll('link[rel=stylesheet]').forEach((link) => (link.disabled = true));
  document.adoptedStyleSheets = [sheet];
}"""


@dataclass(frozen=True)
class Look:
    """How a page is seen.

    width: pixels; scheme: light or dark; forced: forced colours; letters: pixels, as the browser
    is set; aged: by a browser of 2018; printed: as on paper
    """

    name: str
    width: int
    scheme: str = "light"
    forced: bool = False
    letters: int = 16
    aged: bool = False
    printed: bool = False


LOOKS = (
    *(Look(str(width), width) for width in (320, 360, 768, 1024, 1280, 1920)),
    *(Look(f"tối {width}", width, scheme="dark") for width in (360, 1280)),
    *(Look(f"màu ép {width}", width, forced=True) for width in (360, 1280)),
    *(Look(f"chữ 200 % {width}", width, letters=32) for width in (360, 1280)),
    *(Look(f"máy cũ {width}", width, aged=True) for width in (360, 1280)),
    Look("in", PAPER, printed=True),
)


def picture(page, address: str, look: Look, sheets: dict[str, str]) -> bytes:
    """A JPEG of the page at `address`. sheets: every published sheet by its address."""
    page.emulate_media(
        color_scheme=look.scheme,
        forced_colors="active" if look.forced else "none",
        media="print" if look.printed else "screen",
        reduced_motion="reduce",
    )
    page.goto(address)
    chrome = page.context.new_cdp_session(page)
    chrome.send("Page.enable")
    chrome.send("Page.setFontSizes", {"fontSizes": {"standard": look.letters, "fixed": 13}})
    page.set_viewport_size({"width": look.width, "height": 800})
    if look.aged:
        page.evaluate(DRESSED, {url: old.without(text, old.lacked) for url, text in sheets.items()})
    page.evaluate(WHOLE)
    height = min(HIGHEST, page.evaluate("document.documentElement.scrollHeight"))
    # As high a window as the page: Playwright's own full_page would set the letters back.
    page.set_viewport_size({"width": look.width, "height": height})
    page.evaluate(WHOLE)
    page.evaluate(FRAMES)
    taken = chrome.send("Page.captureScreenshot", {"format": "jpeg", "quality": 70})["data"]
    chrome.detach()
    return base64.b64decode(taken)
