"""An owner's looks: colours, templates and styles of their own, without touching the theme."""

import json
import re
from io import BytesIO

import pytest
from PIL import Image

from plugins.assets.contrast import faint
from plugins.assets.tokens import read
from plugins.core.mistakes import MistakesFound
from plugins.core.published import Published
from plugins.gallery import share_card
from tests.site import ROOT

THEME = ROOT / "theme"
BLUE = """
/* Màu của xã */
:root { --red: #00529B; --fill: var(--red); --paper: #fff; --rieng-vien: 2px }
@media (prefers-color-scheme:dark) { :root { --red: #8cf; --fill: #0b4f8a } }
"""


@pytest.fixture
def tokens(tmp_path):
    """Writes the owner's tokens.css and reads the tokens."""

    def write(css: str):
        file = tmp_path / "content/giao-dien/tokens.css"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(css, "utf-8")
        return read(THEME, tmp_path)

    return write


def test_the_owners_values_stand_in_the_place_of_the_themes_look_by_look(tokens):
    found = tokens(BLUE)
    assert (found.light["red"], found.light["fill"], found.light["paper"]) == (
        "#00529b",
        "#00529b",
        "#ffffff",
    )
    assert (found.dark["red"], found.dark["fill"]) == ("#88ccff", "#0b4f8a")
    assert found.dark["paper"] == read(THEME, ROOT).dark["paper"], "what is not named stays the theme's"
    assert found.looks["mourning"]["red"] == found.light["ink"], "no colour in mourning"
    assert found.light["rieng-vien"] == "2px"
    assert found.css.count("{") == (THEME / "static/css/tokens.css").read_text("utf-8").count("{")


@pytest.mark.parametrize(
    "css", ["", "/* chưa có gì */\n", ":root {}\n", "@layer tokens { :root { color-scheme: light } }"]
)
def test_a_file_that_changes_nothing_leaves_the_theme_as_it_is(tokens, css):
    found = tokens(css)
    assert found.css == (THEME / "static/css/tokens.css").read_text("utf-8") and not found.owners


@pytest.mark.parametrize(
    ("css", "line", "words"),
    [
        (":root { --red: blue; }", 1, "--red là “blue”, nhưng màu phải viết bằng #"),
        (
            ":root {\n  --rde: #123456;\n}",
            2,
            "“--rde” không phải một giá trị của giao diện. Có phải ý bạn là “--red”",
        ),
        (":root {\n  --red #123456;\n}", 2, "phải có dạng --red: #00529b;"),
        (":root {\n  --red: ;\n}", 2, "phải có dạng --red: #00529b;"),
        (":root { --red: #123456;\n", 1, "chưa có dấu } đóng lại"),
        (":root { }\n}\n", 2, "Dấu } ở dòng này thừa"),
        ("--red: #123456;", 1, "“--red” không dùng được ở tệp này"),
        ("a { color: red }", 1, "“a” không dùng được ở tệp này"),
        ('@import "https://a.example/x.css";', 1, "không dùng được ở tệp này"),
        (":root { --face: url(https://a.example/f) }", 1, "giá trị này không dùng được"),
        (":root { --red: var(--khong-co) }", 1, "“--khong-co” không phải một giá trị"),
    ],
)
def test_a_slip_in_the_owners_colours_is_told_with_its_line(tokens, css, line, words):
    with pytest.raises(MistakesFound) as found:
        tokens(css)
    (mistake,) = found.value.mistakes
    assert mistake.path == "content/giao-dien/tokens.css" and mistake.line == line
    assert words in mistake.sentence


def test_colours_that_cannot_be_read_on_each_other_are_told(tokens):
    assert list(faint(tokens(BLUE))) == []
    note, *_ = faint(tokens("@media (prefers-color-scheme: dark) { :root { --link: #333333 } }"))
    assert note.warning and "nền tối, --link (#333333)" in note.sentence and "phải từ 4,5" in note.sentence


def test_the_handbooks_examples_do_what_it_says(site, tokens):
    handbook = (ROOT / "docs/quan-tri.md").read_text("utf-8")
    css = re.search(r"```css\n(.*?)```", handbook, re.S)[1]
    found = tokens(css)
    assert (found.light["red"], found.dark["red"]) == ("#00529b", "#8cc2ff")
    assert list(faint(found)) == []
    template = re.search(r"`(content/giao-dien/templates/\S+)`:\n\n```html\n(.*?)```", handbook, re.S)
    site.write(template[1], template[2])
    said = site.build()
    assert said.returncode == 0, said.stderr
    assert "</footer>" in site.page("/") and "Đường dây nóng: 024" in site.page("/")


def test_all_that_draws_takes_the_owners_colours(site):
    site.write("content/giao-dien/tokens.css", BLUE)
    site.write("content/giao-dien/css/lich.css", ".lich { border: var(--rieng-vien) solid; }")
    site.write(
        "content/giao-dien/templates/404.html",
        '{% extends "!theme/404.html" %}{% block title %}{{ assets["lich.css"] }}{% endblock %}',
    )
    site.story()
    said = site.build()
    assert said.returncode == 0, said.stderr
    style = next(site.output.glob("theme/style.*.css")).read_text("utf-8")
    assert "--red: #00529b;" in style and "--red: #a3161a;" not in style
    assert ".lich" in next(site.output.glob("theme/lich.*.css")).read_text("utf-8")
    home = site.page("/")
    assert '<meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)">' in home
    assert '<meta name="theme-color" content="#161412" media="(prefers-color-scheme: dark)">' in home
    assert json.loads(site.page("/manifest.webmanifest"))["theme_color"] == "#ffffff"
    assert "<title>/theme/lich." in site.page("/404.html")
    shared = max(site.output.glob("media/*.png"), key=lambda path: path.stat().st_size)
    with Image.open(shared) as file:
        colours = {colour for _, colour in file.convert("RGB").getcolors(1 << 24)}
    assert {(0, 0x52, 0x9B), (255, 255, 255)} <= colours and (0xA3, 0x16, 0x1A) not in colours


def test_pages_that_stand_from_an_earlier_build_follow_every_change_of_looks(site):
    site.story()

    def home() -> str:
        said = site.build()
        assert said.returncode == 0, said.stderr
        return site.page("/")

    first = home()
    tokens = site.write("content/giao-dien/tokens.css", ":root { --paper: #ffffff }")
    assert 'content="#ffffff"' in home()
    tokens.write_text(":root { --paper: #fafafa }")
    assert 'content="#fafafa"' in home()
    footer = site.write("content/giao-dien/templates/components/footer.html", "<footer>Của xã</footer>")
    assert "Của xã" in home()
    footer.write_text("<footer>Của phường</footer>")
    assert "Của phường" in home()
    style = site.write("content/giao-dien/css/lich.css", ".lich { margin: 0 }")
    footer.write_text("<footer>{{ assets['lich.css'] }}</footer>")
    before = home()
    style.write_text(".lich { margin: 1px }")
    assert before != home()
    footer.unlink()
    tokens.unlink()
    assert home() == first


def test_a_card_in_other_colours_has_another_name():
    blue = share_card.Colours(red="#00529b")
    assert share_card.style(b"", blue) != share_card.style(b"", share_card.HOUSE)
    with Image.open(
        BytesIO(share_card.draw("Cổng", "Bài", next(THEME.glob("static/fonts/*.woff2")), blue))
    ) as file:
        assert file.convert("RGB").getpixel((5, 300)) == (0, 0x52, 0x9B)


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ("\n{% if %}", 2, "Khuôn riêng viết chưa đúng"),
        (
            '{% extends "!theme/article.html" %}\n{% block title %}\n{{ khong_co }}{% endblock %}',
            3,
            "khong_co",
        ),
        (
            '{% extends "!theme/article.html" %}{% block title %}\n{{ none + "a" }}{% endblock %}',
            2,
            "NoneType",
        ),
        ('\n{% include "khong-co.html" %}', 2, "không có khuôn khong-co.html"),
    ],
)
def test_a_slip_in_the_owners_template_is_told_with_its_line(site, template, line, words):
    site.write("content/giao-dien/templates/article.html", template)
    for number in range(12):  # so many are printed by several processes
        site.story(slug=f"bai-{number}")
    said = site.build()
    assert said.returncode == 1 and "Traceback" not in said.stderr
    assert f"content/giao-dien/templates/article.html, dòng {line}: " in said.stderr and words in said.stderr


@pytest.mark.parametrize(
    ("name", "css", "words"),
    [
        ("style.css", "a {}", "Tên này là của phần mềm"),
        ("rieng.css", "a { color", "Kiểu dáng viết chưa đúng"),
        ("rieng.css", '@import "x.css";', "“@import” không dùng được"),
    ],
)
def test_a_style_that_cannot_be_used_is_told(site, name, css, words):
    site.write(f"content/giao-dien/css/{name}", css)
    said = site.build()
    assert said.returncode == 1 and f"content/giao-dien/css/{name}: {words}" in said.stderr


def test_the_timer_sees_no_looks_that_nobody_published(tmp_path):
    root, view = tmp_path / "cong", tmp_path / "view"
    for name in (
        "pelicanconf.py",
        "content/du-lieu/a.yaml",
        "content/giao-dien/tokens.css",
        "content/trang/b.md",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("cũ")
    frame = [root / "pelicanconf.py", root / "content/du-lieu/a.yaml"]
    published = Published(root / "data").take({}, root, frame=frame)
    published.commit()
    assert published.view(root, view) and (view / "content/trang/b.md").exists()
    assert not (view / "content/giao-dien").exists()
    published = Published(root / "data").take({}, root, frame=[*frame, root / "content/giao-dien/tokens.css"])
    published.commit()
    (root / "content/giao-dien/tokens.css").write_text("đang sửa")
    assert published.view(root, view) and (view / "content/giao-dien/tokens.css").read_text() == "cũ"
