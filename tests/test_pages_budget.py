"""How much a reader on a slow line must fetch."""

import re
from functools import cache
from pathlib import Path
from urllib.parse import urldefrag

import brotli
import pytest

from tests.sample import stories

FIRST_PAINT = 14_600  # bytes: what a server may send before the first answer, ten packets
ALL_BUT_PHOTOS = 60_000
BEST = 11  # quality, as files are packed for publishing
PACKED = {".html", ".css", ".js", ".svg", ".json", ".webmanifest"}
CSS_URL = re.compile(r"url\([\"']?([^\"')]+)[\"']?\)")


@cache
def weight(path: Path, quality: int = BEST) -> int:
    """Bytes on the wire: text in Brotli, the rest as it is."""
    data = path.read_bytes()
    return len(brotli.compress(data, quality=quality)) if path.suffix in PACKED else len(data)


def needed_to_paint(page, built) -> dict[str, int]:
    """{file: bytes} without which a browser paints nothing: page, styles, blocking scripts."""
    urls = [e.attrs["href"] for e in page.query("link[rel=stylesheet]:not([media])")]
    urls += [e.attrs["src"] for e in page.query("script[src]") if blocks(e)]
    return {page.address: weight(page.file)} | {url: weight(built / url.lstrip("/")) for url in urls}


def blocks(script) -> bool:
    attributes = script.attrs
    waits = attributes.get("type") == "module" or "defer" in attributes or "async" in attributes
    return not waits or "render" in (attributes.get("blocking") or "")


def all_but_photos(page, built, quality: int = BEST) -> dict[str, int]:
    """{file: bytes} of a page and all it asks for, photos left out."""
    urls = [e.attrs["src"] for e in page.query("script[src], img[src]")]
    urls += [e.attrs["href"] for e in page.query("link[rel=stylesheet], link[rel=icon], link[rel=manifest]")]
    urls = {urldefrag(url)[0] for url in urls if not url.startswith("/media/")}
    for url in [url for url in urls if url.endswith(".css")]:
        urls |= set(CSS_URL.findall((built / url.lstrip("/")).read_text("utf-8")))
    files = {page.address: page.file} | {url: built / url.lstrip("/") for url in urls}
    return {address: weight(path, quality) for address, path in files.items()}


@pytest.mark.parametrize(
    "measure, limit",
    [(needed_to_paint, FIRST_PAINT), (all_but_photos, ALL_BUT_PHOTOS)],
    ids=["first paint", "all but photos"],
)
def test_a_story_keeps_to_the_budget(built, pages, addresses, measure, limit):
    """Every story but the one made to be very long."""
    others = [page for page in stories(pages) if page.address != addresses["long"]]
    found = {page.address: measure(page, built) for page in others}
    heaviest = max(found, key=lambda address: sum(found[address].values()))
    assert sum(found[heaviest].values()) <= limit, found[heaviest]


def test_every_page_keeps_the_whole_budget(built, pages):
    """Even the very long story and the longest list: at most 60 kB beside the photos.

    Packed in a tenth of the time that the best takes, and a little worse.
    """
    heavy = {a: sum(all_but_photos(page, built, quality=9).values()) for a, page in pages.items()}
    assert {a: b for a, b in heavy.items() if b > ALL_BUT_PHOTOS} == {}


def test_a_search_for_seven_words_asks_at_most_twenty_times(built, pages):
    """A file a word (“370/BC-UBND” looks for seven), and four results stand on a phone's first screen."""
    page = pages["/tim-kiem/"]
    named = all_but_photos(page, built).keys() | {e.attrs["href"] for e in page.query("link[rel=preload]")}
    visit = 1
    assert len(named - {"/manifest.webmanifest"}) + visit + 7 + 4 <= 20, named


def test_photos_below_the_first_screen_wait_until_they_are_near(pages):
    for page in pages.values():
        eager = [e for e in page.query("main img") if e.attrs.get("loading") != "lazy"]
        assert len(eager) <= 1, page.address
        assert all(e.attrs.get("fetchpriority") == "high" for e in eager), page.address


def test_no_story_asks_for_what_only_other_pages_need(pages):
    urls = {e.attrs["src"] for page in stories(pages) for e in page.query("script[src]")}
    names = {url.rpartition("/")[2].partition(".")[0] for url in urls}
    assert names <= {
        "text_size",
        "tools",
        "read_aloud",
        "share",
        "lightbox",
        "weather",
        "views",
        "notice",
        "print",
    }
