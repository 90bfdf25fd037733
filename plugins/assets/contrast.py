"""Contrast: whether words and marks stand out from what lies behind them, as WCAG 2.2 measures it."""

from collections.abc import Iterator, Mapping

from plugins.assets.tokens import FILE, Tokens
from plugins.core.mistakes import Mistake

BODY, TEXT, MARK = 7.0, 4.5, 3.0
# (front, back, what the theme itself keeps to); an owner's colours keep to TEXT and MARK.
PAIRS = (
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
    ("on-fill", "fill", BODY),
    ("on-fill", "fill-deep", BODY),
    ("line-strong", "paper", MARK),
    ("line-strong", "surface", MARK),
    ("focus", "paper", MARK),
    ("focus", "surface", MARK),
)
NAMES = {"light": "nền sáng", "dark": "nền tối", "contrast": "tương phản cao", "mourning": "quốc tang"}
FAINT = (
    "Ở {}, --{} ({}) trên --{} ({}) chỉ tương phản {} lần; phải từ {} thì người mắt kém mới đọc được. "
    "Hãy chọn một trong hai màu đậm hơn hay nhạt hơn."
)


def contrast(one: str, other: str) -> float:
    """From 1 to 21, for colours as #rrggbb (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def faint(tokens: Tokens) -> Iterator[Mistake]:
    """A note for each pair of the owner's colours that is too much alike."""
    told = set()
    for look, values in tokens.looks.items() if tokens.owners else ():
        for front, back, least in PAIRS:
            least = min(least, TEXT)
            pair = (values[front], values[back])
            if pair not in told and (found := contrast(*pair)) < least:
                told.add(pair)
                yield Mistake(FILE, _sentence(look, values, front, back, found, least), warning=True)


def _sentence(look: str, values: Mapping[str, str], front: str, back: str, found: float, least: float) -> str:
    said = (f"{number:.1f}".replace(".", ",") for number in (int(found * 10) / 10, least))
    return FAINT.format(NAMES[look], front, values[front], back, values[back], *said)


def _luminance(hexadecimal: str) -> float:
    parts = [int(hexadecimal[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
