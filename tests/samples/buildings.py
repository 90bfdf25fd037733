"""Buildings: village houses, gate, communal house, school and street fronts."""
# ruff: noqa: E501 (one shape, one line: its points read as a row of numbers)

from tests.samples.canvas import Canvas
from tests.samples.light import mix

TILE, TILE_DARK = "#a5523c", "#7c3a2c"
PLASTER = ("#ead9b5", "#e6cfa4", "#dfe0d2", "#e9c9b0", "#cfdcd8", "#f0e6d0")
LAMP = "#ffd98a"


def window(c: Canvas, x0: float, y0: float, x1: float, y1: float, frame: str = "#8a6a4a", lit: float = 0.5) -> None:
    """Set a window, lit at night."""
    c.rect(x0 - 3, y0 - 3, x1 + 3, y1 + 3, frame)
    if c.light.lamps and c.rng.random() < lit:
        c.image.paste(tuple(int(LAMP[i : i + 2], 16) for i in (1, 3, 5)), [round(v * c.k) for v in (x0, y0, x1, y1)])
        c.glow((x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) * 1.5, LAMP, 0.3)
    else:
        c.fade([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], "#9fbcc0", "#c9d8d2")
    c.rect((x0 + x1) / 2 - 1.5, y0, (x0 + x1) / 2 + 1.5, y1, frame)


def roof(c: Canvas, x0: float, x1: float, y: float, tall: float, curl: float = 0.0, colour: str = TILE) -> None:
    """Lay a tiled roof whose eaves run from x0 to x1 at y; curl lifts the corners."""
    wide = x1 - x0
    left, right = x0 + wide * 0.13, x1 - wide * 0.13
    eave = [(x1, y - curl), (x1 - wide * 0.1, y - curl * 0.25), ((x0 + x1) / 2, y + curl * 0.12), (x0 + wide * 0.1, y - curl * 0.25), (x0, y - curl)]
    shape = [(left, y - tall), (right, y - tall), (x1 - wide * 0.06, y - tall * 0.35 - curl * 0.2), *eave, (x0 + wide * 0.06, y - tall * 0.35 - curl * 0.2)]
    c.poly(shape, colour)
    for i in range(1, 7):
        t = i / 7
        yy = y - tall * (1 - t) - curl * 0.2 * t
        c.line([(left - (left - x0) * t * 0.9 + 6, yy), (right + (x1 - right) * t * 0.9 - 6, yy)], 2.2, TILE_DARK, 0.4)
    c.shade(shape, TILE_DARK, 0.65, "right")
    c.line([(left - 6, y - tall), (right + 6, y - tall)], max(5, tall * 0.09), mix(colour, "#efe0c8", 0.3))


def house(c: Canvas, x: float, y: float, wide: float, wall: str = "") -> None:
    """Build a low tiled village house on (x, y)."""
    wall, tall = wall or c.rng.choice(PLASTER), wide * 0.42
    c.rect(x - wide / 2, y - tall, x + wide / 2, y, wall)
    c.shade([(x, y - tall), (x + wide / 2, y - tall), (x + wide / 2, y), (x, y)], "#6b5340", 0.3, "right")
    c.rect(x - wide * 0.09, y - tall * 0.74, x + wide * 0.09, y, "#7a5237")
    for d in (-0.32, 0.32):
        window(c, x + (d - 0.08) * wide, y - tall * 0.7, x + (d + 0.08) * wide, y - tall * 0.3)
    roof(c, x - wide * 0.6, x + wide * 0.6, y - tall + 6, wide * 0.3)


def tower(c: Canvas, x: float, y: float, wide: float, floors: int, shop: bool = True) -> None:
    """Build a narrow street house of several floors."""
    wall = c.rng.choice(PLASTER)
    step = wide * 0.72
    tall = floors * step
    c.rect(x, y - tall, x + wide, y, wall)
    c.shade([(x, y - tall), (x + wide, y - tall), (x + wide, y), (x, y)], "#5d4a44", 0.3, "right")
    for i in range(1 if shop else 0, floors):
        top = y - (i + 1) * step
        for d in (0.12, 0.56):
            window(c, x + d * wide, top + step * 0.22, x + (d + 0.32) * wide, top + step * 0.74)
        c.rect(x - 4, top + step * 0.84, x + wide + 4, top + step * 0.9, mix(wall, "#6b5340", 0.3))
        for j in range(9):
            c.rect(x + j * wide / 9 + 3, top + step * 0.68, x + j * wide / 9 + 5, top + step * 0.86, "#6b6a64")
    c.rect(x - 5, y - tall - 8, x + wide + 5, y - tall, mix(wall, "#6b5340", 0.35))
    if shop:
        warm = c.light.lamps
        c.rect(x + wide * 0.08, y - step * 0.78, x + wide * 0.92, y, "#5b4738")
        if warm:
            c.glow(x + wide / 2, y - step * 0.35, wide * 0.75, LAMP, 0.75)
        awning(c, x - 4, x + wide + 4, y - step * 0.92, step * 0.24, c.rng.choice(("#a3161a", "#5f8f73", "#466f8f", "#c79a2b")))


def awning(c: Canvas, x0: float, x1: float, y: float, deep: float, colour: str) -> None:
    """Stretch a striped awning."""
    n = max(4, round((x1 - x0) / 26))
    for i in range(n):
        a, b = x0 + (x1 - x0) * i / n, x0 + (x1 - x0) * (i + 1) / n
        c.poly([(a, y), (b, y), (b + (b - (x0 + x1) / 2) * 0.06, y + deep), (a + (a - (x0 + x1) / 2) * 0.06, y + deep)], "#f4ead6" if i % 2 else colour)
    c.shade([(x0, y), (x1, y), (x1, y + deep), (x0, y + deep)], "#5b4738", 0.3, "down")


def gate(c: Canvas, x: float, y: float, s: float) -> None:
    """Build a village gate with an arch; s is half its width."""
    wall = "#d8bf8f"
    h = s * 1.5
    c.rect(x - s, y - h, x + s, y, wall)
    for side in (-1, 1):
        c.rect(x + side * s * 1.0, y - h * 0.62, x + side * s * 1.55, y, mix(wall, "#8a6a4a", 0.16))
        roof(c, x + side * s * 1.3 - s * 0.42, x + side * s * 1.3 + s * 0.42, y - h * 0.6, s * 0.2, 14)
        c.rect(x + side * s * 0.84, y - h, x + side * s * 1.02, y, mix(wall, "#fff4d8", 0.3))
    c.shade([(x, y - h), (x + s, y - h), (x + s, y), (x, y)], "#7a5a3a", 0.45, "right")
    arch = s * 0.5
    c.rect(x - arch, y - h * 0.5, x + arch, y, c.light.haze)
    c.oval(x, y - h * 0.5, arch, arch * 0.95, c.light.haze)
    c.rect(x - s * 0.62, y - h * 0.97, x + s * 0.62, y - h * 0.86, "#a3161a")
    roof(c, x - s * 1.22, x + s * 1.22, y - h + 8, s * 0.42, 30)
    c.rect(x - s * 0.6, y - h - s * 0.64, x + s * 0.6, y - h - s * 0.32, wall)
    for d in (-0.28, 0.28):
        c.rect(x + (d - 0.12) * s, y - h - s * 0.56, x + (d + 0.12) * s, y - h - s * 0.36, "#6b4a34")
    roof(c, x - s * 0.82, x + s * 0.82, y - h - s * 0.58, s * 0.34, 26)


def hall_of_village(c: Canvas, x: float, y: float, wide: float) -> None:
    """Build the communal house: a low hall under a great curled roof."""
    tall = wide * 0.17
    c.poly([(x - wide * 0.56, y + wide * 0.05), (x + wide * 0.56, y + wide * 0.05), (x + wide * 0.52, y - 4), (x - wide * 0.52, y - 4)], "#b9a88c")
    c.rect(x - wide * 0.46, y - tall, x + wide * 0.46, y, "#5f3b2a")
    for i in range(8):
        px = x - wide * 0.45 + i * wide * 0.9 / 7
        if i < 7:
            c.rect(px + 10, y - tall * 0.86, px + wide * 0.9 / 7 - 10, y - 6, "#7d4a31" if i != 3 else "#3c241b")
        c.limb(px, y - tall, 8, px, y, 9, "#8d2420")
    if c.light.lamps:
        c.glow(x, y - tall * 0.4, wide * 0.4, LAMP, 0.7)
    roof(c, x - wide * 0.6, x + wide * 0.6, y - tall + 12, wide * 0.26, wide * 0.06)
    c.oval(x, y - tall - wide * 0.27, wide * 0.026, wide * 0.026, "#c79a2b")


def school(c: Canvas, x0: float, x1: float, y: float, floors: int = 2, wall: str = "#ecd49a") -> None:
    """Build a long school or office front with galleries."""
    step = 118
    top = y - floors * step
    c.rect(x0, top, x1, y, wall)
    n = max(4, round((x1 - x0) / 96))
    wide = (x1 - x0) / n
    for f in range(floors):
        base = y - f * step
        c.rect(x0, base - step * 0.9, x1, base, mix(wall, "#8a6a4a", 0.28))
        for i in range(n):
            a = x0 + i * wide
            if i % 3 == 1:
                c.rect(a + wide * 0.3, base - step * 0.66, a + wide * 0.7, base, "#4f7f78")
            else:
                window(c, a + wide * 0.22, base - step * 0.64, a + wide * 0.78, base - step * 0.28, "#4f7f78", 0.3)
        for i in range(n + 1):
            c.rect(x0 + i * wide - 6, base - step, x0 + i * wide + 6, base, mix(wall, "#fff6df", 0.4))
        c.rect(x0 - 8, base - step, x1 + 8, base - step * 0.9, mix(wall, "#fff6df", 0.5))
        if f:
            c.rect(x0, base - 34, x1, base - 28, "#b9584c")
            for i in range(n * 6):
                c.rect(x0 + i * wide / 6, base - 30, x0 + i * wide / 6 + 3, base, "#b9584c")
    c.shade([(x0, top), (x1, top), (x1, y), (x0, y)], "#6b5340", 0.28, "right")
    roof(c, x0 - 26, x1 + 26, top + 4, 62, 0, "#a8563f")
