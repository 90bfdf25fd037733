"""Services: works done for everyone out of doors."""
# ruff: noqa: E501 (one shape, one line: its points read as a row of numbers)

from tests.samples.buildings import school
from tests.samples.canvas import Canvas, curve
from tests.samples.fields import skyline
from tests.samples.figure import person, stoop, wheel
from tests.samples.light import mix
from tests.samples.nature import sky, tree
from tests.samples.town import fronts, road


def works(c: Canvas, kind: str = "roller") -> None:
    """Mend a road with a roller, or lay a drain."""
    low = c.h * 0.54
    sky(c, low, 0.25)
    fronts(c, low, 0.3, (2, 3))
    road(c, low + 30, c.h, "#6f6b67")
    patch = [(c.w * 0.3, low + 60), (c.w, low + 60), (c.w, c.h * 0.86), (c.w * 0.18, c.h * 0.86)]
    c.poly(patch, "#4a4746" if kind == "roller" else "#a5855f")
    c.shade(patch, "#262424", 0.5, "down")
    if kind == "roller":
        x, y = c.w * 0.6, c.h * 0.76
        c.shadow(x + 40, y + 6, 260, 30, 0.5)
        c.oval(x - 130, y - 66, 80, 80, "#5a5855")
        c.oval(x - 130, y - 66, 62, 62, "#85817b")
        wheel(c, x + 120, y - 58, 56, 0.5)
        c.rect(x - 100, y - 170, x + 170, y - 70, "#d9a92f", r=14)
        c.shade([(x - 100, y - 170), (x + 170, y - 170), (x + 170, y - 70), (x - 100, y - 70)], "#8a5a1a", 0.6, "down")
        for px in (x - 30, x + 120):
            c.rect(px, y - 300, px + 10, y - 170, "#54504c")
        c.rect(x - 52, y - 314, x + 150, y - 294, "#d9a92f", r=6)
        person(c, x + 60, y - 110, 190, "#e2762f", "front", hat="#e9c23f")
        c.rect(x - 20, y - 170, x + 160, y - 104, "#c99a2a")
    else:
        for i in range(4):
            x = c.w * (0.42 + 0.15 * i)
            c.oval(x, c.h * 0.77, 62, 62, "#bdb5a6")
            c.oval(x, c.h * 0.77, 44, 44, "#5c564e")
    for i, x in enumerate((0.22, 0.36, 0.9)):
        person(c, c.w * x, c.h * (0.83 + 0.03 * i), 255, "#e2762f", ("point", "front", "hip")[i], hat="#e9c23f", trousers="#3b4350")
    for i in range(6):
        x, y = c.w * (0.06 + 0.18 * i), c.h * 0.955
        c.poly([(x - 26, y), (x - 7, y - 82), (x + 7, y - 82), (x + 26, y)], "#d95a2b")
        c.poly([(x - 18, y - 28), (x - 13, y - 50), (x + 13, y - 50), (x + 18, y - 28)], "#f7f2e8")
        c.rect(x - 36, y - 4, x + 36, y + 6, "#b8451f")
    c.veil("#fff2cc", 0.12, "up")


def planting(c: Canvas, people: int = 5) -> None:
    """Neighbours plant a row of saplings."""
    low = c.h * 0.46
    sky(c, low, 0.76)
    skyline(c, low, 5)
    c.fade([(0, low + 14), (c.w, low + 14), (c.w, c.h), (0, c.h)], "#bfcf92", "#8ba963")
    for i in range(7):
        c.depth = 0.2
        tree(c, c.w * i / 6, low + 60, 120)
    c.depth = 0
    for i in range(people):
        x, y = c.w * (0.1 + 0.82 * i / max(1, people - 1)), c.h * (0.78 + 0.1 * (i % 2))
        c.oval(x + 66, y + 4, 62, 17, "#8a6a48")
        c.line([(x + 66, y), (x + 68, y - 160)], 6, "#6d5240")
        for _ in range(12):
            c.oval(x + 67 + c.rng.uniform(-38, 38), y - 130 - c.rng.uniform(0, 80), 20, 15, c.rng.choice(("#6fa05a", "#86b268", "#5a8c54")))
        if i % 2:
            stoop(c, x - 40, y + 6, 240, face=1)
        else:
            person(c, x - 16, y, 240, arms="front", hat=c.rng.choice(("cone", "#5f8f73")))
            c.line([(x + 12, y - 160), (x + 26, y + 4)], 6, "#8a6a48")
    c.veil("#fff2cc", 0.14, "up")


def sorting(c: Canvas, people: int = 3) -> None:
    """Three coloured bins at a collection point."""
    low = c.h * 0.58
    sky(c, low, 0.2)
    fronts(c, low, 0.34, (2, 3))
    c.fade([(0, low), (c.w, low), (c.w, c.h), (0, c.h)], "#d9ccb4", "#b9a788")
    c.rect(0, low - 60, c.w, low + 14, "#cdb793")
    for x in (0.03, 0.96):
        tree(c, c.w * x, low + 40, 400)
    for i, colour in enumerate(("#5f8f73", "#c79a2b", "#8d8880")):
        x, y, s = c.w * (0.3 + 0.2 * i), c.h * 0.8, 88
        c.shadow(x, y, s * 1.1, 20, 0.45)
        c.fade([(x - s, y - 200), (x + s, y - 200), (x + s * 0.8, y), (x - s * 0.8, y)], colour, mix(colour, "#2a2a2a", 0.3))
        c.shade([(x, y - 200), (x + s, y - 200), (x + s * 0.8, y), (x, y)], "#2a2a2a", 0.4, "right")
        c.rect(x - s * 1.08, y - 222, x + s * 1.08, y - 196, mix(colour, "#2a2a2a", 0.22), r=8)
        c.oval(x, y - 110, 36, 36, "#f7f2e8")
        # Three shapes, so that the bins differ by more than colour.
        if i == 0:
            c.blob([(x - 18, y - 96), (x - 14, y - 124), (x + 18, y - 128), (x + 12, y - 98)], colour)
        elif i == 1:
            c.rect(x - 9, y - 128, x + 9, y - 92, colour, r=5)
        else:
            c.poly([(x - 18, y - 94), (x, y - 130), (x + 18, y - 94)], colour)
    for i in range(people):
        person(c, c.w * (0.17 + 0.3 * i + 0.02 * (i == 2)), c.h * (0.88 + 0.03 * (i % 2)), 290, arms=("point", "front", "hip")[i % 3], long=bool(i % 2), hat=("", "", "cone")[i % 3])
    c.veil("#fff2cc", 0.14, "up")


def drill(c: Canvas) -> None:
    """A fire drill: the engine, the hose, the arc of water."""
    low = c.h * 0.6
    sky(c, low, 0.7)
    school(c, c.w * 0.46, c.w * 1.02, low, 3, "#e6cfa4")
    c.fade([(0, low), (c.w, low), (c.w, c.h), (0, c.h)], "#d6c9b2", "#a99a82")
    for i in range(14):
        c.oval(c.w * 0.76 + c.rng.uniform(-50, 70), low - 350 - i * 12 + c.rng.uniform(-20, 20), 40 + i * 3, 32 + i * 2, "#d9d6d0", 0.3)
    x0, x1, y = c.w * 0.02, c.w * 0.42, c.h * 0.74
    c.shadow((x0 + x1) / 2, y + 20, 260, 26, 0.5)
    c.rect(x0, y - 210, x1 - 120, y, "#a3161a", r=10)
    c.rect(x1 - 130, y - 180, x1, y, "#b01b1f", r=16)
    c.rect(x1 - 96, y - 164, x1 - 14, y - 96, "#bcd4da", r=8)
    c.rect(x0, y - 84, x1, y - 66, "#f4ead6")
    c.line([(x0 + 10, y - 230), (x1 - 40, y - 250)], 16, "#8d8880")
    for t in (0.16, 0.4, 0.82):
        wheel(c, x0 + (x1 - x0) * t, y, 40, 0.5)
    c.shade([(x0, y - 66), (x1, y - 66), (x1, y), (x0, y)], "#4c0a0d", 0.5, "down")
    jet = curve([(c.w * 0.55, c.h * 0.64), (c.w * 0.64, c.h * 0.4), (c.w * 0.72, c.h * 0.3), (c.w * 0.78, c.h * 0.34)])
    for wide, a in ((30, 0.3), (16, 0.55), (7, 0.8)):
        c.line(jet, wide, "#e6f3f4", a)
    c.line(curve([(x1 - 60, y - 30), (c.w * 0.44, c.h * 0.92), (c.w * 0.36, c.h * 0.86), (c.w * 0.5, c.h * 0.74), (c.w * 0.55, c.h * 0.645)]), 11, "#d9b47a")
    for x, t, arm in ((0.5, 0.84, "point"), (0.42, 0.88, "front"), (0.86, 0.9, "raise")):
        person(c, c.w * x, c.h * t, 270, "#c9822b", arm, "wide", "#a3161a", trousers="#6d5a3a")
    c.veil("#fff2cc", 0.12, "up")


def waterworks(c: Canvas) -> None:
    """A water plant: tanks, pipes and a settling pond."""
    low = c.h * 0.5
    sky(c, low, 0.76)
    skyline(c, low, 3)
    c.fade([(0, low + 14), (c.w, low + 14), (c.w, c.h), (0, c.h)], "#bfcf9a", "#94ae70")
    for x, r, tall in ((0.14, 110, 240), (0.36, 90, 200), (0.9, 120, 260)):
        px, y = c.w * x, low + 110
        c.shadow(px + 20, y + 10, r * 1.4, 26, 0.4)
        c.fade([(px - r, y - tall), (px + r, y - tall), (px + r, y), (px - r, y)], "#e3e4dc", "#9fb0b3", across=True)
        c.oval(px, y, r, r * 0.22, "#b4bfbf")
        c.oval(px, y - tall, r, r * 0.22, "#f2f0e6")
        c.rect(px - r, y - tall * 0.6, px + r, y - tall * 0.52, "#466f8f")
    c.fade([(c.w * 0.1, c.h * 0.72), (c.w * 0.96, c.h * 0.72), (c.w * 1.1, c.h * 0.96), (-c.w * 0.04, c.h * 0.96)], "#d5cbb8", "#b5aa96")
    pool = [(c.w * 0.15, c.h * 0.745), (c.w * 0.91, c.h * 0.745), (c.w * 1.0, c.h * 0.925), (c.w * 0.05, c.h * 0.925)]
    c.fade(pool, "#b9d8dc", "#5f97a8")
    for i in range(1, 5):
        t = i / 5
        c.line([(c.w * (0.15 + 0.76 * t), c.h * 0.745), (c.w * (0.05 + 0.95 * t), c.h * 0.925)], 8, "#d5cbb8")
    for y in (0.64, 0.67):
        c.line([(-10, c.h * y), (c.w * 0.6, c.h * y), (c.w * 0.62, c.h * 0.74)], 20, "#466f8f")
        c.line([(-10, c.h * y - 5), (c.w * 0.6, c.h * y - 5)], 4, "#9cc0d0", 0.7)
    person(c, c.w * 0.7, c.h * 0.74, 190, "#6c87a0", "point", hat="#f0e6d0")
    person(c, c.w * 0.78, c.h * 0.75, 190, "#6c87a0", "front", hat="#f0e6d0")
    c.veil("#fff2cc", 0.12, "up")


SERVICES = {"works": works, "planting": planting, "sorting": sorting, "drill": drill, "waterworks": waterworks}
