"""Fingers and keys: everything can be reached, hit and seen."""

import pytest

PHONE_KINDS = (
    "home",
    "story",
    "section",
    "month",
    "tags",
    "tag",
    "contact",
    "sitemap page",
    "search",
    "20 photos",
)
# Whatever is a control or stands in a list of links is 44 pixels high, buttons as wide;
# links within sentences may be as small as their words (axe wants 24 pixels or room around).
CONTROLS = (
    "button, input, summary, .button, .brand, .video, .menu a, .top a, .footer__links a, .breadcrumb a, "
    ".tag-list a, .months a, .links a, .share a, .block__more"
)
SMALL = """(elements) => elements
  .filter(e => e.checkVisibility({visibilityProperty: true}))
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([e, box]) => box.width && (box.height < 43.9 || box.width < (e.matches('a') ? 24 : 43.9)))
  .map(([e, box]) => `${e.outerHTML.slice(0, 90)} ${Math.round(box.width)}x${Math.round(box.height)}`)"""


@pytest.mark.parametrize("kind", PHONE_KINDS)
def test_controls_are_large_enough_for_a_thumb(phone, addresses, kind):
    phone.goto(addresses[kind])
    phone.locator("summary").evaluate_all("all => all.forEach(e => e.parentElement.open = true)")
    assert phone.locator(CONTROLS).evaluate_all(SMALL) == []


@pytest.mark.parametrize("kind", ["home", "story", "section"])
def test_controls_are_as_large_on_a_desktop(page, addresses, kind):
    page.goto(addresses[kind])
    assert page.locator(CONTROLS).evaluate_all(SMALL) == []


def test_first_key_offers_to_skip_to_the_words(page, addresses):
    page.goto(addresses["story"])
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Đến nội dung chính"
    assert skip.bounding_box()["height"] >= 44
    page.keyboard.press("Enter")
    assert page.locator(":focus").get_attribute("id") == "noi-dung"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_menu_opens_on_a_phone_by_keys(phone):
    phone.goto("/")
    for _ in range(12):
        phone.keyboard.press("Tab")
        if phone.evaluate("document.activeElement.matches('summary')"):
            break
    first = phone.locator(".menu__list a").first
    assert first.is_hidden()
    phone.keyboard.press("Enter")
    assert first.is_visible()
    phone.keyboard.press("Tab")
    assert first.evaluate("e => e === document.activeElement")


def test_menu_leads_to_a_section_and_marks_it(phone):
    phone.goto("/")
    phone.get_by_text("Danh mục").click()
    phone.locator(".menu__list").get_by_role("link", name="Y tế").click()
    phone.wait_for_url("**/y-te/")
    assert phone.locator(".menu__list [aria-current=page]").inner_text(timeout=2000) in ("Y tế", "")
    assert phone.locator(".menu__row [aria-current=page]").text_content() == "Y tế"


@pytest.mark.parametrize("kind", ["home", "story"])
def test_focus_is_always_seen(page, addresses, kind):
    """Each stop of the Tab key is in the window and has a ring of three pixels."""
    page.emulate_media(reduced_motion="reduce")  # or the window would still be on its way
    page.goto(addresses[kind])
    unseen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        state = page.evaluate("""() => {
          const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
          return [e.outerHTML.slice(0, 80), e === document.body,
            style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 3
            && box.bottom > 0 && box.top < innerHeight];
        }""")
        if state[1]:
            break
        if not state[2]:
            unseen.append(state[0])
    assert unseen == []


def test_wide_table_is_scrolled_by_keys(phone, addresses):
    phone.goto(addresses["table"])
    region = phone.locator("div.table").first
    assert region.evaluate("e => e.scrollWidth > e.clientWidth")
    region.focus()
    phone.keyboard.press("ArrowRight")
    phone.wait_for_function("() => document.querySelector('div.table').scrollLeft > 0")


def test_search_box_leads_to_the_search_page_with_the_words(page):
    page.goto("/")
    page.get_by_role("searchbox").first.fill("đề án")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=*")
    assert page.get_by_role("searchbox", name="Tìm").last.input_value() == "đề án"
