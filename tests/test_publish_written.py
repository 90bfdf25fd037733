"""After a publish, the public address of each story that is new or was edited is told, and no other."""

import pytest
import time_machine

from plugins.core.published import Published, Unit
from plugins.publish.releases.manifest import Difference
from plugins.publish.releases.summary import SHOWN, Written, summary
from tests.newsroom import SITEURL, make_newsroom


def told(out: str) -> list[str]:
    return [line.strip() for line in out.splitlines() if line.startswith(("  + ", "  ~ ", "  - ", "    và"))]


@time_machine.travel("2024-06-10T08:00+07:00")
def test_a_week_of_publishing_tells_each_new_and_each_edited_story(tmp_path, photo):
    newsroom = make_newsroom(tmp_path)
    site = newsroom.site
    one = site.story("mot", body="![Ảnh](a.jpg)")
    one.with_name("a.jpg").write_bytes(photo)
    site.story("hai", date="2024-06-05 08:00")
    site.story("hen", date="2024-06-11 08:00")
    site.story("nhap", date="2024-06-05 09:00", status="draft")
    first = [f"+ {SITEURL}/tin/2024/06/{name}/" for name in ("mot", "hai")]
    assert told(newsroom.published("--dry-run").out)[:2] == first
    assert told(newsroom.published().out)[:2] == first
    assert told(newsroom.published().out) == []  # nothing has changed

    site.story("ba", date="2024-06-07 08:00")
    one.with_name("a.jpg").write_bytes(photo[:-2] + b"\0\xff\xd9")  # another photo of the same name
    new = [f"+ {SITEURL}/tin/2024/06/ba/", f"~ {SITEURL}/tin/2024/06/mot/"]
    assert told(newsroom.published().out) == new

    with time_machine.travel("2024-06-11T09:00+07:00"):
        assert told(newsroom.timer().out) == [f"+ {SITEURL}/tin/2024/06/hen/"]
        assert told(newsroom.timer().out) == []

    # Each page changes, and no story was edited; but one waits for its day again.
    newsroom.settings(SITENAME="Tên khác")
    said = newsroom.published().out
    assert told(said) == ["- /tin/2024/06/hen/ (đã gỡ)"] and "sửa" in said

    site.story("hai", date="2024-06-05 08:00", status="withdrawn", reason="Sai số liệu")
    assert "+ " not in (said := "\n".join(told(newsroom.published().out)))
    assert "~ " not in said and "- /tin/2024/06/hai/ (đã gỡ)" in said
    site.story("ba", date="2024-06-06 08:00")
    assert "đã gỡ" not in "\n".join(told(newsroom.published().out))
    site.story("hai", date="2024-06-05 08:00")
    assert "/tin/2024/06/hai/" in "\n".join(told(newsroom.published().out))


@pytest.mark.parametrize("count, more", [(1, []), (SHOWN, []), (SHOWN + 1, ["    và 1 trang mới khác"])])
def test_of_many_the_newest_are_told_and_the_rest_counted(tmp_path, count, more):
    paths = tuple(f"tin/2024/06/bai-{number:02}/index.html" for number in range(count))
    what = Difference((*paths, "the/y-te/index.html"), ("index.html",), ())
    lines = summary(what, Written({}, Published(tmp_path), tmp_path), SITEURL, "Đã đăng").splitlines()
    assert lines[0] == f"Đã đăng: {count + 1} mới, 1 sửa."
    assert lines[1] == f"  + {SITEURL}/tin/2024/06/bai-{count - 1:02}/"
    assert len(lines) == 1 + min(count, SHOWN) + len(more) and lines[1 + SHOWN :] == more


def test_a_page_and_an_album_that_are_new_are_told_and_lists_are_not(tmp_path):
    units = {
        "content/trang/gioi-thieu.md": Unit("", "gioi-thieu/"),
        "content/anh/le-hoi/index.md": Unit("", "anh/le-hoi/"),
        "content/tin/2024/06/hen/index.md": Unit("", ""),
    }
    lists = ("the/a/index.html", "tin/2024/06/index.html", "feeds/tat-ca.atom.xml")
    what = Difference((*lists, "anh/le-hoi/index.html", "gioi-thieu/index.html"), (), ())
    assert Written(units, Published(tmp_path), tmp_path).new(what) == [
        "gioi-thieu/index.html",
        "anh/le-hoi/index.html",
    ]
