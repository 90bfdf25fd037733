"""Styles and scripts: one file of styles, names that change when contents change."""

import re
from pathlib import Path

import pytest

from plugins.assets.bundle import collect
from tests.site import ROOT


@pytest.fixture
def static(tmp_path: Path) -> Path:
    for folder in ("css/components", "js", "fonts", "img"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "css/layers.css").write_text("@layer base, components;\n")
    (tmp_path / "css/base.css").write_text('@layer base { a { src: url("../fonts/a.woff2") } }\n')
    (tmp_path / "css/components/b.css").write_text("/* lời */ @layer components { .b { color: red } }\n")
    (tmp_path / "js/one.js").write_text("// lời\nconst x = `a  ${1}`;\n")
    (tmp_path / "fonts/a.woff2").write_bytes(b"font")
    (tmp_path / "fonts/OFL.txt").write_text("licence")
    return tmp_path


def style(assets) -> str:
    return assets.files[assets.urls["style.css"]].decode()


def test_styles_become_one_file_in_the_order_of_the_cascade(static):
    text = style(collect(static, {}, minify=False))
    assert text.index("@layer base, components") < text.index("@layer base {") < text.index(".b {")


def test_a_style_leads_to_the_hashed_name_of_its_font(static):
    assets = collect(static, {}, minify=True)
    address = re.search(r"url\(([^)]+)\)", style(assets))[1]
    assert assets.files[address] == b"font" and re.fullmatch(r"/theme/a\.[0-9a-f]{8}\.woff2", address)


def test_a_name_changes_when_and_only_when_its_content_changes(static):
    first = collect(static, {}, minify=True).urls
    assert collect(static, {}, minify=True).urls == first
    (static / "js/one.js").write_text("const x = 2;\n")
    second = collect(static, {}, minify=True).urls
    assert {name for name in first if first[name] != second[name]} == {"one.js"}


def test_publishing_drops_comments_and_keeps_strings(static):
    assets = collect(static, {}, minify=True)
    assert "lời" not in style(assets)
    assert assets.files[assets.urls["one.js"]] == b"const x=`a  ${1}`;"
    assert "lời" in style(collect(static, {}, minify=False))


def test_a_missing_font_is_named(static):
    (static / "fonts/a.woff2").unlink()
    with pytest.raises(FileNotFoundError, match=r"a\.woff2"):
        collect(static, {}, minify=True)


def test_the_emblem_keeps_its_kind(static):
    (static / "dau.svg").write_text("<svg/>")
    urls = collect(static, {"emblem": static / "dau.svg"}, minify=True).urls
    assert urls["emblem"] == urls["emblem.svg"]


def test_a_style_that_cannot_be_parsed_stops_the_build(static):
    (static / "css/base.css").write_text("@layer base { .a { color red } }\n")
    with pytest.raises(ValueError, match="red"):
        collect(static, {}, minify=True)


def test_the_style_of_one_page_is_a_file_of_its_own(static):
    (static / "css/pages").mkdir()
    (static / "css/pages/map.css").write_text("/* lời */ @layer components { .map { color: red } }\n")
    assets = collect(static, {}, minify=True)
    assert b".map" in assets.files[assets.urls["map.css"]] and ".map" not in style(assets)


def test_a_script_holds_all_it_imports_and_changes_with_it(static):
    (static / "js/a.js").write_text(
        'import { two } from "./two.js";\nimport { one } from "./one.js";\none(two);\n'
    )
    (static / "js/two.js").write_text('import { one } from "./one.js";\nexport const two = one(2);\n')
    (static / "js/one.js").write_text("const own = 1;\nexport function one(n) { return n + own; }\n")
    first = collect(static, {}, minify=True)
    script = first.files[first.urls["a.js"]].decode()
    assert "import" not in script and "export" not in script and script.count("function one") == 1
    assert "two.js" not in first.urls and "one.js" not in first.urls
    (static / "js/two.js").write_text("export const two = 3;\n")
    second = collect(static, {}, minify=True).urls
    assert {name for name in second if first.urls[name] != second[name]} == {"a.js"}


def test_the_files_of_the_search_page_hold_what_others_have_apart(static):
    (static / "css/pages").mkdir()
    for name, text in {
        "js/search.js": "const own = 1;\n",
        "js/notice.js": "const own = 2;\n",
        "js/views.js": "const own = 3;\n",
        "js/print.js": "const own = 4;\n",
        "css/print.css": "@media print { a { color: blue } }\n",
        "css/pages/search.css": ".result { color: red }\n",
    }.items():
        (static / name).write_text(text)
    assets = collect(static, {}, minify=True)
    held = {name: assets.files[assets.urls[name]].decode() for name in ("search.js", "search.css")}
    assert held["search.js"] == "\n".join(f"{{const own={n};}}" for n in (1, 2, 3, 4)), "names never meet"
    assert ".result" in held["search.css"].partition("@media print{a")[0]
    assert {"notice.js", "print.js", "views.js", "print.css"} < set(assets.urls), "others have them apart"


def test_a_missing_import_is_named(static):
    (static / "js/a.js").write_text('import { gone } from "./gone.js";\n')
    with pytest.raises(FileNotFoundError, match=r"gone\.js"):
        collect(static, {}, minify=True)


@pytest.mark.parametrize(
    "odd",
    ['import "./one.js";', 'await import("./one.js");', "export default 1;", 'export * from "./one.js";'],
)
def test_what_cannot_be_joined_is_named(static, odd):
    (static / "js/one.js").write_text("export const one = 1;\n")
    (static / "js/b.js").write_text(f"{odd}\n")
    (static / "js/a.js").write_text('import { b } from "./b.js";\n')
    with pytest.raises(ValueError, match=r"b\.js"):
        collect(static, {}, minify=True)


def test_scripts_that_import_each_other_are_named(static):
    (static / "js/a.js").write_text('import { b } from "./b.js";\nexport const a = 1;\n')
    (static / "js/b.js").write_text('import { a } from "./a.js";\nexport const b = 1;\n')
    (static / "js/c.js").write_text('import { a } from "./a.js";\n')
    with pytest.raises(ValueError, match="each other"):
        collect(static, {}, minify=True)


def test_the_theme_itself_can_be_made_small():
    small, plain = (style(collect(ROOT / "theme/static", {}, minify)) for minify in (True, False))
    assert 0.5 * len(plain) < len(small) < len(plain)
