"""What programs fetch: feeds, site map, robots.txt, manifest, open data."""

import json
from datetime import datetime
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest

import pelicanconf
from tests.sample import SITEURL, stories
from tests.site import sitemap

BESIDE = """---
title: Bài cũ
date: 2024-05-06 08:00
category: Y tế
author: A
corrections:
  - date: 10/06/2024
    text: Xin sửa.
---
Chữ.
"""
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FEEDS = ["tat-ca", *(section["slug"] for section in pelicanconf.PORTAL["sections"])]


@pytest.fixture(params=FEEDS)
def feed(request, built):
    """A function that gives the root element of a feed, for all stories and each section."""
    return lambda kind: ElementTree.parse(built / f"feeds/{request.param}.{kind}.xml").getroot()


def test_atom_feed_says_what_rfc_4287_asks_for(feed):
    root = feed("atom")
    entries = root.findall(f"{ATOM}entry")
    assert root.tag == f"{ATOM}feed" and entries
    for element in (root, *entries):
        assert element.findtext(f"{ATOM}id") and element.findtext(f"{ATOM}title")
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    for entry in entries:
        assert entry.find(f"{ATOM}link").get("href").startswith(f"{SITEURL}/tin/")
        assert entry.findtext(f"{ATOM}author/{ATOM}name")
        assert entry.findtext(f"{ATOM}content") or entry.findtext(f"{ATOM}summary")


def test_rss_feed_says_what_rss_2_asks_for(feed):
    root = feed("rss")
    channel, items = root.find("channel"), root.findall("channel/item")
    assert root.tag == "rss" and root.get("version") == "2.0" and items
    assert all(channel.find(name) is not None for name in ("title", "link", "description"))
    for item in items:
        assert item.findtext("title") and item.findtext("guid")
        assert item.findtext("link").startswith(f"{SITEURL}/tin/")
        assert parsedate_to_datetime(item.findtext("pubDate")).tzinfo


def test_feeds_begin_with_the_newest_story(feed):
    days = [entry.findtext(f"{ATOM}published") for entry in feed("atom").findall(f"{ATOM}entry")]
    moments = [datetime.fromisoformat(day) for day in days]
    assert moments == sorted(moments, reverse=True)


def located(folder):
    """(address, last change or None) of all that the site map in `folder` lists."""
    for name in parts(folder):
        for url in ElementTree.parse(folder / name).getroot().iterfind(f"{SITEMAP}url"):
            yield url.findtext(f"{SITEMAP}loc"), url.findtext(f"{SITEMAP}lastmod")


def parts(folder):
    """The files that the site map names, at the root: one elsewhere may tell of what is beside it alone."""
    root = ElementTree.parse(folder / "sitemap.xml").getroot()
    assert root.tag == f"{SITEMAP}sitemapindex"
    return [loc.text.rpartition("/")[2] for loc in root.iterfind(f"{SITEMAP}sitemap/{SITEMAP}loc")]


def test_sitemap_lists_all_that_is_worth_finding_and_nothing_else(built, pages):
    listed = [address.removeprefix(SITEURL) for address, _ in located(built)]
    assert len(set(listed)) == len(listed)
    assert set(listed) - set(pages) == set()
    hidden = {address for address, page in pages.items() if "noindex" in (page.meta("robots") or "")}
    assert not hidden & set(listed)
    assert set(pages) - hidden - set(listed) == set()


def test_a_story_changes_the_site_map_of_its_year_alone(site):
    site.story("cu", date="2023-12-31 08:00")
    site.story("moi", date="2024-01-01 08:00")
    assert site.build().returncode == 0
    before = {name: (site.output / name).read_text("utf-8") for name in ("sitemap.xml", *parts(site.output))}
    assert list(before) == ["sitemap.xml", "sitemap-2023.xml", "sitemap-2024.xml", "sitemap-trang.xml"]
    site.story("moi-nua", date="2024-01-02 08:00")
    assert site.build().returncode == 0
    changed = {name for name in before if (site.output / name).read_text("utf-8") != before[name]}
    assert changed == {"sitemap-2024.xml"} and "/tin/2024/01/moi-nua/" in sitemap(site.output)


def test_robots_may_read_everything_but_search_and_are_led_to_the_sitemap(built):
    lines = (built / "robots.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if line] == [
        "User-agent: *",
        "Disallow: /tim-kiem/",
        f"Sitemap: {SITEURL}/sitemap.xml",
    ]


def test_manifest_has_what_a_home_screen_needs(built):
    manifest = json.loads((built / "manifest.webmanifest").read_text("utf-8"))
    assert manifest["lang"] == "vi"
    assert manifest["name"] == pelicanconf.SITENAME
    assert all(manifest[name] for name in ("short_name", "start_url", "display", "icons"))


def test_open_data_holds_the_newest_hundred_stories(built, pages):
    data = json.loads((built / "api/stories.json").read_text("utf-8"))
    listed = data["stories"]
    known = {f"{SITEURL}{page.address}" for page in stories(pages)}
    public = {url for url in known if not pages[url.removeprefix(SITEURL)].query(".banner")}
    assert len(listed) == min(100, len(public))
    moments = [datetime.fromisoformat(story["published"]) for story in listed]
    assert moments == sorted(moments, reverse=True)
    assert all(moment.tzinfo for moment in moments)
    for story in listed:
        assert story["url"] in known
        assert all(story[name] for name in ("title", "section", "author", "summary"))


def test_open_data_never_grows_beyond_a_hundred(site):
    for number in range(103):
        site.story(slug=f"bai-{number}", title=f"Bài {number}", date=f"2024-06-{number % 28 + 1:02d} 08:00")
    run = site.build()
    assert run.returncode == 0, run.stderr
    listed = json.loads(site.page("/api/stories.json"))["stories"]
    assert len(listed) == 100
    assert "bai-27/" in listed[0]["url"] + listed[1]["url"] + listed[2]["url"]


def test_a_feed_says_only_what_is_known_under_ids_that_stay(site):
    site.settings(SITEURL="https://cong.example", **{"STORY.id_domain": "cu.example"})
    site.write("content/tin/2024/06/bai-thu/mẫu đơn.pdf", b"%PDF")
    site.story(body="[a](<mẫu đơn.pdf>) và [b](#muc-mot)\n\n## Mục một\n\nChữ.")
    site.write("content/tin/2024/05/cu/index.md", BESIDE)
    run = site.build()
    assert run.returncode == 0, run.stderr
    root = ElementTree.fromstring(site.page("/feeds/tat-ca.atom.xml"))
    newer, older = root.findall(f"{ATOM}entry")
    page = "https://cong.example/tin/2024/06/bai-thu/"
    assert f'href="{page}m%E1%BA%ABu%20%C4%91%C6%A1n.pdf"' in newer.findtext(f"{ATOM}content")
    assert f'href="{page}#muc-mot"' in newer.findtext(f"{ATOM}content")
    assert newer.findtext(f"{ATOM}id") == "tag:cu.example,2024:/tin/2024/06/bai-thu/"
    assert older.findtext(f"{ATOM}updated") == "2024-06-10T00:00:00+07:00", "the day of its correction"
    assert root.findtext(f"{ATOM}id") == "https://cu.example/feeds/tat-ca.atom.xml"
    guid = ElementTree.fromstring(site.page("/feeds/tat-ca.rss.xml")).find("channel/item/guid")
    assert guid.get("isPermaLink") == "false"
    empty = ElementTree.fromstring(site.page("/feeds/kinh-te.atom.xml"))
    assert empty.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+00:00", "else each build differs"
    dated = dict(located(site.output))
    assert dated[page] == "2024-06-06T14:41:00+07:00"
    assert dated["https://cong.example/tin/2024/05/cu/"] == "2024-06-10T00:00:00+07:00"
    assert dated["https://cong.example/the/"] is None and dated["https://cong.example/gioi-thieu/"] is None
