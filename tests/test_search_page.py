"""Searching on the sample site as a reader does it."""

import re
import unicodedata
from datetime import datetime
from shutil import copytree
from urllib.parse import quote

import pytest
from PIL import Image

from plugins.search.cache import PeriodCache
from plugins.search.document import PAGE, Document
from plugins.search.index import write_index
from plugins.search.words import WORD, key, syllables, written
from plugins.vietnamese.text import clean
from tests.bench import search as bench
from tests.bench import slow_line
from tests.bench.slow_line import SHIFTS
from tests.browser import DESKTOP, LOOKS, PHONE, axe_finds, opened, overflow
from tests.sample import SAMPLE_STORY, words
from tests.server import serving
from tests.site import make_site
from tests.test_vietnamese import PAIRS

STATUS = "[data-search-status]"
DONE = """() => {
  const said = document.querySelector("[data-search-status]").textContent;
  return said !== "" && !said.includes("ang tìm");
}"""
AT_THE_TOP = """id => {
  const { top } = document.getElementById(id).getBoundingClientRect();
  return top >= 0 && top < 400;
}"""
LOOK = """() => {
  const waiting = document.querySelector(".result--waiting");
  if (waiting) waiting.scrollIntoView({block: "center"});
  return waiting !== null;
}"""
INDEX = """async ({url, phrases}) => {
  const {key, form, wordsOf, clean} = await import(url);
  return phrases.map(phrase => wordsOf(clean(phrase)).map(({text}) => [key(text), form(text)]));
}"""


def ask(page, query: str, **options) -> None:
    """Opens the search page with a query, waits for the whole answer and looks at it."""
    more = "".join(f"&{name}={value}" for name, value in options.items())
    page.goto(f"/tim-kiem/?q={quote(query)}{more}")
    page.wait_for_function(DONE)
    addresses_found(page)


def addresses_found(page) -> list[str]:
    """The addresses of all results, each looked at; without the heading they lead to."""
    while page.evaluate(LOOK):
        page.wait_for_timeout(20)  # what it says is on its way
    links = page.locator(".result a")
    return links.evaluate_all("all => all.map(link => link.getAttribute('href').replace(/#.*/, ''))")


def said(page) -> str:
    return page.locator(STATUS).inner_text().strip()


def standing(pages, *phrases: str) -> set[str]:
    """The addresses of all stories, pages and albums on which one of the phrases stands."""
    found = set()
    for address, page in pages.items():
        blocks = page.query(".story h1, .story p, .story li, .story td, .story th, .story dt, .story h2")
        blocks += page.query(".album-page h1, .album-page p, .album-page figcaption")
        lines = [" ".join(map(key, syllables(words(block)))) for block in blocks]
        if any(f" {phrase} " in f" {line} " for phrase in phrases for line in lines):
            found.add(address)
    return found


@pytest.mark.parametrize(
    "query",
    [
        "so ket de an 11",
        "sơ kết đề án 11",
        "SƠ KẾT ĐỀ ÁN 11",
        "11-ĐA/TU",
        "11-da/tu",
        "11 - ĐA / TU",
        "huyen uy",
        "Huyện ủy",
        "huyện uỷ",
        unicodedata.normalize("NFD", "Huyện uỷ sơ kết"),
        "“nâng cao chất lượng sinh hoạt chi bộ”",
        "Ban Thường vụ Thành ủy",
        "BTV Thành uỷ",
        "sơ kết \u00d0ề án 11",
    ],
)
def test_the_sample_story_is_the_first_result(page, query):
    ask(page, query)
    assert addresses_found(page)[0] == SAMPLE_STORY
    assert page.locator(".result").first.locator("mark").count() > 0


@pytest.mark.parametrize(
    ("query", "phrases"),
    [
        ("dang vien", ["dang vien"]),
        ("đảng viên", ["dang vien"]),
        ('"chi bộ thôn"', ["chi bo thon"]),
        ("UBND", ["ubnd", "uy ban nhan dan"]),
        ("ủy ban nhân dân", ["ubnd", "uy ban nhan dan"]),
        ("lang nghe", ["lang nghe"]),
        ("lien he", ["lien he"]),
    ],
)
def test_the_number_of_results_is_that_of_a_full_scan(page, pages, query, phrases):
    ask(page, query)
    real = {a for a in standing(pages, *phrases) if not pages[a].query(".story .banner")}
    count = int(re.match(r"Có (\d+) kết quả", said(page))[1])
    shown = set(addresses_found(page)[:count])
    places = {a for a in shown if a not in pages or not pages[a].query(".story, .album-page")}
    assert count - len(places - real) == len(real) > 0
    assert shown - places == real


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("dich vu cong", "https://dichvucong.gov.vn/"),
        ("Cổng Dịch vụ công", "https://dichvucong.gov.vn/"),
        ("dichvucong.gov.vn", "https://dichvucong.gov.vn/"),
        ("van ban quy pham phap luat", "https://vbpl.vn/"),
        ("mot cua", "/tin/2024/11/mot-cua-sang-thu-bay/"),
        ("lien he", "/lien-he/"),
        ("y te", "/y-te/"),
        ("ban do", "/ban-do-hanh-chinh/"),
        ("xa an khanh", "/ban-do-hanh-chinh/"),
        ("thu vien anh", "/thu-vien-anh/"),
        ("so do trang", "/so-do-trang/"),
        ("thoi tiet", "/thoi-tiet/"),
        ("chanh van phong", "/lien-he/"),
    ],
)
def test_what_links_menu_sections_and_pages_say_is_found(page, query, first):
    ask(page, query)
    assert addresses_found(page)[0] == first


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("xa an khanh", "/ban-do-hanh-chinh/#nay-xa-an-khanh"),
        ("buon ban nho o nha", "/tin/2025/02/so-tay-song-o-lang/#10-buon-ban-nho-o-nha"),
        ("so tay song o lang", "/tin/2025/02/so-tay-song-o-lang/"),
    ],
)
def test_a_result_leads_to_the_heading_under_which_its_words_stand(page, query, address):
    ask(page, query)
    result = page.locator(".result").first
    assert result.locator("a").get_attribute("href") == address
    assert result.locator(".result__part").is_visible() == ("#" in address)
    result.locator("a").click()
    page.wait_for_url(f"**{address}")
    if "#" in address:
        page.wait_for_function(AT_THE_TOP, arg=address.partition("#")[2])


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("query", ["mot cua", "đảng vein", "xyzzy", ""])
def test_nothing_moves_while_an_answer_comes(browser, base_url, size, query):
    with opened(browser, base_url=base_url, viewport=size) as (page, _):
        page.add_init_script(SHIFTS)
        page.route("**/theme/search.*.js", lambda route: later(page, route))  # after the first paint
        page.goto(f"/tim-kiem/?q={quote(query)}")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(100)
        assert page.evaluate("window.shifted || 0") < 0.01


def later(page, route):
    page.wait_for_timeout(300)
    route.fallback()


def test_a_slow_line_is_asked_for_little(browser, base_url, monkeypatch):
    monkeypatch.setattr(slow_line, "AFTER", 2500)  # milliseconds: one more round
    requests, rounds, _, _, shift = slow_line.measure(browser, base_url, "lang nghe thu cong")
    assert (requests <= 20, rounds, shift < 0.01) == (True, 3, True), requests


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("bieu mau so 2", "/tin/2024/06/mot/"),
        ("bieu-mau-so-2.pdf", "/tin/2024/06/mot/"),
        ("nghe ban tin", "/tin/2024/06/mot/"),
        ("toan canh ho", "/tin/2024/06/mot/"),
        ("hang cot", "/tin/2024/06/mot/"),
        ("gio lam viec", "/viec/"),
        ("hoi dap", "/viec/"),
    ],
)
def test_what_attachments_captions_tables_and_the_menu_say_is_found(small, typed, address):
    ask(small, typed)
    assert addresses_found(small) == [address]


@pytest.fixture(scope="module")
def small(browser, tmp_path_factory):
    """The search page of a small site with one of everything."""
    site = make_site(tmp_path_factory.mktemp("small"))
    body = (
        "[Tải biểu mẫu số 2](bieu-mau-so-2.pdf)\n\n[Nghe bản tin](ban-tin.mp3)\n\n"
        "![Toàn cảnh hồ](ho.jpg)\n\n| Hàng | Cột |\n|---|---|\n| một | hai |\n"
    )
    folder = site.story("mot", "Bài một", body=body).parent
    for name, data in (("bieu-mau-so-2.pdf", b"%PDF-1.4"), ("ban-tin.mp3", b"\xff\xfb\x90\x64" + bytes(500))):
        (folder / name).write_bytes(data)
    Image.new("RGB", (900, 600), "green").save(folder / "ho.jpg")
    site.write("content/trang/viec.md", "---\ntitle: Giải đáp\n---\n## Giờ làm việc\n\nSáng và chiều.\n")
    site.settings(**{"PORTAL.menu": [{"text": "Hỏi đáp", "href": "/viec/"}]})
    run = site.build()
    assert run.returncode == 0, run.stderr
    with serving(site.output) as url, opened(browser, base_url=url) as (page, _):
        yield page


def test_words_apart_come_after_words_together(page):
    ask(page, "quy hoach hoai duc")
    assert said(page).startswith("Không có nơi nào viết liền")
    assert page.get_by_role("heading", name="Có đủ các từ, không liền nhau").is_visible()
    assert addresses_found(page)


def test_a_result_shows_title_date_section_and_the_words_in_their_place(page):
    ask(page, "phần mềm Sổ tay đảng viên")
    result = page.locator(".result", has=page.locator(f"a[href='{SAMPLE_STORY}']"))
    assert result.locator("time").inner_text() == "06/06/2024, 14:41"
    assert result.get_by_text("Tin tức nổi bật").is_visible()
    result.scroll_into_view_if_needed()
    result.locator("mark", has_text="phần mềm “Sổ tay đảng viên").wait_for()


def test_marks_are_demanded_where_asked(page):
    ask(page, "“đang viên”", dau=1)
    assert said(page).startswith("Không tìm thấy gì")
    ask(page, "đảng viên", dau=1)
    strict = addresses_found(page)
    assert strict and page.get_by_label("Khớp đúng dấu").is_checked()
    texts = page.locator(".result mark").all_inner_texts()
    assert "đảng viên" in {text.lower() for text in texts} <= {"đảng viên", "đảng", "viên"}


def test_written_forms_come_first_then_the_headline(page):
    ask(page, "đảng viên")
    titles = page.locator(".result h3").all_inner_texts()
    assert "đảng viên" in titles[0].lower()


def test_a_section_and_a_year_can_be_chosen(page, pages):
    ask(page, "huyện")
    everything = set(addresses_found(page))
    ask(page, "chi bộ", muc="xay-dung-dang")
    chosen = page.locator(".result__meta").all_inner_texts()
    assert chosen and all("Xây dựng Đảng" in text for text in chosen)
    ask(page, "huyện", nam=2024)
    dates = page.locator(".result time").all_inner_texts()
    assert dates and all("/2024" in date for date in dates)
    assert len(dates) < len(everything) or len(everything) == 10


def test_albums_and_pages_are_found_and_expired_stories_are_not(page, addresses, pages):
    ask(page, "lang nghe", muc="anh")
    assert addresses_found(page) == ["/anh/lang-nghe/"]
    ask(page, "quyền riêng tư", muc="trang")
    assert "/quyen-rieng-tu/" in addresses_found(page)
    ask(page, f"“{pages[addresses['expired']].headline}”")
    assert addresses["expired"] not in addresses_found(page)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("đảng vein", "đảng viên"),
        ("dag vien", "đảng viên"),
        ("đãng viên", "đảng viên"),
        ("sơ kêt đề án", "sơ kết đề án"),
        ("qui hoach", "quy hoạch"),
    ],
)
def test_a_slip_of_a_letter_or_a_mark_is_understood(page, typed, meant):
    ask(page, typed)
    link = page.get_by_role("link", name=meant, exact=True)
    link.wait_for()
    link.click()
    page.wait_for_function(DONE)
    page.wait_for_function("() => document.querySelector('.result')")
    assert page.get_by_role("searchbox", name="Từ cần tìm").input_value() == meant
    assert said(page).startswith("Có ")


def test_the_address_holds_the_query_and_back_leads_back(page):
    page.goto("/tim-kiem/")
    box = page.get_by_role("searchbox")
    box.fill("chi bộ")
    box.press("Enter")
    page.wait_for_function(DONE)
    assert "q=chi" in page.url
    first = addresses_found(page)
    box.fill("làng nghề")
    box.press("Enter")
    page.wait_for_function("() => document.title.includes('làng nghề')")
    page.wait_for_function(DONE)
    assert addresses_found(page) != first
    page.go_back()
    page.wait_for_function("() => document.title.includes('chi bộ')")
    page.wait_for_function(DONE)
    assert box.input_value() == "chi bộ" and addresses_found(page) == first
    page.go_back()
    page.wait_for_function("() => !document.querySelector('.result')")
    assert box.input_value() == "" and page.get_by_role("heading", name="Tin theo tháng").is_visible()


def test_the_keyboard_alone_is_enough(page):
    page.goto("/")
    page.get_by_role("searchbox").first.focus()
    page.keyboard.type("chi bo")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=*")
    page.wait_for_function(DONE)
    page.get_by_role("searchbox").focus()
    seen = []
    for _ in range(12):
        page.keyboard.press("Tab")
        focused = "(e => e.closest('.result') ? 'result' : e.name)(document.activeElement)"
        seen.append(page.evaluate(focused))
        if seen[-1] == "result":
            break
    wanted = ["muc", "nam", "dau", "result"]
    assert [name for name in seen if name in wanted] == wanted
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/tim-kiem/" not in url)


def test_more_results_are_shown_when_asked_and_the_focus_goes_on(page):
    ask(page, "huyện")
    assert page.locator(".result").count() == 10
    more = page.get_by_role("button", name="Xem thêm kết quả")
    more.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelectorAll('.result').length > 10")
    assert (
        page.evaluate(
            "[...document.querySelectorAll('.result')].indexOf(document.activeElement.closest('.result'))"
        )
        == 10
    )


def test_results_are_announced_once_they_are_known(page):
    page.goto("/tim-kiem/")
    status = page.locator(STATUS)
    assert status.get_attribute("role") == "status" and status.inner_text() == ""
    box = page.get_by_role("searchbox")
    box.fill("chi bộ")
    box.press("Enter")
    page.wait_for_function(DONE)
    assert re.fullmatch(r"Có \d+ kết quả cho “chi bộ”.*\.", said(page))


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_among_results(phone, look):
    phone.emulate_media(color_scheme=look)
    ask(phone, "dang vien")
    assert axe_finds(phone) == []
    assert overflow(phone) == 0


def test_without_scripts_the_form_leads_to_the_months(browser, base_url):
    with opened(browser, base_url=base_url, java_script_enabled=False, viewport=PHONE) as (page, wrong):
        page.goto("/")
        page.get_by_role("link", name="Tìm", exact=True).click()
        page.get_by_role("searchbox").first.fill("chi bộ")
        page.get_by_role("searchbox").first.press("Enter")
        page.wait_for_url("**/tim-kiem/?q=*")
        assert page.locator("noscript .banner", has_text="không chạy JavaScript").is_visible()
        assert page.locator("select, [type=checkbox]").locator("visible=true").count() == 0
        page.locator(".months a", has_text="Tháng 6/2024").click()
        page.wait_for_url("**/tin/2024/06/")
        assert wrong == []


def taken_apart(page, texts) -> list[list[list[str]]]:
    """[key, form] of each word of each text, as search_words.js has them."""
    page.route(
        "**/theme/search_words.js", lambda route: route.fulfill(path=bench.SCRIPTS / "search_words.js")
    )
    found = page.evaluate(INDEX, {"url": "/theme/search_words.js", "phrases": texts})
    page.unroute("**/theme/search_words.js")
    return found


def test_scripts_and_python_take_texts_apart_alike(page, pages):
    texts = [words(page.query("main")[0]) for page in list(pages.values())[:60]]
    texts += ["một\u200bhai\ufeff\u061c", "\u00d0ảng \u0189ảng d\u0335i \u00f0i \u0256i"]
    texts += ["Ủỷ ǚ İstanbul ßtraße", "e\u0301\u0323 đ\u0309", "12½ m² 3G", "a_b", "一二 привет"]
    page.goto("/tim-kiem/")
    told = taken_apart(page, texts)
    for text, found in zip(texts, told, strict=True):
        ours = WORD.findall(clean(text))
        assert [each for each, _ in found] == [key(written(word)) for word in ours], text


def test_both_placements_of_a_tone_are_one_form_to_scripts(page):
    page.goto("/tim-kiem/")
    told = taken_apart(page, PAIRS)
    forms = [found[0][1] for found in told]
    assert forms[::2] == forms[1::2] and len(set(forms)) > 30


# Of one day, so that only their words decide: the newest stands below in the table.
MADE_UP = {
    "headline": ("Một cửa làm việc sáng thứ Bảy", "Mời bà con đến."),
    "text": ("Lịch làm việc", "Bà con nộp ở bộ phận một cửa của xã."),
    "other-marks": ("Lịch làm thêm", "Nhà mới mở mốt của năm."),
    "apart-headline": ("Cửa hàng đóng một ngày", "Mời bà con đến."),
    "apart": ("Chợ quê", "Có một người đứng ở trước cửa nhà."),
    "far": ("Đường làng", "Một con đường mới. " + "Xe đi lại dễ. " * 30 + "Cửa nhà ai cũng mở."),
    "plan": ("Sơ kết 03 năm thực hiện Đề án số 11 của Thành ủy", "Hội nghị sáng nay."),
    "plan-text": ("Tin chi bộ", "Chi bộ bàn sơ kết Đề án 11."),
    "plan-apart": ("Kết quả sơ tuyển, 11 đề tài có phương án", "Danh sách."),
}


@pytest.fixture(scope="module")
def made_up(browser, built, tmp_path_factory):
    """The search page over stories made up for it."""
    root = tmp_path_factory.mktemp("made-up")
    documents = [
        Document(f"/tin/{name}/", title, "y-te", datetime(2025, 1, 31, 23 - n), "", html=(f"<p>{text}</p>",))
        for n, (name, (title, text)) in enumerate(MADE_UP.items())
    ]
    documents.append(Document("/mot-cua/", "Bộ phận một cửa", PAGE, None, "Giờ làm việc."))
    sections = [("y-te", "Y tế"), (PAGE, "Trang")]
    write_index(documents, sections, {}, PeriodCache(root / "store"), root / "site/search")
    for name in ("theme", "tim-kiem"):
        copytree(built / name, root / "site" / name)
    (root / "site/404.html").write_text("<!doctype html><title>404</title>")
    with serving(root / "site") as url, opened(browser, base_url=url) as (page, _):
        yield page


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("mot cua", "headline /mot-cua/ text other-marks apart-headline apart"),
        ("một cửa", "headline /mot-cua/ text other-marks apart-headline apart"),
        ("“một cửa”", "headline /mot-cua/ text other-marks"),
        ("so ket de an 11", "plan plan-text plan-apart"),
        ("bo phan mot cua", "/mot-cua/ text"),
    ],
)
def test_words_together_stand_above_words_apart(made_up, query, order):
    ask(made_up, query)
    found = [each.removeprefix("/tin/").rstrip("/") for each in addresses_found(made_up)]
    assert found == [each.rstrip("/") for each in order.split()]


def test_every_phrase_is_found_and_none_too_many(browser, built, tmp_path):
    """500 random phrases without marks on 150 stories, against a full scan of their text."""
    stories = bench.corpus.stories(150)
    documents = [bench.document(story) for story in stories]
    phrases = bench.draw(documents)
    write_index(documents, bench.SECTIONS, {}, PeriodCache(tmp_path / "store"), tmp_path / "site/search")
    copytree(built / "theme", tmp_path / "site/theme")
    (tmp_path / "site/404.html").write_text("<!doctype html><title>404</title>")
    with serving(tmp_path / "site") as url, opened(browser, base_url=url) as (page, _):
        answers = bench.ask_ours(page, tmp_path / "site", phrases)
    assert [urls for urls, _ in answers] == bench.scan(documents, phrases)
