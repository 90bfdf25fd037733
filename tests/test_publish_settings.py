"""Odd settings: both web servers start with those that are taken, the others are refused by name."""

import http.client
import os
import subprocess

import pytest

from plugins.core.mistakes import MistakesFound
from plugins.publish import settings
from plugins.publish.address import is_base
from plugins.publish.server import config
from tests.caddy import caddy
from tests.hosts import needs
from tests.nginx import configure, syntax_of
from tests.portal import make_portal

LABEL = "a" * 63
LONG = ".".join([LABEL, LABEL, LABEL, "vn"])


@pytest.fixture
def portal(tmp_path):
    return make_portal(tmp_path / "cong")


@needs("nginx", "caddy")
@pytest.mark.parametrize(
    "siteurl, publish",
    [
        ("https://cong.example", {}),
        (f"https://{LONG}", {"old_names": [LONG.replace("a", "b")]}),
        ("https://cong.example", {"old_names": ["cu.example", "cu.example", "10.0.0.2"]}),
        ("https://cong.example", {"old_names": [f"cu-{n}.{LABEL}.hanoi.example" for n in range(300)]}),
        ("http://[2001:db8::1]:8080", {"name": "a" * 26}),
        ("https://xn--hoi-c-8ta.example:8443", {"name": "uri", "folder": "công-khai", "live": "sống"}),
    ],
)
def test_both_web_servers_take_what_is_written_for_odd_settings(portal, tmp_path, siteurl, publish):
    portal.settings(**publish)
    portal.published()  # without old addresses: nothing to import
    portal.settings(siteurl, **publish)
    read = settings.read(portal.folder / "settings.py")
    files = config.render(read, config.machine(read, ()))
    configure(tmp_path / "nginx", portal, portal.folder / read.publish.folder)
    assert "is successful" in (said := syntax_of(tmp_path / "nginx").stderr) and "[warn] c" not in said
    folder = tmp_path / "caddy"
    (folder / "sites").mkdir(parents=True)
    (folder / "sites" / f"{read.publish.name}.caddy").write_text(files[f"{read.publish.name}.caddy"])
    (folder / "Caddyfile").write_text(files["Caddyfile"].replace("/etc/caddy/", f"{folder}/"))
    validated = subprocess.run(
        ["caddy", "validate", "--config", folder / "Caddyfile", "--adapter", "caddyfile"],
        env=os.environ | {"HOME": str(folder), "XDG_DATA_HOME": str(folder)},
        capture_output=True,
        text=True,
    )
    assert validated.returncode == 0, validated.stderr


@needs("caddy")
def test_caddy_shows_live_values_whatever_their_folder_is_called(portal, tmp_path):
    portal.settings(live="du-lieu/song")
    portal.write("live/weather.json", '{"of": "release"}')
    portal.write("live/notice.json", "[]")
    portal.published()
    (portal.folder / "du-lieu/song").mkdir(parents=True)
    (portal.folder / "du-lieu/song/weather.json").write_text('{"of": "now"}')
    with caddy(tmp_path, portal, portal.local.folder, socket="/tmp/tt-khong-co") as (port, _):
        for path, status, body in (
            ("weather.json", 200, b'{"of": "now"}'),
            ("notice.json", 200, b"[]"),
            ("khac.json", 404, None),
        ):
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            line.request("GET", f"/live/{path}", headers={"Host": f"cong.example:{port}"})
            answer = line.getresponse()
            assert answer.status == status and body in (None, answer.read()), path
            line.close()


@pytest.mark.parametrize("siteurl", ["https://Cong.vn", "cong.vn", "HTTPS://CONG.VN/", " https://cong.vn"])
def test_an_address_in_another_form_is_proposed_in_the_right_one(portal, siteurl):
    portal.settings(siteurl)
    assert "Có phải ý bạn là https://cong.vn?" in portal.refused()


@pytest.mark.parametrize(
    "siteurl",
    "https://a.vn:99999 https://a.vn:0 https://a.vn: https://a.vn:x https://a.vn:80 http://a.vn:443 "
    "https://[::1 https://[zz] https://a..vn https://a.vn. https://a.vn- https://-a.vn https://a.123 "
    "https://1.2.3 https://a.vn/ https://a.vn/b https://u:p@a.vn https://a_b.vn ftp://a.vn a.vn //a.vn "
    f"https://{'a' * 64}.vn https://{'a.' * 130}vn https://a.vn?x https://a.vn#x https:// "
    "HTTPS://a.vn https://A.vn https://a.VN".split(),
)
def test_an_address_that_no_server_takes_is_refused(portal, siteurl):
    assert not is_base(siteurl)
    portal.settings(siteurl)
    assert "SITEURL là" in portal.refused()


@pytest.mark.parametrize(
    "name, value",
    [
        *(("name", f"cong{ending}") for ending in settings.ENDINGS),
        *(("name", name) for name in ("combined", "daemon", "backup", "lock", "a" * 27)),
        *(("folder", name) for name in ("public html", "pub#1", "pub*", "pub[1]", "pub@@x", "pub%n")),
        *(
            ("live", name)
            for name in ("live x", "public_html", "public_html/releases/x", "public_html/current")
        ),
        *(("certificate", name) for name in ("certs", "/etc/ssl/%x", "/etc/ssl/a b")),
        *(("old_names", (name,)) for name in ("a.-", "a.b-", "a.123", "*.a.vn", "A.vn")),
    ],
)
def test_a_setting_that_a_server_would_read_otherwise_is_refused_by_its_name(portal, name, value):
    portal.settings(**{name: value})
    assert f"PUBLISH['{name}']" in portal.refused()


@pytest.mark.parametrize("name", ["folder", "live"])
def test_no_folder_around_the_project_is_given_away(portal, name):
    for around in portal.folder.resolve().parents[:2]:
        portal.settings(**{name: str(around)})
        with pytest.raises(MistakesFound, match=rf"PUBLISH\['{name}'\]"):
            settings.read(portal.folder / "settings.py")
