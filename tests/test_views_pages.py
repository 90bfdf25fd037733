"""Views in pages: baked by builds, counted by browsers."""

import http.client
import json
import re
import threading
from hashlib import sha256

import pytest
from justhtml import JustHTML

from plugins.preview.events import Events, State
from plugins.preview.server import Server
from plugins.preview.views_service import Views
from plugins.views import snapshot
from plugins.views.service.numbers import Visits
from tests.browser import QUIET, chromium, chromium_path
from tests.sample import SAMPLE_STORY, words
from tests.site import ROOT
from tests.views import AGENT, until

STORY, ID = "/tin/2024/06/bai-thu/", "2024-06-bai-thu"
OTHER = "2024-05-bai-khac"
SAMPLE = "2024-06-so-ket-de-an-11"
FRONTS = {"index.html", "y-te/index.html", "kinh-te/index.html", "api/articles.json"}


@pytest.fixture
def two(site):
    """A site of two stories, the first with a number of an old portal."""
    site.story(views_base=158)
    site.story("bai-khac", "Bài khác", "2024-05-02 08:00", "Kinh tế")
    return site


def build(site) -> str:
    done = site.build()
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def take(site, counted, **values) -> None:
    """Writes the snapshot that `export` would write."""
    visits = Visits(12, 345, 6_789)
    most_read = {"7": [[ID, 6]], "30": [[OTHER, 40], [ID, 6], ["2020-01-da-go", 3]]}
    facts = {"counted": counted, "visits": visits, "most_read": most_read} | values
    path = site.folder / ".cache/live/views.json"
    snapshot.write(path, snapshot.Snapshot("2026-11-25T09:05:00+07:00", **facts))


def byline(site, address=STORY) -> str:
    shown = JustHTML(site.page(address), sanitize=False).query(".byline")[0]
    assert not shown.query("[data-views][hidden]") or "Lượt xem: 0" in words(shown)
    return words(shown)


def teaser(site, address, name=ID) -> str:
    found = JustHTML(site.page(address), sanitize=False).query(f'[data-views-of="{name}"]')
    return words(found[0]) if found and "hidden" not in found[0].attrs else ""


def digests(site) -> dict[str, str]:
    files = (path for path in site.output.rglob("*") if path.is_file())
    return {path.relative_to(site.output).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def test_without_a_service_a_story_shows_the_number_of_its_front_matter(two):
    build(two)
    assert byline(two) == "Ngày đăng 06/06/2024 | 14:41 | Lượt xem: 158"
    assert teaser(two, "/") == "· 158 lượt xem"
    assert "Đọc nhiều" not in two.page("/") and "Lượt truy cập" not in two.page("/")


def test_a_changed_number_changes_home_and_fronts_alone(two):
    build(two)
    zeroth = digests(two)
    build(two)
    first = digests(two)
    assert zeroth == first
    take(two, {ID: 6, OTHER: 40})
    build(two)
    second = digests(two)
    assert byline(two) == "Ngày đăng 06/06/2024 | 14:41 | Lượt xem: 158"
    assert (teaser(two, "/"), teaser(two, "/y-te/")) == ("· 164 lượt xem", "· 164 lượt xem")
    take(two, {ID: 70, OTHER: 40}, most_read={}, visits=Visits(1, 2, 7_000))
    build(two)
    third = digests(two)
    fronts = {name for name in third if name.count("/") == 1 and name.endswith("/index.html")} | FRONTS
    for before, after in ((first, second), (second, third)):
        assert before.keys() == after.keys()
        changed = {name for name in after if before[name] != after[name]}
        assert "index.html" in changed and changed <= fronts, changed


def test_a_story_that_is_changed_anyway_gets_the_newest_number(two):
    build(two)
    take(two, {ID: 6})
    two.story(views_base=158, body="Một đoạn văn khác.")
    build(two)
    assert byline(two).endswith("Lượt xem: 164")


@pytest.mark.parametrize("lost", ["missing", "broken", "old"])
def test_no_number_is_smaller_than_the_last_publish_showed(two, lost):
    take(two, {ID: 6})
    build(two)
    path = two.folder / ".cache/live/views.json"
    if lost == "old":
        take(two, {ID: 1})
    elif lost == "broken":
        path.write_bytes(b"{")
    else:
        path.unlink()
    two.story(views_base=158, body="Một đoạn văn khác.")
    build(two)
    assert byline(two).endswith("Lượt xem: 164") and teaser(two, "/") == "· 164 lượt xem"


def test_a_correction_is_seen_on_the_storys_own_page(two):
    take(two, {ID: 1_006})
    build(two)
    take(two, {ID: 6}, corrected={ID: 1_000})
    build(two)
    assert byline(two).endswith("Lượt xem: 164") and teaser(two, "/") == "· 164 lượt xem"


def test_a_story_nobody_has_read_shows_no_number_yet(two):
    build(two)
    assert JustHTML(two.page("/tin/2024/05/bai-khac/"), sanitize=False).query("[data-views][hidden]")
    assert teaser(two, "/", OTHER) == ""


def test_the_most_read_and_the_visits_stand_on_home_and_fronts_alone(two):
    take(two, {ID: 6, OTHER: 40})
    build(two)
    for address in ("/", "/y-te/", "/kinh-te/"):
        page = JustHTML(two.page(address), sanitize=False)
        periods = page.query(".views__period")
        assert [words(each.query("summary")[0]) for each in periods] == [
            "Trong 7 ngày qua",
            "Trong 30 ngày qua",
        ]
        lines = [words(line) for line in periods[1].query("li")]
        assert lines == ["Bài khác 40 lượt xem", "Bài thử 6 lượt xem"]
        (visits,) = page.query("[data-visits]")
        assert [words(each) for each in visits.query("dd")] == ["12", "345", "6.789"]
        assert "Tính đến 09:05, 25/11/2026." in words(visits)
    for address in (STORY, "/tin/2024/06/", "/gioi-thieu/"):
        assert "Đọc nhiều" not in two.page(address) and "data-views-of" not in two.page(address)


def test_the_list_of_stories_holds_all_that_can_be_read_and_no_draft(two):
    two.story("nhap", "Nháp", status="draft")
    two.story("het-han", "Hết hạn", expires="2024-06-07")
    build(two)
    listed = json.loads(two.page("/api/articles.json"))["articles"]
    assert [each["id"] for each in listed] == [OTHER, ID, "2024-06-het-han"]
    assert listed[1] == {
        "id": ID,
        "url": STORY,
        "title": "Bài thử",
        "section": "Y tế",
        "author": "Ban Biên tập",
        "date": "2024-06-06T14:41:00+07:00",
        "base": 158,
    }


def test_a_ledger_that_cannot_be_written_does_not_stop_a_publish(two):
    (two.folder / "data/views/baked.json").mkdir(parents=True)
    said = build(two)
    assert "Lưu ý" in said and "baked.json" in said
    assert byline(two).endswith("Lượt xem: 158")


# --- In a browser ------------------------------------------------------------------
# Chromium does not prerender while a program drives it, so what a page then sees is put in its place.


@pytest.fixture(scope="module")
def person():
    """A Chromium that pages cannot tell from a person's."""
    with chromium("--disable-blink-features=AutomationControlled") as browser:
        yield browser


class Desk:
    """The preview's server with the sample site and a service of its own."""

    def __init__(self, server, views):
        self.server, self.views, self.url = server, views, server.url

    def number(self, name=SAMPLE) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        connection.request("GET", f"/api/v1/views?id={name}")
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return json.loads(body)[name] if answer.status == 200 else -1


@pytest.fixture
def served(built, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    (tmp_path / "pelicanconf.py").write_text("VIEWS = {}\n")
    views, events = Views(tmp_path / "pelicanconf.py"), Events()
    server = Server("127.0.0.1", 0, events, views)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    views.start()
    views.follow(built)
    events.show(State("1", built, ()))
    try:
        yield Desk(server, views)
    finally:
        views.stop()
        events.close()
        server.shutdown()
        server.server_close()
        thread.join()


class Reader:
    """A person with a browser, and what it has asked of the service."""

    def __init__(self, browser, desk, **options):
        self.context = browser.new_context(user_agent=AGENT, base_url=desk.url, **options)
        self.page = self.context.new_page()
        self.asked = []
        self.page.on("request", lambda each: self.note(each))

    def note(self, request):
        if "/api/v1/" in request.url:
            self.asked.append((request.method, request.url.partition("/api/v1/")[2].partition("?")[0]))

    def read(self, address=SAMPLE_STORY):
        self.page.goto(address)

    def shows(self, number):
        self.page.wait_for_function(
            "number => document.querySelector('.byline').textContent.endsWith(number)",
            arg=f"Lượt xem: {number}",
        )


@pytest.fixture
def reader(person, served):
    made = []

    def make(**options) -> Reader:
        made.append(Reader(person, served, **options))
        return made[-1]

    yield make
    for each in made:
        each.context.close()


def test_a_reading_counts_once_and_the_number_rises_by_one(served, reader):
    one = reader()
    one.read()
    one.shows(159)
    one.read()
    one.shows(159)
    assert one.asked == [("POST", f"views/{SAMPLE}")] * 2
    assert served.number() == 159


def test_without_scripts_a_picture_counts_once(served, reader):
    one = reader(java_script_enabled=False)
    one.read()
    until(lambda: served.number() == 159, "the view by the picture")
    one.read()
    assert one.asked == [("GET", f"views/{SAMPLE}.gif")] * 2
    assert served.number() == 159


def test_a_driven_browser_asks_nothing(person, served):
    driven = person.browser_type.launch(executable_path=chromium_path(), args=QUIET)
    one = Reader(driven, served)
    for address in (SAMPLE_STORY, "/"):
        one.read(address)
        assert one.page.evaluate("navigator.webdriver")
    driven.close()
    assert one.asked == [] and served.number() == 158


PRERENDERED = """
let early = true;
Object.defineProperty(Document.prototype, "prerendering", { get: () => early });
window.activate = () => { early = false; document.dispatchEvent(new Event("prerenderingchange")); };
"""
HIDDEN = PRERENDERED.replace('prerendering"', 'hidden"').replace("prerenderingchange", "visibilitychange")


@pytest.mark.parametrize("early", [PRERENDERED, HIDDEN], ids=["prerendered", "hidden"])
def test_a_page_counts_only_once_it_is_seen(served, reader, early):
    one = reader()
    one.page.add_init_script(early)
    one.read()
    assert one.asked == [] and served.number() == 158
    one.page.evaluate("activate()")
    one.shows(159)
    one.page.evaluate("activate()")
    assert one.asked == [("POST", f"views/{SAMPLE}")]


def test_lists_get_all_their_numbers_in_one_request(served, reader):
    other = reader()
    other.read()
    other.shows(159)
    one = reader(viewport={"width": 1280, "height": 800})
    one.page.goto("/tin-tuc-noi-bat/")
    one.page.wait_for_function(
        "id => document.querySelector(`[data-views-of='${id}']`).textContent.includes('159')", arg=SAMPLE
    )
    assert sorted(one.asked) == [("GET", "views"), ("POST", "visits")]


def test_without_the_service_the_page_stays_as_it_was_baked(served, reader):
    served.views.stop()
    one = reader()
    with one.page.expect_response(re.compile("/api/v1/")) as answer:
        one.read()
    assert answer.value.status == 503
    one.shows(158)
    one.page.goto("/")
    assert one.page.locator("h1").count() == 1


def test_a_smaller_number_of_the_service_does_not_lower_the_page(served, reader):
    one = reader()
    one.page.route("**/api/v1/views/*", lambda route: route.fulfill(json={"views": 3}))
    with one.page.expect_response("**/api/v1/views/*"):
        one.read()
    one.shows(158)
    one.page.unroute_all()
    other = reader()
    other.page.route("**/api/v1/views/*", lambda route: route.fulfill(json={"views": 1_234_567}))
    other.read()
    other.shows("1.234.567")
