"""Readers look at photos by mouse, keyboard, touch, screen reader, and without scripts."""

from io import BytesIO

import pytest
from PIL import Image

from tests.browser import LOOKS, axe_finds, overflow
from tests.server import serving
from tests.site import make_site

ALBUM = "/anh/le-hoi/"
MANY = "/anh/ba-tram/"
STORY = "/tin/2024/06/bai-thu/"
COUNT = 5
SHIFT = """() => new Promise((done) => {
  let moved = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((e) => (moved += e.value)))
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(moved), 1200);
})"""


def picture(size, colour):
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    """A served site: an album of five photos, one of three hundred, a story."""
    site = make_site(tmp_path_factory.mktemp("lightbox"))
    head = "---\ntitle: {}\ndate: 2024-05-01\n---\n"
    lines = [f'![Chú thích {n}](anh-{n}.jpg "Ảnh: Người {n}")' for n in range(1, COUNT + 1)]
    for number in range(1, COUNT + 1):
        tall = number == 3
        photo = picture((900, 1400) if tall else (1400, 900 + number), (40 * number, 90, 90))
        site.write(f"content/anh/le-hoi/anh-{number}.jpg", photo)
        site.write(f"content/tin/2024/06/bai-thu/anh-{number}.jpg", photo)
    site.write("content/anh/le-hoi/index.md", head.format("Lễ hội") + "\n\n".join(lines))
    for number in range(1, 301):
        site.write(f"content/anh/ba-tram/{number}.jpg", picture((330, 220), (number % 256, number // 2, 90)))
    many = "\n\n".join(f"![Tấm thứ {n}]({n}.jpg)" for n in range(1, 301))
    site.write("content/anh/ba-tram/index.md", head.format("Ba trăm ảnh") + many)
    text = "\n\n".join(["Một đoạn văn dài vừa phải, để ảnh cuối bài ở thật xa."] * 90)
    body = ["Mở đầu.", *lines[:3], text, "\n".join(lines[3:])]
    site.story(body="\n\n".join(body), album="le-hoi")
    site.settings(GALLERY={"originals": True})
    run = site.build()
    assert run.returncode == 0, run.stderr
    with serving(site.output) as address:
        yield address


@pytest.fixture
def album(new_page, url):
    page = new_page(base_url=url, viewport={"width": 1280, "height": 800})
    page.goto(ALBUM)
    return page


def open_photo(page, number):
    page.locator("a[data-gallery]").nth(number - 1).click()
    page.wait_for_selector("dialog[open]")


def says(page, number, total=COUNT):
    """Waits until the dialog shows one photo of the album and tells of it."""
    count = "(text) => document.querySelector('[data-lightbox-count]').textContent === text"
    page.wait_for_function(count, arg=f"Ảnh {number} trên {total}")
    seen = page.evaluate(
        """() => { const strip = document.querySelector("[data-lightbox-strip]");
        return Math.round(strip.scrollLeft / strip.clientWidth) + 1 }"""
    )
    return seen == number


def test_click_shows_the_photo_large_with_caption_credit_and_count(album):
    open_photo(album, 2)
    assert says(album, 2)
    assert album.locator("[data-lightbox-caption]").inner_text() == "Chú thích 2"
    assert album.locator("[data-lightbox-credit]").inner_text() == "Ảnh: Người 2"
    shown = album.locator(".lightbox__slide img").first
    assert shown.is_visible() and album.url.endswith(ALBUM)


def test_photo_fits_the_screen_whole(album):
    open_photo(album, 3)
    photo = album.locator(".lightbox__slide").nth(2).locator("img")
    photo.evaluate("image => image.decode()")
    box = photo.bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] <= 800
    assert abs(box["width"] / box["height"] - 900 / 1400) < 0.02


def test_buttons_lead_through_the_photos_and_end_at_both_ends(album):
    open_photo(album, 1)
    before, after = album.get_by_role("button", name="Ảnh trước"), album.get_by_role("button", name="Ảnh sau")
    assert before.get_attribute("aria-disabled") == "true"
    for number in range(2, COUNT + 1):
        after.click()
        says(album, number)
    after.click(force=True)
    assert says(album, COUNT)
    assert after.get_attribute("aria-disabled") == "true"
    before.click()
    says(album, COUNT - 1)


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_keyboard_leads_through_the_photos(new_page, url, motion):
    page = new_page(base_url=url, reduced_motion=motion)
    page.goto(ALBUM)
    page.locator("a[data-gallery]").nth(1).focus()
    page.keyboard.press("Enter")
    says(page, 2)
    way = [("ArrowRight", 3), ("End", COUNT), ("ArrowRight", COUNT), ("ArrowLeft", COUNT - 1), ("Home", 1)]
    for key, number in way:
        page.keyboard.press(key)
        says(page, number)
        page.wait_for_timeout(500)
    assert says(page, 1)


def test_quick_presses_are_all_counted(album):
    open_photo(album, 1)
    for _ in range(3):
        album.keyboard.press("ArrowRight")
    says(album, 4)
    album.wait_for_timeout(700)
    assert says(album, 4)


def has_focus(album, number):
    """The browser tells of a closed dialog a moment later, and then the focus moves."""
    album.wait_for_function(
        "n => document.activeElement === document.querySelectorAll('a[data-gallery]')[n - 1]", arg=number
    )


def test_escape_closes_and_focus_returns_to_the_photo_last_seen(album):
    open_photo(album, 2)
    album.keyboard.press("Escape")
    has_focus(album, 2)
    album.keyboard.press("Enter")
    album.keyboard.press("ArrowRight")
    says(album, 3)
    album.get_by_role("button", name="Đóng").click()
    has_focus(album, 3)
    assert album.locator("dialog[open]").count() == 0


def test_focus_stays_in_the_dialog(album):
    open_photo(album, 1)
    inside = "document.activeElement.matches('dialog *, body')"  # body: the browser's own buttons
    assert album.evaluate("document.activeElement.textContent") == "Đóng"
    for _ in range(12):
        album.keyboard.press("Tab")
        assert album.evaluate(inside)


def test_click_beside_the_photo_closes(album):
    open_photo(album, 3)
    album.mouse.click(60, 300)
    assert album.locator("dialog[open]").count() == 0


def test_swipe_leads_to_the_next_photo(new_page, url):
    page = new_page(base_url=url, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page.goto(ALBUM)
    page.locator("a[data-gallery]").first.tap()
    says(page, 1)
    finger = page.context.new_cdp_session(page)
    for x in (300, 260, 200, 140, 80):
        kind = "touchStart" if x == 300 else "touchMove"
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": 300}]})
        page.wait_for_timeout(30)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    says(page, 2)
    page.wait_for_timeout(600)
    assert says(page, 2)


def test_turning_the_phone_keeps_the_photo(new_page, url):
    page = new_page(base_url=url, viewport={"width": 360, "height": 740})
    page.goto(ALBUM)
    open_photo(page, 4)
    page.set_viewport_size({"width": 740, "height": 360})
    page.wait_for_timeout(400)
    assert says(page, 4)


def test_link_opens_the_picture_itself_without_scripts(new_page, url):
    page = new_page(base_url=url, java_script_enabled=False)
    page.goto(ALBUM)
    assert page.locator("dialog").is_hidden()
    address = page.locator("a[data-gallery]").first.get_attribute("href")
    answer = page.request.get(address)
    assert answer.status == 200 and answer.headers["content-type"] == "image/webp"


def test_click_with_control_is_left_to_the_browser(album):
    album.locator("a[data-gallery]").first.click(modifiers=["Control"])
    assert album.locator("dialog[open]").count() == 0


def test_original_can_be_downloaded_under_the_name_the_editor_gave(album):
    open_photo(album, 2)
    with album.expect_download() as waiting:
        album.get_by_role("link", name="Tải ảnh gốc").click()
    assert waiting.value.suggested_filename == "anh-2.jpg"
    with Image.open(waiting.value.path()) as image:
        assert image.size == (1400, 902)


def test_captions_of_an_album_show_on_demand(album):
    caption = album.locator(".gallery__caption").first
    assert caption.is_hidden()
    album.get_by_label("Hiện chú thích dưới ảnh").focus()
    album.keyboard.press("Space")
    assert caption.is_visible() and "Chú thích 1" in caption.inner_text()


def test_row_keeps_the_ratios_of_its_photos(album):
    boxes = album.locator(".gallery--rows img").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect()).map(b => [b.top, b.width, b.height])"
    )
    first_row = [box for box in boxes if abs(box[0] - boxes[0][0]) < 2]
    assert len(first_row) >= 3
    assert max(box[2] for box in first_row) - min(box[2] for box in first_row) < 2
    shapes = [round(width / height, 2) for _, width, height in boxes]
    assert shapes[2] == pytest.approx(2 / 3, abs=0.03) and shapes[0] == pytest.approx(1.5, abs=0.03)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("width", [320, 1280])
def test_open_dialog_is_accessible(new_page, url, width, look):
    page = new_page(base_url=url, color_scheme=look, viewport={"width": width, "height": 700})
    page.goto(ALBUM)
    open_photo(page, 2)
    page.wait_for_timeout(300)
    assert axe_finds(page) == []
    assert overflow(page) == 0
    for button in page.locator("dialog button:visible").all():
        box = button.bounding_box()
        assert box["height"] >= 44 and box["width"] >= 44


def spoken(page):
    """Everything Chromium tells a screen reader, as (role, name)."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    return [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in nodes
        if not node.get("ignored") and node.get("role")
    ]


def test_caption_of_a_story_is_text_once_and_every_photo_is_announced(new_page, url):
    """The figure is named by its caption, as browsers do; no picture or link says it again."""
    page = new_page(base_url=url)
    page.goto(STORY)
    told = spoken(page)
    for number in range(1, COUNT + 1):
        saying = [role for role, name in told if f"Chú thích {number}" in name]
        assert saying.count("StaticText") == 1
        assert set(saying) <= {"StaticText", "InlineTextBox", "Figcaption", "figure"}
    assert len([name for role, name in told if role == "link" and name.startswith("Xem ảnh")]) == COUNT
    assert len([name for role, name in told if role == "image" and name.startswith("Xem ảnh")]) == COUNT


def test_caption_of_an_album_is_said_once_shown_or_not(album):
    for _ in range(2):
        told = spoken(album)
        for number in range(1, COUNT + 1):
            saying = [role for role, name in told if name == f"Chú thích {number}"]
            assert sorted(saying) == ["image", "link"]  # a link is named by the picture in it
        album.get_by_label("Hiện chú thích dưới ảnh").check()


def test_open_dialog_tells_of_one_photo_only(album):
    open_photo(album, 2)
    says(album, 2)
    told = spoken(album)
    assert ("dialog", "Xem ảnh") in told
    assert [name for role, name in told if role == "image"] == ["Chú thích 2"]
    assert [name for role, name in told if role == "StaticText" and " trên " in name] == ["Ảnh 2 trên 5"]
    assert [name for role, name in told if role == "StaticText" and "Chú thích" in name] == ["Chú thích 2"]


@pytest.mark.parametrize("address", [ALBUM, "/thu-vien-anh/"])
def test_nothing_moves_while_photos_arrive(new_page, url, address):
    page = new_page(base_url=url, viewport={"width": 400, "height": 800})
    page.goto(address)
    assert page.evaluate(SHIFT) < 0.01


@pytest.mark.parametrize("address", [STORY, MANY])
def test_room_is_kept_for_photos_that_have_not_arrived(new_page, url, address):
    page = new_page(base_url=url, viewport={"width": 400, "height": 200})
    page.goto(address)
    shape = "[e.width / e.height, e.getAttribute('width') / e.getAttribute('height')]"
    pictures = page.locator("a[data-gallery] img")
    rooms = pictures.evaluate_all(f"all => all.filter(e => !e.complete).map(e => {shape})")
    assert rooms
    assert all(room == pytest.approx(wanted, rel=0.06) for room, wanted in rooms)


def test_three_hundred_photos_stay_usable(new_page, url):
    page = new_page(base_url=url, viewport={"width": 360, "height": 740})
    asked = []
    page.on("request", lambda request: "/media/" in request.url and asked.append(request.url))
    answer = page.goto(MANY)
    page.wait_for_timeout(300)
    assert len(answer.body()) < 350_000
    assert len(set(asked)) < 100
    page.locator("a[data-gallery]").nth(149).click()
    assert says(page, 150, 300)
    assert page.locator(".lightbox__slide img").count() <= 3
    page.keyboard.press("End")
    says(page, 300, 300)
    assert page.locator(".lightbox__slide img").count() <= 6


def test_story_shows_all_its_photos_in_one_dialog_and_leads_to_its_album(new_page, url):
    page = new_page(base_url=url, viewport={"width": 1280, "height": 800})
    page.goto(STORY)
    open_photo(page, 4)
    assert says(page, 4)
    assert page.locator("[data-lightbox-caption]").inner_text() == "Chú thích 4"
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Xem album “Lễ hội” (5 ảnh)").click()
    assert page.url.endswith(ALBUM)
