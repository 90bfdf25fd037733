"""Every address the sample site names can be opened."""

import json
import re
from urllib.parse import unquote, urldefrag
from xml.etree import ElementTree

from tests.sample import SITEURL

CSS_URL = re.compile(r"url\([\"']?([^\"')]+)[\"']?\)")
EXPECTED = re.compile(r"\.(html|css|js|woff2|svg|png|jpg|webp|avif|xml|json|webmanifest|txt|pdf|bin)$")


def read(path):
    return json.loads(path.read_text("utf-8"))


def is_there(built, path: str) -> bool:
    """Whether the address `path` is a file of the site; folders have their index.html."""
    path = unquote(path.partition("?")[0])
    return (built / path.lstrip("/") / ("index.html" if path.endswith("/") else "")).is_file()


def dead(built, urls) -> list[str]:
    """Those of the site's own addresses in `urls` that lead nowhere."""
    own = {urldefrag(url.removeprefix(SITEURL))[0] for url in urls}
    return sorted(url for url in own if url.startswith("/") and not is_there(built, url))


def urls_of(page):
    """Everything on a page that names an address, as written."""
    for name in ("href", "src", "action"):
        yield from (e.attrs[name] for e in page.query(f"[{name}]"))
    for element in page.query("[srcset]"):
        yield from (part.split()[0] for part in element.attrs["srcset"].split(","))
    yield from (page.meta(name) for name in ("og:url", "og:image") if page.meta(name))


def test_links_pictures_styles_and_scripts_of_every_page_are_there(built, pages):
    broken = {
        page.address: found
        for page in pages.values()
        if (found := dead(built, [page.resolve(url) for url in urls_of(page)]))
    }
    assert broken == {}


def test_anchors_of_links_are_there(pages):
    broken = []
    ids = {address: {e.attrs["id"] for e in page.query("[id]")} for address, page in pages.items()}
    for page in pages.values():
        for link in page.query("a[href]"):
            address, anchor = urldefrag(page.resolve(link.attrs["href"]))
            if anchor and address in ids and unquote(anchor) not in ids[address]:
                broken.append((page.address, link.attrs["href"]))
    assert broken == []


def test_what_styles_name_is_there(built):
    named = [url for file in built.rglob("*.css") for url in CSS_URL.findall(file.read_text("utf-8"))]
    assert named, "the headline face at least"
    assert dead(built, named) == []


def test_what_feeds_sitemap_and_open_data_name_is_there(built):
    named = []
    for file in built.rglob("*.xml"):
        tree = ElementTree.parse(file)
        for element in tree.iter():
            named += [element.attrib.get("href", ""), element.text or ""]
    named += [each["url"] for each in read(built / "api/stories.json")["stories"]]
    named += [each["src"] for each in read(built / "manifest.webmanifest")["icons"]]
    urls = [url.strip() for url in named if url.strip().startswith((SITEURL, "/"))]
    assert len(urls) > 100
    assert dead(built, urls) == []


def test_nothing_of_the_workshop_is_published(built):
    """No source, no draft, nothing but kinds of files that a site has."""
    names = [file.relative_to(built).as_posix() for file in built.rglob("*") if file.is_file()]
    assert [name for name in names if not EXPECTED.search(name) or "/." in f"/{name}"] == []
    assert not (built / "nhap").exists()


def test_links_never_name_the_preview(pages):
    assert [address for address, page in pages.items() if "127.0.0.1" in page.html] == []
