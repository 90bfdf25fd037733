"""Where things stand: no half of a desktop empty, numbers a thumb can hit, one red thing a block."""

from itertools import combinations

import pytest

from tests.browser import DESKTOP

# For each window of the page, from top to bottom: how much more room is empty on the right than on the left.
LOPSIDED = """() => {
  const frame = document.querySelector('main').getBoundingClientRect();
  const range = document.createRange();
  const boxes = [...document.querySelectorAll('main :is(img, svg, table, input)')]
    .filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect());
  const words = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    if (!words.currentNode.data.trim() || !words.currentNode.parentElement.checkVisibility()) continue;
    range.selectNodeContents(words.currentNode);
    boxes.push(...range.getClientRects());
  }
  const wrong = [];
  for (let top = frame.top; top + innerHeight <= frame.bottom; top += innerHeight / 2) {
    const seen = boxes.filter((box) => box.width > 1 && box.bottom > top && box.top < top + innerHeight);
    const left = Math.min(...seen.map((box) => box.left)) - frame.left;
    const right = frame.right - Math.max(...seen.map((box) => box.right));
    if (Math.abs(right - left) > frame.width / 4) wrong.push(`${Math.round(top)}: ${left} ${right}`);
  }
  return wrong;
}"""
RED = "rgb(163, 22, 26)"
REDS = """red => [...document.querySelectorAll('main .block, main [aria-labelledby]')].map((block) =>
  [block, ...block.querySelectorAll('*')].flatMap((e) => [null, '::before'].map((part) => {
    const style = getComputedStyle(e, part);
    if (part && style.content === 'none') return 0;
    const words = !part && [...e.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const border = parseFloat(style.borderTopWidth) && style.borderTopColor === red;
    return (words && style.color === red) || style.backgroundColor === red || border ? 1 : 0;
  })).reduce((sum, each) => sum + each, 0))"""


def test_no_third_of_a_desktop_is_empty(page, addresses):
    wrong = {}
    for kind, address in addresses.items():
        page.goto(address)
        for width in (1024, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 800})
            if found := page.evaluate(LOPSIDED):
                wrong[kind, width] = found
    assert wrong == {}


@pytest.mark.parametrize(
    "kind", ["home", "section", "/thong-bao/", "month", "section month", "tag", "tag's year"]
)
def test_the_last_story_of_a_list_leaves_no_half_row_empty(page, addresses, kind):
    page.set_viewport_size(DESKTOP)
    page.goto(addresses.get(kind, kind))
    free = """lists => lists.map(list =>
      list.getBoundingClientRect().right - list.lastElementChild.getBoundingClientRect().right)"""
    found = page.locator(".days, .rows, .front__sections").evaluate_all(free)
    assert found and max(found) < 1


@pytest.mark.parametrize("kind", ["section month", "tag's year"])
def test_the_headline_of_a_list_is_parted_between_name_and_time(phone, addresses, kind):
    phone.goto(addresses[kind])
    first = """h1 => {
      const range = document.createRange();
      const at = h1.textContent.indexOf(',') + 1;
      range.setStart(h1.firstChild, 0);
      range.setEnd(h1.firstChild, at);
      return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size;
    }"""
    assert phone.locator("h1").evaluate(first) == 1, "the name stands on one line"


def test_wide_tables_and_broad_photos_leave_the_column_on_a_desktop(page, addresses):
    page.set_viewport_size(DESKTOP)
    page.goto(addresses["table"])
    width = "e => e.getBoundingClientRect().width"
    column = page.locator(".body").evaluate(width)
    assert column == pytest.approx(44 * 16, abs=1)
    for name in (".table--widest", ".photo"):
        assert page.locator(name).first.evaluate(width) == pytest.approx(56 * 16, abs=1)


@pytest.mark.parametrize("width", [320, 360, 412, 480, 768])
def test_name_search_and_menu_lie_apart_in_letters_of_twice_the_size(page, width):
    page.set_viewport_size({"width": width, "height": 740})
    page.goto("/")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    parts = [page.locator(name) for name in (".brand", ".header__find", ".menu__button")]
    boxes = [part.bounding_box() for part in parts if part.is_visible()]
    for one, other in combinations(boxes, 2):
        apart = any(
            one[at] + one[size] <= other[at] + 1 or other[at] + other[size] <= one[at] + 1
            for at, size in (("x", "width"), ("y", "height"))
        )
        assert apart, boxes


@pytest.mark.parametrize("kind", ["home", "story", "contact", "map", "long", "outage", "expired"])
def test_every_telephone_is_a_link_a_thumb_can_hit(phone, addresses, kind):
    phone.goto(addresses[kind])
    numbers = phone.locator('a[href^="tel:"]').locator("visible=true")
    heights = numbers.evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
    assert len(heights) >= 1 and min(heights) >= 44


def test_a_notice_brought_by_its_script_has_its_telephone_as_a_link(phone, addresses):
    words = {"kind": "khan", "word": "Khẩn", "label": "Thông báo khẩn", "text": "Gọi 114.", "href": ""}
    pieces = [["Gọi ", "", ""], ["114", "tel", "tel:114"], [".", "", ""]]
    told = {"notices": [words | {"until": None, "pieces": pieces}]}
    phone.route("**/live/notice.json", lambda route: route.fulfill(json=told))
    phone.goto(addresses["story"])
    link = phone.get_by_role("link", name="114")
    link.wait_for()
    assert link.get_attribute("href") == "tel:114" and link.bounding_box()["height"] >= 44
    assert "Gọi 114." in phone.locator(".notice--khan, .notice-late").first.inner_text()


def test_photos_of_a_row_of_sections_begin_at_one_line(page, addresses):
    page.set_viewport_size(DESKTOP)
    page.goto(addresses["home"])
    tops = "all => all.map(e => e.getBoundingClientRect().top)"
    heads = page.locator(".front__sections .block__title").evaluate_all(tops)
    photos = page.locator(".front__sections .teaser__photo").evaluate_all(tops)
    assert len(photos) == len(heads) and all(40 < b - a < 90 for a, b in zip(heads, photos, strict=True))


def test_home_says_no_headline_twice(pages):
    told = [e.attrs["href"] for e in pages["/"].query(".front .teaser__title a")]
    assert len(told) == len(set(told)) > 10


def test_a_block_has_one_red_thing_at_most(page, addresses):
    page.set_viewport_size(DESKTOP)
    for kind in ("home", "section", "story", "month"):
        page.goto(addresses[kind])
        assert max(page.evaluate(REDS, RED)) <= 1, kind


def test_the_weather_is_no_larger_than_a_headline(page, addresses):
    page.goto(addresses["section"])
    size = "all => Math.max(...all.map(e => parseFloat(getComputedStyle(e).fontSize)))"
    told = page.locator(".weather__row *, .weather__note").evaluate_all(size)
    assert told <= page.locator(".teaser__title").evaluate_all(size.replace("max", "min"))
