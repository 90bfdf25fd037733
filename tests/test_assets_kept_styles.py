"""Styles are compiled when one changed, not in every build."""

import json
from hashlib import sha256

import pytest

from plugins.assets import kept_styles, styles
from plugins.assets.kept_styles import compiled
from tests.site import make_site

SHEETS = {"style.css": ".a { color: red; & .b { margin: 0 } }", "print.css": ".a { display: none }"}
BROWSERS = ["chrome >= 80"]


@pytest.fixture
def asked(monkeypatch):
    """What the compiler was asked."""
    asked = []
    compile_ = styles.compiled
    monkeypatch.setattr(styles, "compiled", lambda *given: asked.append(given) or compile_(*given))
    return asked


@pytest.fixture
def kept(tmp_path):
    return tmp_path / "cache/styles.json"


def test_the_same_sheets_are_compiled_once(asked, kept):
    first = compiled(SHEETS, BROWSERS, kept)
    assert first == styles.compiled(SHEETS, BROWSERS) and ".a .b" in first["style.css"]
    asked.clear()
    assert compiled(SHEETS, BROWSERS, kept) == first
    assert not asked


@pytest.mark.parametrize(
    ("sheets", "browsers"),
    [
        ({**SHEETS, "style.css": SHEETS["style.css"] + " "}, BROWSERS),
        ({**SHEETS, "more.css": ".c { top: 0 }"}, BROWSERS),
        ({"print.css": SHEETS["print.css"]}, BROWSERS),
        ({name: SHEETS[name] for name in reversed(SHEETS)}, BROWSERS),  # the first is the one all have
        (SHEETS, ["chrome >= 120"]),
    ],
)
def test_others_are_compiled_anew(asked, kept, sheets, browsers):
    compiled(SHEETS, BROWSERS, kept)
    asked.clear()
    assert compiled(sheets, browsers, kept) == styles.compiled(sheets, browsers)
    assert asked[0] == (sheets, browsers)


def test_another_program_compiles_anew(asked, kept, monkeypatch):
    compiled(SHEETS, BROWSERS, kept)
    asked.clear()
    monkeypatch.setattr(kept_styles, "program", lambda: "another")
    compiled(SHEETS, BROWSERS, kept)
    assert asked


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: b"",
        lambda text: text[:-1],
        lambda text: text[: len(text) // 2],
        lambda text: text.replace(b"color", b"colour", 1),
        lambda text: text.partition(b"\n")[2],
        lambda text: b"\xff\xfe" + text,
        lambda text: text.partition(b"\n")[0] + b"\n{}",
    ],
)
def test_a_damaged_file_is_not_believed_and_made_anew(asked, kept, damage):
    right = compiled(SHEETS, BROWSERS, kept)
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))
    assert compiled(SHEETS, BROWSERS, kept) == right
    assert kept.read_bytes() == whole and len(asked) == 2


def test_where_nothing_can_be_kept_all_is_compiled(asked, kept):
    kept.mkdir(parents=True)
    for _ in range(2):
        assert compiled(SHEETS, BROWSERS, kept) == compiled(SHEETS, BROWSERS)
    assert len(asked) == 4


def test_a_style_that_is_not_sound_is_told_and_not_kept(kept):
    with pytest.raises(ValueError, match="red"):
        compiled({"style.css": ".a { color red }"}, BROWSERS, kept)
    assert not kept.exists()


def test_a_build_takes_what_was_kept_and_a_full_build_does_not(tmp_path):
    site = make_site(tmp_path / "site")
    site.settings(PUBLISHING=True, SITEURL="https://cong.example")
    site.story()
    site.build()
    kept = site.folder / ".cache/styles.json"
    head, _, body = kept.read_bytes().partition(b"\n")
    made = json.loads(body)
    made["style.css"] += ".kept{top:0}"
    body = json.dumps(made).encode()
    kept.write_bytes(head.split()[0] + b" " + sha256(body).hexdigest().encode() + b"\n" + body)

    def holds_it() -> bool:
        (style,) = site.output.glob("theme/style.*.css")
        return ".kept" in style.read_text()

    site.story(title="Bài đã sửa")  # else nothing changed
    assert site.build().returncode == 0 and holds_it()
    assert site.build("--full").returncode == 0 and not holds_it()
