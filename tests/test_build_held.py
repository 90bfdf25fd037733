"""One slip stops one story: everything else goes on."""

import pytest

from plugins.build.run import build
from plugins.core.published import Published, Unit
from plugins.core.sources import told
from tests.site import Site, sitemap

STORY = "content/tin/2024/06/bai-thu/index.md"
SLIPS = {
    "an unknown section": {"category": "Kinh tét"},
    "a date in no calendar": {"expires": "31/02/2024"},
    "a dead link": {"body": "[x](/khong-co/)"},
    "a missing photo": {"body": "![Chú thích](khong-co.jpg)"},
    "a photo that is none": {"body": "![Chú thích](hong.jpg)"},
    "an album that is not there": {"album": "khong-co"},
}


def outcome(site: Site) -> tuple[int, str]:
    result = site.build()
    assert "Traceback" not in result.stderr
    return result.returncode, result.stderr


def publish(site: Site) -> None:
    """What a publish does with the words and photos of a build that went well."""
    result = build(str(site.folder / "settings.py"), site.output)
    assert result.built and not result.held
    published(site).take(result.units, site.folder).commit()


def published(site: Site) -> Published:
    return Published(site.folder / "data/published")


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS.keys())
def test_a_new_story_with_a_slip_stays_out_and_all_else_goes_on(site, slip):
    site.story("tot", title="Bài tốt")
    site.story(**slip).with_name("hong.jpg").write_bytes(b"\xff\xd8\xff hong")
    code, said = outcome(site)
    assert code == 3 and f"Lỗi · {STORY}" in said
    assert said.splitlines()[-1].startswith("Còn 1 bài")
    assert "Bài tốt" in site.page("/") and "Bài thử" not in site.page("/")
    assert not (site.output / "tin/2024/06/bai-thu").exists()
    assert "/tin/2024/06/tot/" in sitemap(site.output)


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS.keys())
def test_a_public_story_with_a_slip_stays_in_its_last_words_and_todays_frame(site, slip, photo):
    site.story(body="Lời cũ.\n\n![Chú thích](anh.jpg)").with_name("anh.jpg").write_bytes(photo)
    publish(site)
    site.settings(**{"PORTAL.menu": [{"text": "Mục mới", "href": "/lien-he/"}]})
    site.story(**{"title": "Lời mới", **slip}).with_name("hong.jpg").write_bytes(b"\xff\xd8\xff hong")
    code, said = outcome(site)
    page = site.page("/tin/2024/06/bai-thu/")
    assert code == 3 and "1 giữ nguyên như đã đăng" in said.splitlines()[-1]
    assert "Lời cũ." in page and "Lời mới" not in page and "Mục mới" in page and "<img" in page


def test_an_unfinished_draft_stops_nobody_and_is_told(site):
    site.story("tot")
    site.story(category="Kinh tét", status="nháp", body="[x](/khong-co/)")
    site.story("hai", status="draft", body="[x](/khong-co/)")
    code, said = outcome(site)
    assert code == 0 and said.count("Lưu ý · content/tin/2024/06/") == 2


def test_of_two_stories_at_one_address_the_public_one_stays(site):
    site.story("so-ket", title="Bài đã đăng")
    publish(site)
    site.story("Sơ kết", title="Bài mới")
    code, said = outcome(site)
    assert code == 3 and "Lỗi · content/tin/2024/06/Sơ kết/index.md" in said
    assert "Bài đã đăng" in site.page("/tin/2024/06/so-ket/")


def test_of_two_tags_that_differ_in_marks_the_public_one_stays(site):
    site.story("z-cu", tags="[Đảng bộ]")
    publish(site)
    site.story("a-moi", tags="[Đang bộ]")
    code, said = outcome(site)
    assert code == 3 and "Lỗi · content/tin/2024/06/a-moi/index.md" in said
    assert (site.output / "tin/2024/06/z-cu/index.html").is_file()


def test_pages_and_albums_are_held_back_too(site, photo):
    album = "---\ntitle: Hội làng\ndate: 2024-06-06\n---\n\n![Rước kiệu](a.jpg)\n"
    site.write("content/anh/hoi/index.md", album)
    site.write("content/anh/hoi/a.jpg", photo)
    publish(site)
    site.write("content/anh/hoi/index.md", album.replace("a.jpg", "b.jpg"))
    site.write("content/trang/gioi-thieu.md", "---\ntitle: Sai\nsai: sai\n---\n\nChữ.\n")
    code, said = outcome(site)
    assert code == 3 and "2 giữ nguyên như đã đăng" in said
    assert "Rước kiệu" in site.page("/anh/hoi/") and "<title>gioi-thieu" in site.page("/gioi-thieu/")


def test_what_was_published_is_right_although_what_it_led_to_is_gone(site):
    site.story("mot")
    site.story("hai", body="[Bài một](/tin/2024/06/mot/)")
    publish(site)
    (site.folder / "content/tin/2024/06/mot/index.md").unlink()
    site.story("hai", category="Sai", body="[Bài một](/tin/2024/06/mot/)")
    code, said = outcome(site)
    assert code == 3 and "Lưu ý · content/tin/2024/06/hai/index.md" in said
    assert (site.output / "tin/2024/06/hai/index.html").is_file()


def test_what_was_published_is_not_shown_when_it_fits_no_more(site):
    site.story(category="Y tế")
    publish(site)
    site.settings(**{"PORTAL.sections": [{"name": "Kinh tế", "slug": "kinh-te"}]})
    code, said = outcome(site)
    assert code == 3 and "“Y tế” không có" in said and "1 chưa lên" in said


def test_a_damaged_copy_is_never_shown(site):
    site.story(body="Lời cũ.")
    publish(site)
    copy = next((site.folder / "data/published").glob("*/content/tin/2024/06/bai-thu/index.md"))
    copy.write_text(copy.read_text("utf-8").replace("cũ", "giả"), "utf-8")
    site.story(category="Sai")
    code, said = outcome(site)
    assert code == 3 and "1 chưa lên" in said and not (site.output / "tin/2024/06/bai-thu").exists()


def test_a_fault_of_the_software_in_one_story_keeps_no_other_from_being_published(site, monkeypatch):
    from plugins.story.body import BodyParser

    parse = BodyParser.parse

    def faulty(self, text, first_line=1):
        if "Lỗi lạ" in text:
            raise ZeroDivisionError
        return parse(self, text, first_line)

    monkeypatch.setattr(BodyParser, "parse", faulty)
    monkeypatch.chdir(site.folder)
    site.story("tot")
    site.story(body="Lỗi lạ.")
    result = build(str(site.folder / "settings.py"), site.output)
    assert result.built and result.held == {STORY: False}
    assert "ZeroDivisionError" in (site.folder / ".cache/loi.log").read_text("utf-8")


def test_only_what_a_story_names_is_kept_and_a_new_version_leaves_nothing_of_the_old(site, photo):
    folder = site.story(body="![Chú thích](Ảnh%20một.jpg)\n\n[Mẫu](mau.pdf)").parent
    for name in ("Ảnh một.jpg", "khac.jpg", "mau.pdf"):
        (folder / name).write_bytes(photo)
    publish(site)
    kept = {path.name for path in (site.folder / "data/published").rglob("*") if path.is_file()}
    assert kept >= {"index.md", "Ảnh một.jpg", "mau.pdf"} and "khac.jpg" not in kept
    site.story(body="Chỉ còn chữ.")
    publish(site)
    assert not list((site.folder / "data/published").rglob("*.jpg"))


def test_a_story_edited_while_it_is_built_stays_as_it_was_published(tmp_path):
    text = tmp_path / "content/tin/2024/06/a/index.md"
    text.parent.mkdir(parents=True)
    text.write_text("một", "utf-8")
    kept = Published(tmp_path / "data")
    name = "content/tin/2024/06/a/index.md"
    digest = "2b0a"  # of other words than those that lie there now
    kept.take({name: Unit(digest, "tin/2024/06/a/")}, tmp_path).commit()
    assert name not in Published(tmp_path / "data")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "[" * 100_000,
        '{"a": 1}',
        '{"a": "bcd"}',
        '{"a": [1, "c", {}]}',
        '{"a": ["b", "c", ["d"]]}',
        '{"a": ["b", "c", {"d": [1]}]}',
        '{"a": ["b", "c", {"d": ["e", "f", 1]}]}',
        "\udcff",
    ],
    ids=lambda text: text[:50],
)
def test_a_damaged_list_is_as_none(tmp_path, text):
    (tmp_path / "list.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert not Published(tmp_path)


def test_how_many_are_held_back_is_one_sentence():
    assert told({"a": True, "b": False, "c": False}).startswith("Còn 3 bài")
    assert ": 1 giữ nguyên như đã đăng, 2 chưa lên. " in told({"a": True, "b": False, "c": False})
    assert ": 1 chưa lên. " in told({"a": False})
