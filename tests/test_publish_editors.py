"""The sample story of the editors' handbook, copied from the page, reaches its readers."""

import re

from plugins.publish.address import path_of
from tests.newsroom import make_newsroom
from tests.site import ROOT

HANDBOOK = (ROOT / "docs/bien-tap.md").read_text("utf-8")


def test_the_sample_of_the_handbook_reaches_the_public_page_as_printed(tmp_path, photo):
    newsroom = make_newsroom(tmp_path / "cong")
    sample = re.search(r"^```markdown\n(---\n.*?)^```$", HANDBOOK, re.M | re.S)[1]
    place = re.search(r"`(content/tin/\d{4}/\d{2}/[a-z-]+)`", HANDBOOK)[1]
    newsroom.site.write(f"{place}/index.md", sample)
    for name in re.findall(r"\]\(([\w-]+\.\w+)", sample):
        newsroom.site.write(f"{place}/{name}", photo if name.endswith(".jpg") else b"%PDF-1.4\n%%EOF\n")
    said = newsroom.published()
    address = f"/{place.removeprefix('content/')}/"
    assert f"https://cong.example{address}" in said.out and "Lỗi" not in said.err
    page = newsroom.page(address)
    title = re.search(r"^title: (.*)$", sample, re.M)[1]
    assert title in page.replace("\u00a0", " ") and page.count("<figure") == 2 and "<table" in page
    files = newsroom.local.manifest(newsroom.local.release_list().current).files
    assert path_of(f"{address}tai-lieu.pdf") in files


def test_sound_and_films_reach_the_public_page_and_weigh_on_no_page(tmp_path):
    newsroom = make_newsroom(tmp_path / "cong")
    sound = (b"\xff\xfb\x90\x00" + b"\0" * 413) * 300  # more than a page may weigh
    body = "Bà con nghe bản tin.\n\n[Bản tin loa](ban-tin.mp3)"
    newsroom.site.story(body=body).with_name("ban-tin.mp3").write_bytes(sound)
    newsroom.published()
    assert "<audio" in newsroom.page("/tin/2024/06/bai-thu/")
    assert newsroom.file("/tin/2024/06/bai-thu/ban-tin.mp3").read_bytes() == sound
