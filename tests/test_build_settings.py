"""Engine and owner: what the owner's file may say, and what it cannot undo."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pelican
import pytest
from pelican.settings import DEFAULT_CONFIG

from plugins.build.read_settings import PELICANS, read
from plugins.core import settings_file
from plugins.core.mistakes import MistakesFound
from plugins.defaults import OWNERS, applied, engine
from tests.site import ROOT

OTHER = object()
# What a hand might write into the owner's file, of today or of an older form, that would publish
# drafts, sources and files of the machine, or leave words unescaped.
HARM = """
JINJA_ENVIRONMENT = {"autoescape": False}
JINJA_EXTENSIONS = ["jinja2.ext.debug"]
READERS = {}
OUTPUT_SOURCES = True
STATIC_PATHS = [".", "../bi-mat"]
INTRASITE_LINK_REGEX = r"[{|](?P<what>.*?)[|}]"
WITH_FUTURE_DATES = True
DRAFT_URL = DRAFT_SAVE_AS = "nhap/{slug}.html"
DRAFT_PAGE_SAVE_AS = "nhap-trang/{slug}.html"
CLEAN_URLS = True
PLUGIN_PATHS = ["."]
PLUGINS = ["plugins.portal"]
EXTRA_TEMPLATES_PATHS = ["content"]
THEME = "simple"
TEMPLATE_PAGES = {"../bi-mat/khoa.txt": "khoa.txt"}
"""


def settings_of(tmp_path: Path, text: str, name: str = "publishconf.py") -> dict:
    (tmp_path / "content").mkdir(exist_ok=True)
    file = tmp_path / name
    file.write_text(f"SITENAME, SITESUBTITLE = 'Cổng', ''\nSITEURL = 'https://a.example'\n{text}", "utf-8")
    return file


@pytest.mark.parametrize("name", sorted((engine(ROOT).keys() | DEFAULT_CONFIG.keys()) - OWNERS))
def test_what_is_the_engines_is_ignored_in_the_owners_file_and_named(name):
    given = applied({name: OTHER}, ROOT / "publishconf.py", PELICANS)
    assert given.ignored == (name,)
    expected = engine(ROOT, publishing=True).get(name)
    assert name == "JINJA_ENVIRONMENT" or given.values.get(name) == expected


def test_pelican_acts_on_no_name_that_is_not_known():
    """A new Pelican may know new names: each would be an owner's way around the engine."""
    text = "".join(path.read_text("utf-8") for path in Path(pelican.__file__).parent.glob("*.py"))
    acted = re.findall(r"""settings(?:\.get\(|\[)\s*["']([A-Z_]+)["']""", text)
    acted += re.findall(r"""["']([A-Z_]+)["'] in (?:self\.)?settings""", text)
    unknown = {name for name in set(acted) - PELICANS if not name.startswith("_")}
    assert unknown == set()


def test_no_owners_setting_takes_the_place_of_what_plugins_give_each_other():
    given = set()
    for path in (path for path in (ROOT / "plugins").rglob("*.py") if "rieng" not in path.parts):
        pattern = r"""settings(?:\.setdefault\(|\[)"([A-Z_]+)"(?:,|\] =| =)"""
        given |= set(re.findall(pattern, path.read_text("utf-8")))
    assert given - OWNERS - DEFAULT_CONFIG.keys() == set()


@pytest.mark.parametrize("command", ["make build", "pelican"])
def test_no_edit_of_the_owners_file_loses_a_rule(site, command):
    site.story()
    site.story(slug="ban-nhap", title="Chưa được đăng", status="draft")
    site.story(slug="mai-sau", title="Chưa đến ngày", date="2099-01-01")
    site.story(slug="ky-hieu", title="A <b>đậm</b>", body="<a title='{static}bi-mat.html'>a</a>")
    site.write("content/tin/2024/06/ky-hieu/bi-mat.html", "<script>alert(1)</script>")
    site.write("bi-mat/khoa.txt", "mật")
    site.settings(PUBLISHING=True)
    with (site.folder / "settings.py").open("a", encoding="utf-8") as file:
        file.write(HARM)
    if command == "pelican":
        run = subprocess.run(
            [sys.executable, "-m", "pelican", "-s", "settings.py"],
            cwd=site.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=120,
        )
    else:
        run = site.build()
        for name in re.findall(r"^([A-Z_]+) = ", HARM, re.M):
            assert name in run.stderr
        assert re.search(r"Lưu ý · settings\.py, dòng \d+: .* không có tác dụng", run.stderr)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "A &lt;b&gt;đậm&lt;/b&gt;" in site.page("/tin/2024/06/ky-hieu/")
    names = {path.relative_to(site.output).as_posix() for path in site.output.rglob("*")}
    assert not [name for name in names if name.endswith(".md") or "bi-mat" in name or "khoa" in name]
    assert not [name for name in names if "nhap" in name or "mai-sau" in name]
    html = b"".join(path.read_bytes() for path in site.output.rglob("*.html"))
    assert "Chưa được đăng".encode() not in html and "Chưa đến ngày".encode() not in html


@pytest.mark.parametrize(
    ("name", "said", "publishing"),
    [
        ("publishconf.py", "PUBLISHING = False", True),
        ("publishconf.py", "", True),
        ("pelicanconf.py", "PUBLISHING = True", False),
        ("rieng.py", "PUBLISHING = True", True),
        ("rieng.py", "", False),
    ],
)
def test_publishconf_always_publishes_and_pelicanconf_never(tmp_path, name, said, publishing):
    values = settings_file.values(settings_of(tmp_path, said, name))
    assert values["PUBLISHING"] is publishing
    assert bool(values["DRAFT_SAVE_AS"]) is not publishing
    assert values["ASSETS"] == {"minify": publishing}


def test_the_public_address_may_come_from_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("SITEURL", "https://b.example/")
    for name, address in (("publishconf.py", "https://b.example"), ("pelicanconf.py", "https://a.example")):
        values = settings_file.values(settings_of(tmp_path, "", name))
        assert values["SITEURL"] == values["FEED_DOMAIN"] == address


def test_through_links_the_portal_lies_where_the_links_do(tmp_path):
    """As the timer sees it, with the settings as they were last published."""
    settings_of(tmp_path, "from pelicanconf import *\n")
    settings_of(tmp_path, "", "pelicanconf.py")
    view = tmp_path / "view"
    view.mkdir()
    for name in ("pelicanconf.py", "publishconf.py", "content"):
        (view / name).symlink_to(tmp_path / name)
    assert settings_file.values(view / "publishconf.py")["PATH"] == str(view / "content")


def test_a_note_names_the_file_in_which_it_stands(tmp_path):
    settings_of(tmp_path, "# TAG_URL = ''\nTAG_URL = 'x/{slug}'\n", "pelicanconf.py")
    file = settings_of(tmp_path, "from pelicanconf import *\nFEED_MAX_ITEMS = 3\n")
    _, notes = read(file, tmp_path / "output")
    assert sorted((note.path, note.line) for note in notes) == [("pelicanconf.py", 4), ("publishconf.py", 4)]
    assert all(note.warning for note in notes)


def test_an_owners_own_names_reach_templates_and_misspelt_ones_do_not_pass(tmp_path):
    file = settings_of(tmp_path, "DUONG_DAY_NONG = '024 1022'\n")
    settings, notes = read(file, tmp_path / "output")
    assert settings["DUONG_DAY_NONG"] == "024 1022" and notes == []
    with pytest.raises(MistakesFound, match="Có phải ý bạn là WEATHER"):
        read(settings_of(tmp_path, "WEATER = {}\n"), tmp_path / "output")


def test_the_sample_is_short_and_says_only_what_an_owner_decides():
    for name in ("pelicanconf.py", "publishconf.py"):
        assert len((ROOT / name).read_text("utf-8").splitlines()) < 100
        own = settings_file.own(ROOT / name)
        assert own.keys() - OWNERS <= {"PELICAN_CLASS", "PUBLISHING"}
        assert applied(own, ROOT / name, PELICANS).ignored == ()
