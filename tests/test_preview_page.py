"""An open page of the preview: reloads, mistakes over the last good page."""

from contextlib import closing

import pytest

from tests.browser import LOOKS, axe_finds, overflow, watch
from tests.preview import PATIENCE

HIDE = """(hidden) => {
    Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def page(browser):
    """A narrow browser page that may do nothing wrong but find the site not yet built."""
    with closing(browser.new_page(viewport={"width": 360, "height": 640})) as page:
        page.set_default_timeout(PATIENCE * 1000)
        wrong = watch(page)
        yield page
    assert [each for each in wrong if "503" not in each] == []


def test_an_open_page_reloads_where_it_was_read(project, start, page):
    preview, *_ = start()
    page.goto(preview.server.url)
    page.evaluate("scrollTo(0, 1500)")
    project.write("Hai")
    page.get_by_role("heading", name="Hai").wait_for()
    # Restored within the first frames; and not wait_for_function, which the policy forbids.
    place = """() => new Promise((tell) => {
        const look = (frame) => {
            if (scrollY || frame > 100) tell(scrollY);
            else requestAnimationFrame(() => look(frame + 1));
        };
        look(0);
    })"""
    assert page.evaluate(place) == pytest.approx(1500, abs=30)


def test_a_page_made_from_an_older_site_reloads_when_it_listens(project, start, page):
    preview, _, state = start()

    def old(route):
        text = route.fetch().text()
        route.fulfill(body=text.replace(state["version"], "1").replace("Một", "Cũ"), content_type="text/html")

    page.route("**/", old, times=1)
    page.goto(preview.server.url)
    page.get_by_role("heading", name="Một").wait_for()


def test_a_hidden_page_leaves_its_connection_and_reloads_when_seen(project, start, page):
    preview, follower, state = start()
    page.goto(preview.server.url)
    with page.expect_event("requestfailed", lambda request: "events" in request.url):
        page.evaluate(HIDE, True)
    project.write("Hai")
    follower.newer_than(state)
    assert page.get_by_role("heading", name="Một").count() == 1
    page.evaluate(HIDE, False)
    page.get_by_role("heading", name="Hai").wait_for()


def test_a_mistake_is_shown_over_the_last_good_page_until_mended(project, start, page):
    preview, *_ = start()
    page.goto(preview.server.url)
    project.write("SAI <img src=x onerror=alert(1)>")
    panel = page.get_by_role("alert")
    panel.wait_for()
    assert "1 lỗi cần sửa" in panel.inner_text()
    assert "content/page.txt, dòng 3" in panel.inner_text()
    assert "SAI <img src=x onerror=alert(1)>" in panel.inner_text()
    assert page.get_by_role("heading", name="Một").count() == 1
    project.write("Hai")
    page.get_by_role("heading", name="Hai").wait_for()
    assert panel.count() == 0


def test_the_same_mistakes_are_not_announced_again(project, start, page):
    project.write("NHẮC nhẹ")
    preview, *_ = start()
    page.goto(preview.server.url)
    panel = page.get_by_role("alert")
    panel.evaluate("(box) => { box.same = true }")
    page.evaluate(HIDE, True)
    page.evaluate(HIDE, False)
    # Once another connection has heard, the page's own has too.
    page.evaluate("""() => new Promise((heard) => {
        const events = new EventSource("/__preview/events");
        events.onmessage = () => { events.close(); heard() };
    })""")
    assert panel.evaluate("(box) => box.same")


def test_a_closed_panel_stays_closed_until_the_mistakes_change(project, start, page):
    preview, follower, state = start()
    project.write("SAI một")
    follower.newer_than(state)
    page.goto(preview.server.url)
    page.get_by_role("button", name="Đóng").click()
    assert page.get_by_role("alert").count() == 0
    with page.expect_response("**/__preview/events"):
        page.reload()
    project.write("SAI hai")
    page.get_by_role("alert").wait_for()
    assert "SAI hai" in page.get_by_role("alert").inner_text()


def test_a_warning_is_shown_without_the_words_of_a_mistake(project, start, page):
    project.write("NHẮC nhẹ")
    preview, *_ = start()
    page.goto(preview.server.url)
    page.get_by_role("alert").wait_for()
    told = page.get_by_role("alert").inner_text()
    assert "1 lưu ý" in told and "Lưu ý: NHẮC nhẹ" in told and "lỗi" not in told


def test_the_page_of_a_failed_first_build_opens_the_site_when_mended(project, start, page):
    project.write("SAI một")
    preview, *_ = start()
    page.goto(preview.server.url)
    page.get_by_role("heading", name="Trang web chưa dựng được").wait_for()
    project.write("SAI hai")
    page.get_by_text("SAI hai").wait_for()
    project.write("Hai")
    page.get_by_role("heading", name="Hai").wait_for()


@pytest.mark.parametrize("first", ["Một", "SAI"])
def test_panel_and_failed_page_are_readable_for_everyone(project, start, browser, first):
    project.write(first)
    preview, follower, state = start()
    project.write("SAI một chỗ")
    follower.newer_than(state)
    # Not the `page` of the other tests: axe itself does what the policy forbids.
    with closing(browser.new_page(viewport={"width": 360, "height": 640})) as page:
        page.goto(preview.server.url)
        page.get_by_text("SAI một chỗ").wait_for()
        for colours in LOOKS:
            page.emulate_media(color_scheme=colours)
            assert axe_finds(page) == [] and overflow(page) == 0
