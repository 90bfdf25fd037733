"""Hostile words and broken files: a calm sentence, no fault in the console, nothing injected."""

import json
import time
from contextlib import contextmanager
from datetime import datetime
from shutil import copytree
from urllib.parse import quote

import pytest

from plugins.search import period
from plugins.search.cache import PeriodCache
from plugins.search.document import Document
from plugins.search.index import write_index
from tests.browser import opened, overflow
from tests.server import serving
from tests.site import make_site
from tests.test_search_page import DONE, addresses_found, ask, said

ATTACK = "<img src=x onerror=alert(1)>"
TITLES = {
    "hai": f"Tấn công {ATTACK} \"'><script>alert(2)</script>",
    "ba": "Đảo \u202echữ\u202c và ẩn\u200b chữ &amp; {{ 7*7 }} ${1+1}",
    "bon": "🙂 Mặt cười 👨‍👩‍👧 của trẻ",
    "nam": "/" * 60 + " chữ " + "x" * 200,
}
QUERIES = [
    ATTACK,
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "🙂👨‍👩‍👧",
    "\u202eđảo\u202c",
    "\u200b\ufeff",
    "&lt;b&gt; &amp;",
    "của và là các những được",
    "’;--\\\"'`",
    "%E0%A4%A %00",
    "__proto__ constructor toString",
    "w- muc index.json ../",
    "a" * 10_000,
    "lúa " * 2_500,
    "“lúa",
    "١٢٣ 一二三",
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The folder of a small site with titles nobody should write."""
    site = make_site(tmp_path_factory.mktemp("hostile"))
    for number, (slug, title) in enumerate(TITLES.items()):
        body = f"Lúa nếp. {title} " + "của và là các những được. " * 40
        site.story(slug, json.dumps(title, ensure_ascii=False), f"202{number}-03-01 08:00", body=body)
    run = site.build()
    assert run.returncode == 0, run.stderr
    return site.output


@pytest.fixture(scope="module")
def hostile_page(browser, hostile):
    with serving(hostile) as url, opened(browser, base_url=url) as (page, wrong):
        page.on("dialog", lambda dialog: wrong.append(f"dialog: {dialog.message}"))
        yield page, wrong


@contextmanager
def broken(browser, base_url, pattern: str, answer):
    """A page of the sample site on which requests that fit `pattern` get `answer`.

    Chromium tells of failed requests as errors of the console; only faults of scripts count.
    """
    with opened(browser, base_url=base_url) as (page, wrong):
        page.route(pattern, answer)
        yield page
        assert [each for each in wrong if each.startswith("script:")] == []


def until(page, held: list) -> None:
    """Waits until a request has been held back."""
    deadline = time.monotonic() + 60
    while not held:
        assert time.monotonic() < deadline, "nothing was asked for"
        page.wait_for_timeout(20)  # lets the browser's news arrive


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:12])
def test_no_query_does_harm(hostile_page, query):
    page, wrong = hostile_page
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"/tim-kiem/?q={quote(query[:6000], safe='')}")
    page.wait_for_function(DONE)
    assert said(page).endswith((".", "!")) and len(said(page)) < 300
    assert page.locator("main img[src='x'], main script").count() == 0
    assert overflow(page) == 0
    assert wrong == []


def test_a_query_of_ten_thousand_letters_typed_by_hand_is_answered(hostile_page):
    page, wrong = hostile_page
    page.goto("/tim-kiem/")
    page.get_by_role("searchbox", name="Từ cần tìm").locator("visible=true").fill("lúa nếp " * 1_250)
    page.keyboard.press("Enter")
    page.wait_for_function(DONE)
    assert said(page).endswith("Chỉ tìm theo 32 từ đầu.") and "“lúa nếp" in said(page)
    assert wrong == []


@pytest.mark.parametrize("slug", TITLES)
def test_no_title_is_read_as_html(hostile_page, hostile, slug):
    page, wrong = hostile_page
    ask(page, "“lúa nếp”")
    link = page.locator(f".result a[href$='/{slug}/']")
    shown = link.inner_text().replace("\u2060", "")
    page.goto(link.get_attribute("href"))
    assert shown == page.locator("h1").inner_text()
    assert wrong == []


def test_a_word_in_every_document_finds_every_document(hostile_page):
    page, _ = hostile_page
    ask(page, "của và là các những được")
    assert said(page).startswith("Có 4 kết quả")
    ask(page, "của", muc="y-te")
    assert len(addresses_found(page)) == 4


@pytest.mark.parametrize("query", ["", "   "])
def test_no_words_are_no_question(page, query):
    page.goto(f"/tim-kiem/?q={quote(query)}")
    assert page.get_by_role("heading", name="Tin theo tháng").is_visible()
    assert said(page) == ""


@pytest.mark.parametrize("query", ["...", "!?", "“”", "🙂"])
def test_signs_alone_get_a_hint(page, query):
    ask(page, query)
    assert said(page) == "Hãy gõ ít nhất một chữ hoặc một số."


def test_a_lost_manifest_leaves_a_way_on(browser, base_url):
    lost = True

    def answer(route):
        route.abort() if lost else route.fallback()

    with broken(browser, base_url, "**/search/index.json", answer) as page:
        ask(page, "chi bộ")
        assert "Chưa tải được chỉ mục" in said(page)
        assert page.get_by_role("heading", name="Tin theo tháng").is_visible()
        lost = False
        page.get_by_role("button", name="Thử lại").click()
        page.wait_for_function("() => document.querySelector('.result')")


TORN = {
    "missing": lambda route: route.fulfill(status=404, body="không có"),
    "offline": lambda route: route.abort(),
    "cut off": lambda route: cut(route),
    "a page instead": lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"),
    "empty": lambda route: route.fulfill(body=b""),
}


def cut(route):
    body = route.fetch().body()
    route.fulfill(body=body[: len(body) // 2])


@pytest.mark.parametrize("harm", TORN)
def test_a_broken_shard_is_told_and_the_rest_is_found(browser, base_url, harm):
    with broken(browser, base_url, "**/search/2024/w-*", TORN[harm]) as page:
        ask(page, "ho so")
        assert "Chưa đọc được một phần chỉ mục" in said(page)
        assert addresses_found(page)
        assert not any(url.startswith("/tin/2024/") for url in addresses_found(page))
        page.unroute("**/search/2024/w-*")
        page.get_by_role("button", name="Thử lại").click()
        page.wait_for_function(
            "() => !/Chưa đọc|Đang/.test(document.querySelector('[data-search-status]').textContent)"
        )
        assert any(url.startswith("/tin/2024/") for url in addresses_found(page))


@pytest.mark.parametrize("harm", ["missing", "cut off", "a page instead"])
def test_a_broken_description_loses_that_result_alone(browser, base_url, harm):
    with broken(browser, base_url, "**/search/2024/d-*", TORN[harm]) as page:
        ask(page, "ho so")
        assert addresses_found(page) and not any(
            url.startswith("/tin/2024/") for url in addresses_found(page)
        )
        assert "Chưa đọc được một phần chỉ mục" in said(page)


@pytest.mark.parametrize("harm", ["missing", "offline"])
def test_a_story_that_cannot_be_quoted_keeps_its_excerpt(browser, base_url, harm):
    with broken(browser, base_url, "**/tin/2024/06/so-ket-de-an-11/", TORN[harm]) as page:
        ask(page, "điểm danh trên phần mềm")
        assert page.locator(".result__text").first.inner_text().startswith("Sáng 06/6")


def test_suggestions_that_cannot_be_had_are_left_out(browser, base_url):
    with broken(browser, base_url, "**/search/words.json", TORN["offline"]) as page:
        ask(page, "đảng vein")
        page.wait_for_load_state("networkidle")
        assert said(page).startswith("Không tìm thấy gì")
        assert page.locator("[data-search-meant]").is_hidden()


def test_first_results_are_shown_while_older_years_load(browser, built, tmp_path, monkeypatch):
    monkeypatch.setattr(period, "BLOCK", 1)
    documents = [
        Document(f"/tin/{year}/", "Lúa nếp", "y-te", datetime(year, 5, 2), "Lúa.")
        for year in range(2019, 2024)
    ]
    write_index(documents, [("y-te", "Y tế")], {}, PeriodCache(tmp_path / "store"), tmp_path / "site/search")
    for name in ("theme", "tim-kiem"):
        copytree(built / name, tmp_path / "site" / name)
    held = []
    with (
        serving(tmp_path / "site") as url,
        broken(browser, url, "**/search/2019/w-*", lambda route: held.append(route)) as page,
    ):
        page.goto("/tim-kiem/?q=lua+nep")
        page.wait_for_function("() => document.querySelectorAll('.result').length === 4")
        until(page, held)
        assert "Đang tìm tiếp" in said(page)
        for route in held:
            route.fallback()
        page.unroute("**/search/2019/w-*")
        page.wait_for_function(DONE)
        assert said(page).startswith("Có 5 kết quả")
        assert addresses_found(page) == [f"/tin/{year}/" for year in range(2023, 2018, -1)]


def test_a_newer_question_silences_the_older_one(browser, base_url):
    held, patient = [], True

    def answer(route):
        held.append(route) if patient else route.fallback()

    with broken(browser, base_url, "**/search/2024/w-n*", answer) as page:
        page.goto("/tim-kiem/?q=lang+nghe")
        until(page, held)
        patient = False
        page.get_by_role("searchbox", name="Từ cần tìm").locator("visible=true").fill("chi bộ")
        page.keyboard.press("Enter")
        page.wait_for_function(DONE)
        before = addresses_found(page)
        for route in held:
            route.fallback()
        page.wait_for_load_state("networkidle")
        assert "“chi bộ”" in said(page) and addresses_found(page) == before
