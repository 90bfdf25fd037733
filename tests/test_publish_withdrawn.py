"""Withdrawing is two lines: the story leaves everywhere, its address says why, and nothing brings it back."""

import re
import shutil
from datetime import UTC, datetime
from unicodedata import normalize

import pytest
import time_machine

from plugins.core.withdrawals import UNWRITTEN, withdrawal
from plugins.publish.address import path_of
from plugins.publish.checks.inspect_files import findings_of
from plugins.publish.redirects.moved import Moved
from plugins.publish.redirects.renamed import _rows
from plugins.publish.redirects.taken_down import LATER, gone_by_row
from plugins.publish.releases.manifest import Entry, Manifest
from plugins.publish.releases.stamps import altered
from plugins.publish.releases.tree import hash_of, read_tree
from plugins.publish.server.local_server import serving
from plugins.publish.targets import http_check
from tests.hosts import pretended
from tests.newsroom import SITEURL, make_newsroom
from tests.site import ROOT, sitemap

ADDRESS = "/tin/2024/06/bai-thu/"
NAME = "content/tin/2024/06/bai-thu/index.md"
REASON = "Có thông tin cá nhân"
PHOTO = next((ROOT / "content/tin").glob("*/*/*/*.jpg"))


@pytest.mark.parametrize(
    "text, reason",
    [
        ("---\ntitle: a\nstatus: withdrawn\nreason: Nhầm\n---\n", "Nhầm"),
        ("---\nstatus: rút\nlý do: Nhầm\n---\n", "Nhầm"),
        ("---\nTrạng thái: Đã rút\nLí do: “Nhầm số”\n---\n", "Nhầm số"),
        ("---\nstatus:withdrawn\nreason:Nhầm # của Lan\n---\n", "Nhầm"),
        ('\n\n---\n"status" : "rut"\n---\n', UNWRITTEN),
        ("---\ntitle: [hỏng\n\tdate: : :\nstatus: withdrawn\n", UNWRITTEN),
        (
            "title: quên gạch\nstatus: thu hồi\nreason: >-\n  Dòng một\n  dòng hai\ndate: x\n",
            "Dòng một dòng hai",
        ),
        ("—\nstatus: published\nstatus: withdrawn\n—\n", UNWRITTEN),
        ("---\ntitle: a\n---\nstatus: withdrawn\n", None),
        ("---\nstatus: draft\nreason: x\n---\n", None),
        ("---\ntitle: Rút kinh nghiệm\nstatus: published\n---\n", None),
        ("", None),
    ],
)
def test_an_editors_word_is_read_from_a_head_however_broken(text, reason):
    found = withdrawal(NAME, text)
    assert (found and found.reason) == reason
    assert not found or (found.address == ADDRESS and found.line)


@pytest.mark.parametrize(
    "name, text, address",
    [
        ("content/anh/Lễ hội/index.md", "", "/anh/le-hoi/"),
        ("content/trang/gioi-thieu.md", "", "/gioi-thieu/"),
        ("content/trang/gioi-thieu.md", "slug: ve-chung-toi\n", "/ve-chung-toi/"),
    ],
)
def test_pages_and_albums_are_withdrawn_alike(name, text, address):
    assert withdrawal(name, f"---\n{text}status: rút\n---\n").address == address


@pytest.fixture
def newsroom(tmp_path):
    """A public story with a photo, an attachment and a topic of its own, and one that links to it."""
    newsroom = make_newsroom(tmp_path / "cong")
    site = newsroom.site
    for number in range(9):
        site.story(f"bai-{number}", f"Bài {number}", f"2024-05-{number + 1:02d} 08:00")
    site.story(
        title="Lời không nên có",
        body=f"Đọc [đơn](don.pdf).\n\n![Ảnh]({PHOTO.name})",
        tags="[Chuyện riêng]",
    )
    site.write("content/tin/2024/06/bai-thu/don.pdf", b"%PDF")
    shutil.copy(PHOTO, newsroom.folder / "content/tin/2024/06/bai-thu")
    site.story("ban", "Bài dẫn tới", "2024-06-07 08:00", body=f"Xem [bài kia]({ADDRESS}).")
    newsroom.published()
    return newsroom


def withdraw(newsroom, status="withdrawn", more=f"reason: {REASON}\n"):
    file = newsroom.folder / NAME
    file.write_text(
        file.read_text("utf-8").replace("author:", f"status: {status}\n{more}author:", 1), "utf-8"
    )


def ask(newsroom, address: str) -> tuple[int, str]:
    name = newsroom.local.release_list().current
    with serving(newsroom.local.current, newsroom.local.manifest(name)) as base:
        status, _, body = http_check.ask(base + address)
        return status, body.decode("utf-8", "replace")


def holding(newsroom, words: str) -> set[str]:
    """Text files of the public release with `words` in them."""
    root = newsroom.local.current.resolve()
    texts = (path for path in root.rglob("*") if path.suffix in (".html", ".xml", ".json", ".txt", ".bin"))
    return {path.relative_to(root).as_posix() for path in texts if words.encode() in path.read_bytes()}


def pictures(newsroom) -> set[str]:
    return {path.name for path in (newsroom.local.current / "media").rglob("*") if path.is_file()}


def test_a_withdrawn_story_leaves_with_all_it_had(newsroom):
    before = pictures(newsroom)
    withdraw(newsroom)
    said = newsroom.published()
    assert ask(newsroom, ADDRESS)[0] == 410 and REASON in ask(newsroom, ADDRESS)[1]
    assert ask(newsroom, f"{ADDRESS}don.pdf")[0] == 410 and not newsroom.is_public(f"{ADDRESS}don.pdf")
    assert holding(newsroom, "Lời không nên có") == set()
    assert len(before - pictures(newsroom)) > 1, "photo and share card, not kept for open pages either"
    assert ask(newsroom, "/the/chuyen-rieng/")[0] == 200
    assert "Xem bài kia." in newsroom.page("/tin/2024/06/ban/"), "words, no link"
    assert "dẫn tới nội dung đã rút" in said.err
    assert not list((newsroom.folder / "data/published").rglob("bai-thu")), "nor what a slip falls back to"
    later = newsroom.published()
    assert "Không có gì thay đổi" in later.out


def test_no_rollback_brings_it_back(newsroom):
    old = newsroom.local.release_list().current
    withdraw(newsroom)
    newsroom.published()
    newsroom.site.story("moi", "Bài mới", "2024-06-09 08:00")
    newsroom.published()
    said = newsroom.run("rollback", "--to", old)
    assert said.status == 0 and ADDRESS in said.out, said.err
    assert ask(newsroom, ADDRESS)[0] == 410 and REASON in ask(newsroom, ADDRESS)[1]
    assert ask(newsroom, f"{ADDRESS}don.pdf")[0] == 410
    assert holding(newsroom, "Lời không nên có") == set()
    assert holding(newsroom, ADDRESS) == {".release/manifest.json"}, "no list leads there"
    assert "Bài mới" not in newsroom.page("/") and newsroom.local.release_list().base() == old
    assert newsroom.local.release_list().held
    listed = newsroom.run("releases").out
    assert listed.count("không có nội dung đã rút") == 1 and "chỉ đổi số lượt xem" not in listed
    shown = newsroom.local.release_list().current
    assert altered(newsroom.local.current.resolve(), newsroom.local.manifest(shown)) == {}
    newsroom.published()
    assert "Bài mới" in newsroom.page("/") and ask(newsroom, ADDRESS)[0] == 410
    assert newsroom.run("rollback").status == 0 and ask(newsroom, ADDRESS)[0] == 410


def test_a_rollback_on_a_server_leaves_out_an_album_and_a_page_but_nothing_of_a_like_name(newsroom, tmp_path):
    site, there = newsroom.site, pretended(tmp_path / "hosts", "mot")
    newsroom.settings(**{"PUBLISH.ssh": there.ssh})
    album = f"---\ntitle: Lễ hội đình làng\ndate: 2024-06-05 08:00\n{{}}---\n![Rước kiệu]({PHOTO.name})\n"
    site.write("content/anh/Lễ hội/index.md", album.format(""))
    shutil.copy(PHOTO, newsroom.folder / "content/anh/Lễ hội")
    site.write("content/trang/hoi-dap.md", "---\ntitle: Hỏi đáp\n---\nMột đoạn.\n")
    site.story("hoi-dap", "Buổi hỏi đáp", "2024-06-08 08:00")
    links = "[ảnh](/anh/le-hoi/), [trang](/hoi-dap/), [buổi](/tin/2024/06/hoi-dap/)"
    site.story("ban", "Bài dẫn tới", "2024-06-07 08:00", body=f"Xem {links}.")
    deploy = ("--deploy", there.target("mot"), "--check", "0")
    newsroom.published(*deploy)
    old, shown = newsroom.local.release_list().current, there.path("mot") / "current"
    assert (shown / "anh/le-hoi/index.html").is_file()
    site.write("content/anh/Lễ hội/index.md", album.format("status: rút\nreason: Nhầm\n"))
    site.write("content/trang/hoi-dap.md", "---\ntitle: Hỏi đáp\nstatus: rút\n---\n")
    newsroom.published(*deploy)
    said = newsroom.run("rollback", "--to", old, *deploy)
    assert said.status == 0 and "Buổi hỏi đáp" in newsroom.page("/"), said.err
    link = '<a href="/tin/2024/06/hoi-dap/">buổi</a>'
    assert f"Xem ảnh, trang, {link}." in newsroom.page("/tin/2024/06/ban/")
    assert "/tin/2024/06/hoi-dap/" in sitemap(newsroom.local.current), "an address that ends alike stays"
    assert holding(newsroom, "Lễ hội đình làng") == set()
    assert ask(newsroom, "/anh/le-hoi/")[0] == ask(newsroom, "/hoi-dap/")[0] == 410
    assert shown.resolve().name == newsroom.local.release_list().current
    assert altered(shown.resolve(), newsroom.local.manifest(shown.resolve().name)) == {}
    tree = read_tree(shown.resolve())
    pages = {path: hash_of(tree.folder / path) for path in tree.files if path.endswith(".html")}
    assert [
        found.wrong for found in findings_of("page", tree.folder, pages, SITEURL).values() if found.wrong
    ] == []


@pytest.mark.parametrize("unread", [False, True])
def test_what_a_row_took_down_comes_back_only_without_its_row(newsroom, unread):
    old, rows = newsroom.local.release_list().current, "content/du-lieu/chuyen-huong.yaml"
    gone = f"- cũ: {ADDRESS}\n  gỡ: {REASON}\n- cũ: {ADDRESS}don.pdf\n  gỡ: Nhầm tệp\n"
    newsroom.site.write(rows, f"{gone}- cũ: /tin/2024/05/bai-3/\n  gỡ: Bài còn đó nên thắng\n")
    shutil.rmtree((newsroom.folder / NAME).parent)
    newsroom.site.story("ban", "Bài dẫn tới", "2024-06-07 08:00")
    newsroom.published()
    if unread:
        newsroom.site.write(rows, "- cũ: [\n")
    said = newsroom.run("rollback", "--to", old)
    assert said.status == 0 and ADDRESS in said.out, said.err
    assert ask(newsroom, ADDRESS)[0] == 410 and (unread or REASON in ask(newsroom, ADDRESS)[1])
    assert ask(newsroom, f"{ADDRESS}don.pdf")[0] == 410 and holding(newsroom, "Lời không nên có") == set()
    assert ask(newsroom, "/tin/2024/05/bai-3/")[0] == 200
    newsroom.site.write(rows, gone)
    newsroom.published()
    assert REASON in ask(newsroom, ADDRESS)[1]
    newsroom.site.write(rows, "")
    assert newsroom.run("rollback", "--to", old).status == 0
    assert "Lời không nên có" in ask(newsroom, ADDRESS)[1]


@pytest.mark.parametrize(
    "row, address, down",
    [
        (ADDRESS, ADDRESS, True),
        ("/Tin/2024/06/Bai-Thu/", ADDRESS, True),
        ("/tin/2024/*", ADDRESS, True),
        ("/tin/2024/06/bai/", ADDRESS, False),
        (f"{ADDRESS}?id=1", ADDRESS, False),
        ("/tin/2024/06/", "/tin/2024/06/", False),
        ("/ve%20ta/", "/ve ta/", True),
    ],
)
def test_which_rows_take_an_address_of_an_earlier_release_down(tmp_path, row, address, down):
    old = Manifest({path_of(address): Entry("0" * 64, 1)})
    found = gone_by_row(old, Manifest({}), Moved({}, {row: REASON}), tmp_path)
    assert found == ({address: REASON} if down else {})


def test_a_story_put_back_is_public_again_without_any_row(newsroom):
    withdraw(newsroom)
    newsroom.published()
    file = newsroom.folder / NAME
    file.write_text(file.read_text("utf-8").replace("status: withdrawn\n", "", 1), "utf-8")
    newsroom.published()
    assert "Lời không nên có" in ask(newsroom, ADDRESS)[1] and ask(newsroom, f"{ADDRESS}don.pdf")[0] == 200


def test_it_is_obeyed_whatever_else_is_wrong(newsroom):
    withdraw(newsroom, more=f"title: [\ndate: 31/02/2024\nkhong-co: x\n\tcategory: :\nreason: {REASON}\n")
    newsroom.published()
    assert ask(newsroom, ADDRESS)[0] == 410


def test_the_timer_obeys_it_too_and_a_folder_deleted_later_stays_down(newsroom):
    withdraw(newsroom, more="")
    assert newsroom.timer().status == 0
    assert ask(newsroom, ADDRESS)[0] == 410 and UNWRITTEN in ask(newsroom, ADDRESS)[1]
    shutil.rmtree((newsroom.folder / NAME).parent)
    newsroom.site.story("ban", "Bài dẫn tới", "2024-06-07 08:00")
    newsroom.published()
    newsroom.site.story("moi", "Bài mới", "2024-06-09 08:00")
    newsroom.published()
    assert ask(newsroom, ADDRESS)[0] == 410 and ask(newsroom, f"{ADDRESS}don.pdf")[0] == 410


def test_a_public_story_that_is_a_draft_again_is_taken_down_and_told(newsroom):
    withdraw(newsroom, status="draft", more="")
    newsroom.site.story("ban", "Bài dẫn tới", "2024-06-07 08:00")
    said = newsroom.published()
    assert NAME in said.err and "status: draft" in said.err and "status: withdrawn" in said.err
    assert ask(newsroom, ADDRESS)[0] == 410 and "Trang này đã được gỡ" in ask(newsroom, ADDRESS)[1]


def test_one_dated_to_come_is_taken_down_until_its_day(newsroom):
    address = "/tin/2024/05/bai-1/"
    newsroom.site.story("bai-1", "Bài 1", "2024-05-31 08:00")
    with time_machine.travel(datetime(2024, 5, 20, tzinfo=UTC)):
        said = newsroom.publish("--force")
    assert "ngày đăng nay là 31/05/2024" in said.err and ask(newsroom, address)[0] == 410, said
    newsroom.published("--force")
    assert ask(newsroom, address)[0] == 200


def test_old_addresses_that_led_to_it_tell_why_and_a_menu_that_does_stops_nothing(newsroom):
    newsroom.settings(**{"PORTAL.menu": [{"text": "Bài", "href": ADDRESS}]})
    newsroom.site.write("content/du-lieu/chuyen-huong.yaml", f"- cũ: /cu/\n  mới: {ADDRESS}\n")
    newsroom.published()
    assert ask(newsroom, "/cu/")[0] == 301
    withdraw(newsroom)
    assert "nơi nội dung đã rút" in newsroom.published().err
    assert ask(newsroom, "/cu/")[0] == 410 and REASON in ask(newsroom, "/cu/")[1]


@pytest.mark.parametrize(
    ("name", "escaped"),
    [
        ("Mẫu đơn.pdf", "Mẫu%20đơn.pdf"),
        ("mẫu.pdf", "mẫu.pdf"),
        ("a#1.pdf", "a%231.pdf"),
        (normalize("NFD", "mẫu.pdf"), "mẫu.pdf"),
        ("ban-tin.mp3", "ban-tin.mp3"),
    ],
)
def test_attachments_of_any_name_move_along(tmp_path, name, escaped):
    for folder in ("cu", "moi"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "index.md").touch()
    (tmp_path / "cu" / name).touch()
    (tmp_path / "moi" / normalize("NFC", name)).touch()
    rows = _rows(
        "/tin/2024/06/cu/",
        tmp_path / "cu/index.md",
        "content/tin/2024/06/moi/index.md",
        tmp_path / "moi/index.md",
    )
    assert (f"/tin/2024/06/cu/{escaped}", f"/tin/2024/06/moi/{escaped}") in list(rows)


def test_a_story_moved_to_a_later_day_is_not_called_withdrawn(newsroom):
    file = newsroom.folder / NAME
    newsroom.site.story("ban", "Bài dẫn tới", "2024-06-07 08:00")
    with time_machine.travel(datetime(2024, 6, 8, 3, tzinfo=UTC), tick=True):
        file.write_text(re.sub(r"(?m)^date: .*$", "date: 2024-06-30 08:00", file.read_text("utf-8")), "utf-8")
        assert "chưa tới" in newsroom.publish().err
        assert LATER in ask(newsroom, ADDRESS)[1] and UNWRITTEN not in ask(newsroom, ADDRESS)[1]
        newsroom.site.story("moi", "Bài mới", "2024-06-08 08:00")
        newsroom.published()
        assert LATER in ask(newsroom, ADDRESS)[1]


def test_numbers_of_a_person_are_told_once_and_a_story_of_a_list_is_published(newsroom):
    newsroom.site.story("so", "Bài có số", "2024-06-07 08:00", body="- Gọi ông A, 0912 345 678")
    said = newsroom.publish()
    assert said.status == 0 and "giống số điện thoại di động" in said.err, said.err
    newsroom.site.story("moi", "Bài mới", "2024-06-07 09:00")
    assert "giống số điện thoại" not in newsroom.publish().err


def test_a_mistake_of_what_was_published_too_is_told_once(newsroom):
    file = newsroom.folder / NAME
    file.write_text(file.read_text("utf-8") + "\n[xem](/khong-co/)\n\n0912 345 678\n", "utf-8")
    said = newsroom.publish()
    assert (said.err + said.out).count("/khong-co/ không dẫn tới trang nào") == 1


def test_a_deleted_folder_is_told_with_both_ways_and_a_renamed_one_gets_its_redirect(newsroom):
    folder = (newsroom.folder / NAME).parent
    folder.rename(folder.with_name("ten-moi"))
    said = newsroom.publish()
    assert said.status == 3 and ask(newsroom, ADDRESS)[0] == 200, "public until somebody says where it went"
    assert "status: withdrawn" in said.err and f"“- cũ: {ADDRESS}”" in said.err
    assert f"ten-moi/index.md: hình như là {NAME}" in said.err
    told = newsroom.run("redirect")
    assert told.status == 0 and f"- cũ: {ADDRESS}\n  mới: /tin/2024/06/ten-moi/" in told.out
    newsroom.site.story("ban", "Bài dẫn tới", "2024-06-07 08:00")
    newsroom.published()
    assert ask(newsroom, ADDRESS)[0] == 301 and ask(newsroom, f"{ADDRESS}don.pdf")[0] == 301
    assert "Không thấy" in newsroom.run("redirect").out


def test_after_make_redirect_nobody_is_advised_to_type_it(newsroom):
    folder = (newsroom.folder / NAME).parent
    folder.rename(folder.with_name("ten-moi"))
    newsroom.run("redirect")
    assert "hình như là" not in newsroom.publish().err


def test_what_is_forgotten_is_kept_nowhere(newsroom):
    for nobodys in (
        "/",
        "/tin/",
        "/tin/2024/",
        "/theme/",
        "/the/mot/",
        "/kinh-te/",
        f"{ADDRESS}?q",
        "/feeds/",
    ):
        assert "Ở địa chỉ này không có bài" in newsroom.run("forget", "--address", nobodys).err, nobodys
    assert "chưa rút" in newsroom.run("forget", "--address", ADDRESS).err
    withdraw(newsroom)
    assert "make publish trước" in newsroom.run("forget", "--address", ADDRESS).err
    newsroom.published()
    for kept in ("check.sqlite", "articles-preview.sqlite", "articles-preview.sqlite-journal"):
        newsroom.site.write(f".cache/{kept}", "Lời không nên có")
    assert newsroom.run("forget", "--address", ADDRESS).status == 0
    shutil.rmtree((newsroom.folder / NAME).parent)
    everywhere = (path for path in newsroom.folder.rglob("*") if path.is_file() and not path.is_symlink())
    holding = [path for path in everywhere if "Lời không nên có".encode() in path.read_bytes()]
    assert holding == []
    release_list = newsroom.local.release_list()
    assert all(
        not altered(newsroom.local.path(each), newsroom.local.manifest(each))
        for each in release_list.releases
    )
    newsroom.site.story("ban", "Bài dẫn tới", "2024-06-07 08:00")
    newsroom.published()
    assert ask(newsroom, ADDRESS)[0] == 410


def test_a_deleted_folder_is_forgotten_by_the_way_that_is_told(newsroom):
    shutil.rmtree((newsroom.folder / NAME).parent)
    newsroom.site.story("ban", "Bài dẫn tới", "2024-06-07 08:00")
    said = newsroom.run("forget", "--address", ADDRESS)
    row = f"- cũ: {ADDRESS}"
    assert f"“{row}” và “  gỡ: lý do”" in said.err and "content/du-lieu/chuyen-huong.yaml" in said.err
    file = f"- cũ: {ADDRESS}don.pdf\n  gỡ: lý do\n"
    newsroom.site.write("content/du-lieu/chuyen-huong.yaml", f"{row}\n  gỡ: lý do\n{file}")
    newsroom.published()
    said = newsroom.run("forget", "--address", ADDRESS)
    assert said.status == 0, said.err
    everywhere = (path for path in newsroom.folder.rglob("*") if path.is_file() and not path.is_symlink())
    assert [path for path in everywhere if "Lời không nên có".encode() in path.read_bytes()] == []
