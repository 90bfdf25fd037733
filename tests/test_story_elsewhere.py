"""Links to addresses that no page has: the editor is told what is known of them."""

from datetime import datetime

import pytest

from plugins.story.known_addresses import Elsewhere
from tests.site import make_site

DAY = datetime(2099, 11, 30, 8)
MORE = Elsewhere(
    {"/tin/2024/06/cu/": "/tin/2024/06/moi/", "/web/*": "/tin/", "/old?id=7": "https://a.vn/", "/x/": "/y/"},
    ("/go/",),
    {"/tin/2099/11/hen/": DAY, "/tin/2024/06/nhap/": None},
)
KNOWN = {"/tin/2024/06/moi/", "/tin/"}


@pytest.mark.parametrize(
    ("href", "day", "words", "advice"),
    [
        ("/tin/2024/06/cu/", None, "nay dẫn tới /tin/2024/06/moi/", True),
        ("/tin/2024/06/cu", None, "nay dẫn tới /tin/2024/06/moi/", True),
        ("/web/guest/tin", None, "nay dẫn tới /tin/", True),
        ("/old?id=7", None, "nay dẫn tới https://a.vn/", True),
        ("/go/", None, "địa chỉ đã gỡ", False),
        ("/tin/2099/11/hen/", None, "hẹn ngày 30/11/2099", False),
        ("/tin/2099/11/hen", datetime(2099, 12, 1), "hẹn ngày 30/11/2099", True),
        ("/tin/2099/11/hen/", datetime(2099, 11, 29), "hẹn ngày 30/11/2099", False),
        ("/tin/2024/06/nhap/", DAY, "bài nháp", False),
    ],
)
def test_a_link_is_told_what_is_known_of_its_address(href, day, words, advice):
    sentence, is_advice = MORE.told(href, href.partition("?")[0], KNOWN, day)
    assert words in sentence and is_advice is advice


@pytest.mark.parametrize("href", ["/khong/", "/x/", "/old", "/tin/2099/11/"])
def test_of_an_address_nobody_knows_nothing_is_told(href):
    assert MORE.told(href, href, KNOWN) is None


def test_stories_link_to_what_was_renamed_and_to_what_waits(tmp_path):
    site = make_site(tmp_path / "portal")
    site.write("content/du-lieu/chuyen-huong.yaml", "- cũ: /tin/2024/05/cu/\n  mới: /tin/2024/06/moi/\n")
    site.story("moi")
    site.story("mot", body="[Xem bài cũ](/tin/2024/05/cu/)")
    site.story("hen", date="2099-11-30 08:00")
    site.story("hai", body="[Xem bài hẹn](/tin/2099/11/hen/)")
    site.story("ba", date="2099-12-01 08:00", body="[Xem bài hẹn](/tin/2099/11/hen/)")
    said = site.build().stderr
    assert "Lưu ý · content/tin/2024/06/mot/index.md, dòng" in said and "dẫn tới /tin/2024/06/moi/" in said
    assert "Lỗi · content/tin/2024/06/hai/index.md" in said and "hẹn ngày 30/11/2099" in said
    assert "Lưu ý · content/tin/2099/12/ba/index.md" in said and "1 chưa lên" in said
