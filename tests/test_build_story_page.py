"""One story's page, printed by the build before: byte for byte what the next build makes, or nothing."""

import io
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pelican.plugins import signals
from PIL import Image

from plugins.build.run import Wish, build
from plugins.build.story_page import print_story
from plugins.core import clock, stamps
from plugins.story import parallel_reading
from plugins.story.kept_articles import REST
from tests.site import ROOT, Site, make_site

STORY = "content/tin/2024/06/{}/index.md"
SAMPLE = "content/tin/2024/06/so-ket-de-an-11/index.md"
PHOTO = "![Bà con xem hoa.](hoa.jpg 'Ảnh: Văn A')"
AT = "2024-06-10 08:00"
HERE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass
class Portal:
    """A site and the newest build of it."""

    site: Site

    def build(self) -> None:
        result = build("settings.py", self.site.output, Wish())
        assert result.built, result.mistakes
        self.made = result.made

    def printed(self, name: str, folder: Path) -> str:
        """What the last build makes of the story `name` now; '' for nothing."""
        found = print_story(self.made, name, folder)
        return (folder / found).read_text("utf-8") if found else ""

    def edit(self, name: str, old: str, new: str) -> None:
        file = self.site.folder / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture(scope="module")
def once(tmp_path_factory, photo) -> Portal:
    site = make_site(tmp_path_factory.mktemp("story-page") / "portal")
    for number in range(5):
        site.story(f"bai-{number}", f"Bài {number}", f"2024-06-{number + 1:02} 08:00", body=f"Đoạn {number}.")
    site.story("co-anh", "Bài có ảnh", AT, body=f"Một đoạn.\n\n{PHOTO}", tags="[Hoa, Hội xuân]")
    site.write("content/tin/2024/06/co-anh/hoa.jpg", photo)
    site.story("nhap", "Bài nháp", AT, status="draft")
    site.story("het-han", "Bài hết hạn", "2024-06-05 08:00", expires="2024-06-09")
    site.story("rut", "Bài đã rút", "2024-06-02 09:00", status="withdrawn", reason="Sai.")
    site.write("content/anh/hoi-xuan/index.md", f"---\ntitle: Hội xuân\ndate: {AT}\n---\n{PHOTO}\n")
    site.write("content/anh/hoi-xuan/hoa.jpg", photo)
    shutil.copytree((ROOT / SAMPLE).parent, (site.folder / SAMPLE).parent)
    return Portal(site)


@pytest.fixture
def portal(once, monkeypatch, learnt) -> Portal:
    monkeypatch.chdir(once.site.folder)
    monkeypatch.setattr(stamps, "SETTLED", -(10**18))  # whatever was written a moment ago is trusted
    once.build()
    return once


def written(name: str, text: str | bytes):
    return lambda portal: portal.site.write(name, text)


def edited(name: str, old: str, new: str):
    return lambda portal: portal.edit(file_of(name), old, new)


def file_of(name: str) -> str:
    return f"content/trang/{name}.md" if name == "lien-he" else STORY.format(name)


def picture(colour: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (500, 300), colour).save(file, "JPEG")
    return file.getvalue()


@pytest.mark.parametrize(
    "name, edit",
    [
        ("bai-3", edited("bai-3", "Đoạn 3.", "Đoạn 3 viết lại, có **chữ đậm**.\n\n## Mục\n\nMột đoạn nữa.")),
        ("bai-3", edited("bai-3", "title: Bài 3", "title: Bài 3 tên khác")),
        ("bai-3", edited("bai-3", "Ban Biên tập", "Nguyễn Văn A")),
        ("bai-3", edited("bai-3", "Đoạn 3 viết", "Xem [bài trước](/tin/2024/06/bai-1/). Đoạn 3 viết")),
        ("co-anh", edited("co-anh", "Bà con xem hoa.", "Bà con đi xem hoa.")),
        ("co-anh", written("content/tin/2024/06/co-anh/hoa.jpg", picture("orange"))),
        ("co-anh", written("content/tin/2024/06/co-anh/mới.jpg", picture("purple"))),  # beside it, not in it
        ("co-anh", edited("co-anh", PHOTO[:2] + "Bà con đi", "![Hoa mới.](mới.jpg)\n\n![Bà con đi")),
        ("bai-3", edited("bai-3", "Xem [bài trước]", "Xem [bài rút](/tin/2024/06/rut/), [bài trước]")),
        ("bai-3", edited("bai-3", "author:", "album: hoi-xuan\nsource: Báo\nsummary: Tóm tắt.\nauthor:")),
        ("bai-2", edited("bai-2", "2024-06-03 08:00", "2024-06-05 09:30")),
        ("bai-2", edited("bai-2", "2024-06-05 09:30", "2024-06-01 07:00")),
        ("bai-2", edited("bai-2", "category: Y tế", "category: Giáo dục")),
        ("bai-2", edited("bai-2", "category: Giáo dục", "tags: [Hoa, Thi đua]\ncategory: Y tế")),
        ("bai-4", written("content/tin/2024/06/bai-4/mau.csv", "a,b\n")),
        ("bai-4", edited("bai-4", "Đoạn 4.", "Tải [mẫu](mau.csv).")),
        ("lien-he", edited("lien-he", "Một đoạn.", "Xem [bài](/tin/2024/06/bai-1/).\n\n## Mục\n\nMột đoạn.")),
        ("lien-he", edited("lien-he", "title: lien-he", "title: Liên hệ")),
        ("nhap", edited("nhap", "Một đoạn văn.", "Bài nháp viết tiếp.")),
        ("het-han", edited("het-han", "Một đoạn văn.", "Đã sửa.")),
        ("so-ket-de-an-11", edited("so-ket-de-an-11", "\n---\n", "\n---\nCâu mới ở đầu bài.\n\n")),
    ],
)
def test_the_page_is_the_one_that_the_next_build_makes(portal, tmp_path, name, edit):
    edit(portal)
    page = portal.printed(file_of(name), tmp_path / "first")
    portal.build()
    found = next(each for each in portal.made.writer.handed if f"/{name}/" in f"/{each.name}")
    assert page and page == (portal.site.output / found.name).read_text("utf-8")
    beside = [each for each in (tmp_path / "first").rglob("*") if each.is_file()]
    assert all((portal.site.output / each.relative_to(tmp_path / "first")).is_file() for each in beside)


# Each story of the sample, printed alone and by the build.
EACH_ALONE = """
import sys
from pathlib import Path
from plugins.build.run import build
from plugins.build.story_page import print_story
from plugins.core import stamps

output, alone = map(Path, sys.argv[1:])
made = build("pelicanconf.py", output).made
for page in made.writer.handed:
    if content := page.options.get("article") or page.options.get("page"):
        file = print_story(made, f"content/{content.relative_source_path}", alone)
        print(bool(file) and (alone / file).read_bytes() == (output / file).read_bytes(), page.name)
"""


def test_each_story_of_the_sample_is_printed_alone_as_the_build_prints_it(tmp_path):
    command = [sys.executable, "-c", EACH_ALONE, str(tmp_path / "site"), str(tmp_path / "alone")]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=True)
    told = run.stdout.splitlines()
    assert len(told) > 35 and [line for line in told if not line.startswith("True")] == []


def test_new_photos_and_files_lie_beside_the_page(portal, tmp_path):
    portal.site.write("content/tin/2024/06/bai-2/cay.jpg", picture("green"))
    portal.site.write("content/tin/2024/06/bai-2/so-lieu.csv", "a,b\n")
    portal.edit(STORY.format("bai-2"), "Đoạn 2.", "Tải [số liệu](so-lieu.csv).\n\n![Cây.](cay.jpg)")
    page = portal.printed(STORY.format("bai-2"), tmp_path)
    media = [each.name for each in (tmp_path / "media").iterdir()]
    assert media and all(name in page or name.endswith("jpg") for name in media)
    assert (tmp_path / "tin/2024/06/bai-2/so-lieu.csv").is_file()


def test_it_can_be_asked_again_and_again(portal, tmp_path):
    for word in ("Xuân", "Hạ", "Thu"):
        portal.edit(STORY.format("bai-0"), "Đoạn 0.", f"{word}.\n\nĐoạn 0.")
        page = portal.printed(STORY.format("bai-0"), tmp_path / word)
        assert f"{word}." in page
    portal.build()
    assert page == portal.site.page("/tin/2024/06/bai-0/")


@pytest.mark.parametrize(
    "old, new",
    [
        ("title: Bài 1", "title:"),
        ("Đoạn 1.", "![Không có.](khong-co.jpg)"),
        ("Đoạn 1.", "Xem [bài](/tin/2024/06/khong-co/)."),
        ("category: Y tế", "category: Không có"),
        ("2024-06-02", "2024-07-02"),
        ("author", "status: draft\nauthor"),
        ("author", "status: withdrawn\nreason: Sai.\nauthor"),
        ("author", "expires: 2024-06-09\nauthor"),
        ("author", "tags: [Hòa]\nauthor"),
        ("author", "album: khong-co\nauthor"),
    ],
)
def test_a_mistake_or_another_state_waits_for_the_build(portal, tmp_path, old, new):
    text = (portal.site.folder / STORY.format("bai-1")).read_text("utf-8")
    try:
        portal.edit(STORY.format("bai-1"), old, new)
        try:
            assert portal.printed(STORY.format("bai-1"), tmp_path) == ""
        except Exception as trouble:
            assert type(trouble).__name__ == "MistakesFound"
        assert not [*tmp_path.iterdir()]
    finally:
        portal.site.write(STORY.format("bai-1"), text)


@pytest.mark.parametrize(
    "old, new", [("title:", "ten:"), ("Một đoạn.", "Xem [bài](/tin/2024/06/khong-co/).")]
)
def test_a_page_with_a_mistake_waits_too(portal, tmp_path, old, new):
    text = (portal.site.folder / file_of("lien-he")).read_text("utf-8")
    portal.edit(file_of("lien-he"), old, new)
    assert portal.printed(file_of("lien-he"), tmp_path) == ""
    portal.site.write(file_of("lien-he"), text)


def test_a_new_story_waits_for_the_build(portal, tmp_path):
    file = portal.site.story("bai-moi", "Bài mới")
    assert portal.printed(STORY.format("bai-moi"), tmp_path) == ""
    shutil.rmtree(file.parent)


def test_a_notice_that_is_over_since_the_last_build_waits_for_the_next(portal, tmp_path, monkeypatch):
    today = clock.today(HERE)  # as the portal has it, wherever this machine is
    file = portal.site.story("toi-nay", "Hạn tối nay", "2024-06-05 08:00", expires=today)
    portal.build()
    assert portal.printed(STORY.format("toi-nay"), tmp_path / "first")
    monkeypatch.setattr(parallel_reading, "today", lambda _zone: today + timedelta(1))
    assert portal.printed(STORY.format("toi-nay"), tmp_path / "second") == ""
    shutil.rmtree(file.parent)


def test_where_somebody_else_may_change_stories_all_wait_for_the_build(portal, tmp_path):
    with signals.content_object_init.connected_to(lambda _content: None):
        portal.build()
        assert portal.printed(STORY.format("bai-1"), tmp_path) == ""


def test_what_a_later_build_keeps_is_never_removed(portal, tmp_path):
    kept = portal.site.folder / ".cache/articles-preview.sqlite"
    before = portal.made
    portal.edit(STORY.format("bai-0"), "Đoạn 0.", "Khác.")
    portal.build()
    assert before.articles.part("tin/2024/06/bai-0/index.md", REST) is None
    assert kept.is_file()
