"""The portal's own address: one home, no way back by an old unit, old names that lead on."""

import http.client

import pytest

from plugins.publish import domain, settings
from plugins.publish.server import config
from plugins.publish.targets.http_check import ask
from tests.hosts import needs
from tests.nginx import nginx
from tests.portal import SITEURL, STORIES, make_portal

OLD, NEW = "https://cu.example", SITEURL
FROM_ENVIRONMENT = "import os\nSITEURL = os.environ.get('SITEURL', {!r})\nPORTAL = {{}}\n"


@pytest.fixture
def portal(tmp_path, monkeypatch):
    monkeypatch.delenv("SITEURL", raising=False)
    return make_portal(tmp_path / "portal")


def at(portal, siteurl: str, build_for: str = "") -> None:
    """publishconf.py names `siteurl`; the built pages name it too, or `build_for`."""
    (portal.folder / "settings.py").write_text(FROM_ENVIRONMENT.format(siteurl))
    for path in portal.site.rglob("*.*"):
        if path.suffix in (".html", ".xml", ".txt"):
            text = path.read_text("utf-8")
            for each in (OLD, NEW):
                text = text.replace(each, build_for or siteurl)
            portal.write(path.relative_to(portal.site).as_posix(), text)


def test_a_new_address_waits_for_a_person_and_is_told(portal):
    at(portal, OLD)
    first = portal.published()
    at(portal, NEW)
    said = portal.publish("--timer")
    assert said.status == 0 and f"đổi từ {OLD} sang {NEW}" in said.out and "gõ make publish" in said.out
    assert portal.local.release_list().current == first
    said = portal.publish()
    assert said.status == 0 and f"đổi từ {OLD} sang {NEW}" in said.out
    assert "đổi từ" not in portal.publish().out


def test_an_old_unit_never_turns_the_address_back(portal, monkeypatch):
    at(portal, NEW)
    portal.published()
    monkeypatch.setenv("SITEURL", OLD)
    at(portal, NEW, build_for=OLD)
    for arguments in ((), ("--timer",)):
        said = portal.refused(*arguments)
        assert OLD in said and NEW in said and "tram-tin-*.service" in said
    monkeypatch.delenv("SITEURL")
    at(portal, NEW)
    assert portal.publish().status == 0, "without the variable publishconf.py counts"


def test_an_address_that_was_always_the_environments_stays(portal, monkeypatch):
    """As a workflow has it."""
    monkeypatch.setenv("SITEURL", NEW)
    at(portal, OLD, build_for=NEW)
    portal.published()
    portal.page(STORIES[0], "<p>Mới</p>")
    portal.published("--timer")


@pytest.mark.parametrize(
    "now, written, shown, refused, told",
    [
        (NEW, NEW, NEW, False, False),
        (NEW, NEW, "", False, False),
        (NEW, NEW, OLD, False, True),
        (OLD, NEW, NEW, True, True),
        (OLD, NEW, OLD, False, False),
        (OLD, NEW, "", False, False),
    ],
)
def test_when_an_address_is_refused_or_told(now, written, shown, refused, told):
    assert bool(domain.contradicted(now, written, shown)) is refused
    assert bool(domain.changed(now, shown)) is told


def test_no_unit_freezes_the_address(portal):
    read = settings.read(portal.folder / "settings.py")
    for name, text in config.render(read, config.machine(read, ())).items():
        assert "SITEURL=" not in text, name


@pytest.mark.parametrize(
    "names, words",
    [(["https://cu.example"], "một tên miền, không có https://"), (["cong.example"], "chính là tên miền")],
)
def test_an_old_name_is_a_name_and_not_the_present_one(portal, names, words):
    portal.settings(old_names=names)
    said = portal.publish()
    assert said.status == 1 and words in said.err


@needs("nginx")
def test_old_names_lead_to_the_same_address_at_the_new_one(portal, tmp_path):
    portal.settings(old_names=["cu.example", "www.cu.example"])
    portal.published()
    with nginx(tmp_path / "nginx", portal, portal.local.folder) as (base, _):
        assert ask(base + STORIES[0])[0] in (200, 404)
        for name in ("cu.example", "www.cu.example"):
            line = http.client.HTTPConnection(base.removeprefix("http://"), timeout=20)
            line.request("GET", "/tin/2024/06/b%C3%A0i/?a=1", headers={"Host": name})
            answer = line.getresponse()
            assert answer.status == 301
            assert answer.getheader("Location") == f"{NEW}/tin/2024/06/b%C3%A0i/?a=1"
            line.close()


@needs("caddy")
def test_caddy_leads_on_from_old_names_too(portal):
    portal.settings(old_names=["cu.example", "www.cu.example"])
    read = settings.read(portal.folder / "settings.py")
    text = config.render(read, config.machine(read, ()))["tram-tin.caddy"]
    assert "cu.example, www.cu.example {" in text and f"redir {NEW}{{uri}} permanent" in text
