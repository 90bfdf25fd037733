"""Furniture: what stands on a stage: curtain, lectern, tables, flowers."""
# ruff: noqa: E501 (one shape, one line: its points read as a row of numbers)

from tests.samples.canvas import Canvas
from tests.samples.light import mix
from tests.samples.people import BLUE, GOLD, WHITE

WOOD_DARK = "#5e3a26"
CURTAIN, FOLD, DEEP = "#8f1519", "#6d0f13", "#4c0a0d"


def curtain(c: Canvas, x0: float, y0: float, x1: float, y1: float, fold: float = 46) -> None:
    """Hang a red curtain in soft folds."""
    c.fade([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], CURTAIN, FOLD)
    x = x0
    while x < x1:
        wide = min(fold * c.rng.uniform(0.75, 1.25), x1 - x)
        c.fade([(x, y0), (x + wide * 0.5, y0), (x + wide * 0.5, y1), (x, y1)], "#a11b1f", FOLD, across=True)
        c.fade([(x + wide * 0.5, y0), (x + wide, y0), (x + wide, y1), (x + wide * 0.5, y1)], FOLD, "#951619", across=True)
        x += wide
    c.shade([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], DEEP, 0.55, "down")


def valance(c: Canvas, x0: float, x1: float, y: float, deep: float) -> None:
    """Hang a plain red banner with a gold thread, without letters."""
    c.rect(x0, y, x1, y + deep, "#b01b1f")
    c.shade([(x0, y), (x1, y), (x1, y + deep), (x0, y + deep)], DEEP, 0.3, "up")
    c.rect(x0, y + deep - 7, x1, y + deep - 3, GOLD)


def flowers(c: Canvas, x: float, y: float, r: float, count: int = 26) -> None:
    """Arrange a low bunch of flowers around (x, y)."""
    for _ in range(count):
        a, d = c.rng.uniform(-1.25, 1.25), c.rng.uniform(0.4, 1.15)
        c.limb(x, y + r * 0.3, r * 0.03, x + a * r, y - d * r * 0.5, r * 0.09, c.rng.choice(("#4f7a56", "#6b9468", "#38604a")))
    for _ in range(count):
        a, d = c.rng.uniform(-1.1, 1.1), c.rng.uniform(-0.15, 0.62)
        px, py, s = x + a * r, y - d * r * (1.1 - abs(a) * 0.5), r * c.rng.uniform(0.1, 0.17)
        petal = c.rng.choice(("#d8574c", "#e9b949", "#f6ead2", "#c8323a", "#eaa79a"))
        c.oval(px, py, s, s * 0.9, petal)
        c.oval(px - s * 0.2, py - s * 0.2, s * 0.42, s * 0.38, mix(petal, "#fff6df", 0.45))


def lotus(c: Canvas, x: float, y: float, r: float, colour: str = GOLD) -> None:
    """Inlay a plain lotus ornament."""
    for side, wide, tall in ((-1, 1.0, 0.45), (1, 1.0, 0.45), (-1, 0.62, 0.8), (1, 0.62, 0.8), (0, 0, 1.0)):
        tip = (x + side * wide * r, y - tall * r)
        c.poly([(x - 0.16 * r, y), (tip[0] - 0.2 * r, (y + tip[1]) / 2), tip, (tip[0] + 0.2 * r, (y + tip[1]) / 2), (x + 0.16 * r, y)], mix(colour, "#fff2cc", 0.12 * (side == 0)))


def lectern(c: Canvas, x: float, y: float, s: float) -> None:
    """Stand a wooden lectern whose top edge is at y; s is its half width."""
    h = s * 2.35
    c.shadow(x, y + h, s * 1.5, s * 0.25, 0.5)
    c.fade([(x - s * 0.82, y + s * 0.2), (x + s * 0.82, y + s * 0.2), (x + s * 0.7, y + h), (x - s * 0.7, y + h)], "#9a6742", "#6a4229")
    c.shade([(x, y), (x + s * 0.82, y), (x + s * 0.7, y + h), (x, y + h)], WOOD_DARK, 0.6, "right")
    c.poly([(x - s * 0.56, y + s * 0.5), (x + s * 0.56, y + s * 0.5), (x + s * 0.5, y + h * 0.86), (x - s * 0.5, y + h * 0.86)], "#7d4f32")
    lotus(c, x, y + s * 1.5, s * 0.36)
    c.poly([(x - s, y + s * 0.22), (x - s * 0.86, y - s * 0.06), (x + s * 0.86, y - s * 0.06), (x + s, y + s * 0.22)], "#b07a4e")
    c.rect(x - s, y + s * 0.22, x + s, y + s * 0.34, WOOD_DARK)


def microphone(c: Canvas, x: float, y: float, s: float, lean: float = -0.4) -> None:
    """Bend a slender microphone up from (x, y)."""
    c.line([(x, y), (x + lean * s * 0.4, y - s * 0.7), (x + lean * s, y - s)], s * 0.06, "#2a2a2e")
    c.limb(x + lean * s, y - s, s * 0.09, x + lean * s * 1.25, y - s * 1.1, s * 0.1, "#2a2a2e")


def table(c: Canvas, x0: float, x1: float, y: float, deep: float, top: str = "#b01b1f", cloth: str = WHITE) -> None:
    """Set a long draped table whose top edge is at y."""
    c.shadow((x0 + x1) / 2, y + deep, (x1 - x0) * 0.55, 26, 0.45)
    c.fade([(x0, y), (x1, y), (x1, y + deep), (x0, y + deep)], cloth, mix(cloth, "#b9a68c", 0.55))
    x = x0
    while x < x1 - 6:
        wide = min(c.rng.uniform(20, 34), x1 - x)
        c.fade([(x, y + 20), (x + wide * 0.6, y + 20), (x + wide * 0.45, y + deep), (x, y + deep)], mix(cloth, "#a08c74", 0.42), cloth, across=True)
        x += wide
    c.shade([(x0, y), (x1, y), (x1, y + deep), (x0, y + deep)], "#6b5340", 0.4, "down")
    c.rect(x0 - 6, y - 8, x1 + 6, y + 22, top)
    c.rect(x0 - 6, y + 22, x1 + 6, y + 27, GOLD)


def things(c: Canvas, x: float, y: float, s: float) -> None:
    """Lay a paper, a blank name plate and a water bottle before a seat."""
    c.poly([(x - s * 0.5, y - 2), (x - s * 0.42, y - s * 0.1), (x + s * 0.25, y - s * 0.1), (x + s * 0.3, y - 2)], "#fffdf9")
    c.rect(x + s * 0.62, y - s * 0.55, x + s * 0.76, y, "#bcd4da", r=2)
    c.rect(x + s * 0.65, y - s * 0.64, x + s * 0.73, y - s * 0.54, BLUE, r=1)
