"""The colours of tokens.css, two by two, as WCAG 2.2 measures them."""

import re

import pytest

from tests.site import ROOT

TOKENS = (ROOT / "theme/static/css/tokens.css").read_text("utf-8")
BODY, TEXT, MARK = 7.0, 4.5, 3.0
PAIRS = [
    ("ink", "paper", BODY),
    ("ink", "surface", BODY),
    ("on-alert", "alert", BODY),
    ("ink-soft", "paper", TEXT),
    ("ink-soft", "surface", TEXT),
    ("link", "paper", TEXT),
    ("link", "surface", TEXT),
    ("red", "paper", TEXT),
    ("red", "surface", TEXT),
    ("on-red", "red", TEXT),
    ("on-red", "red-deep", TEXT),
    ("on-fill", "fill", BODY),
    ("on-fill", "fill-deep", BODY),
    ("line-strong", "paper", MARK),
    ("line-strong", "surface", MARK),
    ("focus", "paper", MARK),
    ("focus", "surface", MARK),
]
CONDITIONS = {
    "light": [],
    "dark": ["@media (prefers-color-scheme: dark)"],
    "light, more contrast": ["@media (prefers-contrast: more)"],
    "dark, more contrast": ["@media (prefers-color-scheme: dark)", "@media (prefers-contrast: more)"],
    "light, mourning": [":root[data-mourning]"],
    "dark, mourning": ["@media (prefers-color-scheme: dark)", ":root[data-mourning]"],
}


def tokens(conditions: list[str]) -> dict[str, str]:
    """The custom properties in force when `conditions` hold, later ones over earlier ones."""
    values = {}
    for start in [":root {", *conditions]:
        block = TOKENS[TOKENS.index(start) :]
        values |= dict(re.findall(r"--([\w-]+):\s*([^;]+);", block[: block.index("}")]))
    return values


def colour(values: dict[str, str], name: str) -> str:
    value = values[name]
    alias = re.fullmatch(r"var\(--([\w-]+)\)", value)
    return colour(values, alias[1]) if alias else value


def luminance(hexadecimal: str) -> float:
    parts = [int(hexadecimal[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """From 1 to 21 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_wcag_measures_it():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("front, back, least", PAIRS)
def test_words_and_marks_stand_out(condition, front, back, least):
    values = tokens(CONDITIONS[condition])
    assert contrast(colour(values, front), colour(values, back)) >= least


def test_colours_stand_in_tokens_alone():
    raw = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(")
    styles = (ROOT / "theme/static/css").rglob("*.css")
    others = [path for path in styles if path.name not in ("tokens.css", "print.css")]
    found = {path.name: raw.findall(path.read_text("utf-8")) for path in others}
    assert {name: colours for name, colours in found.items() if colours} == {}
