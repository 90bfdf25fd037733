"""One build: each mistake gets one clear sentence, and the last site stands."""

import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from pelican.settings import DEFAULT_CONFIG

from plugins import archive, front
from plugins.build.plain_settings import wrong_settings
from plugins.core import schema, settings_file
from plugins.core.mistakes import MistakesFound
from plugins.story import settings as story_settings
from tests.site import ROOT, sitemap


def refused(site) -> str:
    result = site.build()
    assert result.returncode == 1, (result.stdout, result.stderr)
    assert "Traceback" not in result.stderr + result.stdout
    return result.stderr


def held(site) -> str:
    """Builds; something must be held back, and all else be there."""
    result = site.build()
    assert result.returncode == 3, (result.stdout, result.stderr)
    assert "Traceback" not in result.stderr + result.stdout
    return result.stderr


def accepted(site) -> str:
    result = site.build()
    assert result.returncode == 0, result.stderr
    return result.stderr


@pytest.mark.parametrize(
    ("story", "words"),
    [
        ({"category": "Kinh tét"}, ["bai-thu/index.md, dòng 4", "“Kinh tét”", "“Kinh tế”"]),
        ({"category": "Bóng đá"}, ["“Bóng đá” không có", "Các chuyên mục:", "Thông báo"]),
        ({"body": "[x](/tin/2024/06/khong-co/)"}, ["bai-thu/index.md, dòng 7", "/tin/2024/06/khong-co/"]),
        ({"body": "Chữ.\n\n[x](/y-t/)"}, ["dòng 9", "“/y-te/”"]),
        ({"body": "[tải](mau-don.pdf)"}, ["dòng 7", "mau-don.pdf"]),
        ({"body": "[x](#khong-co)"}, ["dòng 7", "#khong-co"]),
        ({"body": "- a ![b](c.jpg) d"}, ["dòng 7", "c.jpg", "một mình"]),
        ({"tags": "[a"}, ["bai-thu/index.md", "ngoặc vuông"]),
        ({"tags": "['!!!']"}, ["bai-thu/index.md, dòng 6", "“!!!”", "không có chữ"]),
        ({"body": "[x](www.a.example)"}, ["dòng 7", "www.a.example", "thêm https://"]),
    ],
)
def test_an_editors_mistake_names_file_line_and_remedy(site, story, words):
    site.story(**story)
    sentence = held(site)
    assert all(word in sentence for word in words), sentence


def test_a_notice_that_leads_nowhere_is_named(site):
    site.write("content/du-lieu/thong-bao.yaml", "- text: Bão\n  href: /khong-co/\n")
    assert "thong-bao.yaml: “Bão” dẫn tới /khong-co/" in refused(site)


def test_a_good_link_to_a_story_with_a_slip_is_words_until_that_one_is_mended(site):
    site.story("hong", category="Kinh tees")
    site.write("content/trang/trang-hong/index.md", "---\ntitle: A\nsai: b\n---\n\nChữ.\n")
    site.story("tot", body="[Bài kia](/tin/2024/06/hong/) và [trang kia](/trang-hong/)")
    said = held(site)
    for path in ("tin/2024/06/hong/index.md", "trang/trang-hong/index.md"):
        assert f"Lỗi · content/{path}" in said
    assert "Lỗi · content/tin/2024/06/tot" not in said and said.count("tạm là chữ thường") == 2
    assert "Bài kia và trang kia" in site.page("/tin/2024/06/tot/")
    site.story("hong", category="Kinh tế")
    held(site)
    assert '<a href="/tin/2024/06/hong/">Bài kia</a> và trang kia' in site.page("/tin/2024/06/tot/")


@pytest.mark.parametrize("name", ["media", "theme", "api", "tim-kiem", "tat-ca"])
def test_a_page_cannot_take_an_address_of_the_portal(site, name):
    site.write(f"content/trang/{name}.md", "---\ntitle: Trang\n---\n\nChữ.\n")
    assert f"trang/{name}.md: Địa chỉ “{name}” dành riêng cho cổng" in held(site)


@pytest.mark.parametrize("folder", ["tin/2024/06/🎉", "anh/!!!"])
def test_a_folder_without_a_letter_is_told(site, folder):
    date = "date: 2024-06-06 14:41\n"
    more = "category: Y tế\nauthor: A\n" if folder.startswith("tin") else ""
    site.write(f"content/{folder}/index.md", f"---\ntitle: A\n{date}{more}---\n\n![Chú thích](a.jpg)\n")
    site.write(f"content/{folder}/a.jpg", b"")
    name = folder.rpartition("/")[2]
    assert f"content/{folder}/index.md: Tên thư mục “{name}” không có chữ nào" in held(site)


def test_a_section_named_with_spaces_of_word_is_that_section(site):
    site.settings(**{"PORTAL.sections": [{"name": "Y\u00a0 tế", "slug": "y-te"}]})
    site.story(category="Y tế")
    accepted(site)
    assert "Bài thử" in site.page("/y-te/")


def test_a_menu_that_leads_nowhere_is_named(site):
    site.settings(**{"PORTAL.menu": [{"text": "Giới thiệu", "href": "/gioi-thiu/"}]})
    sentence = refused(site)
    assert all(word in sentence for word in ("PORTAL['menu']", "/gioi-thiu/", "“/gioi-thieu/”")), sentence


def test_a_link_of_the_side_column_that_leads_nowhere_is_named(site):
    links = "- title: A\n  links:\n  - {text: Trang, href: /gioi-thiu/}\n"
    site.write("content/du-lieu/lien-ket.yaml", links)
    said = refused(site)
    assert "lien-ket.yaml: “Trang” dẫn tới /gioi-thiu/" in said and "“/gioi-thieu/”" in said


def test_an_unclosed_head_and_an_album_without_index_are_told_as_what_they_are(site):
    site.write("content/tin/2024/06/a/index.md", "---\ntitle: A\n")
    site.write("content/anh/hoi/index.md.txt", "---\ntitle: A\n---\n")
    said = held(site)
    assert "a/index.md, dòng 1: Phần đầu bài chưa đóng lại." in said
    assert "content/anh/hoi: Thư mục này không có tệp index.md" in said


def test_a_page_with_a_name_nobody_reads_is_named(site):
    head = "---\ntitle: Trang\n---\n\nChữ.\n"
    for name in ("mot.txt", "hai.MD", "ba.md.txt", "bon.markdown"):
        site.write(f"content/trang/{name}", head)
    site.write("content/trang/mang-ve.txt", "Biểu mẫu, không phải trang.")
    (site.folder / "content/trang/thu-muc").mkdir()
    said = accepted(site)
    for name, right in (("mot.txt", "mot"), ("hai.MD", "hai"), ("ba.md.txt", "ba"), ("bon.markdown", "bon")):
        assert f"content/trang/{name}: Tệp này chưa thành trang" in said and f"thành {right}.md." in said
    assert "mang-ve" not in said and "thu-muc" not in said


@pytest.mark.parametrize(
    "path",
    "anh/2024/le-hoi/index.md anh/le-hoi.md tin/2024/06/thu.txt tin/thu/index.md.txt tin/2024/thu/index.txt "
    "trang/a/index.md.txt".split(),
)
def test_a_text_in_the_wrong_place_is_named(site, path):
    site.write(f"content/{path}", "---\ntitle: A\n---\n\nChữ.\n")
    assert f"content/{path}: Tệp này chưa thành" in accepted(site)


def test_a_city_that_the_climate_file_spells_otherwise_is_told(site):
    text = (ROOT / "content/du-lieu/khi-hau.yaml").read_text("utf-8")
    site.write("content/du-lieu/khi-hau.yaml", text.replace("name: Hà Nội", "name: Hà Nôi"))
    said = accepted(site)
    assert "khi-hau.yaml: Chưa có số liệu của “Hà Nội”" in said and "“Hà Nôi”" in said


def test_values_of_a_city_that_is_not_shown_are_no_mistake(site):
    places = [{"name": "Hà Nội", "latitude": 21.03, "longitude": 105.85}]
    site.settings(**{"WEATHER.cities": places})
    assert "khi-hau.yaml" not in accepted(site)


def test_a_link_to_nowhere_among_the_texts_stops_nothing(site):
    (site.folder / "content/trang/cu.txt").symlink_to("/khong/co")
    accepted(site)


def test_files_of_other_kinds_beside_a_story_are_no_pages(site):
    folder = site.story().parent
    for name in ("cu.html", "cu.htm", "cu.rst", "cu.mkd", "cu.markdown"):
        (folder / name).write_text("<script>alert(1)</script>\n\n.. raw:: html\n", "utf-8")
    accepted(site)
    assert not [path for path in site.output.rglob("*") if path.stem == "cu"]


def test_stories_and_drafts_of_one_name_in_two_months_are_two(site):
    for month in ("05", "06"):
        site.story("nop-ho-so", f"Hồ sơ tháng {month}", f"2024-{month}-01 08:00")
        site.story("nhap", f"Nháp tháng {month}", f"2024-{month}-02 08:00", status="draft")
    assert "Lưu ý" not in accepted(site)
    assert "Hồ sơ tháng 05" in site.page("/tin/2024/05/nop-ho-so/")
    assert "Nháp tháng 05" in site.page("/nhap/2024/05/nhap/")


def test_a_story_under_another_name_than_index_md_is_not_lost_in_silence(site):
    site.write("content/tin/2024/06/bai/index.md.txt", "---\ntitle: a\n---\n")
    site.write("content/tin/2024/06/khac/BAI.docx", b"PK")
    said = accepted(site)
    assert "tin/2024/06/bai" in said and "index.md.txt" in said and "tin/2024/06/khac" in said


def test_every_mistake_is_told_at_once(site):
    site.story("mot", category="Sai")
    site.story("hai", date="2024-06-06 25:00")
    site.story("ba", body="[x](/khong/)")
    sentence = held(site)
    assert all(f"{slug}/index.md" in sentence for slug in ("mot", "hai", "ba"))
    assert sentence.endswith("(xem ở trên): 3 chưa lên. Mọi thứ khác đã xong.\n")


def test_two_stories_with_one_address_are_both_named(site):
    site.story("so-ket")
    site.story("Sơ kết", title="Bài khác")
    sentence = held(site)
    assert "/tin/2024/06/so-ket/" in sentence and "Sơ kết/index.md" in sentence and "trùng" in sentence


def test_a_page_cannot_take_the_address_of_a_section(site):
    site.write("content/trang/y-te.md", "---\ntitle: Y tế\n---\nChữ.\n")
    assert "/y-te/" in held(site)


def test_a_story_outside_its_folder_is_explained(site):
    site.write(
        "content/tin/2024/06/bai.md",
        "---\ntitle: a\ndate: 2024-06-06 08:00\ncategory: Y tế\nauthor: b\n---\n",
    )
    assert "Mỗi bài là một thư mục" in held(site)


def test_a_story_without_a_word_is_told(site):
    site.story(body="")
    assert "bai-thu/index.md: Bài chưa có chữ hay ảnh nào." in accepted(site)


def test_a_page_needs_a_name_with_letters(site):
    site.write("content/trang/!!!.md", "---\ntitle: Lạ\n---\nChữ.\n")
    sentence = held(site)
    assert "content/trang/!!!.md" in sentence and "đặt tên khác" in sentence and "Pelican" not in sentence


def test_a_text_in_an_old_code_page_is_explained(site):
    site.write("content/tin/2024/06/cu/index.md", b"---\ntitle: C\xf9\n---\n")
    assert "cu/index.md, dòng 2" in held(site)


def test_a_failed_build_leaves_the_last_site_as_it_was(site):
    site.story("mot")
    accepted(site)
    before = {path: path.read_bytes() for path in site.output.rglob("*") if path.is_file()}
    site.settings(**{"PORTAL.menu": [{"text": "A", "href": "/khong-co/"}]})
    refused(site)
    assert {path: path.read_bytes() for path in site.output.rglob("*") if path.is_file()} == before
    assert [path.name for path in site.folder.glob(".output*") if path.is_dir()] == []


def test_raw_html_is_cleaned_with_a_warning_that_names_the_file(site):
    site.story(body="Chữ.\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1))")
    said = accepted(site)
    assert "bai-thu/index.md, dòng 9" in said and "<script>" in said and "javascript:" in said
    page = site.page("/tin/2024/06/bai-thu/")
    assert "alert(1)" not in page


def test_a_good_site_builds_without_a_word(site):
    site.story()
    said = accepted(site)
    assert "Lỗi" not in said and "Lưu ý" not in said


def test_hostile_words_stay_words(site):
    site.story(
        title="'<script>alert(1)</script> \"x\" & </title>'",
        summary="'</script><img src=x onerror=alert(1)>'",
        tags="['<b>a</b>']",
        source="'<i>nguồn</i>'",
    )
    accepted(site)
    for address in ("/", "/tin/2024/06/bai-thu/", "/y-te/", "/tin/2024/06/", "/the/", "/the/b-a-b/"):
        page = site.page(address)
        assert "<script>alert" not in page and "<img src=x" not in page and "<b>a</b>" not in page
        assert "</script><img" not in page


def test_names_in_decomposed_letters_work(site):
    name = unicodedata.normalize("NFD", "Bài số một")
    site.story(name, title=unicodedata.normalize("NFD", "Lễ hội"), body="[x](/tin/2024/06/bai-so-mot/)")
    accepted(site)
    assert "Lễ hội" in site.page("/tin/2024/06/bai-so-mot/")


def test_drafts_and_stories_to_come_are_not_published(site):
    site.settings(PUBLISHING=True)
    site.story("nhap", "Bài nháp kín", status="draft")
    site.story("mai", "Bài của mai sau", "2099-01-01 08:00")
    site.story("nay", "Bài hôm nay")
    accepted(site)
    for path in site.output.rglob("*"):
        if path.suffix in (".html", ".xml", ".json"):
            text = path.read_text("utf-8")
            assert "Bài nháp kín" not in text and "Bài của mai sau" not in text, path


def test_an_expired_story_keeps_its_address_and_leaves_every_list(site):
    site.story("het", "Đã hết hạn rồi", expires="2024-06-30")
    site.story("con", "Còn hạn", expires="2099-01-01")
    accepted(site)
    assert "đã hết hiệu lực" in site.page("/tin/2024/06/het/")
    counted = site.output / "api/articles.json"  # told to the service of counts: its readers count too
    for path in set(site.output.rglob("*")) - {counted}:
        if path.suffix in (".html", ".xml", ".json") and "het" not in path.parts:
            assert "Đã hết hạn rồi" not in path.read_text("utf-8"), path
    assert "tin/2024/06/het/" not in sitemap(site.output)


def test_files_beside_a_story_are_published_where_it_links_to_them(site):
    site.story(body="[Tải mẫu đơn](mẫu%20đơn.pdf)")
    site.write("content/tin/2024/06/bai-thu/mẫu đơn.pdf", b"%PDF-1.4")
    site.write("content/tin/2024/06/bai-thu/rieng.txt", b"notes")
    accepted(site)
    assert (site.output / "tin/2024/06/bai-thu/mẫu đơn.pdf").read_bytes() == b"%PDF-1.4"
    assert not (site.output / "tin/2024/06/bai-thu/rieng.txt").exists()


def test_a_settings_file_with_a_slip_is_named_with_its_line(site):
    site.write("settings.py", "SITENAME = 'a'\nSITEURL = 'b\n")
    sentence = refused(site)
    assert "settings.py, dòng 2" in sentence


def test_pelican_alone_builds_it_with_warnings_fatal(site):
    import subprocess
    import sys

    from tests.site import ROOT

    site.settings(SITEURL="https://cong.example")
    site.story()
    result = subprocess.run(
        [sys.executable, "-m", "pelican", "-s", "settings.py", "--fatal", "warnings"],
        cwd=site.folder,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Bài thử" in site.page("/")


# --- Nothing but stories is published ----------------------------------------------


STATIC = [
    """[a](/tin/ "data='{static}evil.html'") [b](/tin/ "data='{static}evil.js'")""",
    """[a](/tin/ "data='{attach}/../../secret.txt'") và chữ""",
    """<a href="/tin/" title="src='{static}/../settings.py'">x</a>""",
    """<p title="src='|static|evil.html'">x</p>""",
]


def test_no_file_of_the_machine_is_copied_to_the_site(site):
    for number, body in enumerate(STATIC):
        folder = site.story(slug=f"bai-{number}", body=body).parent
        (folder / "evil.html").write_text("<script>alert(1)</script>")
        (folder / "evil.js").write_text("alert(1)")
    site.write("secret.txt", "mật")
    accepted(site)
    names = {path.name for path in site.output.rglob("*")}
    assert not names & {"evil.html", "evil.js", "secret.txt", "settings.py"}
    assert not any(b"alert(1)" in path.read_bytes() for path in site.output.rglob("*.html"))


def test_what_macos_and_word_leave_beside_a_story_stops_nothing(site):
    folder = site.story().parent
    for name in ("._index.md", "~$ndex.md", ".DS_Store"):
        (folder / name).write_bytes(b"\0\5\x16\7\xff")
    accepted(site)
    assert [path.name for path in site.output.glob("tin/2024/06/bai-thu/*")] == ["index.html"]


def test_a_link_in_raw_html_is_checked_like_any_other(site):
    site.story(body='Chữ <a href="/khong-co/">đây</a>.')
    assert "/khong-co/ không dẫn tới trang nào" in held(site)


def test_a_link_that_cannot_work_is_told_and_never_a_fault(site):
    links = {
        "[x](https://[tên-miền]/)": "không phải một địa chỉ",
        "[x](//[a)": "không phải một địa chỉ",
        "[x]()": "chưa có địa chỉ",
        "[](https://a.example/)": "chưa có chữ để bấm",
        "[x](vanphong@abc.vn)": "hãy thêm mailto:",
        "[x](dichvucong.gov.vn)": "hãy thêm https://",
        f"[x]({'a' * 300}.pdf)": "không dẫn tới trang nào",
    }
    for number, link in enumerate(links):
        site.story(slug=f"bai-{number}", body=f"Chữ {link} chữ.")
    said = held(site).splitlines()
    for number, words in enumerate(links.values()):
        assert any(f"bai-{number}/index.md, dòng 7" in line and words in line for line in said), (words, said)


def test_a_page_and_a_draft_bring_their_files_too(site):
    site.write("content/trang/thu.md", "---\ntitle: Thử\n---\nTải [mẫu](mau.pdf).\n")
    site.write("content/trang/mau.pdf", b"%PDF-1.4")
    (site.story(status="draft", body="Tải [mẫu](mau.pdf).").parent / "mau.pdf").write_bytes(b"%PDF-1.4")
    accepted(site)
    assert (site.output / "thu/mau.pdf").is_file()
    assert (site.output / "nhap/2024/06/bai-thu/mau.pdf").is_file()


def test_two_drafts_of_one_address_are_named(site):
    site.story(slug="bai-a", status="draft")
    site.story(slug="Bài A", status="draft")
    assert "trùng với" in accepted(site)


def test_signs_in_a_headline_reach_the_feeds(site):
    site.story(title="Giá < 5 và > 3 nghìn")
    accepted(site)
    for feed in ("tat-ca.atom.xml", "tat-ca.rss.xml"):
        assert "Giá &lt; 5 và &gt; 3 nghìn" in (site.output / "feeds" / feed).read_text("utf-8")


# --- Settings and the machine --------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"SITENAME": None}, "SITENAME là None, nhưng phải là chữ"),
        ({"SITENAME": "A Pelican Blog"}, "hãy đặt tên cổng"),
        ({"SITEURL": "tram-tin.vn"}, "SITEURL là “tram-tin.vn”"),
        ({"SITEURL": "javascript:alert(1)"}, "SITEURL là"),
        ({"TIMEZONE": "Asia/Hanoi"}, "Asia/Ho_Chi_Minh"),
        ({"PUBLISHING": None}, "PUBLISHING là None"),
        ({"PATH": "khong-co"}, "không có thư mục ấy"),
        ({"STOREY": {}}, "Có phải ý bạn là STORY"),
        ({"GALERY": {}}, "Có phải ý bạn là GALLERY"),
    ],
)
def test_a_wrong_or_misspelt_plain_setting_is_named_with_its_remedy(changes, words):
    settings = settings_file.values(ROOT / "pelicanconf.py")
    assert wrong_settings(settings, DEFAULT_CONFIG, "pelicanconf.py") == []
    (mistake,) = wrong_settings(settings | changes, DEFAULT_CONFIG, "pelicanconf.py")
    assert words in str(mistake)


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        (front.FrontSettings, "block", 0),
        (front.FrontSettings, "headlines", -1),
        (archive.ArchiveSettings, "tag_newest", 0),
        (story_settings.StorySettings, "older", -1),
    ],
)
def test_a_number_out_of_bounds_is_refused(kind, name, value):
    with pytest.raises(MistakesFound, match="trở lên"):
        schema.checked(kind, {name: value}, "X")


def test_a_misspelt_setting_stops_the_build(site):
    site.settings(STOREY={})
    assert "settings.py: STOREY không phải là một mục có thật." in refused(site)


@pytest.mark.parametrize(
    "slip, said",
    [("B = A / 0", "division by zero"), ("raise SystemExit", "nó tự dừng"), ("quit()", "nó tự dừng")],
)
def test_a_settings_file_that_does_not_run_is_told_with_its_line(site, slip, said):
    with (site.folder / "settings.py").open("a") as file:
        file.write(f"A = 1\n{slip}\n")
    lines = (site.folder / "settings.py").read_text("utf-8").count("\n")
    assert f"settings.py, dòng {lines}: Tệp thiết lập không chạy được ({said})" in refused(site)


def test_two_builds_at_once_wait_for_each_other(site):
    for number in range(5):
        site.story(slug=f"bai-{number}")
    with ThreadPoolExecutor() as pool:
        runs = [pool.submit(site.build) for _ in range(3)]
    assert [run.result().returncode for run in runs] == [0, 0, 0]
    assert len(list(site.output.glob("tin/2024/06/*/index.html"))) == 5


def test_an_output_that_is_a_link_stays_one(site):
    site.story()
    (site.folder / "web").mkdir()
    site.output.symlink_to("web")
    accepted(site)
    accepted(site)
    assert site.output.is_symlink() and (site.folder / "web/index.html").is_file()


def test_a_disk_that_refuses_is_told_in_a_sentence(site):
    site.story()
    accepted(site)
    (site.folder / ".output.previous").write_text("of another user")
    (site.folder / ".output.lock").unlink()
    (site.folder / ".output.lock").mkdir()
    said = refused(site)
    assert ".output.lock" in said and "Traceback" not in said


def test_ctrl_c_while_a_command_loads_is_no_traceback():
    # A shell has what runs behind ignore Ctrl-C, and this test may.
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    code = f"{heard}; import plugins, _thread; _thread.interrupt_main(); import plugins.build.run"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode != 0 and run.stderr == "\nĐã dừng.\n"
