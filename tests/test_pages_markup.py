"""Every HTML file of the sample site is valid, and no two pages have one title."""

from collections import Counter
from itertools import pairwise

import pytest

from plugins.story.markdown_extension import PAGE_ID
from tests.sample import STORY, Page


def of_all(pages, complaints) -> dict:
    """{address: what `complaints(page)` says}, of the pages it says anything about."""
    found = {address: complaints(page) for address, page in pages.items()}
    return {address: said for address, said in found.items() if said}


def parse_errors(page: Page):
    return page.document.errors[:3]


def repeated_ids(page: Page):
    count = Counter(element.attrs["id"] for element in page.query("[id]"))
    return [id for id, times in count.items() if times > 1 or not id or " " in id]


def broken_references(page: Page):
    """Words that belong to an element by its id, which no element has."""
    ids = {element.attrs["id"] for element in page.query("[id]")}
    names = ("aria-labelledby", "aria-describedby", "aria-controls", "for")
    wanted = [e.attrs[name] for name in names for e in page.query(f"[{name}]")]
    return [id for ids_of_one in wanted for id in ids_of_one.split() if id not in ids]


def headings(page: Page):
    levels = [int(e.name[1]) for e in page.query("h1, h2, h3, h4, h5, h6")]
    if levels.count(1) != 1:
        return f"{levels.count(1)} h1"
    skipped = [(a, b) for a, b in pairwise(levels) if b > a + 1]
    return f"levels skipped: {skipped}" if skipped else ""


def head(page: Page):
    """`lang`, a title, a description, the charset first, and the width of the screen."""
    wrong = []
    if page.query("html")[0].attrs.get("lang") != "vi":
        wrong.append("lang")
    if len(page.query("title")) != 1 or not page.query("title")[0].to_text().strip():
        wrong.append("title")
    if not (page.meta("description") or "").strip():
        wrong.append("description")
    if "<meta charset=" not in page.html[:200]:
        wrong.append("charset")
    if page.meta("viewport") != "width=device-width, initial-scale=1":
        wrong.append("viewport")
    return wrong


def images(page: Page):
    """Each image has words (or says that it needs none) and its size, so that nothing jumps."""
    needed = ("alt", "width", "height")
    return [e.attrs.get("src") for e in page.query("img") if not all(name in e.attrs for name in needed)]


def inline_code(page: Page):
    """Scripts and styles written into the page; JSON-LD is data."""
    found = [e.name for e in page.query("style, [style]")]
    for script in page.query("script"):
        if "src" not in script.attrs and script.attrs.get("type") != "application/ld+json":
            found.append("script")
    everything = page.query("*")
    found += [name for e in everything for name in e.attrs if name.startswith("on")]
    found += [v for e in everything for v in e.attrs.values() if v and v.lower().startswith("javascript:")]
    return found


def foreign_sources(page: Page):
    """Whatever a browser would fetch by itself from another host."""
    fetched = page.query("[src], link[href]:not([rel=canonical]), object[data], form[action]")
    urls = [e.attrs.get("src") or e.attrs.get("href") or e.attrs.get("data") for e in fetched]
    return [url for url in urls if url and ("//" in url or ":" in url)]


@pytest.mark.parametrize(
    "complaints",
    [parse_errors, repeated_ids, broken_references, headings, head, images, inline_code, foreign_sources],
)
def test_no_page_gives_reason_to_complain_of(pages, complaints):
    assert len(pages) > 60
    assert of_all(pages, complaints) == {}


def test_pages_say_different_things_in_their_titles(pages):
    titles = Counter(page.query("title")[0].to_text() for page in pages.values())
    assert [title for title, times in titles.items() if times > 1] == []


def test_no_page_shows_the_workings(pages):
    """No template code, no Python value, no unfilled place in any page."""
    for mark in ("{{", "{%", "None</", ">None", "Undefined", "Lorem ipsum", "namespace("):
        assert [address for address, page in pages.items() if mark in page.html] == [], mark


def test_no_heading_of_a_story_can_take_an_id_of_its_page(pages):
    taken = set()
    for address, page in pages.items():
        if STORY.fullmatch(address) or page.query("article.story"):
            inside = {element.attrs["id"] for element in page.query(".body [id]")}
            taken |= {element.attrs["id"] for element in page.query("[id]")} - inside
    assert {"noi-dung", "chia-se", "lien-ket-1"} <= taken
    assert [name for name in taken if not PAGE_ID.fullmatch(name)] == []
