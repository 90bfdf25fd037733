"""What may not be public is refused, with page and remedy: one fault a row."""

import os
import subprocess
import unicodedata
from io import BytesIO

import pytest
from PIL import Image

from plugins.publish.checks import inspect_files
from plugins.publish.releases.tree import hashes, read_tree
from plugins.publish.result_cache import ResultCache
from tests.portal import SITEURL, STORIES, list_stories, make_portal

ADDRESS = STORIES[0]
PATH = ADDRESS.lstrip("/") + "index.html"


@pytest.fixture
def portal(tmp_path):
    return make_portal(tmp_path / "portal")


def photo(gps: bool = False, kind: str = "JPEG", xmp: bytes = b"") -> bytes:
    file, exif = BytesIO(), Image.Exif()
    exif[0x010E] = "Ảnh thử"  # some formats write no EXIF that is nothing but a place
    if gps:
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (21.0, 2.0, 0.0)
    more = {"xmp": xmp} if xmp else {}
    Image.new("RGB", (8, 8)).save(file, kind, exif=exif, **more)
    return file.getvalue()


def body(html: str):
    return lambda portal: portal.page(ADDRESS, html)


def head(html: str):
    return lambda portal: portal.page(ADDRESS, head=html + "\n")


def edited(old: str, new: str):
    """The story with a part of its HTML replaced."""

    def edit(portal):
        file = portal.site / PATH
        text = file.read_text("utf-8")
        assert old in text
        portal.write(PATH, text.replace(old, new, 1))

    return edit


def file(path: str, data="x"):
    return lambda portal: portal.write(path, data)


def pages_with_photo(data: bytes, name: str):
    def write(portal):
        portal.write(f"media/{name}", data)
        portal.page(ADDRESS, f'<img src="/media/{name}" alt="Ảnh" width="8" height="8">')

    return write


FAULTS = {
    "dead link": (body('<a href="/khong-co/">x</a>'), [ADDRESS, "/khong-co/ không có trên cổng"]),
    "a near miss": (
        body('<a href="/tin/2024/06/bai-11x/">x</a>'),
        ["Có phải ý bạn là “/tin/2024/06/bai-11/”?"],
    ),
    "dead relative link": (body('<a href="../khong-co/">x</a>'), ["/tin/2024/06/khong-co/ không có"]),
    "dead absolute link": (body(f'<a href="{SITEURL}/khong-co/">x</a>'), ["/khong-co/ không có"]),
    "another case": (
        body('<a href="/tin/2024/06/BAI-2/">x</a>'),
        ["chỉ khác chữ hoa", "/tin/2024/06/bai-2/"],
    ),
    "slash missing": (body('<a href="/tin/2024/06/bai-2">x</a>'), ["thiếu dấu / ở cuối"]),
    "dead fragment": (body('<a href="/tin/2024/06/bai-2/#muc">x</a>'), ["#muc không dẫn tới mục nào"]),
    "dead fragment here": (body('<a href="#muc">x</a>'), [f"{ADDRESS}#muc không dẫn tới mục nào"]),
    "unreadable address": (body('<a href="/%ff/">x</a>'), ["không đọc được"]),
    "missing image": (body('<img src="/media/a.jpg" alt="">'), ["/media/a.jpg không có"]),
    "missing srcset entry": (
        lambda portal: (
            portal.write("media/a.jpg", photo()),
            portal.page(ADDRESS, '<img src="/media/a.jpg" srcset="/media/a.jpg 1x, /media/b.jpg 2x" alt="">'),
        ),
        ["/media/b.jpg không có"],
    ),
    "missing file of a style": (
        file("theme/style.0a1b2c3d.css", "@font-face { src: url('/theme/f.woff2') }"),
        ["/theme/style.0a1b2c3d.css", "/theme/f.woff2 không có"],
    ),
    "foreign file of a style": (
        file("theme/style.0a1b2c3d.css", "@import 'https://a.example/b.css';"),
        ["từ nơi khác"],
    ),
    "missing page of a feed": (
        lambda portal: list_stories(portal, (*STORIES, "/tin/mat/")),
        ["/tin/mat/ không có"],
    ),
    "missing page of the site map": (
        file("sitemap-2024.xml", f"<urlset><url><loc>{SITEURL}/mat/</loc></url></urlset>"),
        ["/sitemap-2024.xml", "/mat/ không có"],
    ),
    "missing part of the site map": (
        file("sitemap.xml", f"<urlset><url><loc>{SITEURL}/sitemap-2023.xml</loc></url></urlset>"),
        ["/sitemap.xml", "/sitemap-2023.xml không có"],
    ),
    "foreign site map": (
        file("sitemap-2024.xml", '<urlset xmlns="x"><url><loc>https://a.example/</loc></url></urlset>'),
        ["không thuộc https://cong.example"],
    ),
    "broken feed": (
        file("feeds/tat-ca.atom.xml", "<feed><entry></feed>"),
        ["/feeds/tat-ca.atom.xml", "XML chưa đúng"],
    ),
    "dead link in a feed's story": (
        file("feeds/tat-ca.atom.xml", '<feed><content>&lt;a href="/mat/"&gt;x&lt;/a&gt;</content></feed>'),
        ["/mat/ không có"],
    ),
    "broken data": (file("api/stories.json", '{"a": '), ["/api/stories.json", "không đọc được"]),
    "missing page of data": (file("api/stories.json", '[{"url": "/mat/"}]'), ["/mat/ không có"]),
    "missing icon": (
        file("manifest.webmanifest", '{"icons": [{"src": "/theme/i.svg"}]}'),
        ["/theme/i.svg không có"],
    ),
    "missing site map of robots": (file("robots.txt", f"Sitemap: {SITEURL}/map.xml"), ["/map.xml không có"]),
    "unclosed element": (body("<p>a</p><div>"), [ADDRESS, "HTML chưa đúng ở dòng 12 (thẻ div"]),
    "unclosed element inside": (body("<p>a <em>b</p>"), ["dòng 12 (thẻ em không được đóng đúng chỗ)"]),
    "elements crossed": (body("<p><b><i>a</b></i></p>"), ["HTML chưa đúng"]),
    "end without a beginning": (body("</div>"), ["HTML chưa đúng"]),
    "attribute twice": (body('<p class="a" class="b">x</p>'), ["một thuộc tính hai lần"]),
    "elements that may stay open": (body("<ul><li>a<li>b</ul><p>a<br>b"), None),
    "markup in text": (
        body("<pre>a &lt;div&gt; b</pre><!-- <div> --><textarea aria-label=x><b></textarea>"),
        None,
    ),
    "no headline": (edited("<h1>", "<h2>"), ["0 tiêu đề lớn"]),
    "two headlines": (body("<h1>Hai</h1>"), ["2 tiêu đề lớn"]),
    "no title": (edited(f"<title>Trang {ADDRESS}</title>", "<title> </title>"), ["không có tên"]),
    "no language": (edited(' lang="vi"', ""), ["không nói ngôn ngữ"]),
    "no description": (edited("description", "descriptions"), ["không có lời tóm tắt"]),
    "no alt": (pages_with_photo(photo(), "a.jpg"), None),
    "alt missing": (
        lambda portal: (
            portal.write("media/a.jpg", photo()),
            portal.page(ADDRESS, '<img src="/media/a.jpg">'),
        ),
        ["/media/a.jpg không có lời mô tả"],
    ),
    "one id twice": (body('<p id="a">x</p><p id="a">y</p>'), ["“a” (id) đứng 2 lần"]),
    "inline script": (body("<script>alert(1)</script>"), ["Có mã viết thẳng trong trang"]),
    "linked data is data": (head('<script type="application/ld+json">{"a": 1}</script>'), None),
    "inline style": (body('<p style="color: red">x</p>'), ["Có kiểu chữ viết thẳng"]),
    "style element": (head("<style>p { color: red }</style>"), ["Có kiểu chữ viết thẳng"]),
    "handler": (body('<p onclick="a()">x</p>'), ["Có mã viết thẳng trong thẻ"]),
    "a word that looks like a handler": (body("<p>Bật on lai=5</p>"), None),
    "script as an address": (body('<a href="javascript:a()">x</a>'), ["Có mã chạy trong liên kết"]),
    "frame": (body('<iframe src="/tin/2024/06/bai-2/" title="x"></iframe>'), ["khung hay đối tượng nhúng"]),
    "foreign picture": (
        body('<img src="https://a.example/b.png" alt="">'),
        ["Trang tự tải https://a.example/b.png"],
    ),
    "mixed content": (body('<img src="http://cong.example/b.png" alt="">'), ["Trang tự tải"]),
    "foreign script": (head('<script src="//a.example/b.js"></script>'), ["Trang tự tải //a.example/b.js"]),
    "a link to another site": (body('<a href="https://a.example/">x</a>'), None),
    "mail and telephone": (body('<a href="mailto:a@b.example">x</a><a href="tel:+8424">y</a>'), None),
    "address of the desk": (body('<a href="http://localhost:8000/">x</a>'), ["địa chỉ của máy soạn bài"]),
    "address of the desk in a feed": (
        file("feeds/tat-ca.atom.xml", "<feed><id>http://127.0.0.1:8000/</id></feed>"),
        ["địa chỉ của máy soạn bài (http://127.0.0.1"],
    ),
    "canonical elsewhere": (edited(f'href="{SITEURL}/tin', 'href="https://a.example/tin'), ["Địa chỉ chính"]),
    "draft": (lambda portal: portal.page("/nhap/2024/06/x/"), ["/nhap/2024/06/x/", "Bản nháp"]),
    "story to come": (
        head('<meta property="article:published_time" content="2099-01-01T08:00:00+07:00">'),
        [ADDRESS, "hẹn đến 2099-01-01T08:00:00+07:00"],
    ),
    "story of today": (
        head('<meta property="article:published_time" content="2024-06-06T08:00:00+07:00">'),
        None,
    ),
    "story to come in a feed": (
        file("feeds/tat-ca.rss.xml", "<rss><pubDate>Thu, 01 Jan 2099 08:00:00 +0700</pubDate></rss>"),
        ["hẹn đến 2099-01-01"],
    ),
    "source": (file("tin/2024/06/bai-1/index.md"), ["/tin/2024/06/bai-1/index.md", "Loại tệp này"]),
    "a file without an ending": (file("LICENSE"), ["/LICENSE", "Loại tệp này"]),
    "hidden file": (file(".htpasswd"), ["/.htpasswd", "Tệp ẩn"]),
    "attachment": (file("tin/2024/06/bai-1/mau-don.pdf", b"%PDF"), None),
    "link on the disk": (
        lambda portal: (portal.site / "tin/a.html").symlink_to("/etc/hostname"),
        ["/tin/a.html", "không phải tệp thường"],
    ),
    "decomposed letters": (
        lambda portal: portal.page(f"/tin/{unicodedata.normalize('NFD', 'bài')}/"),
        ["(NFC)"],
    ),
    "composed letters": (
        lambda portal: (portal.page("/tin/bài/"), portal.page(ADDRESS, '<a href="/tin/b%C3%A0i/">x</a>')),
        None,
    ),
    "names that differ in case alone": (
        lambda portal: portal.page("/tin/2024/06/Bai-1/"),
        ["chỉ khác /tin/2024/06/"],
    ),
    "strange name": (lambda portal: portal.write("tin/a\nb.txt", "x"), ["ký tự lạ"]),
    "place in a photo": (pages_with_photo(photo(gps=True), "a.jpg"), ["/media/a.jpg", "nơi chụp"]),
    "place in a webp": (pages_with_photo(photo(gps=True, kind="WEBP"), "a.webp"), ["nơi chụp"]),
    "place in a png": (pages_with_photo(photo(gps=True, kind="PNG"), "a.png"), ["nơi chụp"]),
    "place in XMP": (
        pages_with_photo(photo(xmp=b'<x exif:GPSLatitude="21,2N"/>'), "a.jpg"),
        ["nơi chụp"],
    ),
    "broken photo": (pages_with_photo(b"\xff\xd8\xff", "a.jpg"), ["Tệp ảnh bị hỏng"]),
    "drawing with a script": (
        file("theme/a.svg", '<svg xmlns="http://www.w3.org/2000/svg"><script>a()</script></svg>'),
        ["/theme/a.svg", "mã chạy"],
    ),
    "drawing with a handler": (
        file("theme/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" onload="a()"/>'),
        ["mã chạy"],
    ),
    "text in an old code page": (file("theme/a.js", b"// C\xf9"), ["không phải UTF-8"]),
    "the service of counts": (body('<img src="/api/v1/views/5.gif" alt="">'), None),
    "no page at all": (lambda portal: [p.unlink() for p in portal.site.rglob("*.html")], ["chỉ có 0 trang"]),
}


@pytest.mark.parametrize("make, words", FAULTS.values(), ids=FAULTS)
def test_a_fault_is_refused_with_page_and_remedy(portal, make, words):
    make(portal)
    if words is None:
        portal.published()
    else:
        said = portal.refused()
        assert all(word in said for word in words), said
        assert not portal.current.exists()


def test_every_fault_is_told_at_once_and_one_of_every_page_only_once(portal):
    for address in STORIES:
        portal.page(address, '<a href="/mat/">x</a><img src="/mat.jpg" alt="">')
    portal.write("x.psd", "x")
    said = portal.refused()
    assert said.count("/mat/ không có") == 1 and "và 9 trang khác" in said
    assert "/mat.jpg không có" in said and "/x.psd" in said and "3 điều cần sửa" in said


def test_an_editors_address_is_private_unless_it_is_said_to_be_public(portal):
    git = ["git", "-C", str(portal.folder)]
    who = ["-c", "user.name=Lan", "-c", "user.email=Lan@nha.example"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, *who, "commit", "-q", "--allow-empty", "-m", "x"], check=True)
    portal.page(ADDRESS, "<p>Thư: lan@nha.example, vanphong@cong.example</p>")
    said = portal.refused()
    assert "lan@nha.example" in said and ADDRESS in said and "vanphong" not in said
    portal.settings(emails=["lan@nha.example"])
    portal.published()


def test_words_that_are_private_never_go_out_and_are_not_told(portal):
    portal.settings(private=["0912 345 678"])
    portal.page(ADDRESS, "<p>Gọi 0912 345 678</p>")
    said = portal.refused()
    assert ADDRESS in said and "0912 345 678" not in said


def test_further_kinds_of_files_are_a_setting(portal):
    portal.write("mau.dwg", "x")
    assert "/mau.dwg" in portal.refused()
    portal.settings(extensions=["dwg"])
    portal.published()


@pytest.mark.parametrize("kind", ["xhtml", "htm", "svgz", "xsl", "mht", "php", "swf", "exe"])
def test_no_setting_makes_public_what_runs_and_nobody_looks_into(portal, kind):
    portal.settings(extensions=["dwg", kind])
    assert f"tệp .{kind} chạy được" in portal.refused()


@pytest.mark.parametrize(
    "path, data, why",
    [
        ("gia.HTML", b"<!doctype html><script>alert(1)</script>", "viết thường"),
        ("a\u202egpj.txt", b"x", "ký tự lạ"),
        ("a\u200bb.pdf", b"%PDF", "ký tự lạ"),
        ("media/a.jpg", b"<!doctype html><script>alert(1)</script>", "ảnh bị hỏng"),
        ("media/a.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "ảnh bị hỏng"),
        ("media/a.jpg", b"GIF89a/*<script>alert(1)</script>", "ảnh bị hỏng"),
        ("theme/a.css", b"@IMPORT URL(//ke-gian.example/x.css);", "từ nơi khác"),
        ("theme/a.css", b"@import/**/'//ke-gian.example';", "từ nơi khác"),
        ("theme/a.css", b"a{background:URL( //ke-gian.example/x )}", "từ nơi khác"),
    ],
)
def test_a_file_is_what_its_name_says_and_loads_nothing_from_elsewhere(portal, path, data, why):
    portal.write(path, data)
    assert why in portal.refused()


def test_a_page_too_heavy_for_the_budget_is_named_with_its_weight(portal):
    portal.settings(budget=3000)
    portal.page(ADDRESS, f"<p>{os.urandom(4000).hex()}</p>")
    said = portal.refused()
    assert ADDRESS in said and "quá nặng" in said and "PUBLISH['budget']" in said
    portal.settings(budget=30_000)
    portal.published()


def test_fewer_pages_than_nine_in_ten_need_force(portal):
    portal.published()
    for address in STORIES[:2]:
        (portal.site / address.strip("/") / "index.html").unlink()
    list_stories(portal, STORIES[2:])
    portal.moved("".join(f"- cũ: {address}\n  gỡ: Trùng bài\n" for address in STORIES[:2]))
    said = portal.refused()
    assert "chỉ có 12 trang" in said and "FORCE=1" in said
    assert portal.publish("--force").status == 0


def test_a_hashed_file_may_not_change_under_its_name(portal):
    portal.published()
    portal.write("theme/style.0a1b2c3d.css", "body { color: red }")
    said = portal.refused()
    assert "/theme/style.0a1b2c3d.css" in said and "đổi tên tệp" in said


def test_a_picture_of_the_portals_own_that_is_another_now_goes_out_by_force(portal):
    """One of the two is damaged, or a new version of the library draws it otherwise; nobody can rename it."""
    pages_with_photo(photo(), "038b53cdbba49761-640.jpg")(portal)
    portal.published()
    portal.write("media/038b53cdbba49761-640.jpg", photo(gps=False, kind="PNG"))
    said = portal.refused()
    assert "/media/038b53cdbba49761-640.jpg" in said and ".cache/gallery" in said and "FORCE=1" in said
    portal.published("--force")
    portal.write("theme/style.0a1b2c3d.css", "body { color: red }")
    assert "đổi tên tệp" in portal.refused("--force")


def test_a_page_once_found_sound_is_looked_at_again_when_its_target_goes(portal):
    portal.page("/tin/ban-do/", '<p id="xa">x</p>')
    portal.page(ADDRESS, '<a href="/tin/ban-do/#xa">x</a>')
    portal.published()
    portal.page("/tin/ban-do/", "<p>x</p>")
    said = portal.refused()
    assert ADDRESS in said and "/tin/ban-do/#xa" in said


def test_workers_and_memory_find_what_one_process_finds(portal, monkeypatch, tmp_path):
    portal.page(ADDRESS, '<a href="/mat/#x">x</a><p onclick="">x</p>')
    tree = read_tree(portal.site)
    found = {path: sha for path, sha in hashes(tree).items() if path.endswith(".html")}
    alone = inspect_files.findings_of("page", portal.site, found, SITEURL)
    cache = ResultCache(tmp_path / "cache")
    monkeypatch.setattr(inspect_files, "WORTH", 1)
    monkeypatch.setattr(inspect_files, "PART", 5)
    assert inspect_files.findings_of("page", portal.site, found, SITEURL, cache) == alone
    monkeypatch.setattr(
        inspect_files, "_read", lambda *arguments: [] if not arguments[2] else pytest.fail("read again")
    )
    assert inspect_files.findings_of("page", portal.site, found, SITEURL, cache) == alone
