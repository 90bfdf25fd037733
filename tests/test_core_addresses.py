"""Addresses have one home: another path there is the path everywhere."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from plugins.archive.addresses import is_list
from plugins.core import addresses as at
from plugins.core.withdrawals import address_of
from plugins.views.article import id_of
from tests.site import ROOT

NAMES = "STORIES TAGS ALBUMS LIBRARY SEARCH WEATHER SITEMAP_PAGE DRAFTS FEEDS LIVE DATA".split()
HOME = "plugins/core/addresses.py"
TEXTS = (".html", ".xml", ".json", ".txt", ".webmanifest", ".js", ".css")


@pytest.fixture(scope="module")
def moved(tmp_path_factory):
    """A portal built by this software with every path of NAMES another one."""
    from tests.site import make_site

    engine = tmp_path_factory.mktemp("engine")
    shutil.copytree(ROOT / "plugins", engine / "plugins", ignore=shutil.ignore_patterns("__pycache__"))
    (engine / "theme").symlink_to(ROOT / "theme")
    home = engine / HOME
    text = home.read_text("utf-8")
    for name in NAMES:
        text, count = re.subn(rf'^{name} = "', f'{name} = "noi-khac-', text, flags=re.MULTILINE)
        assert count == 1, name
    home.write_text(text, "utf-8")
    site = make_site(tmp_path_factory.mktemp("site"))
    site.settings(**{"PORTAL.menu": (), "MAP": {}})
    for month in ("05", "06"):
        site.story(f"bai-{month}", date=f"2024-{month}-06 14:41", tags="Y tế xã")
    site.story("bai-nhap", status="draft")
    photo = (ROOT / "content/anh/lang-nghe/anh-8.jpg").read_bytes()
    site.write("content/anh/cho-que/1.jpg", photo)
    site.write("content/anh/cho-que/index.md", "---\ntitle: Chợ quê\ndate: 2024-06-06\n---\n![Chợ](1.jpg)\n")
    run = subprocess.run(
        [sys.executable, "-m", "plugins.build", "build", "--settings", "settings.py"],
        cwd=site.folder,
        env={**os.environ, "PYTHONPATH": str(engine), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    return site


def test_every_page_is_written_where_its_path_says(moved):
    for path in (
        "noi-khac-tin/2024/06/bai-06/index.html",
        "noi-khac-tin/2024/06/index.html",
        "noi-khac-tin/index.html",
        "noi-khac-the/y-te-xa/index.html",
        "noi-khac-anh/cho-que/index.html",
        "noi-khac-thu-vien-anh/index.html",
        "noi-khac-tim-kiem/index.html",
        "noi-khac-thoi-tiet/index.html",
        "noi-khac-so-do-trang/index.html",
        "noi-khac-feeds/tat-ca.atom.xml",
        "noi-khac-live/weather.json",
        "noi-khac-live/notice.json",
        "noi-khac-api/stories.json",
        "noi-khac-api/articles.json",
    ):
        assert (moved.output / path).is_file(), path


def test_no_page_leads_to_an_old_path(moved):
    old = [getattr(at, name) for name in NAMES]
    assert not [path for path in old if (moved.output / path).exists()]
    each = "|".join(path if path != at.DATA else f"{path}(?!v1/)" for path in old)  # not the service's
    leads = re.compile(rf"""["'(= ]/?({each})|//[\w.:]+/({each})""")
    found = {}
    for file in moved.output.rglob("*"):
        if file.suffix in TEXTS and (hit := leads.search(file.read_text("utf-8"))):
            found[file.relative_to(moved.output).as_posix()] = hit[0]
    assert found == {}


def test_every_link_within_the_portal_leads_to_a_file(moved):
    missing = set()
    for page in moved.output.rglob("*.html"):
        for href in re.findall(r'(?:href|src|action)="(/[^"#?]*)', page.read_text("utf-8")):
            file = moved.output / href.lstrip("/")
            if not href.startswith(at.SERVICE) and not (file.is_file() or (file / at.INDEX).is_file()):
                missing.add(href)
    # The small site has not all that the sample's footer leads to.
    assert not [href for href in missing if "noi-khac" in href], missing


@pytest.mark.parametrize("name", ["nginx.conf", "site.caddy"])
def test_the_servers_know_what_is_not_a_page(name):
    text = (ROOT / "plugins/publish/server" / name).read_text("utf-8")
    for word in (at.link(at.LIVE), at.SERVICE, at.OUTAGE):
        assert word in text, word


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        (at.STORIES + "2024/06/", True),
        (at.STORIES + "2024/06/bai/", False),
        (at.TAGS + "y-te/", True),
        (at.LIBRARY, True),
        (at.FEEDS + "y-te.atom.xml", True),
        (at.ALBUMS + "cho-que/", False),
    ],
)
def test_what_is_a_list_is_known_by_its_path(path, is_one):
    assert is_list(at.link(path), ("y-te",)) is is_one


def test_what_knows_an_address_by_its_form_agrees_with_the_home():
    story = at.link(at.STORIES) + "2024/06/bai/"
    assert address_of("content/tin/2024/06/bai/index.md") == story
    assert address_of("content/anh/cho/index.md") == at.link(at.ALBUMS) + "cho/"
    assert id_of(story) == "2024-06-bai"
    assert at.ARTICLE.startswith(at.STORIES) and {"tin", "the", "live", "tat-ca", "trong"} <= at.RESERVED


PATHS = "tin|the|tim-kiem|thu-vien-anh|thoi-tiet|so-do-trang|ban-do-hanh-chinh|feeds|live|api"


def test_no_template_or_script_holds_an_address_of_its_own():
    files = [*(ROOT / "theme/templates").rglob("*.*"), *(ROOT / "theme/static/js").rglob("*.js")]
    literal = re.compile(rf"""["'`(=~ ]/?({PATHS})/(?=["'`{{a-z])""")
    found = {file.name for file in files if literal.search(file.read_text("utf-8"))}
    assert found == {"views.js"}, "the service of the views has one address for ever"
