"""Craft: the carving workshop, the noodle kitchen, things laid on a table."""
# ruff: noqa: E501 (one shape, one line: its points read as a row of numbers)

from tests.samples.canvas import Canvas, curve
from tests.samples.fields import basket
from tests.samples.furniture import lotus
from tests.samples.light import mix
from tests.samples.people import ELDER, HAIR, SHIRTS, SKIN, bust
from tests.samples.rooms import shell

WOODS = ("#b07a4a", "#9a6238", "#c99a62", "#85512f")


def statue(c: Canvas, x: float, y: float, h: float, wood: str) -> None:
    """Carve a seated robed figure, plain, without features."""
    c.poly([(x - h * 0.42, y), (x + h * 0.42, y), (x + h * 0.34, y - h * 0.16), (x - h * 0.34, y - h * 0.16)], mix(wood, "#3a2418", 0.3))
    half = [(0.42, 0.15), (0.4, 0.25), (0.24, 0.34), (0.22, 0.5), (0.25, 0.62), (0.13, 0.72)]
    shape = [(x - a * h, y - b * h) for a, b in half] + [(x + a * h, y - b * h) for a, b in reversed(half)]
    c.blob(shape, wood)
    c.shade([(x, y - h * 0.72), (x + h * 0.26, y - h * 0.6), (x + h * 0.38, y - h * 0.14), (x, y - h * 0.14)], "#3a2418", 0.5, "right")
    c.oval(x, y - h * 0.82, h * 0.1, h * 0.125, mix(wood, "#fff0d0", 0.12))
    c.oval(x, y - h * 0.945, h * 0.045, h * 0.04, mix(wood, "#3a2418", 0.25))
    for i in range(3):
        c.line(curve([(x - h * 0.2, y - h * (0.56 - 0.13 * i)), (x, y - h * (0.46 - 0.13 * i)), (x + h * 0.2, y - h * (0.56 - 0.13 * i))])[::3], h * 0.018, mix(wood, "#3a2418", 0.35))


def carving(c: Canvas, people: int = 2, panel: bool = False) -> None:
    """Carvers at a bench among pale wooden figures, or at a lotus panel."""
    floor = c.h * 0.62
    shell(c, floor, "#e2cba6", "#a8845c", (0.16, 0.84))
    c.rect(c.w * 0.32, c.h * 0.2, c.w * 0.68, c.h * 0.22, "#7a5237")
    for i in range(7):
        statue(c, c.w * (0.345 + 0.052 * i), c.h * 0.2, c.rng.uniform(70, 96), c.rng.choice(WOODS))
    for i in range(9):
        x = c.w * (0.34 + 0.04 * i)
        c.limb(x, c.h * 0.26, 5, x, c.h * 0.32, 5, "#8a5a3a")
        c.limb(x, c.h * 0.32, 3, x, c.h * 0.36, 4, "#b9bcbb")
    for x in (0.06, 0.95):
        statue(c, c.w * x, floor + 60, 270, c.rng.choice(WOODS))
    for i in range(people):
        x = c.w * (0.5 if people == 1 else 0.27 + 0.46 * i / (people - 1))
        bust(c, x, c.h * 0.7, 92, c.rng.choice(SHIRTS[1:]), SKIN[i % 3], (HAIR, ELDER)[i % 2], "", i % 3 == 2, "table")
    c.rect(-10, c.h * 0.69, c.w + 10, c.h * 0.74, "#9a6b42")
    c.fade([(0, c.h * 0.74), (c.w, c.h * 0.74), (c.w, c.h), (0, c.h)], "#855a38", "#55371f")
    if panel:
        c.rect(c.w * 0.2, c.h * 0.72, c.w * 0.8, c.h * 0.95, "#c99a62", r=5)
        c.rect(c.w * 0.215, c.h * 0.738, c.w * 0.785, c.h * 0.932, "#b5834e", r=4)
        for t, s in ((0.33, 66), (0.5, 92), (0.67, 66)):
            lotus(c, c.w * t, c.h * 0.9, s, "#dcb47c")
    else:
        for x, h in ((0.38, 190), (0.62, 230)):
            statue(c, c.w * x, c.h * 0.84, h, "#c99a62")
    for _ in range(120):
        x, y = c.rng.uniform(0, c.w), c.rng.uniform(c.h * 0.9, c.h)
        c.line(curve([(x, y), (x + 10, y - 9), (x + 19, y - 1), (x + 13, y + 5)], steps=4), 2.6, c.rng.choice(("#e3c492", "#d2ab72", "#f0dcb6")))
    c.glow(c.w * 0.16, 230, 460, "#fff3d0", 0.5)
    c.veil("#2e1c12", 0.22, "down")


def kitchen(c: Canvas, people: int = 2) -> None:
    """Steam over the vats where the starch sheets are cooked."""
    floor = c.h * 0.6
    shell(c, floor, "#dcc8a8", "#a08a6c", (0.2, 0.52, 0.84))
    for i in range(people):
        x = c.w * (0.3 + 0.42 * i / max(1, people - 1))
        bust(c, x, c.h * 0.68, 92, c.rng.choice(SHIRTS[1:]), SKIN[i % 3], HAIR, "", i % 2 == 0, "table", hat="cone" if i % 2 else "")
    for t in (0.18, 0.5, 0.82):
        x, y = c.w * t, c.h * 0.72
        c.fade([(x - 170, y), (x + 170, y), (x + 150, c.h * 0.94), (x - 150, c.h * 0.94)], "#b5764e", "#7a4a30")
        c.oval(x, y, 170, 40, "#8f9a9b")
        c.oval(x, y - 4, 152, 32, "#f3ead2")
        c.rect(x - 46, c.h * 0.82, x + 46, c.h * 0.94, "#3a241a", r=12)
        c.glow(x, c.h * 0.9, 70, "#f08a3c", 0.9)
        for i in range(11):
            c.glow(x + c.rng.uniform(-70, 70), y - 40 - i * 34, 70 + i * 9, "#fffdf6", 0.3)
    basket(c, c.w * 0.34, c.h * 0.93, 54, "#f0e6cc")
    basket(c, c.w * 0.66, c.h * 0.93, 54, "#f0e6cc")
    c.veil("#2e1c12", 0.2, "down")


def still(c: Canvas, what: str = "noodles") -> None:
    """Things of the trade on a table: noodles, bowls, chisels, thread or pomelos."""
    c.fade([(0, 0), (c.w, 0), (c.w, c.h * 0.5), (0, c.h * 0.5)], "#efe0c4", "#dcc49a")
    c.fade([(0, c.h * 0.46), (c.w, c.h * 0.46), (c.w, c.h), (0, c.h)], "#b5835a", "#7d5436")
    for i in range(1, 6):
        c.rect(0, c.h * 0.46 + i * i * 13, c.w, c.h * 0.46 + i * i * 13 + 2, "#5e3a26", 0.4)
    c.glow(c.w * 0.22, c.h * 0.2, 520, "#fff6dc", 0.6)
    for i in range(5):
        x, y = c.w * (0.14 + 0.18 * i), c.h * (0.56 + 0.19 * (i % 2))
        {"noodles": _bundle, "bowls": _bowl, "chisels": _chisel, "thread": _spool, "pomelos": _pomelo}[what](c, x, y, 135)
    if what in ("noodles", "bowls"):
        _bowl(c, c.w * 0.5, c.h * 0.85, 175)
    if what == "pomelos":
        basket(c, c.w * 0.72, c.h * 0.84, 140, "#d9c04a")
    if what == "chisels":
        statue(c, c.w * 0.5, c.h * 0.56, 400, "#c99a62")
    c.veil("#2e1c12", 0.2, "down")


def _bundle(c: Canvas, x: float, y: float, s: float) -> None:
    c.shadow(x, y + s * 0.5, s * 0.9, s * 0.16, 0.4)
    tint = c.rng.choice(("#efe2bd", "#e3cf9c", "#d9cdb4", "#f3ead0"))
    for _i in range(34):
        d = c.rng.uniform(-0.42, 0.42) * s
        c.line(curve([(x - s * 0.85, y + d), (x, y + d * 0.5 - s * 0.06), (x + s * 0.85, y + d)], steps=4), 4, mix(tint, "#8a6a34", c.rng.uniform(0, 0.4)))
    c.rect(x - s * 0.13, y - s * 0.3, x + s * 0.13, y + s * 0.26, "#a3161a", r=5)


def _bowl(c: Canvas, x: float, y: float, s: float) -> None:
    c.shadow(x, y + s * 0.5, s * 0.8, s * 0.16, 0.4)
    dish = [(x - s * 0.8, y - s * 0.1), (x - s * 0.55, y + s * 0.4), (x - s * 0.25, y + s * 0.52), (x + s * 0.25, y + s * 0.52), (x + s * 0.55, y + s * 0.4), (x + s * 0.8, y - s * 0.1)]
    c.poly(curve(dish), "#f4efe2")
    c.shade([(x, y), (x + s * 0.8, y - s * 0.1), (x + s * 0.4, y + s * 0.5), (x, y + s * 0.5)], "#5e6a6a", 0.4, "right")
    c.oval(x, y - s * 0.1, s * 0.8, s * 0.22, "#466f8f")
    c.oval(x, y - s * 0.1, s * 0.74, s * 0.19, "#e8d9ae")
    for _ in range(12):
        px = x + c.rng.uniform(-0.5, 0.5) * s
        c.line(curve([(px - 26, y - s * 0.1), (px, y - s * 0.18), (px + 26, y - s * 0.08)], steps=4), 4, c.rng.choice(("#f6edcf", "#d9c48c")))
    for tint in ("#6f9c5a", "#d9653f", "#7ba85c", "#8a5a3a"):
        c.oval(x + c.rng.uniform(-0.4, 0.4) * s, y - s * c.rng.uniform(0.06, 0.16), s * 0.08, s * 0.05, tint)
    for i in range(3):
        c.glow(x + c.rng.uniform(-20, 20), y - s * (0.6 + 0.4 * i), s * 0.5, "#fffdf6", 0.25)


def _chisel(c: Canvas, x: float, y: float, s: float) -> None:
    c.shadow(x, y + s * 0.2, s * 0.8, s * 0.1, 0.35)
    c.limb(x - s * 0.9, y + s * 0.16, s * 0.12, x - s * 0.1, y, s * 0.09, c.rng.choice(WOODS))
    c.limb(x - s * 0.1, y, s * 0.05, x + s * 0.7, y - s * 0.16, s * 0.07, "#b9bcbb")
    c.limb(x + s * 0.68, y - s * 0.15, s * 0.06, x + s * 0.86, y - s * 0.2, s * 0.1, "#dfe1de")


def _spool(c: Canvas, x: float, y: float, s: float) -> None:
    c.shadow(x, y + s * 0.62, s * 0.6, s * 0.12, 0.4)
    tint = c.rng.choice(("#a3161a", "#c79a2b", "#5f8f73", "#466f8f", "#d9b7a0", "#8a6a8f"))
    c.fade([(x - s * 0.24, y - s * 0.7), (x + s * 0.24, y - s * 0.7), (x + s * 0.46, y + s * 0.6), (x - s * 0.46, y + s * 0.6)], mix(tint, "#ffffff", 0.16), mix(tint, "#2a1a1a", 0.25))
    for i in range(15):
        t = i / 15
        c.line([(x - s * (0.24 + 0.22 * t), y - s * (0.7 - 1.3 * t)), (x + s * (0.24 + 0.22 * t), y - s * (0.64 - 1.3 * t))], 2.4, mix(tint, "#ffffff", 0.35), 0.6)
    c.oval(x, y - s * 0.7, s * 0.24, s * 0.07, "#e3c9a0")


def _pomelo(c: Canvas, x: float, y: float, s: float) -> None:
    c.shadow(x, y + s * 0.62, s * 0.62, s * 0.12, 0.4)
    c.oval(x, y, s * 0.62, s * 0.64, "#b9b03f")
    c.oval(x - s * 0.05, y - s * 0.05, s * 0.54, s * 0.55, "#d9c04a")
    c.oval(x - s * 0.2, y - s * 0.22, s * 0.24, s * 0.2, "#efdc86", 0.8)
    for d in (-0.28, 0.3):
        c.blob([(x, y - s * 0.6), (x + d * s, y - s * 0.9), (x + d * 2.2 * s, y - s * 0.78), (x + d * s, y - s * 0.62)], "#5f8f54")


CRAFT = {"carving": carving, "kitchen": kitchen, "still": still}
