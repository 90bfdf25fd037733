"""Text size on every page; the tools of a story: read aloud, copy the address, print."""

import pytest

from tests.sample import SAMPLE_STORY, SITEURL

# A browser with voices of our choice, which notes what it is given to say.
SPEECH = """
  const voices = %s.map(lang => ({lang, name: lang}));
  window.said = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } };
  const speech = new EventTarget();
  Object.assign(speech, {
    speaking: false,
    getVoices: () => voices,
    speak(utterance) { this.speaking = true; window.said.push(utterance) },
    cancel() { this.speaking = false; window.stopped = true },
  });
  Object.defineProperty(window, 'speechSynthesis', {value: speech});
"""


@pytest.fixture
def page(new_page):
    """A page of its own, since these tests keep things in the browser and replace its parts."""
    return new_page()


@pytest.fixture
def with_voices(page):
    """Opens the sample story in a browser that speaks the given languages."""

    def open_with(*languages):
        page.add_init_script(SPEECH % list(languages))
        page.goto(SAMPLE_STORY)
        page.get_by_role("button", name="In bài").wait_for()
        return page

    return open_with


def letters(page) -> float:
    """The size of the running text in pixels."""
    return page.locator(".body p").first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")


def test_text_grows_and_shrinks_and_the_choice_is_shown(page):
    page.goto(SAMPLE_STORY)
    normal = letters(page)
    for name, larger in (("Chữ lớn", 1.25), ("Chữ nhỏ", 0.9), ("Chữ vừa", 1)):
        page.get_by_role("button", name=name).click()
        assert letters(page) == pytest.approx(normal * larger, rel=0.01)
        pressed = page.locator("[data-text-size] [aria-pressed=true]")
        assert set(pressed.evaluate_all("all => all.map(e => e.ariaLabel)")) == {name}


def test_a_plus_once_more_is_larger_still_and_is_remembered(page, addresses):
    page.goto(SAMPLE_STORY)
    normal, larger = letters(page), page.get_by_role("button", name="Chữ lớn")
    for times in (1.25, 1.5, 1.5):
        larger.click()
        assert letters(page) == pytest.approx(normal * times, rel=0.01)
        assert larger.get_attribute("aria-pressed") == "true"
    page.goto(addresses["page"])
    assert page.evaluate("document.documentElement.dataset.text") == "rat-lon"
    page.get_by_role("button", name="Chữ nhỏ").click()
    assert page.evaluate("document.documentElement.dataset.text") == "nho"


@pytest.mark.parametrize("kind", ["home", "section", "page", "search"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_has_the_text_sizes_once_and_in_reach(page, addresses, kind, width):
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(addresses[kind])
    if width == 360 and kind != "page":  # a story and a page have them above their text
        page.get_by_text("Danh mục", exact=True).click()
    page.get_by_role("button", name="Chữ lớn").click()
    assert page.evaluate("document.documentElement.dataset.text") == "lon"


def test_text_size_is_remembered_on_other_pages(page, addresses):
    page.goto(SAMPLE_STORY)
    page.get_by_role("button", name="Chữ lớn").click()
    for kind in ("video", "page", "home"):
        page.goto(addresses[kind])
        assert page.evaluate("document.documentElement.dataset.text") == "lon"
    page.goto(SAMPLE_STORY)
    assert page.get_by_role("button", name="Chữ lớn").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Chữ vừa").click()
    page.goto(addresses["home"])
    assert page.evaluate("document.documentElement.dataset.text") is None


def test_remembered_size_is_there_before_the_first_paint(page):
    """However late its script comes: the page waits for it, so that nothing jumps."""
    page.goto(SAMPLE_STORY)
    page.get_by_role("button", name="Chữ lớn").click()
    page.add_init_script("""
      new MutationObserver(() => { window.sized ??= performance.now() })
        .observe(document, {subtree: true, attributes: true, attributeFilter: ['data-text']});
    """)

    def late(route):
        page.wait_for_timeout(400)
        route.continue_()

    page.route("**/text_size.*.js", late)
    page.goto(SAMPLE_STORY)
    painted = page.evaluate("""() => new Promise(resolve => new PerformanceObserver(list => {
      const first = list.getEntriesByName('first-contentful-paint')[0];
      if (first) resolve(first.startTime);
    }).observe({type: 'paint', buffered: true}))""")
    assert 400 < page.evaluate("window.sized") <= painted


def test_read_aloud_is_not_offered_without_a_vietnamese_voice(with_voices):
    page = with_voices("en-US", "zh-CN")
    assert page.locator("[data-read-aloud-button]").is_hidden()


def test_read_aloud_is_not_offered_where_browsers_cannot_speak(page):
    page.add_init_script("Object.defineProperty(window, 'speechSynthesis', {value: undefined})")
    page.goto(SAMPLE_STORY)
    page.get_by_role("button", name="In bài").wait_for()
    assert page.locator("[data-read-aloud-button]").is_hidden()


@pytest.mark.parametrize("language", ["vi-VN", "vi_VN", "vi"])
def test_read_aloud_speaks_vietnamese_and_begins_with_the_headline(with_voices, pages, language):
    page = with_voices("en-US", language)
    page.get_by_role("button", name="Đọc bài").click()
    said = page.evaluate("window.said.map(u => u.text)")
    assert said[0].replace("\u00a0", " ") == pages[SAMPLE_STORY].headline
    assert said[1].startswith("Sáng 06/6, Ban Thường vụ Huyện uỷ")
    assert said[-1].startswith("Phát biểu tại hội nghị")
    assert len(said) == len(set(said)), "nothing is read twice"
    assert page.evaluate("window.said.every(u => u.lang === 'vi-VN' && u.voice.lang.startsWith('vi'))")


def test_reading_can_be_stopped_and_ends_by_itself(with_voices):
    page = with_voices("vi-VN")
    page.get_by_role("button", name="Đọc bài").click()
    page.get_by_role("button", name="Dừng đọc").click()
    assert page.evaluate("window.stopped")
    page.get_by_role("button", name="Đọc bài").click()
    page.evaluate("window.said.at(-1).onend()")
    assert page.get_by_role("button", name="Đọc bài").is_visible()


def test_voice_that_comes_late_brings_the_button(with_voices):
    page = with_voices()
    button = page.locator("[data-read-aloud-button]")
    assert button.is_hidden()
    page.evaluate("""() => {
      speechSynthesis.getVoices = () => [{lang: 'vi-VN'}];
      speechSynthesis.dispatchEvent(new Event('voiceschanged'));
    }""")
    assert button.is_visible()


def test_address_is_copied_and_the_reader_is_told(page, base_url):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base_url)
    page.goto(SAMPLE_STORY)
    page.get_by_role("button", name="Chép địa chỉ").click()
    page.get_by_role("status").filter(has_text="Đã chép địa chỉ.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == SITEURL + SAMPLE_STORY


def test_address_is_shown_where_copying_is_refused(page):
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))")
    page.goto(SAMPLE_STORY)
    page.get_by_role("button", name="Chép địa chỉ").click()
    page.get_by_role("status").filter(has_text=SITEURL + SAMPLE_STORY).wait_for()


def test_sharing_is_by_plain_links(pages):
    links = {e.to_text(): e.attrs["href"] for e in pages[SAMPLE_STORY].query(".share a")}
    address = "https%3A%2F%2Ftram-tin.example%2Ftin%2F2024%2F06%2Fso-ket-de-an-11%2F"
    assert list(links) == ["Zalo", "Facebook", "Thư điện tử"]
    assert all(address in link for link in links.values())


def test_print_button_prints(page):
    page.add_init_script("window.print = () => { window.printed = true }")
    page.goto(SAMPLE_STORY)
    page.get_by_role("button", name="In bài").click()
    assert page.evaluate("window.printed")
