"""What old browsers get: styles that look the same where all is known, and readable where it is not."""

import re

import pytest

from plugins.assets.browsers import SERVED, queries
from plugins.assets.bundle import collect
from plugins.assets.styles import compiled
from tests.browser import DESKTOP, PHONE
from tests.site import ROOT

# The differences, in words, between how each element looks with the styles of the page and with `text`.
# `background: none` is made small as `0 0`, which only moves a picture that is not there.
COMPARED = """(text) => {
  const names = [...getComputedStyle(document.body)].filter((name) => !/^--|^background-position/.test(name));
  const parts = [...document.querySelectorAll('body, body *')].flatMap((e) => ['', '::before', '::after']
    .filter((part) => !part || getComputedStyle(e, part).content !== 'none').map((part) => [e, part]));
  const seen = () => parts.map(([e, part]) => {
    const style = getComputedStyle(e, part);
    return names.map((name) => style.getPropertyValue(name));
  });
  document.querySelectorAll('details').forEach((each) => (each.open = true));
  const before = seen();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.querySelectorAll('link[rel=stylesheet]').forEach((link) => (link.disabled = true));
  document.adoptedStyleSheets = [sheet];
  const after = seen();
  return parts.flatMap(([e, part], n) => names
    .filter((_, at) => before[n][at] !== after[n][at])
    .map((name) => `${e.outerHTML.slice(0, 60)} ${part} ${name}`)).slice(0, 20);
}"""


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    """Every sheet by its name as it is written, with layers and all else that is compiled."""
    assets = collect(ROOT / "theme/static", {"emblem": ROOT / "content/du-lieu/bieu-trung.svg"}, minify=False)
    return {name: assets.files[url].decode() for name, url in assets.urls.items() if name.endswith(".css")}


@pytest.mark.parametrize(
    "kind, size, media",
    [
        *[(kind, PHONE, "screen") for kind in ("home", "table", "20 photos", "search", "map", "album")],
        *[(kind, DESKTOP, "screen") for kind in ("home", "story", "section", "map", "weather")],
        *[(kind, DESKTOP, "print") for kind in ("story", "map")],
    ],
    ids=str,
)
def test_compiling_changes_no_look(page, addresses, written, kind, size, media):
    """Each property of each element is as the source, with its layers, has it."""
    page.set_viewport_size(size)
    page.goto(addresses[kind])
    page.emulate_media(media=media, reduced_motion="reduce")
    links = page.locator("link[rel=stylesheet]").evaluate_all("all => all.map(link => link.href)")
    names = [re.sub(r".*/(.+)\.\w{8}\.css", r"\1.css", link) for link in links]
    assert page.evaluate(COMPARED, "".join(written[name] for name in names)) == []


@pytest.mark.parametrize(
    "source, published",
    {
        "a{margin-inline:1px 2px}": "a{margin-left:1px;margin-right:2px}",
        "a{padding-block:1px}": "a{padding-top:1px;padding-bottom:1px}",
        "a{min-inline-size:1px;max-block-size:30vb}": "a{min-width:1px;max-height:30vh}",
        "a{inset:0;inset-inline-end:auto}": "a{top:0;bottom:0;left:0;right:auto}",
        "a{inset:1px 2px}": "a{top:1px;bottom:1px;left:2px;right:2px}",
        "a{border-block:1px solid;border-inline-start-color:red}": (
            "a{border-top:1px solid;border-bottom:1px solid;border-left-color:red}"
        ),
        "a{border-start-end-radius:1px;float:inline-end}": "a{float:right;border-top-right-radius:1px}",
        "a{--b:calc(clamp(1px,2vw,3px)*2)}": "a{--b:calc(max(1px, min(2vw, 3px))*2)}",
        "@media (width >= 64rem){a{top:0}}": "@media (min-width:64rem){a{top:0}}",
        "@media (20rem <= width < 40rem){a{top:0}}": (
            "@media (min-width:20rem) and (not (min-width:40rem)){a{top:0}}"
        ),
        ".a{top:0;& .b{left:0}}": ".a{top:0}.a .b{left:0}",
        ".a :is(b,.c)>i{top:0}": ".a b>i,.a .c>i{top:0}",
        ".a:is(b,.c){top:0}": "b.a,.a.c{top:0}",
        ":is(.a:target+.b,[c]>.b) i{top:0}": ".a:target+.b i,[c]>.b i{top:0}",
        "a{inset-inline:1px 2px!important}": "a{left:1px!important;right:2px!important}",
        "@keyframes k{from{inset-inline-start:0}}": "@keyframes k{0%{left:0}}",
        ".a:not(:is(.b,.c)){top:0}": ".a:not(.b):not(.c){top:0}",
        ".x :is(.b .c){top:0}": ".x :is(.b .c){top:0}",
        ".a:not(.b,.c){top:0}": ".a:not(.b):not(.c){top:0}",
        "@layer a,b;@layer b{i{top:0}}@layer a{i{top:1px}}": "i{top:0}",
        "@layer a,b;@layer b{.i{top:0}}@layer a{.i:hover{top:1px}}": ".i:hover{top:1px}.i:not(#_){top:0}",
        "@layer a,b;@layer b{.i{top:0}}@layer a{.i:hover{left:1px}}": ".i:hover{left:1px}.i{top:0}",
        "@layer a{.i:hover{top:1px}}.i::before{top:0}": ".i:hover{top:1px}.i:not(#_):before{top:0}",
        "@layer a,b;@media print{@layer b{i{top:0}}}@layer a{#i{top:1px}}": (
            "#i{top:1px}@media print{i:not(#_){top:0}}"
        ),
        "@layer a{b{font:1px c}}@layer d{@font-face{font-family:c;src:url(c)}b{line-height:2}}": (
            "b{font:1px c}@font-face{font-family:c;src:url(c)}b{line-height:2}"
        ),
        ".a{display:flex;gap:1px}": (
            ".a{gap:1px;display:flex}@supports not (inset:0){.a>*+*{margin-left:1px}}"
        ),
        ".a{display:flex;flex-wrap:wrap;gap:1px 2px}": (
            ".a{flex-wrap:wrap;gap:1px 2px;display:flex}"
            "@supports not (inset:0){.a>*{margin-bottom:1px;margin-right:2px}}"
        ),
        ".a{display:grid;gap:1px}": ".a{gap:1px;display:grid}",
        ".a{column-gap:1px}@media print{.a{display:flex}}": (
            ".a{column-gap:1px}@media print{.a{display:flex}}@supports not (inset:0){.a>*+*{margin-left:1px}}"
        ),
    }.items(),
)
def test_what_old_browsers_do_not_know_is_said_otherwise(source, published):
    assert compiled({"style.css": source}, queries(SERVED))["style.css"] == published


def test_a_page_style_keeps_its_place_in_the_layers():
    """It comes last, but what stands in a stronger layer of the first sheet still wins."""
    sheets = {"style.css": "@layer a,b;@layer b{.i{top:0}}", "map.css": "@layer a{.i{top:1px}}"}
    assert compiled(sheets, queries(SERVED)) == {"style.css": ".i:not(#_){top:0}", "map.css": ".i{top:1px}"}


def test_newer_browsers_are_told_less():
    newer = compiled({"style.css": "a{user-select:none}"}, ["chrome >= 120"])
    older = compiled({"style.css": "a{user-select:none}"}, queries(SERVED))
    assert "-webkit-" in older["style.css"] and "-webkit-" not in newer["style.css"]
