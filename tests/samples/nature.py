"""Nature: sky, hills, trees, water and crops."""
# ruff: noqa: E501 (one shape, one line: its points read as a row of numbers)

import math

from tests.samples.canvas import Canvas, curve
from tests.samples.light import mix

LEAF = ("#5d8a5e", "#77a06a", "#4a7554", "#8db277")


def sky(c: Canvas, low: float, sun: float | None = 0.7, clouds: int = 4) -> None:
    """Paint the sky down to the horizon low; sun is its place across, or None."""
    light = c.light
    was, c.light = c.light, type(c.light)((1, 1, 1), light.haze, light.sky_top, light.sky_low, light.sun)
    c.fade([(0, 0), (c.w, 0), (c.w, low + 4), (0, low + 4)], light.sky_top, light.sky_low)
    if light.lamps:
        for _ in range(70):
            c.oval(c.rng.uniform(0, c.w), c.rng.uniform(0, low * 0.7), 1.3, 1.3, light.sun, c.rng.uniform(0.2, 0.8))
    if sun is not None and light.sky_top != "#8795a0":
        x, y = c.w * sun, low * (0.3 if light.lamps else 0.46)
        c.glow(x, y, 330, light.sun, 0.75)
        c.oval(x, y, 44, 44, mix(light.sun, light.sky_low, 0.1))
    for _ in range(clouds):
        x, y, r = c.rng.uniform(0, c.w), c.rng.uniform(low * 0.08, low * 0.6), c.rng.uniform(60, 150)
        puff = mix(light.sky_low, "#ffffff", 0.1 if light.lamps else 0.5)
        c.blob([(x - r, y), (x - r * 0.74, y - r * 0.15), (x - r * 0.46, y - r * 0.13), (x - r * 0.22, y - r * 0.34), (x + r * 0.12, y - r * 0.35), (x + r * 0.3, y - r * 0.18), (x + r * 0.58, y - r * 0.22), (x + r * 0.8, y - r * 0.09), (x + r, y), (x, y + r * 0.02)], puff, 0.4 if light.lamps else 0.72)
    c.light = was


def ridge(c: Canvas, y: float, tall: float, colour: str, step: float = 90, foot: float | None = None) -> None:
    """Run a soft skyline of hills or treetops across the sheet."""
    top = [(-step, y)]
    while top[-1][0] < c.w + step:
        top.append((top[-1][0] + step * c.rng.uniform(0.6, 1.3), y - tall * c.rng.uniform(0.15, 1)))
    foot = foot or y + tall * 2
    c.poly([*curve(top), (c.w + step, foot), (-step, foot)], colour)


def tree(c: Canvas, x: float, y: float, h: float, leaf: str = "", fruit: str = "", blossom: str = "") -> None:
    """Grow a round-crowned tree from (x, y)."""
    leaf = leaf or c.rng.choice(LEAF)
    c.shadow(x + h * 0.08, y, h * 0.36, h * 0.045, 0.3)
    c.limb(x, y, h * 0.045, x + h * 0.02, y - h * 0.5, h * 0.026, "#6d5240")
    for d in (-0.14, 0.15):
        c.limb(x, y - h * 0.32, h * 0.02, x + d * h, y - h * 0.6, h * 0.012, "#6d5240")
    lumps = [(c.rng.uniform(-0.25, 0.25), c.rng.uniform(-0.86, -0.5), c.rng.uniform(0.13, 0.2)) for _ in range(9)]
    for dx, dy, r in sorted(lumps, key=lambda lump: -lump[1]):
        c.oval(x + dx * h, y + dy * h, r * h, r * h * 0.88, mix(leaf, "#2f4f45", 0.32))
    for dx, dy, r in lumps:
        c.oval(x + (dx - 0.025) * h, y + (dy - 0.035) * h, r * h * 0.86, r * h * 0.74, leaf)
    for dx, dy, r in lumps[:6]:
        c.oval(x + (dx - 0.07) * h, y + (dy - 0.075) * h, r * h * 0.5, r * h * 0.4, mix(leaf, "#f3e6a8", 0.26), 0.75)
    for colour, count, size in ((fruit, 15, 0.032), (blossom, 40, 0.013)):
        for _ in range(count if colour else 0):
            dx, dy, r = c.rng.choice(lumps)
            px, py = x + (dx + c.rng.uniform(-1, 1) * r) * h, y + (dy + c.rng.uniform(-0.6, 0.9) * r) * h
            c.oval(px, py, size * h, size * h, mix(colour, "#5b4a20", 0.2))
            c.oval(px - size * 0.2 * h, py - size * 0.2 * h, size * 0.75 * h, size * 0.75 * h, colour)


def palm(c: Canvas, x: float, y: float, h: float) -> None:
    """Grow an areca palm."""
    lean = c.rng.uniform(-0.05, 0.05) * h
    c.limb(x, y, h * 0.022, x + lean, y - h * 0.78, h * 0.014, "#8a7a66")
    for i in range(11):
        a = math.pi * (0.02 + 0.096 * i) + c.rng.uniform(-0.08, 0.08)
        r = h * c.rng.uniform(0.22, 0.28)
        tx, ty = x + lean + math.cos(a) * r, y - h * 0.8 - math.sin(a) * r * 0.75 + r * 0.28
        mx, my = x + lean + math.cos(a) * r * 0.55, y - h * 0.8 - math.sin(a) * r * 0.75
        rib = curve([(x + lean, y - h * 0.79), (mx, my), (tx, ty)])
        c.poly([*rib, (tx - h * 0.012, ty + h * 0.02), (mx, my + h * 0.055)], c.rng.choice(LEAF))


def bamboo(c: Canvas, x: float, y: float, h: float, stems: int = 14) -> None:
    """Grow a clump of bamboo."""
    for _ in range(stems):
        lean, tall = c.rng.uniform(-0.34, 0.34) * h, h * c.rng.uniform(0.7, 1)
        stem = curve([(x + lean * 0.16, y), (x + lean * 0.4, y - tall * 0.55), (x + lean * 1.2, y - tall)])
        c.line(stem[::3], h * 0.014, c.rng.choice(("#6f8f58", "#86a066", "#587a50")))
        for px, py in stem[6::2]:
            for _ in range(4):
                dx, dy = c.rng.uniform(-0.1, 0.1) * h, c.rng.uniform(-0.02, 0.07) * h
                c.poly([(px, py), (px + dx * 0.5, py + dy * 0.5 - h * 0.012), (px + dx, py + dy), (px + dx * 0.5, py + dy * 0.5 + h * 0.012)], c.rng.choice(LEAF))


def banana(c: Canvas, x: float, y: float, h: float) -> None:
    """Grow a banana plant."""
    c.limb(x, y, h * 0.05, x, y - h * 0.45, h * 0.03, "#93a06c")
    for i in range(7):
        a = math.pi * (0.08 + 0.14 * i)
        tx, ty = x + math.cos(a) * h * 0.5, y - h * 0.45 - math.sin(a) * h * 0.55 + abs(math.cos(a)) * h * 0.12
        mx, my = (x + tx) / 2, (y - h * 0.45 + ty) / 2 - h * 0.1
        c.poly([*curve([(x, y - h * 0.44), (mx, my - h * 0.05), (tx, ty)]), *curve([(tx, ty), (mx + h * 0.03, my + h * 0.1), (x, y - h * 0.4)])], c.rng.choice(("#7fae6c", "#699a61", "#93ba78")))


def water(c: Canvas, y0: float, y1: float, colour: str = "#7fa9b3") -> None:
    """Lay flat water with drawn-out glints between two lines."""
    c.fade([(0, y0), (c.w, y0), (c.w, y1), (0, y1)], mix(colour, c.light.sky_low, 0.45), colour)
    for _ in range(46):
        y = y0 + (y1 - y0) * c.rng.random() ** 1.3
        x, wide = c.rng.uniform(-80, c.w), c.rng.uniform(30, 150) * (0.3 + (y - y0) / (y1 - y0 + 1))
        c.limb(x, y, 1.6, x + wide, y, 1.2, mix(colour, "#ffffff", 0.5), 0.5)


def crop(c: Canvas, y0: float, y1: float, colour: str, tall: float = 34, ear: str = "") -> None:
    """Grow rows of rice that get larger toward us."""
    y = y0
    while y < y1:
        t = (y - y0) / (y1 - y0)
        size = tall * (0.16 + 0.84 * t)
        shadow = mix(colour, "#3c4a2c", 0.34 - 0.12 * t)
        x = c.rng.uniform(-size, 0)
        while x < c.w + size:
            for _ in range(3):
                lean, up = c.rng.uniform(-0.5, 0.5) * size, size * c.rng.uniform(0.7, 1.15)
                c.poly([(x - size * 0.07, y + size * 0.4), (x + lean, y - up), (x + size * 0.07, y + size * 0.4)], c.rng.choice((colour, shadow, mix(colour, "#f4e7a0", 0.22))))
                if ear:
                    c.limb(x + lean, y - up, size * 0.05, x + lean * 1.5 + size * 0.16, y - up * 0.8, size * 0.035, ear)
            x += size * 0.36
        y += max(2.5, size * 0.3)
