"""Raised and lowered figures as letters of their own, where there are words alone: m<sup>2</sup> is m²."""

import re

MARK = re.compile(r"<(su[pb])\b[^>]*>(.*?)</\1>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
LETTERS = {
    "sup": str.maketrans("0123456789+-−=()no", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ°"),
    "sub": str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"),
}


def raised(html: str) -> str:
    """Clean HTML whose `<sup>` and `<sub>` are letters, where there is a letter for each of theirs."""
    return MARK.sub(_letters, html) if "<su" in html else html


def _letters(found: re.Match[str]) -> str:
    table, words = LETTERS[found[1]], TAG.sub("", found[2]).strip()
    return words.translate(table) if all(ord(letter) in table for letter in words) else words
