"""What each page tells machines about itself: address, Open Graph, JSON-LD, Dublin Core."""

import json
from datetime import datetime

import pytest
from PIL import Image

from tests.sample import SAMPLE_STORY, SITEURL, stories

NO_DESTINATIONS = ("/404.html", "/bao-tri.html", "/tim-kiem/", "/da-go.html", "/trong.html")


def linked_data(page) -> dict[str, dict]:
    """{type: object} of the JSON-LD blocks of a page."""
    blocks = [json.loads(e.to_text(strip=False)) for e in page.query('script[type="application/ld+json"]')]
    assert all(block["@context"] == "https://schema.org" for block in blocks)
    return {block["@type"]: block for block in blocks}


def test_linked_data_is_written_in_letters_as_the_page_is(pages, addresses):
    page = pages[addresses["story"]]
    assert f'"headline": "{page.headline}"' in page.html and "\\u1e" not in page.html


@pytest.fixture(params=["story", "table", "20 photos", "long", "headline of 250 characters", "video"])
def story(request, pages, addresses):
    return pages[addresses[request.param]]


def test_every_page_names_its_own_address(pages):
    wrong = {}
    for address, page in pages.items():
        canonical = [e.attrs["href"] for e in page.query("link[rel=canonical]")]
        expected = [] if address in NO_DESTINATIONS else [SITEURL + address]
        if canonical != expected:
            wrong[address] = canonical
    assert wrong == {}


def test_pages_that_are_no_destination_ask_not_to_be_listed(pages):
    hidden = {address for address, page in pages.items() if "noindex" in (page.meta("robots") or "")}
    assert hidden >= set(NO_DESTINATIONS)
    assert all(address in NO_DESTINATIONS or pages[address].query(".banner") for address in hidden)


def test_every_page_can_be_shared(pages):
    wrong = []
    for address, page in pages.items():
        if address not in NO_DESTINATIONS:
            told = [page.meta(f"og:{name}") for name in ("type", "title", "description", "site_name")]
            if not all(told) or page.meta("og:url") != SITEURL + address or page.meta("og:locale") != "vi_VN":
                wrong.append(address)
    assert wrong == []


def test_every_story_is_shared_with_a_picture_of_the_right_shape(built, pages):
    for page in stories(pages):
        file = built / page.meta("og:image").removeprefix(SITEURL).lstrip("/")
        with Image.open(file) as picture:
            assert picture.size == (1200, 630), page.address
            assert picture.format in ("JPEG", "PNG"), "not every service reads WebP"
        assert (page.meta("og:image:width"), page.meta("og:image:height")) == ("1200", "630")


def test_open_graph_says_what_the_page_says(story):
    assert story.meta("og:type") == "article"
    assert story.meta("og:title") == story.headline
    assert story.meta("og:description") == story.meta("description")


def test_news_article_has_what_search_engines_ask_for(story):
    data = linked_data(story)["NewsArticle"]
    assert data["headline"] == story.headline
    assert data["mainEntityOfPage"] == SITEURL + story.address
    assert data["inLanguage"] == "vi"
    published, modified = (datetime.fromisoformat(data[name]) for name in ("datePublished", "dateModified"))
    assert published.utcoffset().total_seconds() == 7 * 3600 and modified >= published
    assert all(url.startswith(f"{SITEURL}/media/") for url in data["image"]) and data["image"]
    assert data["author"]["name"] and data["publisher"]["name"]
    assert data["publisher"]["logo"]["url"].startswith(SITEURL)


def test_breadcrumb_list_leads_from_the_home_page_to_the_story(story, pages):
    items = linked_data(story)["BreadcrumbList"]["itemListElement"]
    assert [item["position"] for item in items] == [1, 2, 3]
    addresses = [item["item"].removeprefix(SITEURL) for item in items]
    assert addresses[0] == "/" and addresses[2] == story.address
    assert all(address in pages for address in addresses)


def test_every_block_of_linked_data_can_be_read(pages):
    kinds = {kind for page in pages.values() for kind in linked_data(page)}
    assert kinds >= {"NewsArticle", "BreadcrumbList", "GovernmentOrganization"}


def test_dublin_core_describes_the_story(pages):
    story = pages[SAMPLE_STORY]
    expected = {
        "title": story.headline,
        "creator": "Thanh Thạo",
        "language": "vi",
        "identifier": SITEURL + SAMPLE_STORY,
        "subject": "Tin tức nổi bật",
    }
    assert {name: story.meta(f"DC.{name}") for name in expected} == expected
    assert datetime.fromisoformat(story.meta("DC.date")).isoformat() == "2024-06-06T14:41:00+07:00"
    assert story.meta("DC.publisher") and story.meta("DC.description")
