"""On the way to the public page: one slip stops one story, and the timer publishes what fell due."""

import shutil
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.newsroom import make_newsroom

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
ADDRESS = "/tin/2024/06/bai-thu/"
STORY = "content/tin/2024/06/bai-thu/index.md"
# Mistakes that nothing but the finished pages shows.
LATE = {
    "a dead link": {"body": "[x](/khong-co/)"},
    "a part of a page that is not there": {"body": "[x](/gioi-thieu/#khong-co)"},
    "words that may not be public": {"body": "Gọi số 0912 000 111."},
    "a page too heavy": {"body": "\n\n".join(f"{number**37} đồng." for number in range(3, 3000))},
}


@pytest.fixture
def newsroom(tmp_path):
    newsroom = make_newsroom(tmp_path / "cong")
    newsroom.settings(**{"PUBLISH.private": ["0912 000 111"]})
    for number in range(4):
        newsroom.site.story(f"bai-{number}", f"Bài {number}", f"2024-05-0{number + 1} 08:00")
    return newsroom


def at(moment: str):
    """The clock of Hà Nội at `moment`, going on from there."""
    return time_machine.travel(datetime.fromisoformat(moment).replace(tzinfo=HANOI))


@pytest.mark.parametrize("slip", LATE.values(), ids=LATE.keys())
def test_a_slip_of_a_new_story_that_only_its_page_shows_keeps_that_story_out(newsroom, slip):
    newsroom.site.story(**slip)
    newsroom.site.story("khac", "Bài của người khác")
    said = newsroom.publish()
    assert said.status == 3 and f"Lỗi · {STORY}" in said.err, said
    assert said.last.startswith("Còn 1 bài") and "1 chưa lên" in said.last
    assert "Bài của người khác" in newsroom.page("/") and not newsroom.is_public(ADDRESS)


@pytest.mark.parametrize("slip", LATE.values(), ids=LATE.keys())
def test_a_slip_of_a_public_story_leaves_its_last_words_in_todays_frame(newsroom, slip):
    newsroom.site.story(title="Lời cũ")
    newsroom.published()
    newsroom.settings(
        **{"PUBLISH.private": ["0912 000 111"], "PORTAL.menu": [{"text": "Mục mới", "href": "/lien-he/"}]}
    )
    newsroom.site.story(title="Lời mới", **slip)
    for _ in range(2):  # what is held back is not what is kept
        said = newsroom.publish()
        assert said.status == 3 and "1 giữ nguyên như đã đăng" in said.last
    page = newsroom.page(ADDRESS)
    assert "Lời cũ" in page and "Lời mới" not in page and "Mục mới" in page
    newsroom.site.story(title="Đã sửa")
    newsroom.published()
    assert "Đã sửa" in newsroom.page(ADDRESS)


def test_what_every_page_shows_still_stops_all(newsroom):
    newsroom.published()
    address = "Phòng 1, gọi 0912 000 111"
    newsroom.settings(**{"PORTAL.organisation.address": address, "PUBLISH.private": ["0912 000 111"]})
    newsroom.site.story()
    said = newsroom.publish()
    assert said.status == 1 and "PUBLISH['private']" in said.err and not newsroom.is_public(ADDRESS)


@pytest.mark.parametrize("slip", [{"category": "Sai"}, LATE["a part of a page that is not there"]])
def test_a_public_story_whose_last_words_are_not_at_hand_stays_as_it_is(newsroom, photo, slip):
    newsroom.site.story(title="Lời cũ", body="![Chú thích](a.jpg)\n\n[Mẫu](mau.csv)")
    newsroom.site.write(STORY.replace("index.md", "a.jpg"), photo)
    newsroom.site.write(STORY.replace("index.md", "mau.csv"), "a,b\n")
    newsroom.published()
    before = newsroom.page(ADDRESS)
    shutil.rmtree(newsroom.folder / "data/published")
    newsroom.site.story(title="Lời mới", **slip)
    for word in "một hai ba bốn".split():  # also when the hashed files of old pages would be dropped
        newsroom.site.story("khac", f"Bài khác {word}")
        said = newsroom.publish()
        assert said.status == 3 and "1 giữ nguyên như đã đăng" in said.last
        assert f"{ADDRESS}: chưa dựng lại được nên giữ nguyên" in said.err
        assert newsroom.page(ADDRESS) == before and newsroom.is_public(f"{ADDRESS}mau.csv")
        assert f"Bài khác {word}" in newsroom.page("/")
    newsroom.site.story(title="Đã sửa", body="[Mẫu](mau.csv)")
    newsroom.published()
    assert "Đã sửa" in newsroom.page(ADDRESS)


def test_a_public_story_whose_folder_is_deleted_stays_until_somebody_says_where_it_went(newsroom):
    newsroom.site.story(title="Bài bị xóa nhầm")
    newsroom.published()
    shutil.rmtree(newsroom.folder / "content/tin/2024/06/bai-thu")
    newsroom.site.story("khac", "Bài khác")
    said = newsroom.publish()
    assert said.status == 3 and "chuyen-huong.yaml" in said.err and "1 giữ nguyên như đã đăng" in said.last
    assert "Bài bị xóa nhầm" in newsroom.page("/y-te/")
    assert "Bài khác" in newsroom.page("/")
    newsroom.site.write("content/du-lieu/chuyen-huong.yaml", f"- cũ: {ADDRESS}\n  gỡ: Đăng nhầm.\n")
    newsroom.published()
    assert "Đăng nhầm." in newsroom.page(ADDRESS) and "Bài bị xóa nhầm" not in newsroom.page("/y-te/")


def test_what_was_published_stays_although_what_it_led_to_is_gone(newsroom):
    newsroom.site.story("dich", "Bài đích")
    newsroom.site.story(title="Lời cũ", body="[Bài đích](/tin/2024/06/dich/)")
    newsroom.published()
    shutil.rmtree(newsroom.folder / "content/tin/2024/06/dich")
    newsroom.site.write("content/du-lieu/chuyen-huong.yaml", "- cũ: /tin/2024/06/dich/\n  gỡ: Đăng nhầm.\n")
    for _ in range(2):
        said = newsroom.publish()
        assert said.status in (0, 3) and "Lời cũ" in newsroom.page(ADDRESS), said
    assert not newsroom.is_public("/tin/2024/06/dich/") or "Đăng nhầm." in newsroom.page("/tin/2024/06/dich/")


def test_words_edited_since_a_person_published_wait_for_a_person(newsroom):
    newsroom.site.story(title="Lời cũ")
    newsroom.site.story("sap-xoa", "Bài sắp xóa")
    newsroom.site.write("content/trang/lien-he.md", "---\ntitle: Liên hệ\n---\nĐường cũ.\n")
    newsroom.published()
    newsroom.timer()  # lists have their best copies now, and nothing is left to do
    newsroom.site.story(title="Lời đang sửa dở", category="Sai")
    newsroom.site.story("moi", "Bài đang viết")
    newsroom.site.write("content/trang/lien-he.md", "---\ntitle: Liên hệ\n---\nĐường mới.\n")
    links = "- title: Mới\n  links:\n  - {text: A, href: /lien-he/}\n"
    newsroom.site.write("content/du-lieu/lien-ket.yaml", links)
    newsroom.site.write("content/du-lieu/chuyen-huong.yaml", f"- cũ: {ADDRESS}\n  gỡ: Chưa duyệt.\n")
    newsroom.settings(**{"PORTAL.sections": [{"name": "Đang đổi", "slug": "y-te"}]})
    shutil.rmtree(newsroom.folder / "content/tin/2024/06/sap-xoa")
    said = newsroom.timer()
    assert said.status == 0 and "Không có gì thay đổi" in said.out, said
    assert "Lời cũ" in newsroom.page(ADDRESS) and "Đường cũ." in newsroom.page("/lien-he/")
    assert "Bài đang viết" not in newsroom.page("/") and newsroom.is_public("/tin/2024/06/sap-xoa/")
    (newsroom.folder / "content/du-lieu/chuyen-huong.yaml").unlink()
    newsroom.settings()
    newsroom.site.story("sap-xoa", "Bài sắp xóa")
    newsroom.site.story(title="Lời đã sửa")
    newsroom.published()
    assert "Lời đã sửa" in newsroom.page(ADDRESS) and "Bài đang viết" in newsroom.page("/")


def test_the_timer_publishes_what_fell_due_whatever_is_being_edited(newsroom, photo):
    with at("2024-06-06 08:00"):
        newsroom.site.story("hen", "Bài hẹn", "2024-06-07 09:00", body="Chữ.\n\n![Chú thích](a.jpg)")
        newsroom.site.write("content/tin/2024/06/hen/a.jpg", photo)
        newsroom.site.story("het", "Bài hết hạn", "2024-06-05 08:00", expires="06/06/2024")
        newsroom.published()
        assert not newsroom.is_public("/tin/2024/06/hen/") and "Bài hết hạn" in newsroom.page("/y-te/")
    with at("2024-06-07 09:15"):
        newsroom.site.story("hen", "Bài hẹn đang sửa dở", "2024-06-07 09:00", body="[x](/khong-co/)")
        newsroom.site.story("nua", "Bài mới viết nửa chừng", "2024-06-07 09:00", category="Sai")
        said = newsroom.timer()
        assert said.status == 0, said
    page = newsroom.page("/tin/2024/06/hen/")
    assert "Bài hẹn</h1>" in page and "<img" in page
    assert "Bài hết hạn" not in newsroom.page("/y-te/") and newsroom.is_public("/tin/2024/06/het/")


def test_the_timer_waits_for_the_first_publish_of_a_person_unless_all_may_go(newsroom):
    said = newsroom.timer()
    assert said.status == 1 and "Hãy chạy make publish một lần." in said.err
    newsroom.settings(**{"PUBLISH.timer": "all"})
    newsroom.site.story()
    assert newsroom.timer().status == 0 and newsroom.is_public(ADDRESS)
    newsroom.site.story("hai", "Bài hai")
    assert newsroom.timer().status == 0 and newsroom.is_public("/tin/2024/06/hai/")


def test_a_publish_killed_before_it_noted_the_words_is_made_good_by_the_next(newsroom, monkeypatch):
    newsroom.site.story(title="Lời cũ")
    newsroom.published()
    newsroom.site.story(title="Lời mới")
    with monkeypatch.context() as patch:
        patch.setattr(
            "plugins.core.published.Published.commit", lambda self: (_ for _ in ()).throw(SystemExit(9))
        )
        assert newsroom.publish().status == 9
    assert "Lời mới" in newsroom.page(ADDRESS)
    assert "Không có gì thay đổi" in newsroom.published().out
    newsroom.site.story(title="Hỏng", category="Sai")
    assert newsroom.publish().status == 3 and "Lời mới" in newsroom.page(ADDRESS)


def test_a_trial_run_names_what_would_be_held_back_and_keeps_nothing(newsroom):
    newsroom.site.story(category="Sai")
    said = newsroom.publish("--dry-run")
    assert said.status == 3 and said.last.startswith("Còn 1 bài")
    assert not (newsroom.folder / "data/published").exists()
