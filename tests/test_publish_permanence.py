"""Addresses never die: what was once public answers, leads on, or says that it was taken down."""

import pytest

from plugins.archive.addresses import MARK, is_list, sections_of
from plugins.core.mistakes import MistakesFound
from plugins.publish.redirects import redirect_maps
from plugins.publish.redirects.moved import read_moved
from plugins.publish.releases.manifest import Entry, Manifest
from plugins.publish.server.local_server import serving
from plugins.publish.targets import http_check
from tests.portal import STORIES, list_stories, make_portal
from tests.site import sitemap

OLD = STORIES[0]


@pytest.fixture
def portal(tmp_path):
    """A published portal whose first story has just vanished."""
    portal = make_portal(tmp_path / "portal")
    portal.write("tin/2024/06/bai-2/mau-don.pdf", b"%PDF")
    portal.published()
    (portal.site / OLD.strip("/") / "index.html").unlink()
    list_stories(portal, STORIES[1:])
    return portal


def test_a_vanished_page_is_refused_with_the_lines_to_write(portal):
    said = portal.refused()
    assert OLD in said and f"“- cũ: {OLD}”" in said and "chuyen-huong.yaml" in said


def test_a_vanished_attachment_is_an_address_too(portal):
    portal.moved(f"- cũ: {OLD}\n  gỡ: x\n")
    (portal.site / "tin/2024/06/bai-2/mau-don.pdf").unlink()
    assert "/tin/2024/06/bai-2/mau-don.pdf" in portal.refused()


@pytest.mark.parametrize(
    "row, status, location",
    [
        ("mới: /tin/2024/06/bai-2/", 301, "/tin/2024/06/bai-2/"),
        ("mới: https://khac.example/bài/", 301, "https://khac.example/b%C3%A0i/"),
        ("gỡ: Bài đăng nhầm", 410, None),
    ],
)
def test_an_old_address_leads_on_or_is_gone(portal, row, status, location):
    portal.moved(f"- cũ: {OLD}\n  {row}\n")
    name = portal.published()
    with serving(portal.current, portal.local.manifest(name)) as base:
        found, headers, _ = http_check.ask(base + OLD)
        assert (found, headers.get("location")) == (status, location)


def test_a_row_for_all_beneath_answers_for_what_vanished(portal):
    portal.moved("- cũ: /TIN/2024/06/*\n  gỡ: Không còn lưu\n")
    name = portal.published()
    with serving(portal.current, portal.local.manifest(name)) as base:
        assert http_check.ask(base + OLD)[0] == 410 and http_check.ask(base + STORIES[1])[0] == 200


def test_an_address_once_moved_stays_moved(portal):
    """Taking a row out of the file would kill the address at last."""
    portal.moved(f"- cũ: {OLD}\n  mới: {STORIES[1]}\n")
    portal.published()
    portal.moved("")
    assert OLD in portal.refused()


def test_files_kept_for_their_hash_alone_go_after_two_releases(portal):
    portal.moved(f"- cũ: {OLD}\n  gỡ: x\n")
    portal.write("theme/a.99999999.js", "a()")
    portal.published()
    (portal.site / "theme/a.99999999.js").unlink()
    there = []
    for number in range(3):
        portal.page(STORIES[2], f"<p>Lần {number}</p>")
        portal.published()
        there.append((portal.current / "theme/a.99999999.js").is_file())
    assert there == [True, True, False]


@pytest.mark.parametrize(
    "row, words",
    [
        ("mới: /khong-co/", ["/khong-co/", "không có trang ấy"]),
        ("mới: //ke-gian.example/", ["chuyen-huong.yaml, dòng 1", "một dấu /"]),
        ("mới: /tin/2024/06/bai-22/", ["Có phải ý bạn là “/tin/2024/06/bai-2/”?"]),
    ],
)
def test_a_new_address_has_to_exist(portal, row, words):
    portal.moved(f"- cũ: {OLD}\n  {row}\n")
    said = portal.refused()
    assert all(word in said for word in words), said


def test_a_page_that_is_there_again_wins_over_its_row(portal):
    portal.moved(f"- cũ: {OLD}\n  gỡ: x\n")
    portal.published()
    portal.page(OLD)
    said = portal.publish()
    assert said.status == 0 and f"{OLD} lại là một trang đang đăng" in said.err
    name = portal.local.release_list().current
    with serving(portal.current, portal.local.manifest(name)) as base:
        assert http_check.ask(base + OLD)[0] == 200


@pytest.mark.parametrize(
    "address, made",
    [
        ("/tin/", True),
        ("/tin/2026/", True),
        ("/tin/2026/11/", True),
        ("/the/tuyen-dung/", True),
        ("/the/tuyen-dung/2026/", True),
        ("/kinh-te/", True),
        ("/kinh-te/2026/11/", True),
        ("/feeds/kinh-te.rss.xml", True),
        ("/thu-vien-anh/", True),
        ("/thoi-tiet/", True),
        ("/tin/2026/11/bai/", False),
        ("/tin/2026/11/bai/don.pdf", False),
        ("/anh/le-hoi/", False),
        ("/gioi-thieu/", False),
        ("/gioi-thieu/2026/11/", False),
        ("/web/guest/tin", False),
        ("/robots.txt", False),
    ],
)
def test_what_the_portal_lists_by_itself_is_known_by_its_address(address, made):
    assert is_list(address, {"kinh-te"}) == made


def test_a_section_is_known_by_its_feed():
    assert sections_of(["/feeds/kinh-te.atom.xml", "/y-te/", "/feeds/y-te.rss.xml"]) == {"kinh-te", "y-te"}


LISTS = ["/tin/2026/11/", "/the/phong-benh/", "/the/phong-benh/2026/", "/y-te/", "/y-te/2026/11/"]


@pytest.fixture
def listing(tmp_path):
    """A published portal with lists, and what the theme draws for those that hold nothing."""
    portal = make_portal(tmp_path / "portal")
    portal.page("/trong.html", head=MARK, title="Hiện không có tin nào ở đây")
    for kind in ("atom", "rss"):
        portal.write(f"feeds/trong.{kind}.xml", "<feed><title>Không có tin</title></feed>")
        portal.write(f"feeds/y-te.{kind}.xml", "<feed><title>Y tế</title></feed>")
    for address in LISTS:
        portal.page(address)
    portal.published()
    return portal


def shown(portal, address: str) -> tuple[int, str]:
    name = portal.local.release_list().current
    with serving(portal.current, portal.local.manifest(name)) as base:
        status, _, body = http_check.ask(base + address)
        return status, body.decode()


def test_lists_that_fall_empty_answer_by_themselves_and_fill_again(listing):
    for address in LISTS:
        (listing.site / address.strip("/") / "index.html").unlink()
    (listing.site / "feeds/y-te.rss.xml").unlink()
    for _ in range(2):  # for good, not for one release
        listing.page(STORIES[2], f"<p>Lần {_}</p>")
        listing.published()
        for address in LISTS:
            assert shown(listing, address)[0] == 200 and "không có tin nào" in shown(listing, address)[1]
        assert shown(listing, "/feeds/y-te.rss.xml") == (200, "<feed><title>Không có tin</title></feed>")
    for address in LISTS:
        listing.page(address, "<p>Lại có tin</p>")
    listing.published()
    assert "Lại có tin" in shown(listing, LISTS[0])[1]


def test_old_rows_of_lists_do_no_harm(listing):
    rows = "".join(f"- cũ: {address}\n  gỡ: Chủ đề không còn bài nào.\n" for address in LISTS)
    listing.moved(rows)
    listing.published()
    assert shown(listing, LISTS[1])[0] == 200, "a list that is there wins"
    (listing.site / LISTS[1].strip("/") / "index.html").unlink()
    listing.published()
    assert shown(listing, LISTS[1])[0] == 410, "the words of a person win over an empty list"
    listing.moved("")
    listing.published()
    assert shown(listing, LISTS[1])[0] == 200


def test_a_redirect_to_a_list_that_fell_empty_still_leads_somewhere(listing):
    listing.moved(f"- cũ: /cu/\n  mới: {LISTS[1]}\n")
    (listing.site / LISTS[1].strip("/") / "index.html").unlink()
    listing.published()
    assert shown(listing, LISTS[1])[0] == 200


@pytest.mark.parametrize(
    "text, line, words",
    [
        ("- cũ: /a/\n", 1, "cần “mới”"),
        ("- cũ: /a/\n  mới: /b/\n  gỡ: x\n", 1, "chỉ một trong hai"),
        ("- cũ: /x/\n  gỡ: x\n- cũ: a\n  gỡ: x\n", 3, "cũ là “a”"),
        ("- cũ: /a<b/\n  gỡ: x\n", 1, "cũ là “/a<b/”"),
        ("- cũ: '/a\";return 200;#/'\n  gỡ: x\n", 1, "cũ là"),
        ("- cũ: /a/\n  mới: 'javascript:a()'\n", 1, "mới là"),
        ("- cũ: /../etc/\n  gỡ: x\n", 1, "dấu chấm"),
        ("- cũ: /a/\n  mowi: /b/\n", 1, "mowi không phải là một mục có thật."),
        ("- cũ: /a/\n  mới: /b/\n- cũ: /b/\n  mới: /a/\n", 1, "vòng quanh"),
        ("- cũ: /a/\n  gỡ: x\n- cũ: /a/\n  gỡ: y\n", 3, "hai mục"),
        ("/a/ /b/\n", 1, "“tên: giá trị”"),
        ("- cũ: [\n", 1, "địa chỉ"),
        ("- chữ\n", 1, ""),
    ],
)
def test_a_mistake_in_the_file_is_named_with_its_line(tmp_path, text, line, words):
    (tmp_path / "moved.yaml").write_text(text, "utf-8")
    with pytest.raises(MistakesFound) as found:
        read_moved(tmp_path, "moved.yaml")
    assert found.value.mistakes[0].line == line and words in str(found.value), str(found.value)


def test_chains_are_followed_to_their_end(tmp_path):
    text = "- cũ: /a/\n  mới: /b/\n- cũ: /b/\n  mới: /c/\n- cũ: /d/\n  mới: /e/\n- cũ: /e/\n  gỡ: Hết hạn\n"
    (tmp_path / "moved.yaml").write_text(text, "utf-8")
    moved = read_moved(tmp_path, "moved.yaml")
    assert moved.redirects == {"/a/": "/c/", "/b/": "/c/"}
    assert moved.gone == {"/d/": "Hết hạn", "/e/": "Hết hạn"}
    assert read_moved(tmp_path, "no.yaml").redirects == {}


def test_servers_are_told_old_addresses_without_changing_the_case_of_others():
    whole = Manifest({"y-te/index.html": Entry("00", 1)}, {"/Y-te/": "/y-te/", "/cũ/": "/mới/?a=1"}, ("/x/",))
    found = {path: data.decode() for path, data in redirect_maps.maps(whole, "https://a.example").items()}
    assert '"~^/Y-te/$" "https://a.example/y-te/";' in found[redirect_maps.EXACT]
    assert '"/cũ/" "https://a.example/m%E1%BB%9Bi/?a=1";' in found[redirect_maps.EXACT]
    assert '"/x/" "410";' in found[redirect_maps.EXACT]


def test_the_theme_draws_notices_at_old_addresses(site):
    site.settings(SITEURL="https://cong.example")
    site.story("con")
    site.write(
        "content/du-lieu/chuyen-huong.yaml",
        "- cũ: /tin/2024/06/mat/\n  mới: /tin/2024/06/con/\n- cũ: /cu.html\n  gỡ: Đã <b>lỗi</b> thời\n",
    )
    result = site.build()
    assert result.returncode == 0, result.stderr
    moved, gone = site.page("/tin/2024/06/mat/"), site.page("/cu.html")
    assert '<meta http-equiv="refresh" content="0; url=/tin/2024/06/con/">' in moved
    assert 'href="/tin/2024/06/con/"' in moved and "noindex" in moved and "canonical" not in moved
    assert "Trang này đã được gỡ" in gone and "Đã &lt;b&gt;lỗi&lt;/b&gt; thời" in gone
    assert 'href="/tin/2024/06/con/"' not in gone, "or each new story would write all old addresses again"
    assert "/mat/" not in sitemap(site.output) and "cu.html" not in sitemap(site.output)


def test_a_mistake_in_the_file_stops_a_build(site):
    site.story()
    site.write("content/du-lieu/chuyen-huong.yaml", "- cũ: /a/\n")
    result = site.build()
    assert result.returncode == 1 and "chuyen-huong.yaml, dòng 1" in result.stderr


def test_a_link_to_a_list_that_is_empty_today_is_advice(site):
    site.settings(SITEURL="https://cong.example")
    site.story(body="[a](/the/mua-he/) [b](/tin/2023/05/) [c](/y-te/2023/05/)")
    result = site.build()
    assert result.returncode == 0, result.stderr
    assert "/the/mua-he/ dẫn tới một danh sách hiện không có tin nào" in result.stderr
    assert "không có tin nào" in site.page("/the/mua-he/") and "noindex" in site.page("/tin/2023/05/")
    assert "mua-he" not in sitemap(site.output) and "trong" not in sitemap(site.output)
    site.story(body="[a](/kinh-te-moi/2023/05/)")
    assert "không dẫn tới trang nào" in site.build().stderr
