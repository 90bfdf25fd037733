"""A story for whom is sent its address: as it will look, beside the releases, gone in time."""

import re
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from plugins.core.addresses import PREVIEWS, RESERVED
from plugins.core.clock import today
from plugins.preview_link import record
from plugins.preview_link.folders import FOLDER, Here, complaints
from plugins.publish.address import path_of
from tests.hosts import needs, pretended
from tests.newsroom import SITEURL, make_newsroom
from tests.site import ROOT, sitemap

DAY = timedelta(days=1)
HERE = ZoneInfo("Asia/Ho_Chi_Minh")  # its day may be another than this machine's
ADDRESS = re.compile(rf"{SITEURL}/{PREVIEWS}([0-9a-f]{{32}})/")
BODY = "![Hội nghị](a.jpg)\n\nLời còn nháp, xem [bài kia](/tin/2024/06/kia/).\n\n[Kế hoạch](ke-hoach.pdf)"


@pytest.fixture
def newsroom(tmp_path, photo):
    newsroom = make_newsroom(tmp_path / "cong")
    settings = (newsroom.folder / "settings.py").read_text("utf-8").replace("PUBLISHING = True", "")
    newsroom.site.write("pelicanconf.py", settings)
    newsroom.site.story("kia", "Bài kia")
    story = newsroom.site.story("bai-nhap", "Tin nháp", body=BODY, status="nháp")
    story.with_name("a.jpg").write_bytes(photo)
    story.with_name("ke-hoach.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    return newsroom


def link(newsroom, story: str, *options: str):
    return newsroom.run(
        *("--settings", "settings.py", "link", "--story", story, "--check", "0", *options),
        module="plugins.preview_link",
    )


def shown(newsroom) -> list[Path]:
    return [each.parent for each in (newsroom.local.folder / FOLDER).glob("*/index.html")]


def test_a_draft_is_read_by_whom_has_its_address_and_by_nobody_else(newsroom):
    newsroom.published()
    said = link(newsroom, "bai-nhap", "--until", f"{today(HERE) + DAY:%d/%m/%Y}")
    assert said.status == 0, said.err
    [folder] = shown(newsroom)
    assert ADDRESS.search(said.out)[1] == folder.name and "hết" not in said.err
    html = (folder / "index.html").read_text("utf-8")
    assert "BẢN NHÁP" in html and "Lời còn nháp" in html and "<h1" in html
    assert re.findall(r'<meta name="robots" content="(.*?)">', html) == ["noindex, nofollow, noarchive"]
    assert "<script" not in html and "127.0.0.1" not in html and "canonical" not in html
    loaded = re.findall(r'(?:src|href)="(?!/|#|https?:|mailto:|tel:)([^"#]+)', html)
    loaded += [
        each.split()[0] for group in re.findall(r'srcset="([^"]+)"', html) for each in group.split(",")
    ]
    assert {"ke-hoach.pdf", "draft.css"} < {*loaded} and any(each.startswith("media/") for each in loaded)
    assert [each for each in loaded if not (folder / each).is_file()] == []
    assert 'href="/tin/2024/06/kia/"' in html  # public already
    styles = "".join(path.read_text("utf-8") for path in folder.rglob("*.css"))
    assert "url(/theme/" not in styles and re.search(r"url\([\w.-]+\.woff2\)", styles)

    newsroom.site.story("kia", "Bài kia sửa")
    newsroom.published()  # never in a release
    release = newsroom.local.current.resolve()
    secret = re.compile(rb"bai-nhap|Tin nh\xc3\xa1p|" + folder.name.encode())
    assert [path for path in release.rglob("*") if path.is_file() and secret.search(path.read_bytes())] == []
    assert shown(newsroom) == [folder]
    assert f"{SITEURL}/{PREVIEWS}" not in sitemap(release)


def test_an_edited_story_keeps_its_address_until_it_is_taken_away(newsroom):
    first = ADDRESS.search(link(newsroom, "bai-nhap").out)[1]
    newsroom.site.story("bai-nhap", "Tin nháp hai", body="Lời mới.", status="nháp")
    again = link(newsroom, f"{SITEURL}/tin/2024/06/bai-nhap/")
    assert ADDRESS.search(again.out)[1] == first
    [folder] = shown(newsroom)
    html = (folder / "index.html").read_text("utf-8")
    assert "Lời mới" in html and "Lời còn nháp" not in html and not (folder / "ke-hoach.pdf").exists()
    assert link(newsroom, "kia").status == 0 and len(shown(newsroom)) == 2  # a public one, as it will be
    off = link(newsroom, "bai-nhap", "--off")
    assert off.status == 0 and "Đã gỡ bản nháp của “Tin nháp hai”" in off.out and len(shown(newsroom)) == 1
    assert "Đã gỡ" in link(newsroom, "", "--off").out and shown(newsroom) == []
    assert "Không có bản nháp nào" in link(newsroom, "", "--off").out
    newsroom.site.story("bo", "Tin sẽ bỏ", status="nháp")
    assert link(newsroom, "bo").status == 0 and link(newsroom, "bai-nhap").status == 0
    shutil.rmtree(newsroom.site.folder / "content/tin/2024/06/bo")
    assert "Đã gỡ bản nháp của “Tin sẽ bỏ”" in link(newsroom, "bo", "--off").out
    assert len(shown(newsroom)) == 1 and link(newsroom, "", "--off").status == 0
    assert ADDRESS.search(link(newsroom, "bai-nhap").out)[1] != first


def test_the_timer_takes_it_away_when_it_is_over_and_wakes_for_it(newsroom):
    with time_machine.travel("2024-06-10T08:00+07:00", tick=False):
        newsroom.published()
        link(newsroom, "bai-nhap", "--until", "10/06/2024 18:00")
        [folder] = shown(newsroom)
        at = datetime.fromisoformat("2024-06-10T18:00+07:00")
        assert (newsroom.folder / ".cache/publish/next").read_text().strip() == str(int(at.timestamp()))
    with time_machine.travel("2024-06-10T17:59+07:00", tick=False):
        newsroom.timer()
        assert shown(newsroom) == [folder]
    with time_machine.travel("2024-06-10T18:00+07:00", tick=False):
        assert "gỡ bản nháp của “Tin nháp”" in newsroom.timer().out
        assert shown(newsroom) == [] and record.read(newsroom.local.folder) == ()


@time_machine.travel("2024-06-10T08:00+07:00", tick=False)
def test_what_cannot_be_shown_is_one_sentence_and_nothing_is_laid_out(newsroom):
    newsroom.site.story("sai", category="Không có", status="nháp")
    newsroom.site.story("rieng", body="Gọi 0912 000 111.", status="nháp")
    newsroom.settings(**{"PUBLISH.private": ["0912 000 111"]})
    for story, until, told in (
        ("sai", "", "Chuyên mục “Không có” không có"),
        ("rieng", "", "PUBLISH['private']"),
        ("khong-co", "", "Không có bài nào"),
        ("", "", "make preview-link STORY="),
        ("bai-nhap", "01/06/2024", "lúc ấy đã qua"),
        ("bai-nhap", "01/06/2025", "nhiều nhất 30 ngày"),
        ("bai-nhap", "mai", "ví dụ UNTIL="),
    ):
        said = link(newsroom, story, *(("--until", until) if until else ()))
        assert said.status == 1 and told in said.err and "Traceback" not in said.err, (story, said)
    assert link(newsroom, "bai-nhap", "--deploy", "s3://kho").status == 1
    assert shown(newsroom) == []


@needs("flock", "rsync", "sha256sum")
def test_servers_show_it_and_let_it_go_and_the_audit_knows_it(newsroom, tmp_path):
    network = pretended(tmp_path / "hosts", "mot", "hai")
    newsroom.settings(**{"PUBLISH.ssh": network.ssh})
    deploy = " ".join(map(network.target, network.names))
    said = link(newsroom, "bai-nhap", "--deploy", deploy)
    assert said.status == 0, said.err
    token = ADDRESS.search(said.out)[1]
    places = [tmp_path / "hosts" / name / "cong" / FOLDER / token for name in network.names]
    for place in places:
        assert "Lời còn nháp" in (place / "index.html").read_text("utf-8")
        assert (place / "index.html").stat().st_mode & 0o444 == 0o444
    assert shown(newsroom) == []  # the servers show it, not this machine
    assert link(newsroom, "bai-nhap", "--off").status == 0
    assert not any(place.exists() for place in places)


def test_what_lies_there_and_was_not_laid_there_is_an_alarm(newsroom):
    link(newsroom, "bai-nhap")
    [made], local = record.read(newsroom.local.folder), newsroom.local
    known = {made.token: made.files}
    assert complaints(local, known) == []
    folder = local.folder / FOLDER
    (folder / made.token / "index.html").write_text("Trang giả")
    (folder / made.token / "shell.php").write_text("")
    (folder / "casino").mkdir()
    (folder / "casino/index.html").write_text("Cờ bạc")
    found = "\n".join(complaints(local, known))
    assert "casino không phải" in found and "index.html không còn" in found and "shell.php không còn" in found
    Here(local).remove(made.token, "casino")
    assert len(complaints(local, known)) == len(made.files)


def test_no_story_or_section_may_take_the_place_of_previews():
    assert PREVIEWS.strip("/") in RESERVED and path_of(f"/{PREVIEWS}") == f"{PREVIEWS}index.html"
    chapter = (ROOT / "docs/bien-tap.md").read_text("utf-8")
    assert "make preview-link STORY=" in chapter and "OFF=1" in chapter and "3 ngày" in chapter
