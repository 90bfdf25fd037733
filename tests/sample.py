"""The pages of the sample site, parsed once, and an address for each kind of page.

Stories of a kind are found by what they are, so that the sample content may change.
"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urljoin

from justhtml import JustHTML

from tests.site import ROOT

SITEURL = "https://tram-tin.example"
SAMPLE_STORY = "/tin/2024/06/so-ket-de-an-11/"
STORY = re.compile(r"/tin/\d{4}/\d{2}/[^/]+/")
FIXED = {
    "home": "/",
    "story": SAMPLE_STORY,
    "section": "/tin-tuc-noi-bat/",
    "month": "/tin/2024/06/",
    "section month": "/tin-tuc-noi-bat/2024/06/",
    "year": "/tin/2024/",
    "archive": "/tin/",
    "tags": "/the/",
    "page": "/gioi-thieu/",
    "contact": "/lien-he/",
    "sitemap page": "/so-do-trang/",
    "search": "/tim-kiem/",
    "photos": "/thu-vien-anh/",
    "map": "/ban-do-hanh-chinh/",
    "weather": "/thoi-tiet/",
    "404": "/404.html",
    "outage": "/bao-tri.html",
}
FOUND = {
    "20 photos": lambda page: len(page.query(".body img")) >= 20,
    "video": lambda page: page.query("a.video"),
    "headline of 250 characters": lambda page: len(page.headline) == 250,
    "corrected": lambda page: page.query(".corrections"),
    "expired": lambda page: page.query(".story .banner"),
}
PATTERNS = {"album": r"/anh/[^/]+/", "tag": r"/the/[^/]+/", "tag's year": r"/the/[^/]+/\d{4}/"}
KINDS = (*FIXED, *FOUND, *PATTERNS, "table", "long")


@dataclass(frozen=True)
class Page:
    """One HTML file of the site at its address."""

    address: str
    file: Path

    @cached_property
    def html(self) -> str:
        return self.file.read_text("utf-8")

    @cached_property
    def document(self) -> JustHTML:
        """The page as an HTML5 parser sees it; what it had to forgive is in `.errors`."""
        return JustHTML(self.html, collect_errors=True, sanitize=False)

    def query(self, selector: str) -> list:
        return self.document.query(selector)

    def meta(self, name: str) -> str | None:
        """The content of <meta name> or <meta property>."""
        found = self.query(f'meta[name="{name}"]') or self.query(f'meta[property="{name}"]')
        return found[0].attrs["content"] if found else None

    @property
    def headline(self) -> str:
        return words(self.query("h1")[0])

    def resolve(self, url: str) -> str:
        """`url` as written on this page, from the root of the site, or another site's as it is."""
        return urljoin(f"{SITEURL}{self.address}", url).removeprefix(SITEURL)


def build_sample(output: Path) -> str:
    """Builds the sample site as it is published, by the real command; what that said.

    Raises RuntimeError with the command's words when it fails. Python's warnings are errors.
    """
    strict = [sys.executable, "-W", "error", "-W", "ignore:datetime.datetime.utcnow:DeprecationWarning"]
    run = subprocess.run(
        [*strict, "-m", "plugins.build", "build", "--settings", "publishconf.py", "--output", str(output)],
        cwd=ROOT,
        env={**os.environ, "SITEURL": SITEURL},
        capture_output=True,
        text=True,
    )
    if run.returncode:
        raise RuntimeError(run.stdout + run.stderr)
    return run.stdout + run.stderr


def words(element) -> str:
    """The text of an element on one line."""
    return " ".join(element.to_text(separator="", strip=False).split())


def read_pages(folder: Path) -> dict[str, Page]:
    """Every page of the built site by its address."""
    files = sorted(folder.rglob("*.html"))
    addresses = ["/" + file.relative_to(folder).as_posix().removesuffix("index.html") for file in files]
    return {address: Page(address, file) for address, file in zip(addresses, files, strict=True)}


def stories(pages: dict[str, Page]) -> list[Page]:
    return [page for address, page in pages.items() if STORY.fullmatch(address)]


def addresses_of_kinds(pages: dict[str, Page]) -> dict[str, str]:
    """An address for each of KINDS; a kind that the sample content lacks is an error."""
    found = dict(FIXED)
    for kind, is_one in FOUND.items():
        found[kind] = next((page.address for page in stories(pages) if is_one(page)), None)
    found["table"] = max(stories(pages), key=lambda page: len(page.query(".table thead th"))).address
    found["long"] = max(stories(pages), key=lambda page: len(page.html)).address
    for kind, address in PATTERNS.items():
        found[kind] = next((each for each in pages if re.fullmatch(address, each)), None)
    missing = [kind for kind, address in found.items() if address not in pages]
    assert not missing, f"the sample site has no page of these kinds: {missing}"
    return found
