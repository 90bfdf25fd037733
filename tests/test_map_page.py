"""The page of the map and its block on the home page, as readers meet them."""

import gzip
import re
import unicodedata

import pytest

import pelicanconf
from tests.browser import LOOKS, axe_finds, overflow
from tests.server import serving
from tests.site import make_site

PAGE = "/ban-do-hanh-chinh/"
NOW, FORMER = (layer["slug"] for layer in pelicanconf.MAP["layers"])
DESKTOP, PHONE, NARROWEST = ({"width": w, "height": h} for w, h in ((1280, 800), (360, 740), (320, 640)))


@pytest.fixture(scope="module")
def mapped(tmp_path_factory):
    """A site with the sample's map and one story, built once."""
    site = make_site(tmp_path_factory.mktemp("map"))
    site.story(body=f"Xem [bản đồ]({PAGE}).")
    result = site.build()
    assert result.returncode == 0, result.stderr
    return site


@pytest.fixture(scope="module")
def url(mapped):
    with serving(mapped.output) as url:
        yield url


@pytest.fixture
def open_page(new_page, url):
    """Opens the page of the map: open_page("#nay-xa-son-dong", **options of the browser)."""

    def open_page(anchor="", address=PAGE, **options):
        page = new_page(base_url=url, **{"viewport": DESKTOP, "reduced_motion": "reduce"} | options)
        page.goto(address + anchor)
        return page

    return open_page


def item(page, name, layer=FORMER):
    return page.locator(".map__item", has=page.locator(f"[id^={layer}-]")).filter(
        has=page.locator(".map__name", has_text=re.compile(f"^{re.escape(name)}( \\(cũ\\))?$"))
    )


def fill(page, name, layer=FORMER):
    path = item(page, name, layer).locator(".map__shape path")
    return path.evaluate("e => getComputedStyle(e).fill")


def colour(page, name):
    """A colour as a browser writes it: colour(page, "var(--red)")."""
    return page.evaluate(
        """name => {
          const probe = document.body.appendChild(document.createElement('i'));
          probe.style.forcedColorAdjust = 'none';
          probe.style.color = name;
          const colour = getComputedStyle(probe).color;
          probe.remove();
          return colour;
        }""",
        name,
    )


def red(page):
    return colour(page, "var(--red)")


def refused(site) -> str:
    result = site.build()
    assert result.returncode == 1, (result.stdout, result.stderr)
    assert "Traceback" not in result.stderr + result.stdout
    return result.stderr


# --- What is built ----------------------------------------------------------------


def test_page_says_that_it_is_a_schematic_and_names_the_resolution(mapped):
    page = mapped.page(PAGE)
    assert "không phải bản đồ địa chính" in page
    assert "1656/NQ-UBTVQH15" in page and "01/07/2025" in page


def test_population_stands_with_its_year_and_source(mapped):
    page = mapped.page(PAGE)
    assert "102.136 người (2025)" in page and "28,69 km²" in page
    assert "Số liệu: Báo và Phát thanh, Truyền hình Hà Nội" in page


def test_drawing_is_small_and_asks_no_other_server_for_anything(mapped):
    page = mapped.page(PAGE)
    drawing = "".join(re.findall(r"<svg.*?</svg>", page, re.S))
    assert len(gzip.compress(drawing.encode())) < 12_000
    assert len(re.findall(r'"map__shape"[^>]*><path fill-rule="evenodd"', drawing)) == 24, "holes stay open"
    elsewhere = set(re.findall(r'(\w+)="(?:https?:)?//(?!127\.0\.0\.1)([^/"]+)', page))
    assert elsewhere <= {("href", "www.openstreetmap.org")}, "a link, opened only when it is clicked"


def test_home_page_has_todays_units_and_the_whole_block_leads_to_the_page(mapped):
    home = mapped.page("/")
    block = home[home.index('id="ban-do-hanh-chinh"') :]
    block = block[: block.index("</section>")]
    links = re.findall(r'href="([^"]+)"', block)
    anchors = set(re.findall(r'id="([^"]+)"', mapped.page(PAGE)))
    assert len([link for link in links if f"#{NOW}-" in link]) == 4
    assert all(link.startswith(PAGE) and link.partition("#")[2] in anchors | {""} for link in links)


def test_without_layers_there_is_no_map_and_nothing_breaks(site):
    site.settings(MAP={})
    result = site.build()
    assert result.returncode == 0, result.stderr
    assert not (site.output / PAGE.strip("/")).exists() and "map__list" not in site.page("/")


def test_one_layer_needs_no_merger_and_hostile_names_stay_words(site):
    former = site.folder / pelicanconf.MAP["layers"][1]["shapes"]
    hostile = former.read_text("utf-8").replace('"Xã Vân Canh"', '"Xã <script>alert(1)</script> \\"\'"')
    former.write_text(hostile, "utf-8")
    layer = {"slug": "xa", "title": "<b>Xã</b>", "shapes": pelicanconf.MAP["layers"][1]["shapes"]}
    site.settings(**{"MAP.layers": [layer], "MAP.merger": "", "MAP.points": ""})
    result = site.build()
    assert result.returncode == 0, result.stderr
    page = site.page(PAGE)
    assert page.count('class="map__item"') == 20
    assert "tra-cuu" not in page and 'src="/theme/map.' not in page, (
        "nothing to find, so no form and no script"
    )
    for address in ("/", PAGE):
        assert "<script>alert" not in site.page(address) and "<b>Xã" not in site.page(address)


def test_broken_files_stop_the_build_and_are_all_told_at_once(site):
    now, former = pelicanconf.MAP["layers"]
    site.write(now["shapes"], "không phải")
    site.write(former["facts"], "units: {Xã Lạ: {}}")
    site.write(pelicanconf.MAP["points"], "tên\n")
    sentence = refused(site)
    for words in (
        f"{now['shapes']}: Không phải GeoJSON",
        f"{former['facts']}: “Xã Lạ” không có trên bản đồ",
        f"{pelicanconf.MAP['points']}, dòng 1: Thiếu cột",
        "3 lỗi cần sửa",
    ):
        assert words in sentence, sentence


# --- In a browser -----------------------------------------------------------------


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_chosen_or_answered(open_page, look):
    page = open_page(f"#{FORMER}-xa-van-canh", color_scheme=look)
    page.get_by_role("searchbox", name="Gõ tên").fill("yen")
    page.get_by_text("3 đơn vị gần giống").wait_for()
    page.locator("summary", has_text="Chọn trong").click()
    assert axe_finds(page) == []
    page.goto(f"{PAGE}#{NOW}-xa-son-dong")
    page.set_viewport_size(PHONE)
    assert axe_finds(page) == []


def test_nothing_scrolls_sideways_at_320_pixels_even_in_large_letters(open_page):
    page = open_page(viewport=NARROWEST)
    for address in (f"{PAGE}#{NOW}-xa-son-dong", "/"):
        page.goto(address)
        assert overflow(page) == 0, address
        page.evaluate("document.documentElement.dataset.text = 'lon'")
        assert overflow(page) == 0, address


def test_nothing_scrolls_sideways_on_wider_screens(open_page):
    page = open_page()
    for width in (600, 895, 896, 1024, 1920):
        page.set_viewport_size({"width": width, "height": 700})
        assert overflow(page) == 0, width


@pytest.mark.parametrize("scripts", [True, False])
def test_each_unit_is_one_stop_of_the_tab_key_with_its_name_and_a_ring(open_page, scripts):
    page = open_page(java_script_enabled=scripts)
    links = page.locator(".map__link")
    assert links.count() == 24
    names = links.evaluate_all("all => all.map(e => e.querySelector('.map__name').textContent)")
    assert "Xã Vân Canh (cũ)" in names
    assert len(set(names)) == len(names) == 24, "Sơn Đồng and An Khánh are old and new"
    assert page.get_by_role("link", name="Xã Vân Canh (cũ)", exact=True).count() == 1
    first = links.first
    first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert first.evaluate("e => e === document.activeElement")
    assert first.evaluate("e => parseFloat(getComputedStyle(e).outlineWidth)") >= 3
    stroke = "e => parseFloat(getComputedStyle(e.querySelector('path')).strokeWidth)"
    assert first.evaluate(stroke) > links.last.evaluate(stroke)


def test_units_are_large_enough_for_a_thumb(open_page):
    page = open_page(viewport=PHONE)
    heights = page.locator(".map__link, .finder summary, .finder input, .finder button")
    assert heights.evaluate_all("all => all.every(e => e.getBoundingClientRect().height >= 43.9)")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_unit_is_chosen_by_keys_in_list_and_drawing_at_once(open_page, scripts):
    page = open_page(java_script_enabled=scripts)
    link = item(page, "Xã Vân Canh").locator(".map__link")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**#{FORMER}-xa-van-canh")
    assert fill(page, "Xã Vân Canh") == red(page) != fill(page, "Xã Lại Yên")
    chosen = item(page, "Xã Vân Canh")
    assert chosen.get_by_text("Phần lớn nay thuộc").is_visible()
    assert chosen.get_by_role("link", name="024 0000 0003").is_visible()
    assert item(page, "Xã Lại Yên").get_by_role("link", name="024 0000 0003").is_hidden()
    # The facts stand beside the drawing, and both are in sight.
    box, drawing = chosen.bounding_box(), chosen.locator(".map__shape").bounding_box()
    assert 0 <= box["y"] < 200 and abs(box["y"] - drawing["y"]) < 60


def test_a_unit_is_chosen_by_its_shape(open_page):
    page = open_page(f"#{FORMER}-xa-lai-yen")
    shape = item(page, "Xã An Thượng").locator(".map__shape path").bounding_box()
    page.mouse.move(shape["x"] + shape["width"] / 2, shape["y"] + shape["height"] / 2)
    hovered = fill(page, "Xã An Thượng")
    assert hovered not in (red(page), fill(page, "Xã Vân Côn"))
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url(f"**#{FORMER}-xa-an-thuong")
    page.mouse.move(0, 0)
    assert fill(page, "Xã An Thượng") == red(page) != fill(page, "Xã Lại Yên")


def test_pointing_at_a_name_lights_its_shape(open_page):
    page = open_page(f"#{NOW}")
    before = fill(page, "Xã Hoài Đức", NOW)
    item(page, "Xã Hoài Đức", NOW).locator(".map__name").hover()
    assert fill(page, "Xã Hoài Đức", NOW) != before == fill(page, "Xã Sơn Đồng", NOW)


def test_on_a_phone_the_list_comes_first_and_numbers_stand_for_names(open_page):
    page = open_page(viewport=PHONE)
    for layer in (NOW, FORMER):
        last = page.locator(f".map__item:has([id^={layer}-])").last
        list_end = last.bounding_box()["y"] + last.bounding_box()["height"]
        assert last.locator(".map__shape").bounding_box()["y"] >= list_end
    van_canh = item(page, "Xã Vân Canh")
    assert van_canh.locator(".map__number").is_visible() and van_canh.locator(".map__words").is_hidden()
    assert van_canh.locator(".map__number").text_content() == van_canh.locator(".map__count").text_content()


ANSWERS = [
    ("van canh", "Xã Vân Canh", "xã Sơn Đồng", "024 0000 0003"),
    ("Vân Canh", "Xã Vân Canh", "phường Xuân Phương", "024 0000 0003"),
    ("vân côn", "Xã Vân Côn", "xã An Khánh", "024 0000 0004"),
    ("  VÂN  CÔN ", "Xã Vân Côn", "xã Sơn Đồng", "024 0000 0003"),
    (unicodedata.normalize("NFD", "xã Đắc Sở"), "Xã Đắc Sở", "xã Dương Hòa", "024 0000 0002"),
    ("dac so", "Xã Đắc Sở", "xã Dương Hòa", "024 0000 0002"),
    ("\u00d0ắc Sở", "Xã Đắc Sở", "xã Dương Hòa", "024 0000 0002"),
    ("thi tran tram troi", "Thị trấn Trạm Trôi", "xã Hoài Đức", "024 0000 0001"),
    ("TT. Trạm Trôi", "Thị trấn Trạm Trôi", "xã Hoài Đức", "024 0000 0001"),
    ("kim chu", "Xã Kim Chung", "phường Tây Tựu", "024 0000 0001"),
    ("an khánh", "Xã An Khánh (cũ)", "phường Tây Mỗ", "024 0000 0004"),
    ("duong hoà", "Xã Dương Hòa", "58.830 người", "024 0000 0002"),
]


def test_finder_answers_with_or_without_marks_and_is_heard(open_page):
    page = open_page()
    box, said = page.get_by_role("searchbox", name="Gõ tên"), page.locator(".finder [role=status]")
    for typed, old, new, telephone in ANSWERS:
        box.fill(typed)
        page.keyboard.press("Enter")
        answer = said.inner_text()
        assert old in answer and new in answer and telephone in answer, (typed, answer)
    assert said.get_by_role("link", name="Xem trên sơ đồ").is_visible()


def test_finder_answers_while_one_types_and_lights_the_drawing(open_page):
    page = open_page()
    page.get_by_role("searchbox", name="Gõ tên").press_sequentially("van con")
    page.locator(".finder").get_by_text("Phần lớn nay thuộc").wait_for()
    assert fill(page, "Xã Vân Côn") == red(page)
    page.locator(".finder").get_by_role("link", name="Xem trên sơ đồ").click()
    page.wait_for_url(f"**#{FORMER}-xa-van-con")


def test_finder_offers_what_is_close_and_says_when_nothing_is(open_page):
    page = open_page()
    box, said = page.get_by_role("searchbox", name="Gõ tên"), page.locator(".finder [role=status]")
    box.fill("duc")
    said.get_by_text("Có 3 đơn vị gần giống").wait_for()
    said.get_by_role("button", name="Xã Đức Thượng").click()
    assert "Nay thuộc xã Hoài Đức" in said.inner_text() and box.input_value() == "Xã Đức Thượng"
    box.fill("Hà Đông")
    said.get_by_text("Không có đơn vị nào tên “Hà Đông”").wait_for()
    box.fill("")
    page.keyboard.press("Enter")
    assert said.inner_text().strip() == ""
    box.fill("<b>x</b>")
    said.get_by_text("“<b>x</b>”").wait_for()


def test_without_scripts_the_old_unit_is_chosen_from_a_list(open_page):
    page = open_page(java_script_enabled=False, viewport=PHONE)
    assert page.locator(".finder input").is_hidden()
    page.locator("summary", has_text="Chọn trong").click()
    page.locator(".finder").get_by_role("link", name="Xã Vân Canh (cũ)").click()
    answer = item(page, "Xã Vân Canh").inner_text()
    assert "Phần lớn nay thuộc xã Sơn Đồng" in answer and "024 0000 0003" in answer
    assert "Một phần nay thuộc phường Xuân Phương" in answer and "được chia cho 2 nơi" in answer


def test_new_unit_shows_its_old_units_places_and_a_link_elsewhere(open_page):
    page = open_page(f"#{NOW}-xa-son-dong")
    chosen = item(page, "Xã Sơn Đồng", NOW)
    words = " ".join(chosen.inner_text().split())
    assert "Gồm toàn bộ Lại Yên, Sơn Đồng, Tiền Yên; phần lớn Vân Canh, Song Phương; một phần" in words
    assert "Trạm Y tế xã Sơn Đồng" in words and "Công an xã Sơn Đồng" in words
    link = chosen.get_by_role("link", name=re.compile("^Xem trên bản đồ ?: Xã Sơn Đồng$"))
    assert link.get_attribute("href").startswith("https://www.openstreetmap.org/?mlat=21.")
    chosen.get_by_role("link", name="Vân Canh").click()
    page.wait_for_url(f"**#{FORMER}-xa-van-canh")


def test_chosen_unit_is_told_in_forced_colours_too(open_page):
    page = open_page(f"#{FORMER}-xa-van-canh", forced_colors="active")
    assert fill(page, "Xã Vân Canh") == colour(page, "highlight")
    assert fill(page, "Xã Lại Yên") == colour(page, "canvas")


def test_print_has_drawings_with_names_and_every_unit_but_nothing_to_use(open_page):
    page = open_page(f"#{FORMER}-xa-van-canh")
    page.emulate_media(media="print")
    assert page.locator(".finder").is_hidden() and page.get_by_text("Xem trên bản đồ").first.is_hidden()
    assert item(page, "Xã Lại Yên").locator(".map__words").is_visible()
    text = page.locator(".map-page").inner_text()
    assert text.count("Nay thuộc") == 20 and text.count("024 0000 000") == 4
    assert "toàn bộ Lại Yên" in " ".join(text.split())
    assert len(re.findall(rb"/MediaBox", page.pdf(prefer_css_page_size=True))) <= 4
