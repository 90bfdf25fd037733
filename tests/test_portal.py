"""The portal's own facts: another commune is set up by settings alone."""

import json

import pytest


def built(site):
    result = site.build()
    assert result.returncode == 0, result.stderr


def refused(site) -> str:
    result = site.build()
    assert result.returncode == 1, result.stdout
    assert "Traceback" not in result.stderr
    return result.stderr


def test_another_commune_needs_settings_only(site):
    site.settings(
        SITENAME="Cổng thông tin điện tử xã Sơn Đồng",
        SITESUBTITLE="Tin tức của xã Sơn Đồng",
        **{
            "PORTAL.organisation.level": "xã",
            "PORTAL.organisation.name": "Sơn Đồng",
            "PORTAL.organisation.address": "Thôn Giữa, xã Sơn Đồng, Thành phố Hà Nội",
            "PORTAL.organisation.body": "Ủy ban nhân dân xã Sơn Đồng",
            "PORTAL.organisation.responsible": "Chủ tịch UBND xã",
            "PORTAL.sections": [{"name": "Làng nghề", "slug": "lang-nghe"}],
            "PORTAL.sample": "",
            "MAP": {},
            "WEATHER": {"area": {"name": "Sơn Đồng", "latitude": 21.04, "longitude": 105.7}},
        },
    )
    site.story("tuong-go", "Tượng gỗ", category="Làng nghề")
    built(site)
    home = site.page("/")
    assert "Xã Sơn Đồng" in home and "Chủ tịch UBND xã" in home and 'href="/lang-nghe/"' in home
    for path in site.output.rglob("*.html"):
        assert "Hoài Đức" not in path.read_text("utf-8"), path


def test_an_empty_person_responsible_stops_a_publish_only(site):
    site.settings(**{"PORTAL.organisation.responsible": " "})
    built(site)
    site.settings(**{"PORTAL.organisation.responsible": " ", "PUBLISHING": True})
    sentence = refused(site)
    assert "responsible" in sentence and "người chịu trách nhiệm nội dung" in sentence


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"PORTAL.organisation.level": "tổng"}, ["['level']", "“tổng”", "huyện"]),
        ({"PORTAL.organisation.emial": "a@b.vn"}, ["['emial']", "“email”"]),
        ({"PORTAL.organisation.email": "khong-phai"}, ["['email']", "“khong-phai”"]),
        ({"PORTAL.organisation.emblem": "khong/co.svg"}, ["emblem", "khong/co.svg", "không có tệp"]),
        ({"PORTAL.sections": []}, ["['sections']"]),
        ({"PORTAL.sections": [{"name": "Tin", "slug": "tin"}]}, ["“tin”", "dành riêng"]),
        ({"PORTAL.sections": [{"name": "A", "slug": "a"}, {"name": "B", "slug": "a"}]}, ["cùng", "“a”"]),
        ({"PORTAL.sections": [{"name": "A", "slug": "Ấy Là"}]}, ["['slug']", "“Ấy Là”"]),
        (
            {"PORTAL.mourning": {"starts": "26/07/2024", "ends": "2024-07-25"}},
            ["['mourning']", "ends", "trước"],
        ),
        ({"PORTAL.links": "content/du-lieu/khong-co.yaml"}, ["['links']", "không có tệp"]),
        ({"STORY": {"oldr": 5}}, ["STORY['oldr']", "“older”"]),
        ({"FRONT": {"headlines": "bốn"}}, ["FRONT['headlines']", "“bốn”"]),
        ({"ARCHIVE": 5}, ["ARCHIVE", "5"]),
    ],
)
def test_a_wrong_setting_stops_the_build_and_says_which(site, changes, words):
    site.settings(**changes)
    sentence = refused(site)
    assert all(word in sentence for word in words), sentence


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"- title: A\n  links: [\n", ["lien-ket.yaml", "ngoặc vuông"]),
        (
            b"- title: A\n  links:\n    - text: B\n      href: khong\n",
            ["lien-ket.yaml", "href", "“khong”"],
        ),
        (b"\xff\xfe\x00", ["lien-ket.yaml", "UTF-8"]),
    ],
)
def test_a_broken_links_file_is_named(site, text, words):
    site.write("content/du-lieu/lien-ket.yaml", text)
    sentence = refused(site)
    assert all(word in sentence for word in words), sentence


def test_notices_and_mourning_show_within_their_days_only(site):
    now = {"starts": "2020-01-01", "ends": "2099-12-31"}
    past = {"starts": "01/01/2020", "ends": "2.1.2020"}
    site.write(
        "content/du-lieu/thong-bao.yaml",
        "- text: Bão đang vào.\n  until: 31/12/2099\n- text: Đã xong từ lâu.\n  until: 02/01/2020\n",
    )
    site.settings(**{"PORTAL.mourning": now})
    site.story()
    built(site)
    for address in ("/", "/y-te/"):
        assert "Bão đang vào." in site.page(address) and "Đã xong từ lâu." not in site.page(address)
    story = site.page("/tin/2024/06/bai-thu/")
    assert "Bão đang vào" not in story and 'data-notices="/live/notice.json"' in story
    assert [each["text"] for each in json.loads(site.page("/live/notice.json"))["notices"]] == [
        "Bão đang vào."
    ]
    home = site.page("/")
    assert '<html lang="vi" data-mourning>' in home and "Trong những ngày quốc tang" in home
    site.settings(**{"PORTAL.mourning": past})
    built(site)
    assert "data-mourning" not in site.page("/").split("</head>")[0]


def test_notices_in_the_settings_are_sent_to_their_file(site):
    site.settings(**{"PORTAL.notices": [{"kind": "khan", "text": "Bão"}]})
    assert "content/du-lieu/thong-bao.yaml" in refused(site)
