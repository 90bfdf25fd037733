"""People: small faceless figures, so that nobody real is ever shown."""
# ruff: noqa: E501 (one shape, one line: its points read as a row of numbers)

from tests.samples.canvas import Canvas
from tests.samples.light import mix

SKIN = ("#dcab80", "#cf9a6e", "#e4b890")
HAIR = "#2e2725"
WHITE, INK, RED, JADE, BLUE, GOLD = "#f7f2e8", "#2f3440", "#a3161a", "#5f8f73", "#466f8f", "#c79a2b"
SHIRTS = (WHITE, "#e8e2d4", "#c9d6d8", "#8fa9a0", "#d9b7a0", "#b9584c", "#6c87a0", "#e0c07a")
ELDER = "#b9b2a8"


def head(c: Canvas, x: float, y: float, u: float, skin: str, hair: str = HAIR, long: bool = False, hat: str = "") -> None:
    """Draw a faceless head around (x, y); u is its height."""
    if long:
        c.blob([(x - 0.43 * u, y - 0.1 * u), (x, y - 0.56 * u), (x + 0.43 * u, y - 0.1 * u), (x + 0.44 * u, y + 0.62 * u), (x - 0.44 * u, y + 0.62 * u)], hair)
    c.limb(x, y + 0.3 * u, 0.15 * u, x, y + 0.68 * u, 0.17 * u, mix(skin, "#6b3f2a", 0.22))
    c.oval(x, y - 0.07 * u, 0.41 * u, 0.47 * u, hair)
    for side in (-1, 1):
        c.oval(x + side * 0.37 * u, y + 0.06 * u, 0.07 * u, 0.1 * u, mix(skin, "#8a4b35", 0.18))
    c.oval(x, y + 0.06 * u, 0.36 * u, 0.43 * u, skin)
    fringe = [(x - 0.38 * u, y + 0.0 * u), (x - 0.33 * u, y - 0.36 * u), (x + 0.05 * u, y - 0.5 * u), (x + 0.36 * u, y - 0.3 * u), (x + 0.38 * u, y + 0.0 * u), (x + 0.27 * u, y - 0.17 * u), (x - 0.12 * u, y - 0.2 * u)]
    c.blob(fringe, hair)
    if hat == "cone":
        c.poly([(x - 0.95 * u, y + 0.02 * u), (x, y - 0.78 * u), (x + 0.95 * u, y + 0.02 * u), (x, y + 0.14 * u)], "#e3c991")
        c.poly([(x, y - 0.78 * u), (x + 0.95 * u, y + 0.02 * u), (x, y + 0.14 * u)], "#cdae70")
    elif hat:
        c.blob([(x - 0.46 * u, y - 0.12 * u), (x - 0.36 * u, y - 0.5 * u), (x, y - 0.62 * u), (x + 0.36 * u, y - 0.5 * u), (x + 0.46 * u, y - 0.12 * u)], hat)
        c.limb(x - 0.5 * u, y - 0.14 * u, 0.05 * u, x + 0.5 * u, y - 0.14 * u, 0.05 * u, mix(hat, INK, 0.25))


def bust(c: Canvas, x: float, y: float, u: float, shirt: str = WHITE, skin: str = SKIN[0], hair: str = HAIR, jacket: str = "", long: bool = False, hands: str = "table", tie: str = "", hat: str = "") -> None:
    """Draw a person facing us down to the table edge y; u is the head's height."""
    top = jacket or shirt
    body = [(x - 0.22 * u, y - 1.62 * u), (x - 0.85 * u, y - 1.4 * u), (x - 1.0 * u, y - 0.85 * u), (x - 0.86 * u, y + 0.3 * u), (x + 0.86 * u, y + 0.3 * u), (x + 1.0 * u, y - 0.85 * u), (x + 0.85 * u, y - 1.4 * u), (x + 0.22 * u, y - 1.62 * u)]
    if long:
        head(c, x, y - 2.12 * u, u, skin, hair, long, hat)
    c.blob(body, top)
    c.shade([(x, y - 1.5 * u), (x + 0.9 * u, y - 1.35 * u), (x + 0.9 * u, y + 0.2 * u), (x, y + 0.2 * u)], "#3a2a26", 0.28, "right")
    if jacket:
        c.poly([(x - 0.24 * u, y - 1.6 * u), (x + 0.24 * u, y - 1.6 * u), (x, y - 0.5 * u)], shirt)
        for side in (-1, 1):
            c.poly([(x + side * 0.24 * u, y - 1.66 * u), (x + side * 0.42 * u, y - 1.2 * u), (x, y - 0.45 * u)], mix(top, INK, 0.22))
    c.poly([(x - 0.26 * u, y - 1.62 * u), (x + 0.26 * u, y - 1.62 * u), (x, y - 1.3 * u)], mix(skin, "#6b3f2a", 0.22))
    for side in (-1, 1):
        c.poly([(x + side * 0.27 * u, y - 1.68 * u), (x + side * 0.03 * u, y - 1.3 * u), (x + side * 0.34 * u, y - 1.38 * u)], mix(shirt, "#ffffff", 0.35))
    if tie:
        c.poly([(x - 0.07 * u, y - 1.34 * u), (x + 0.07 * u, y - 1.34 * u), (x + 0.1 * u, y - 0.66 * u), (x, y - 0.52 * u), (x - 0.1 * u, y - 0.66 * u)], tie)
    if not long:
        head(c, x, y - 2.12 * u, u, skin, hair, long, hat)
    else:
        c.oval(x, y - 2.06 * u, 0.36 * u, 0.43 * u, skin)
        c.blob([(x - 0.4 * u, y - 1.95 * u), (x - 0.35 * u, y - 2.5 * u), (x, y - 2.66 * u), (x + 0.35 * u, y - 2.5 * u), (x + 0.4 * u, y - 1.95 * u), (x + 0.22 * u, y - 2.32 * u), (x - 0.08 * u, y - 2.38 * u)], hair)
    arms(c, x, y, u, top, skin, hands)


def arms(c: Canvas, x: float, y: float, u: float, sleeve: str, skin: str, hands: str) -> None:
    """Draw the two arms of a bust: table, mic, paper, open or none."""
    if hands == "none":
        return
    wrists = {
        "table": ((-0.38, -0.08), (0.38, -0.08)),
        "mic": ((-0.5, -0.06), (0.16, -1.42)),
        "paper": ((-0.42, -0.42), (0.42, -0.42)),
        "open": ((-0.4, -0.1), (1.25, -0.95)),
    }[hands]
    dark = mix(sleeve, "#3a2a26", 0.16)
    for side, (wx, wy) in zip((-1, 1), wrists, strict=False):
        elbow = (x + side * 1.08 * u, y - 0.32 * u)
        c.limb(x + side * 0.8 * u, y - 1.2 * u, 0.23 * u, *elbow, 0.2 * u, dark)
        c.limb(*elbow, 0.2 * u, x + wx * u, y + wy * u, 0.14 * u, dark)
        c.oval(x + wx * u, y + wy * u, 0.15 * u, 0.13 * u, skin)
    if hands == "mic":
        c.limb(x + 0.15 * u, y - 1.62 * u, 0.1 * u, x + 0.17 * u, y - 1.2 * u, 0.07 * u, "#2a2a2e")
    if hands == "paper":
        c.poly([(x - 0.5 * u, y - 0.8 * u), (x + 0.44 * u, y - 0.86 * u), (x + 0.5 * u, y - 0.2 * u), (x - 0.46 * u, y - 0.14 * u)], "#fffaf0")


def back(c: Canvas, x: float, y: float, u: float, shirt: str = WHITE, skin: str = SKIN[0], hair: str = HAIR, long: bool = False) -> None:
    """Draw a seated person from behind; y is the top of the chair's back."""
    body = [(x - 0.2 * u, y - 0.62 * u), (x - 0.8 * u, y - 0.38 * u), (x - 0.98 * u, y + 0.25 * u), (x - 0.95 * u, y + 1.4 * u), (x + 0.95 * u, y + 1.4 * u), (x + 0.98 * u, y + 0.25 * u), (x + 0.8 * u, y - 0.38 * u), (x + 0.2 * u, y - 0.62 * u)]
    c.limb(x, y - 1.0 * u, 0.17 * u, x, y - 0.5 * u, 0.2 * u, mix(skin, "#6b3f2a", 0.25))
    c.blob(body, shirt)
    c.shade([(x + 0.05 * u, y - 0.5 * u), (x + 0.95 * u, y - 0.3 * u), (x + 0.95 * u, y + 1.2 * u), (x + 0.05 * u, y + 1.2 * u)], "#3a2a26", 0.3, "right")
    c.blob([(x - 0.27 * u, y - 0.62 * u), (x, y - 0.52 * u), (x + 0.27 * u, y - 0.62 * u), (x, y - 0.42 * u)], mix(shirt, "#ffffff", 0.4))
    for side in (-1, 1):
        c.oval(x + side * 0.39 * u, y - 1.1 * u, 0.08 * u, 0.12 * u, mix(skin, "#8a4b35", 0.2))
    if long:
        c.blob([(x - 0.4 * u, y - 1.25 * u), (x - 0.22 * u, y - 1.62 * u), (x + 0.22 * u, y - 1.62 * u), (x + 0.4 * u, y - 1.25 * u), (x + 0.36 * u, y - 0.62 * u), (x + 0.2 * u, y - 0.14 * u), (x - 0.2 * u, y - 0.14 * u), (x - 0.36 * u, y - 0.62 * u)], hair)
    else:
        c.blob([(x - 0.38 * u, y - 1.22 * u), (x - 0.24 * u, y - 1.58 * u), (x, y - 1.64 * u), (x + 0.24 * u, y - 1.58 * u), (x + 0.38 * u, y - 1.22 * u), (x + 0.22 * u, y - 0.8 * u), (x - 0.22 * u, y - 0.8 * u)], hair)
    c.blob([(x - 0.3 * u, y - 1.4 * u), (x - 0.12 * u, y - 1.6 * u), (x + 0.05 * u, y - 1.58 * u), (x - 0.2 * u, y - 1.2 * u)], "#ffffff", 0.1)
