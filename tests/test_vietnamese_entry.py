"""Whatever is read is brought into one Unicode form: front matter, body, tags, names of files."""

import unicodedata
from types import SimpleNamespace

import pytest

from plugins.story.story import Brief
from plugins.story.tags import tag_mistakes


def apart(text: str) -> str:
    """`text` as macOS types it: letters and marks one after another."""
    return unicodedata.normalize("NFD", text)


def test_what_was_typed_with_marks_apart_is_published_in_one_form(site):
    body = apart("Huyện uỷ và Huyện ủy. [Báo cáo](báo-cáo.pdf)")
    story = site.story(apart("đường-làng"), apart("Đường làng \u200bsạch"), body=body, tags=apart("[Đô thị]"))
    (story.parent / apart("báo-cáo.pdf")).write_bytes(b"%PDF")
    run = site.build()
    assert run.returncode == 0, run.stderr
    page = site.page("/tin/2024/06/duong-lang/")
    assert page == unicodedata.normalize("NFC", page)
    assert "Đường làng sạch</h1>" in page and "Huyện uỷ và Huyện ủy." in page
    assert (site.output / "tin/2024/06/duong-lang/báo-cáo.pdf").is_file()
    assert "Đô thị" in site.page("/the/do-thi/")


def test_what_looks_like_d_is_d_in_folders_tags_and_sections(site):
    d = "\u00d0"
    site.story(
        f"{d}ại hội {d}ảng bộ", f"{d}ại hội {d}ảng bộ", category=f"Xây dựng {d}ảng", tags=f"[{d}ảng bộ]"
    )
    site.story("hai", tags="[Đảng bộ]")
    run = site.build()
    assert run.returncode == 0 and "Lưu ý" not in run.stderr, run.stderr
    assert "Đại hội Đảng bộ</h1>" in site.page("/tin/2024/06/dai-hoi-dang-bo/")
    assert "Đại hội Đảng bộ" in site.page("/the/dang-bo/")


def content(path: str, *names: str):
    tags = [SimpleNamespace(name=name, slug="dang-bo") for name in names]
    brief = Brief(path, "", featured=False, pinned=False, views_base=0)
    return SimpleNamespace(brief=brief, story=SimpleNamespace(path=path, lines={"tags": 6}), tags=tags)


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["Đảng bộ", "Đảng bộ"], []),
        (["Đảng bộ", "Đang bộ"], [False]),
        (["Đảng bộ", "Đang bộ", "Đang bộ"], [False, False]),
        (["Thủy lợi", "Thuỷ lợi", "Thuỷ lợi"], [True]),
        (["Thủy lợi", "Thuỷ lợi"], [True]),
        (["Đảng bộ", "đảng bộ"], [True]),
    ],
)
def test_tags_that_would_merge_are_told(names, found):
    contents = [content(f"content/tin/{number}/index.md", name) for number, name in enumerate(names)]
    mistakes = tag_mistakes(contents, published=())
    assert [mistake.warning for mistake in mistakes] == found and all(m.line == 6 for m in mistakes)
    assert all(names[0] in m.sentence and names[1] in m.sentence and "tin/0" in m.sentence for m in mistakes)


def test_a_tag_that_differs_from_another_only_in_marks_holds_its_story_back(site):
    site.story("mot", tags="[Đảng bộ]")
    site.story("hai", tags="[Đang bộ]")
    run = site.build()
    assert run.returncode == 3
    assert "“Đang bộ”" in run.stderr and "“Đảng bộ”" in run.stderr and "/the/dang-bo/" in run.stderr
