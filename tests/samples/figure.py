"""Figure: a small standing, walking, stooping or riding person."""
# ruff: noqa: E501 (one shape, one line: its points read as a row of numbers)

from tests.samples.canvas import Canvas, ring
from tests.samples.light import mix
from tests.samples.people import HAIR, SHIRTS, SKIN, head

TROUSERS = ("#3b4350", "#5a4a40", "#2f3a44", "#6b6a64")
# Elbow and wrist of each arm, in body heights from the shoulder (x outward, y down).
ARMS = {
    "down": ((0.05, 0.16, 0.06, 0.32), (0.05, 0.16, 0.06, 0.32)),
    "front": ((0.04, 0.15, -0.1, 0.24), (0.06, 0.15, -0.02, 0.24)),
    "raise": ((0.05, 0.16, 0.06, 0.32), (0.13, -0.04, 0.15, -0.2)),
    "both": ((0.1, -0.03, 0.08, -0.19), (0.1, -0.03, 0.08, -0.19)),
    "point": ((0.05, 0.16, 0.06, 0.32), (0.14, 0.06, 0.28, 0.02)),
    "hip": ((0.14, 0.13, 0.05, 0.24), (0.05, 0.16, 0.06, 0.32)),
}


def person(c: Canvas, x: float, y: float, h: float, shirt: str = "", arms: str = "down", legs: str = "stand", hat: str = "", long: bool = False, dress: str = "", skin: str = "", hair: str = HAIR, trousers: str = "", from_behind: bool = False) -> None:
    """Stand a person of height h on the ground point (x, y)."""
    shirt = shirt or c.rng.choice(SHIRTS)
    skin = skin or c.rng.choice(SKIN)
    trousers = trousers or c.rng.choice(TROUSERS)
    c.shadow(x + h * 0.06, y, h * 0.2, h * 0.035, 0.3)
    spread = {"stand": (-0.045, 0.05), "walk": (-0.12, 0.13), "wide": (-0.1, 0.1)}[legs]
    for i, foot in enumerate(spread):
        tint = mix(trousers, "#1c1b1a", 0.25 * i)
        knee = foot * 0.62 + (0.03 if legs == "walk" and i else 0)
        c.limb(x + (0.045 if i else -0.045) * h, y - 0.46 * h, 0.06 * h, x + knee * h, y - 0.24 * h, 0.045 * h, tint)
        c.limb(x + knee * h, y - 0.24 * h, 0.045 * h, x + foot * h, y - 0.025 * h, 0.034 * h, tint)
        c.limb(x + foot * h, y - 0.015 * h, 0.02 * h, x + (foot + 0.035) * h, y - 0.012 * h, 0.016 * h, "#33302f")
    if dress:
        c.blob([(x - 0.1 * h, y - 0.6 * h), (x + 0.1 * h, y - 0.6 * h), (x + 0.13 * h, y - 0.14 * h), (x, y - 0.11 * h), (x - 0.13 * h, y - 0.14 * h)], dress)
        shirt = dress
    if long and not from_behind:
        head(c, x, y - 0.9 * h, 0.15 * h, skin, hair, True, hat)
    body = [(x - 0.05 * h, y - 0.835 * h), (x - 0.125 * h, y - 0.8 * h), (x - 0.105 * h, y - 0.6 * h), (x - 0.105 * h, y - 0.44 * h), (x + 0.105 * h, y - 0.44 * h), (x + 0.105 * h, y - 0.6 * h), (x + 0.125 * h, y - 0.8 * h), (x + 0.05 * h, y - 0.835 * h)]
    c.blob(body, shirt)
    c.shade([(x, y - 0.82 * h), (x + 0.115 * h, y - 0.8 * h), (x + 0.1 * h, y - 0.44 * h), (x, y - 0.44 * h)], "#3a2a26", 0.3, "right")
    for side, (ex, ey, wx, wy) in zip((-1, 1), ARMS[arms], strict=False):
        sx, sy = x + side * 0.105 * h, y - 0.775 * h
        elbow = (sx + side * ex * h, sy + ey * h)
        c.limb(sx, sy, 0.038 * h, *elbow, 0.03 * h, mix(shirt, "#3a2a26", 0.14))
        c.limb(*elbow, 0.027 * h, sx + side * wx * h, sy + wy * h, 0.02 * h, skin)
    if not long or from_behind:
        head(c, x, y - 0.9 * h, 0.15 * h, skin, hair, False, hat)
    if from_behind and not hat:
        c.blob([(x - 0.06 * h, y - 0.9 * h), (x, y - 0.975 * h), (x + 0.06 * h, y - 0.9 * h), (x + 0.05 * h, y - (0.72 if long else 0.84) * h), (x - 0.05 * h, y - (0.72 if long else 0.84) * h)], hair)


def stoop(c: Canvas, x: float, y: float, h: float, shirt: str = "", face: int = 1, hat: str = "cone") -> None:
    """Bend a worker over the ground, facing right (1) or left (-1)."""
    shirt = shirt or c.rng.choice(SHIRTS)
    skin = c.rng.choice(SKIN)
    c.shadow(x, y, h * 0.3, h * 0.04, 0.3)
    for d in (-0.06, 0.05):
        c.limb(x + d * h, y - 0.4 * h, 0.06 * h, x + d * 1.6 * h, y, 0.04 * h, "#3b4350")
    c.limb(x - 0.02 * face * h, y - 0.45 * h, 0.095 * h, x + 0.2 * face * h, y - 0.62 * h, 0.09 * h, shirt)
    for d in (0.2, 0.26):
        c.limb(x + d * face * h, y - 0.6 * h, 0.035 * h, x + (d + 0.08) * face * h, y - 0.22 * h, 0.024 * h, mix(shirt, "#3a2a26", 0.18))
        c.oval(x + (d + 0.08) * face * h, y - 0.2 * h, 0.025 * h, 0.025 * h, skin)
    head(c, x + 0.31 * face * h, y - 0.67 * h, 0.14 * h, skin, HAIR, False, hat)


def wheel(c: Canvas, x: float, y: float, r: float, fat: float = 0.12) -> None:
    """Draw a wheel with see-through spokes."""
    outer = ring(x, y, r, r)
    c.line([*outer, outer[0]], r * fat, "#2c2b2c")
    for i in range(0, 48, 6):
        c.line([(x, y), outer[i]], r * 0.03, "#7d7a76")


def cyclist(c: Canvas, x: float, y: float, h: float, shirt: str = "", face: int = 1, hat: str = "") -> None:
    """Ride a bicycle to the right (1) or to the left (-1)."""
    shirt = shirt or c.rng.choice(SHIRTS)
    skin, r = c.rng.choice(SKIN), h * 0.2
    f = face * h
    c.shadow(x, y, h * 0.5, h * 0.04, 0.3)
    wheel(c, x - 0.3 * f, y - r, r)
    wheel(c, x + 0.3 * f, y - r, r)
    frame = c.rng.choice(("#a3161a", "#466f8f", "#c79a2b", "#5f8f73"))
    c.line([(x - 0.3 * f, y - r), (x - 0.1 * f, y - 0.42 * h), (x + 0.2 * f, y - 0.42 * h), (x - 0.02 * f, y - 0.2 * h), (x - 0.1 * f, y - 0.42 * h)], h * 0.022, frame)
    c.line([(x + 0.3 * f, y - r), (x + 0.2 * f, y - 0.5 * h), (x + 0.13 * f, y - 0.54 * h)], h * 0.022, frame)
    c.limb(x - 0.1 * f, y - 0.48 * h, 0.06 * h, x + 0.06 * f, y - 0.38 * h, 0.05 * h, "#3b4350")
    c.limb(x + 0.06 * f, y - 0.38 * h, 0.05 * h, x - 0.0 * f, y - 0.14 * h, 0.035 * h, "#3b4350")
    c.limb(x - 0.1 * f, y - 0.5 * h, 0.085 * h, x - 0.0 * f, y - 0.76 * h, 0.09 * h, shirt)
    c.limb(x + 0.02 * f, y - 0.76 * h, 0.036 * h, x + 0.14 * f, y - 0.55 * h, 0.025 * h, mix(shirt, "#3a2a26", 0.16))
    head(c, x + 0.04 * f, y - 0.93 * h, 0.15 * h, skin, HAIR, False, hat)


def motorbike(c: Canvas, x: float, y: float, h: float, face: int = 1, hat: str = "#7a8c96", box: bool = False) -> None:
    """Ride a motorbike with a helmet on."""
    f, r = face * h, h * 0.15
    body, shirt = c.rng.choice(("#8f2a2a", "#3d5a73", "#4b4f55", "#6f7f77")), c.rng.choice(SHIRTS)
    c.shadow(x, y, h * 0.5, h * 0.045, 0.35)
    wheel(c, x - 0.3 * f, y - r, r, 0.3)
    wheel(c, x + 0.32 * f, y - r, r, 0.3)
    c.blob([(x - 0.42 * f, y - 0.36 * h), (x - 0.05 * f, y - 0.4 * h), (x + 0.08 * f, y - 0.2 * h), (x + 0.2 * f, y - 0.46 * h), (x + 0.3 * f, y - 0.42 * h), (x + 0.22 * f, y - 0.16 * h), (x - 0.2 * f, y - 0.15 * h)], body)
    c.line([(x + 0.32 * f, y - r), (x + 0.22 * f, y - 0.54 * h), (x + 0.14 * f, y - 0.57 * h)], h * 0.03, "#2c2b2c")
    if box:
        c.rect(x - 0.48 * f, y - 0.62 * h, x - 0.2 * f, y - 0.38 * h, "#b8925c")
    c.limb(x - 0.1 * f, y - 0.42 * h, 0.065 * h, x + 0.1 * f, y - 0.36 * h, 0.05 * h, "#3b4350")
    c.limb(x + 0.1 * f, y - 0.36 * h, 0.05 * h, x + 0.08 * f, y - 0.14 * h, 0.036 * h, "#3b4350")
    c.limb(x - 0.1 * f, y - 0.46 * h, 0.09 * h, x - 0.04 * f, y - 0.72 * h, 0.09 * h, shirt)
    c.limb(x - 0.02 * f, y - 0.72 * h, 0.036 * h, x + 0.15 * f, y - 0.57 * h, 0.027 * h, mix(shirt, "#3a2a26", 0.16))
    head(c, x, y - 0.89 * h, 0.15 * h, c.rng.choice(SKIN), HAIR, False, hat)
