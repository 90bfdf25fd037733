"""Town: the street, the bus stop, the park, the match."""
# ruff: noqa: E501 (one shape, one line: its points read as a row of numbers)

from tests.samples.buildings import tower
from tests.samples.canvas import Canvas, ring
from tests.samples.fields import skyline
from tests.samples.figure import cyclist, person, wheel
from tests.samples.light import mix
from tests.samples.nature import sky, tree, water
from tests.samples.village import WARM, crowd, rides


def fronts(c: Canvas, low: float, depth: float = 0.0, floors: tuple[int, ...] = (2, 3, 3, 4)) -> None:
    """Line a street with narrow houses."""
    c.depth = depth
    x = -c.rng.uniform(0, 60)
    while x < c.w:
        wide = c.rng.uniform(120, 172)
        tower(c, x, low, wide, c.rng.choice(floors))
        x += wide + 2
    c.depth = 0


def road(c: Canvas, y0: float, y1: float, colour: str = "#8d8880") -> None:
    """Lay asphalt with a kerb and a broken line."""
    c.rect(0, y0 - 26, c.w, y0, "#d8cdb8")
    c.fade([(0, y0), (c.w, y0), (c.w, y1), (0, y1)], mix(colour, "#d8d2c6", 0.18), mix(colour, "#3c3a3a", 0.2))
    c.rect(0, y0, c.w, y0 + 7, "#b3a892")
    for i in range(-1, 9):
        x = i * c.w / 7
        c.poly([(x, y0 + (y1 - y0) * 0.52), (x + 84, y0 + (y1 - y0) * 0.52), (x + 78, y0 + (y1 - y0) * 0.55), (x - 8, y0 + (y1 - y0) * 0.55)], "#efe6d2")


def lamp(c: Canvas, x: float, y: float, h: float) -> None:
    """Stand a street lamp, lit at night."""
    c.line([(x, y), (x, y - h), (x + h * 0.16, y - h * 1.02)], 7, "#4d5255")
    c.limb(x + h * 0.13, y - h * 1.02, 6, x + h * 0.24, y - h * 1.01, 5, "#e9e2cf")
    if c.light.lamps:
        c.glow(x + h * 0.2, y - h, 170, WARM, 0.85)
        c.glow(x + h * 0.2, y, 190, WARM, 0.3, 46)


def street(c: Canvas, riders: int = 5, umbrellas: int = 0) -> None:
    """A street of shops by day, at night or in the rain."""
    low = c.h * 0.64
    sky(c, low, 0.78, 3)
    fronts(c, low, 0.12)
    for i in range(3):
        tree(c, c.w * (0.16 + 0.34 * i), low + 8, 250)
    road(c, low + 20, c.h)
    for x in (0.06, 0.5, 0.93):
        lamp(c, c.w * x, low + 12, 270)
    rides(c, low + 110, riders, 178)
    for i in range(umbrellas):
        x, y, h = c.w * (0.16 + 0.68 * i / max(1, umbrellas - 1)), c.h * 0.965, 255
        person(c, x, y, h, legs="walk", arms="raise", long=bool(i % 2))
        umbrella(c, x + h * 0.14, y - h * 0.92, h * 0.36, ("#a3161a", "#c79a2b", "#466f8f", "#5f8f73")[i % 4])
    if umbrellas:
        for _ in range(300):
            x, y = c.rng.uniform(0, c.w), c.rng.uniform(0, c.h)
            c.line([(x, y), (x - 7, y + 36)], 1.5, "#f2f5f4", 0.34)
        for _ in range(16):
            c.oval(c.rng.uniform(0, c.w), c.rng.uniform(low + 60, c.h), c.rng.uniform(50, 120), 8, "#e4ecec", 0.32)
    c.veil("#2a2430", 0.18, "down")


def umbrella(c: Canvas, x: float, y: float, r: float, colour: str) -> None:
    """Open an umbrella above (x, y)."""
    c.line([(x, y - r * 0.4), (x, y + r * 0.5)], 4, "#4d4744")
    dome = [p for p in ring(x, y, r, r * 0.72) if p[1] <= y + 1]
    c.poly(dome, colour)
    c.shade([(x, y - r * 0.72), (x + r, y - r * 0.72), (x + r, y), (x, y)], "#3a2a26", 0.4, "right")
    for d in (-0.66, 0, 0.66):
        c.oval(x + d * r, y, r * 0.33, r * 0.09, mix(colour, "#3a2a26", 0.35))


def football(c: Canvas, players: int = 8) -> None:
    """A match on the village field."""
    low = c.h * 0.44
    sky(c, low, 0.72)
    skyline(c, low, 5)
    c.fade([(0, low + 14), (c.w, low + 14), (c.w, c.h), (0, c.h)], "#a9c47c", "#7ca55a")
    for i in range(0, 9, 2):
        y0, y1 = low + 14 + (c.h - low) * (i / 9) ** 1.5, low + 14 + (c.h - low) * ((i + 1) / 9) ** 1.5
        c.rect(0, y0, c.w, y1, "#93b568", 0.55)
    c.line([(-10, c.h * 0.94), (c.w * 0.22, low + 40), (c.w * 0.78, low + 40), (c.w + 10, c.h * 0.94)], 5, "#f7f2e8")
    gx = c.w * 0.5
    for i in range(13):
        c.line([(gx - 130 + i * 21.6, low - 50), (gx - 130 + i * 21.6, low + 40)], 1.4, "#f7f2e8", 0.6)
    c.line([(gx - 130, low + 40), (gx - 130, low - 50), (gx + 130, low - 50), (gx + 130, low + 40)], 7, "#f7f2e8")
    crowd(c, low + 24, low + 34, 10, 80, 90)
    for i in range(players):
        t = (i + 0.5) / players
        person(c, c.w * (0.1 + 0.8 * ((i * 0.382) % 1)), low + 80 + (c.h * 0.9 - low - 80) * t, 120 + 150 * t, ("#a3161a", "#466f8f")[i % 2], c.rng.choice(("hip", "raise", "down", "point")), "walk", trousers="#f0ead9")
    c.shadow(c.w * 0.46, c.h * 0.86, 22, 6, 0.4)
    c.oval(c.w * 0.46, c.h * 0.845, 17, 17, "#fffaf0")
    c.oval(c.w * 0.458, c.h * 0.842, 6, 6, "#3b4350")
    c.veil("#fff2cc", 0.14, "up")


def stop(c: Canvas, waiting: int = 4) -> None:
    """A bus draws up at its stop."""
    low = c.h * 0.58
    sky(c, low, 0.22)
    fronts(c, low, 0.3, (2, 3, 4))
    for x in (0.1, 0.9):
        tree(c, c.w * x, low + 20, 320)
    road(c, low + 30, c.h * 0.84)
    x0, x1, top, y = c.w * 0.24, c.w * 0.9, low - 130, c.h * 0.76
    c.shadow((x0 + x1) / 2, y + 16, (x1 - x0) * 0.54, 30, 0.5)
    c.rect(x0, top, x1, y, "#a3161a", r=22)
    c.rect(x0, top + 150, x1, top + 178, "#e3b23f")
    c.rect(x0 + 14, top + 26, x1 - 14, top + 128, "#33434c", r=10)
    n = 6
    for i in range(n):
        a = x0 + 22 + (x1 - x0 - 44) * i / n
        c.fade([(a + 4, top + 34), (a + (x1 - x0 - 44) / n - 4, top + 34), (a + (x1 - x0 - 44) / n - 4, top + 120), (a + 4, top + 120)], "#bcd4da", "#88a7b0")
    c.rect(x0 + (x1 - x0) * 0.3, top + 30, x0 + (x1 - x0) * 0.42, y - 14, "#bcd4da", r=4)
    c.rect(x0 + (x1 - x0) * 0.357, top + 30, x0 + (x1 - x0) * 0.363, y - 14, "#33434c")
    for t in (0.16, 0.8):
        wheel(c, x0 + (x1 - x0) * t, y, 42, 0.5)
        c.oval(x0 + (x1 - x0) * t, y, 18, 18, "#8d8880")
    c.shade([(x0, top + 128), (x1, top + 128), (x1, y), (x0, y)], "#4c0a0d", 0.5, "down")
    c.fade([(0, c.h * 0.84), (c.w, c.h * 0.84), (c.w, c.h), (0, c.h)], "#d9ccb4", "#b9a788")
    c.rect(c.w * 0.08, c.h * 0.36, c.w * 0.088, c.h * 0.9, "#4d5255")
    c.rect(c.w * 0.05, c.h * 0.34, c.w * 0.118, c.h * 0.42, "#466f8f", r=6)
    for i in range(waiting):
        person(c, c.w * (0.16 + 0.13 * i), c.h * (0.93 + 0.02 * (i % 2)), 260, arms=c.rng.choice(("down", "hip", "front")), long=bool(i % 2), from_behind=i % 3 == 1)
    c.veil("#fff2cc", 0.14, "up")


def park(c: Canvas, people: int = 6) -> None:
    """A small park with a pond, benches and walkers."""
    low = c.h * 0.42
    sky(c, low, 0.7)
    skyline(c, low, 2)
    c.fade([(0, low + 14), (c.w, low + 14), (c.w, c.h), (0, c.h)], "#b9cf92", "#86ab64")
    water(c, low + 50, c.h * 0.6, "#84aeb0")
    for i in range(6):
        c.depth = 0.22
        tree(c, c.w * (0.02 + 0.19 * i), low + 60, c.rng.uniform(150, 220))
    c.depth = 0
    way = [(-10, c.h * 0.72), (c.w * 0.4, c.h * 0.68), (c.w + 10, c.h * 0.72), (c.w + 10, c.h * 0.92), (c.w * 0.4, c.h * 0.84), (-10, c.h * 0.9)]
    c.poly(way, "#dfcba6")
    c.shade(way, "#a58a60", 0.4, "down")
    for x in (0.24, 0.7):
        lamp(c, c.w * x, c.h * 0.69, 230)
    for x in (0.34, 0.84):
        c.rect(c.w * x, c.h * 0.655, c.w * x + 120, c.h * 0.668, "#7a5237")
        c.rect(c.w * x, c.h * 0.625, c.w * x + 120, c.h * 0.64, "#8a5a3a")
        for d in (8, 106):
            c.rect(c.w * x + d, c.h * 0.625, c.w * x + d + 7, c.h * 0.7, "#4d5255")
    crowd(c, c.h * 0.76, c.h * 0.88, people, 170, 225)
    cyclist(c, c.w * 0.2, c.h * 0.9, 215)
    tree(c, c.w * 0.95, c.h * 0.9, 600, "#5d8a5e", "", c.rng.choice(("", "#c89ad0", "#d9653f")))
    for _ in range(90):
        x, y = c.rng.uniform(0, c.w), c.rng.uniform(c.h * 0.94, c.h)
        c.line([(x, y + 20), (x, y - 10)], 3, "#6f9c5a")
        c.oval(x, y - 14, 9, 8, c.rng.choice(("#d8574c", "#e9b949", "#f6ead2", "#c89ad0")))
    c.veil("#fff2cc", 0.14, "up")


TOWN = {"street": street, "football": football, "stop": stop, "park": park}
