"""An owner's templates, styles and tokens meet the theme's under the names they have today."""

import pytest

from plugins.update import moved_looks
from plugins.update.owners import Moved, _looks
from tests.site import ROOT

TEMPLATES = ROOT / "theme/templates"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{% extends "errand.html" %}', '{% extends "error_page.html" %}'),
        ("{% include '!theme/components/rail.html' %}", "{% include '!theme/components/sidebar.html' %}"),
        ("{{ assets['text-size.js'] }}", "{{ assets['text_size.js'] }}"),
        ('<a href="/{{ TREE_URL }}">', '<a href="/{{ SITEMAP_PAGE_URL }}">'),
        ("<p data-search-rail>", "<p data-search-sidebar>"),
        ('<p class="rail search__rail">', '<p class="sidebar search__sidebar">'),
        ('<div class="errand{{ errand }} tree-2">', '<div class="error-page{{ errand }} tree-2">'),
        ('<i class="tone-{{ photo.tone }}">', '<i class="placeholder-{{ photo.placeholder }}">'),
        ('<li class="shape-{{ photos[index].shape }}">', '<li class="aspect-{{ photos[index].aspect }}">'),
        (
            '{% from "components/map.html" import sheets, symbols as dau with context %}',
            '{% from "components/map_drawing.html" import drawing as sheets, symbols as dau with context %}',
        ),
        (
            '{%- from "!theme/components/map.html" import map_block, elsewhere -%}',
            '{%- from "!theme/components/map.html" import map_block -%}\n'
            '{%- from "!theme/components/map_unit.html" import map_service as elsewhere -%}',
        ),
        *(
            (same, same)
            for same in (
                '{% from "components/map.html" import map_block %}',
                "<p>Đường ray (rail) và cây (tree).</p>",
                '<p class="guard-rail rail-2 street">{{ story.shape }} {{ tree.tone }}</p>',
            )
        ),
    ],
)  # fmt: skip
def test_a_template_names_what_the_theme_calls_otherwise_now(before, after):
    assert moved_looks.template(before) == after
    assert moved_looks.template(after) == after, "a second update changes nothing"


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        (moved_looks.style, ".rail > .rail-2, .tone-3, .errand__search { x: var(--shape) }",
         ".sidebar > .rail-2, .placeholder-3, .error-page__search { x: var(--aspect) }"),
        (moved_looks.tokens, ":root {\n  --tone-3: #000;\n  --red: #f00;\n}", ":root {\n  --red: #f00;\n}"),
        (moved_looks.tokens, ":root { --red: #00529b; --tone-12: #000 }", ":root { --red: #00529b;}"),
        (moved_looks.tokens, ":root { --red-deep: #003; --x: var(--red-deep) }", ":root {--x: var(--red) }"),
    ],
)  # fmt: skip
def test_styles_and_tokens_too(change, before, after):
    assert change(before) == after and change(after) == after


def test_every_name_of_today_is_there_and_none_of_old():
    there = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}
    there |= {path.name for kind in ("js", "css") for path in (ROOT / "theme/static" / kind).rglob("*.*")}
    assert there.isdisjoint(moved_looks.FILES) and set(moved_looks.FILES.values()) <= there
    for file, name in moved_looks.MACROS.values():
        assert f"macro {name}(" in (TEMPLATES / file).read_text("utf-8")
    css = "".join(path.read_text("utf-8") for path in (ROOT / "theme/static/css").rglob("*.css"))
    assert [new for new in moved_looks.CLASSES.values() if f".{new} " not in css] == []


def test_files_move_their_old_text_is_kept_and_a_new_one_of_the_owners_wins(tmp_path):
    folder = tmp_path / "content/giao-dien"
    for name, text in {
        "templates/tree.html": '<p class="tree">',
        "templates/errand.html": "cũ",
        "templates/error_page.html": "mới",
        "templates/lich.html": "<p>",
        "css/lich.css": ".rail {}",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    (folder / "templates/hong.html").write_bytes(b'\xff{% extends "errand.html" %}')
    moved = Moved()
    _looks(tmp_path, moved)
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")}
    assert found == {
        "templates/sitemap_page.html": b'<p class="sitemap-page">',
        "templates/errand.html": "cũ".encode(),
        "templates/error_page.html": "mới".encode(),
        "templates/lich.html": b"<p>",
        "templates/hong.html": b'\xff{% extends "error_page.html" %}',
        "css/lich.css": b".sidebar {}",
    }
    assert (
        "content/giao-dien/templates/tree.html → content/giao-dien/templates/sitemap_page.html"
        in moved.told[-1]
    )
    assert len(moved.told) == 3 and {path for path in moved.files if "tree" in path}, "the old one leaves too"
