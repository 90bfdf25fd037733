"""A printed story: the portal's name, the words, the address, and nothing to click."""

import re

import pytest

from tests.sample import SAMPLE_STORY, SITEURL
from tests.server import serving

A4 = (595, 842)  # points


@pytest.fixture(scope="module")
def printed(window):
    """A story as it is printed by a browser whose look is dark."""
    page, _ = window
    page.goto(SAMPLE_STORY)
    page.emulate_media(media="print", color_scheme="dark")
    return page


def sheets(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height in points of each sheet of a PDF."""
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [(round(float(width)), round(float(height))) for width, height in boxes]


def test_print_has_the_portals_name_the_story_and_its_address(printed, pages):
    text = " ".join(printed.locator("body").inner_text().split())
    assert "Cổng thông tin điện tử Huyện Hoài Đức" in text
    assert pages[SAMPLE_STORY].headline in text
    assert "Ngày đăng 06/06/2024 | 14:41" in text
    assert "Phát biểu tại hội nghị" in text
    assert "Thanh Thạo" in text
    assert f"{SITEURL}{SAMPLE_STORY}" in text


def test_every_kind_of_sheet_has_its_address_and_says_when_it_was_printed(new_page, addresses):
    page = new_page()
    wrong = {}
    for kind, address in addresses.items():
        page.goto(address)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        said = page.locator(".footer").inner_text()
        page.emulate_media(media="null")
        if not re.search(rf"{re.escape(SITEURL + address)}\s+In lúc \d\d:\d\d,? \d\d/\d\d/\d{{4}}", said):
            wrong[kind] = said
    assert wrong == {}


def test_sheets_are_numbered(printed):
    rules = "[...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).map(rule => rule.cssText).join()"
    assert "counter(pages)" in printed.evaluate(rules)


def test_no_sheet_is_printed_for_the_address_or_a_name_alone(new_page, addresses):
    page = new_page()
    page.goto(addresses["corrected"])
    page.emulate_media(media="print")
    sized = "([name, style]) => getComputedStyle(document.querySelector(name))[style]"
    assert page.evaluate(sized, [".footer", "position"]) == "absolute", "it takes no room"
    assert page.evaluate(sized, [".story__author", "breakBefore"]) == "avoid"


@pytest.mark.parametrize(
    "kind", ["home", "story", "long", "section", "month", "search", "map", "album", "404"]
)
def test_print_leaves_out_what_only_a_screen_can_use(new_page, addresses, kind):
    page = new_page()
    page.goto(addresses[kind])
    page.emulate_media(media="print")
    used = "nav, button, .button, input, select, summary, .sidebar, .share, .older, .notice, .skip"
    used += ", .block__more"
    seen = page.locator(used).locator("visible=true")
    assert seen.evaluate_all("all => all.map(e => e.outerHTML.slice(0, 80))") == []


def test_print_is_black_on_white_whatever_the_look(printed):
    colours = printed.evaluate("""() => {
      const words = [...document.querySelectorAll('h1, .byline, .body p, figcaption, .story__author')];
      return [...new Set(words.map(e => getComputedStyle(e).color))]
        .concat(getComputedStyle(document.body).backgroundColor);
    }""")
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_photos_take_at_most_half_a_sheet(printed):
    limits = "all => all.map(e => parseFloat(getComputedStyle(e).maxBlockSize))"
    assert all(limit <= 297 / 2 / 25.4 * 96 for limit in printed.locator(".story img").evaluate_all(limits))


def test_story_is_printed_on_a4(printed):
    pdf = printed.pdf(prefer_css_page_size=True)
    assert 2 <= len(sheets(pdf)) <= 6
    assert all(abs(w - A4[0]) <= 1 and abs(h - A4[1]) <= 1 for w, h in sheets(pdf))
    assert len(re.findall(rb"/Subtype\s*/Image", pdf)) >= 4, "photos nobody has scrolled to are printed too"


def test_short_story_is_one_sheet(new_page, site):
    site.story(body="\n\n".join(["Một đoạn văn dài vừa phải của bài. " * 8] * 5), tags="[Y tế]")
    run = site.build()
    assert run.returncode == 0, run.stderr
    with serving(site.output) as url:
        page = new_page()
        page.goto(f"{url}/tin/2024/06/bai-thu/")
        assert len(sheets(page.pdf(prefer_css_page_size=True))) == 1


def test_covers_of_albums_share_a_sheet(new_page, addresses):
    page = new_page()
    page.goto(addresses["photos"])
    assert len(sheets(page.pdf(prefer_css_page_size=True))) == 1
