"""The colours of tokens.css, two by two, as WCAG 2.2 measures them."""

import re

import pytest

from plugins.assets.contrast import PAIRS, contrast
from plugins.assets.tokens import read
from tests.site import ROOT

THEME = ROOT / "theme"
# The looks whose values are in force together, later ones over earlier ones.
CONDITIONS = {
    "light": [],
    "dark": ["dark"],
    "light, more contrast": ["contrast"],
    "dark, more contrast": ["dark", "contrast"],
    "light, mourning": ["mourning"],
    "dark, mourning": ["dark", "mourning"],
}
HEADS = {
    "dark": "@media (prefers-color-scheme: dark)",
    "contrast": "@media (prefers-contrast: more)",
    "mourning": ":root[data-mourning]",
}
TOKENS = (THEME / "static/css/tokens.css").read_text("utf-8")


def tokens(looks: list[str]) -> dict[str, str]:
    """The custom properties in force in these looks."""
    values = {}
    for start in [":root {", *(HEADS[look] for look in looks)]:
        block = TOKENS[TOKENS.index(start) :]
        values |= dict(re.findall(r"--([\w-]+):\s*([^;]+);", block[: block.index("}")]))
    return values


def colour(values: dict[str, str], name: str) -> str:
    value = values[name]
    alias = re.fullmatch(r"var\(--([\w-]+)\)", value)
    return colour(values, alias[1]) if alias else value


def test_contrast_is_measured_as_wcag_measures_it():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("front, back, least", PAIRS)
def test_words_and_marks_stand_out(condition, front, back, least):
    values = tokens(CONDITIONS[condition])
    assert contrast(colour(values, front), colour(values, back)) >= least


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_build_reads_the_tokens_as_they_are_in_force(look):
    values = tokens([look] if look == "dark" else [])
    assert read(THEME, ROOT).looks[look] == {name: colour(values, name) for name in values}
