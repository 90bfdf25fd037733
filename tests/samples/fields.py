"""Fields: rice, river, orchard and the racks where noodles dry."""
# ruff: noqa: E501 (one shape, one line: its points read as a row of numbers)

from tests.samples.buildings import house
from tests.samples.canvas import Canvas, curve
from tests.samples.figure import cyclist, person, stoop
from tests.samples.light import mix
from tests.samples.nature import bamboo, banana, crop, palm, ridge, sky, tree, water


def skyline(c: Canvas, y: float, homes: int = 5) -> None:
    """Set the far village: hills, treetops and roofs in the haze."""
    c.depth = 0.72
    ridge(c, y + 6, 70, "#7d9aa0", 160)
    c.depth = 0.5
    ridge(c, y + 8, 44, "#6f9470", 60)
    for _ in range(homes):
        house(c, c.rng.uniform(0, c.w), y + 10, c.rng.uniform(46, 76))
    c.depth = 0.36
    ridge(c, y + 14, 24, "#5d8a5e", 34, y + 20)
    for _ in range(6):
        palm(c, c.rng.uniform(0, c.w), y + 14, c.rng.uniform(60, 110))
    c.depth = 0


def rice(c: Canvas, season: str = "young", workers: int = 3, path: bool = True) -> None:
    """Rice to the horizon: young, ripe or newly flooded."""
    low = c.h * 0.38
    sky(c, low, c.rng.choice((0.22, 0.72, 0.8)))
    skyline(c, low)
    ground, ear = {"young": ("#8fb468", ""), "ripe": ("#d9b552", "#eccf74"), "flooded": ("#9bb8a8", "")}[season]
    if season == "flooded":
        water(c, low + 14, c.h, "#8fb3b0")
        for i in range(12):
            y = low + 30 + (c.h - low) * (i / 12) ** 1.7
            s = 3 + 15 * (i / 12) ** 1.3
            for x in range(-20, int(c.w) + 20, max(9, int(s * 3))):
                for d in (-0.5, 0, 0.5):
                    c.poly([(x - s * 0.1, y), (x + d * s, y - s * 1.6), (x + s * 0.1, y)], c.rng.choice(("#7fb06a", "#96c07a", "#6a9c5c")))
    else:
        c.fade([(0, low + 14), (c.w, low + 14), (c.w, c.h), (0, c.h)], mix(ground, c.light.haze, 0.35), mix(ground, "#5a6a34", 0.3))
        crop(c, low + 24, c.h * 0.64, ground, 15, ear)
    if path:
        bend = c.rng.uniform(0.3, 0.7)
        way = curve([(c.w * bend, low + 16), (c.w * (bend - 0.05), low + 90), (c.w * (bend + 0.08), c.h * 0.62), (c.w * (bend - 0.1), c.h)])
        half = [2 + 60 * (i / len(way)) ** 1.7 for i in range(len(way))]
        edge = [(x - r, y) for (x, y), r in zip(way, half, strict=False)] + [(x + r, y) for (x, y), r in reversed(list(zip(way, half, strict=False)))]
        c.poly(edge, "#cbb48a")
        c.shade(edge, "#8a7350", 0.5, "right")
    spots = sorted(c.rng.uniform(0.56, 0.74) for _ in range(workers))
    for i, t in enumerate(spots):
        x, h = c.w * (0.14 + 0.72 * (i + c.rng.uniform(0.1, 0.7)) / max(1, workers)), 60 + 330 * (t - 0.5)
        if season == "ripe" and i == 1:
            person(c, x, c.h * t, h * 1.2, legs="walk", hat="cone")
        else:
            stoop(c, x, c.h * t, h * 1.15, face=c.rng.choice((-1, 1)))
    if season != "flooded":
        crop(c, c.h * 0.72, c.h * 1.05, ground, 58, ear)
    for _ in range(7):
        x, y = c.rng.uniform(0.2, 0.8) * c.w, c.rng.uniform(0.1, 0.3) * c.h
        c.line([(x - 13, y - 6), (x, y), (x + 13, y - 7)], 2.4, "#fffaf0" if not c.light.lamps else "#8a94b0")
    c.veil("#fff2cc", 0.14, "up")


def river(c: Canvas, riders: int = 2, boats: int = 1) -> None:
    """The Đáy seen from its dyke, riders on the dyke's top."""
    low = c.h * 0.36
    sky(c, low, 0.68)
    skyline(c, low, 3)
    water(c, low + 14, c.h * 0.66, "#7ba3ad")
    c.glow(c.w * 0.68, c.h * 0.5, 240, c.light.sun, 0.35, 120)
    for i in range(boats):
        x, y, s = c.w * c.rng.uniform(0.15, 0.6), c.h * (0.46 + 0.07 * i), 70 + 22 * i
        c.poly(curve([(x - s, y - 8), (x - s * 0.5, y + 10), (x + s * 0.5, y + 10), (x + s, y - 10)]), "#5b4636")
        person(c, x + s * 0.2, y + 4, s * 0.95, hat="cone", legs="wide")
        c.line([(x + s * 0.42, y - s * 0.5), (x + s * 0.8, y + 22)], 3, "#6d5240")
    bank = curve([(-20, c.h * 0.6), (c.w * 0.3, c.h * 0.645), (c.w * 0.7, c.h * 0.625), (c.w + 20, c.h * 0.58)])
    c.poly([*bank, (c.w + 20, c.h), (-20, c.h)], "#86a866")
    for x, y in bank[::2]:
        for _ in range(5):
            c.oval(x + c.rng.uniform(-30, 30), y + c.rng.uniform(0, 12), 22, 12, c.rng.choice(("#7b9f60", "#6c9159", "#93b270")))
    road = [(-20, c.h * 0.80), (c.w * 0.5, c.h * 0.775), (c.w + 20, c.h * 0.735), (c.w + 20, c.h * 0.83), (c.w * 0.5, c.h * 0.885), (-20, c.h * 0.93)]
    c.poly(road, "#cfc3ae")
    c.shade(road, "#8a7b66", 0.4, "down")
    for i in range(riders):
        cyclist(c, c.w * (0.2 + 0.62 * i / max(1, riders - 0.4)), c.h * (0.865 - 0.028 * i), 225 - 22 * i, face=c.rng.choice((1, 1, -1)), hat=c.rng.choice(("cone", "", "")))
    c.poly([(-20, c.h * 0.93), (c.w * 0.5, c.h * 0.885), (c.w + 20, c.h * 0.83), (c.w, c.h), (0, c.h)], "#7c9f5c")
    crop(c, c.h * 0.95, c.h * 1.05, "#7c9f5c", 42)
    bamboo(c, c.w * 0.94, c.h * 0.82, 380)
    c.veil("#fff2cc", 0.14, "up")


def orchard(c: Canvas, fruit: str = "#e3c04a", pickers: int = 2, blossom: str = "") -> None:
    """Rows of fruit trees with pickers and baskets."""
    low = c.h * 0.4
    sky(c, low, 0.2, 3)
    skyline(c, low, 4)
    c.fade([(0, low + 14), (c.w, low + 14), (c.w, c.h), (0, c.h)], "#b5c68a", "#86a05e")
    lane = [(c.w * 0.5, low + 14), (c.w * 0.53, low + 14), (c.w * 0.86, c.h), (c.w * 0.22, c.h)]
    c.poly(lane, "#d6c195")
    c.shade(lane, "#9a8258", 0.45, "left")
    for row in range(5):
        t = row / 4
        y, h = low + 40 + (c.h * 0.88 - low - 40) * t**1.25, 110 + 390 * t**1.2
        c.depth = 0.32 * (1 - t)
        for side in (-1, 1):
            for k in range(3 - (row > 2)):
                tree(c, c.w * 0.515 + side * (h * 0.42 + c.w * (0.03 + 0.05 * t) + k * h * 0.72), y, h, c.rng.choice(("#5f8f54", "#6c9a5a", "#527f50")), fruit, blossom)
    c.depth = 0
    for i in range(pickers):
        x = c.w * (0.42 + 0.2 * i)
        person(c, x, c.h * (0.84 + 0.05 * i), 270, arms=("raise", "front")[i % 2], hat="cone", long=bool(i % 2))
    basket(c, c.w * 0.53, c.h * 0.9, 52, fruit)
    basket(c, c.w * 0.36, c.h * 0.95, 60, fruit)
    c.veil("#fff2cc", 0.16, "up")


def basket(c: Canvas, x: float, y: float, r: float, fill: str = "#e3c04a") -> None:
    """Stand a woven basket full of round things."""
    c.shadow(x, y + r * 0.62, r * 1.2, r * 0.22, 0.35)
    for _ in range(11):
        a, b = c.rng.uniform(-0.8, 0.8), c.rng.uniform(0, 0.36)
        c.oval(x + a * r, y - b * r, r * 0.26, r * 0.25, mix(fill, "#5b4a20", c.rng.uniform(0, 0.14)))
        c.oval(x + a * r - r * 0.06, y - b * r - r * 0.07, r * 0.12, r * 0.1, mix(fill, "#fff6df", 0.4))
    c.poly([(x - r, y - r * 0.02), (x + r, y - r * 0.02), (x + r * 0.74, y + r * 0.66), (x - r * 0.74, y + r * 0.66)], "#b78d55")
    for i in range(4):
        c.line([(x - r * (0.96 - i * 0.06), y + r * (0.06 + i * 0.16)), (x + r * (0.96 - i * 0.06), y + r * (0.06 + i * 0.16))], r * 0.05, "#8f6a3c", 0.6)


def racks(c: Canvas, strand: str = "#efe2bd", workers: int = 2, rows: int = 6) -> None:
    """Bamboo racks of glass noodles drying in an open field."""
    low = c.h * 0.33
    sky(c, low, 0.25)
    skyline(c, low, 6)
    c.fade([(0, low + 14), (c.w, low + 14), (c.w, c.h), (0, c.h)], "#bccb8e", "#8fa765")
    for _ in range(240):
        t = c.rng.random() ** 0.6
        c.oval(c.rng.uniform(0, c.w), low + 20 + (c.h - low) * t, 30 * t, 7 * t, c.rng.choice(("#a9bd7c", "#97ae6c", "#c3d096")), 0.5)
    mid = c.w * c.rng.uniform(0.44, 0.56)
    who = set(c.rng.sample(range(2, rows), min(workers, rows - 2)))
    for row in range(rows):
        t = row / (rows - 1)
        y, h = low + 46 + (c.h * 0.93 - low - 46) * t**1.5, 26 + 190 * t**1.35
        c.depth = 0.3 * (1 - t)
        for side in (-1, 1):
            x = mid + side * (14 + 90 * t)
            while -h * 2 < x < c.w + h * 2:
                far = x + side * h * 1.75
                frame(c, min(x, far), max(x, far), y, h, strand)
                x = far + side * h * 0.22
        if row in who:
            person(c, mid + (-1) ** row * (20 + 80 * t), y - 4, h * 1.5, arms=c.rng.choice(("raise", "both", "front")), hat="cone", long=c.rng.random() < 0.5, legs="walk")
    c.depth = 0
    c.veil("#fff2cc", 0.16, "up")


def frame(c: Canvas, x0: float, x1: float, y: float, h: float, strand: str) -> None:
    """Lean one rack of hanging strands."""
    c.shadow((x0 + x1) / 2, y, (x1 - x0) * 0.5, h * 0.09, 0.3)
    top, end = y - h, y - h * 0.16
    sheet = [(x0, top), (x1, top), (x1, end), (x0, end)]
    c.fade(sheet, mix(strand, "#ffffff", 0.3), mix(strand, "#b08a4a", 0.28))
    n = max(7, int(h / 4))
    for i in range(n):
        x = x0 + (x1 - x0) * (i + 0.5) / n
        c.line([(x, top), (x + c.rng.uniform(-2, 2), end + c.rng.uniform(-0.03, 0.05) * h)], max(0.8, h * 0.009), mix(strand, "#8a6a34", 0.4), 0.5)
    c.shade(sheet, "#a57f45", 0.4, "right")
    for x in (x0, x1):
        c.line([(x, top - h * 0.05), (x, y)], h * 0.026, "#8a6d45")
    c.line([(x0 - h * 0.06, top), (x1 + h * 0.06, top)], h * 0.03, "#9a7b4f")


def canal(c: Canvas) -> None:
    """An irrigation canal with a sluice between the fields."""
    low = c.h * 0.36
    sky(c, low, 0.75)
    skyline(c, low)
    c.fade([(0, low + 14), (c.w, low + 14), (c.w, c.h), (0, c.h)], "#b9cc8c", "#86a858")
    crop(c, low + 26, c.h * 0.98, "#90b566", 34)
    bed = [(c.w * 0.5, low + 16), (c.w * 0.54, low + 16), (c.w * 0.8, c.h), (c.w * 0.1, c.h)]
    c.poly([(c.w * 0.48, low + 16), (c.w * 0.56, low + 16), (c.w * 0.92, c.h), (-c.w * 0.02, c.h)], "#d0c7b3")
    c.fade(bed, "#cfe0dd", "#6f9aa5")
    c.shade(bed, "#3f6a78", 0.5, "left")
    for _ in range(30):
        t = c.rng.random()
        y, half = low + 20 + (c.h - low) * t, 12 + 300 * t
        x = c.w * (0.52 - 0.07 * t) + c.rng.uniform(-0.9, 0.4) * half
        c.limb(x, y, 1.6, x + half * 0.5, y, 1, "#e6f1ee", 0.55)
    y = c.h * 0.56
    for x in (0.3, 0.47, 0.64):
        c.rect(c.w * x, y - 120, c.w * x + 26, y + 40, "#b9b2a4")
        c.shade([(c.w * x, y - 120), (c.w * x + 26, y - 120), (c.w * x + 26, y + 40), (c.w * x, y + 40)], "#5d5a54", 0.5, "right")
    c.rect(c.w * 0.28, y - 138, c.w * 0.69, y - 112, "#c9c2b2")
    for x in (0.335, 0.505):
        c.rect(c.w * x - 6, y - 60, c.w * x + 132, y + 14, "#6d7f86")
        c.rect(c.w * x + 56, y - 176, c.w * x + 64, y - 60, "#54595c")
    person(c, c.w * 0.6, y - 136, 130, arms="front", hat="#6b7f72", shirt="#6c87a0")
    banana(c, c.w * 0.92, c.h * 0.82, 260)
    c.veil("#fff2cc", 0.14, "up")


FIELDS = {"rice": rice, "river": river, "orchard": orchard, "racks": racks, "canal": canal}
