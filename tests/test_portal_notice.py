"""Urgent words in a browser: on stories by script, on fronts without one, gone when their time is over."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser import LOOKS, axe_finds
from tests.server import serving
from tests.site import make_site

STORY = "/tin/2024/06/bai-thu/"


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    """(site, its address): two notices, one of them with a link."""
    site = make_site(tmp_path_factory.mktemp("notices"))
    text = (
        "- text: Bão số 3 đổ bộ chiều nay & tối nay.\n  href: /tin/\n"
        "- text: Cổng tạm ngừng.\n  kind: bao-tri\n  until: 31/12/2099\n"
    )
    site.write("content/du-lieu/thong-bao.yaml", text)
    site.story()
    run = site.build()
    assert run.returncode == 0, run.stderr
    with serving(site.output) as url:
        yield site, url


def told(page) -> list[str]:
    return [" ".join(each.split()) for each in page.locator("[data-notices] .notice").all_inner_texts()]


WORDS = ["Khẩn: Bão số 3 đổ bộ chiều nay & tối nay. Xem chi tiết", "Bảo trì: Cổng tạm ngừng."]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("address", ["/", "/tim-kiem/", STORY])
def test_notices_stand_above_every_page(page, portal, look, address):
    page.emulate_media(color_scheme=look)
    page.goto(portal[1] + address)
    expect(page.locator("[data-notices] .notice")).to_have_count(2)
    assert told(page) == WORDS
    assert page.locator("[data-notices] a").get_attribute("href") == "/tin/"
    assert axe_finds(page) == []


def test_a_story_and_a_front_have_the_same_elements(page, portal):
    html = []
    for address in ("/", STORY):
        page.goto(portal[1] + address)
        expect(page.locator("[data-notices] .notice")).to_have_count(2)
        html.append(
            page.evaluate(
                "[...document.querySelectorAll('[data-notices] .notice')]"
                ".map(each => (each.removeAttribute('data-until'), each.outerHTML))"
            )
        )
    assert html[0] == html[1]


def test_a_second_page_shows_them_before_the_file_has_come(page, portal):
    page.goto(portal[1] + STORY)
    expect(page.locator("[data-notices] .notice")).to_have_count(2)
    page.route("**/live/notice.json", lambda route: route.fulfill(body="hỏng"))
    page.goto(portal[1] + STORY)
    expect(page.locator("[data-notices] .notice")).to_have_count(2)
    page.unroute("**/live/notice.json")


@pytest.mark.parametrize("gap", ["data-notices", "<template>", "</aside>"])
def test_words_stand_on_a_page_that_comes_in_two_parts(page, portal, gap):
    """Scripts of the head may run before the place for the words is whole."""
    with serving(portal[0].output, gap=gap) as url:
        page.goto(url + STORY)
        expect(page.locator("[data-notices] .notice")).to_have_count(2)


def test_what_is_over_is_shown_nowhere(page, portal):
    past = {
        "kind": "khan",
        "word": "Khẩn",
        "label": "Thông báo khẩn",
        "text": "Cũ",
        "href": "",
        "until": 1000,
    }
    body = json.dumps({"notices": [past]})
    page.route("**/live/notice.json", lambda route: route.fulfill(body=body, content_type="application/json"))
    with page.expect_response("**/live/notice.json"):
        page.goto(portal[1] + STORY)
    page.clock.install()
    assert not any(told(page))
    page.clock.set_fixed_time("2100-01-02T00:00:00")
    for address in ("/", "/tim-kiem/"):
        page.goto(portal[1] + address)
        expect(page.locator("[data-notices] .notice:not(.notice--over)")).to_have_count(1)
        assert [words for words in told(page) if words] == WORDS[:1], (
            "a page that stands too long takes down what is over"
        )


def test_without_the_file_a_story_stands_as_it_is(page, portal):
    page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.route("**/live/notice.json", lambda route: route.fulfill(body="<p>"))
    page.goto(portal[1] + STORY, wait_until="networkidle")
    assert told(page) == [] and page.locator("h1").count() == 1


WATCH = """
window.moved = 0;
new PerformanceObserver((list) => list.getEntries().forEach((each) => (window.moved += each.value)))
  .observe({ type: "layout-shift", buffered: true });
"""
# Whether the page had been seen when urgent words came to stand on it.
FIRST_WORDS = """
new MutationObserver((_, watch) => {
  if (!document.querySelector("[data-notices] .notice")) return;
  window.wasSeen = self.isDrawn === true || performance.getEntriesByType("paint").length > 0;
  watch.disconnect();
}).observe(document, { childList: true, subtree: true });
"""


def moved(page) -> float:
    """How far things on the page have moved by themselves: its cumulative layout shift."""
    page.wait_for_timeout(300)
    return page.evaluate("window.moved")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("delay", [0, 50, 1500])
def test_words_that_come_late_move_nothing(new_page, portal, width, delay):
    page = new_page(viewport={"width": width, "height": 700})
    page.add_init_script(WATCH)

    def slow(route):
        page.wait_for_timeout(delay)
        route.continue_()

    page.route("**/live/notice.json", slow)
    page.goto(portal[1] + STORY)
    expect(page.locator("[data-notices] .notice")).to_have_count(2)
    assert told(page) == WORDS and moved(page) <= 0.05
    for item in page.locator("[data-notices] .notice").all():
        assert item.is_visible()
    assert axe_finds(page) == []


def test_late_words_are_closed_by_whoever_has_read_them_and_stand_above_the_next_page(new_page, portal):
    page = new_page()
    page.add_init_script(WATCH)
    page.route("**/live/notice.json", lambda route: (page.wait_for_timeout(1500), route.continue_()))
    page.goto(portal[1] + STORY)
    close = page.get_by_role("button", name="Đóng thông báo")
    close.click()
    page.unroute("**/live/notice.json")
    expect(page.locator("[data-notices] .notice")).to_have_count(0)
    above, known = page.locator("[data-notices] > .notice"), page.locator("[data-notices] .notice")
    page.add_init_script(FIRST_WORDS)
    for _ in range(5):  # a busy machine may show a page before it reads the scripts
        page.goto(portal[1] + STORY)
        expect(known).to_have_count(2)
        assert above.count() == (0 if page.evaluate("window.wasSeen") else 2)
        if above.count():
            break
    expect(above).to_have_count(2)
    expect(close).to_have_count(0)
    assert moved(page) <= 0.05


def test_words_that_are_taken_down_move_nothing_either(new_page, portal):
    page = new_page()
    page.add_init_script(WATCH)
    page.goto(portal[1] + STORY)
    expect(page.locator("[data-notices] .notice")).to_have_count(2)
    answer = json.dumps({"notices": []})

    def slow(route):
        page.wait_for_timeout(1000)
        route.fulfill(body=answer, content_type="application/json")

    page.route("**/live/notice.json", slow)
    page.goto(portal[1] + STORY)
    expect(page.locator("[data-notices] .notice:not(.notice--over)")).to_have_count(0)
    assert not any(told(page)) and moved(page) <= 0.05
