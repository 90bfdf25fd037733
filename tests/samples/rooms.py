"""Rooms: classes, the library, the health station, the one-stop counter."""
# ruff: noqa: E501 (one shape, one line: its points read as a row of numbers)

from tests.samples.canvas import Canvas
from tests.samples.figure import person
from tests.samples.furniture import flowers
from tests.samples.light import mix
from tests.samples.people import HAIR, SHIRTS, SKIN, WHITE, back, bust

LAMP = "#fff0c4"
SPINES = ("#a3161a", "#c79a2b", "#5f8f73", "#466f8f", "#d8c7a6", "#7a5237", "#b9584c", "#8fa9a0")


def shell(c: Canvas, floor: float, wall: str = "#f2e6cf", boards: str = "#c49a6c", windows: tuple[float, ...] = ()) -> None:
    """Build a room: wall, floor, and windows at the given places across."""
    night = c.light.lamps
    c.fade([(0, 0), (c.w, 0), (c.w, floor), (0, floor)], wall, mix(wall, "#b59a72", 0.3))
    for t in windows:
        x = c.w * t
        c.rect(x - 88, c.h * 0.1, x + 88, c.h * 0.45, "#b08c62")
        c.fade([(x - 78, c.h * 0.11), (x + 78, c.h * 0.11), (x + 78, c.h * 0.44), (x - 78, c.h * 0.44)], "#2c3654" if night else "#bcdcdc", "#57628a" if night else "#f8f0d8")
        if not night:
            for _ in range(6):
                c.oval(x + c.rng.uniform(-52, 52), c.h * 0.41 - c.rng.uniform(0, 50), 25, 22, c.rng.choice(("#a2c29a", "#8db58e", "#bcd2ae")))
        c.rect(x - 4, c.h * 0.1, x + 4, c.h * 0.45, "#b08c62")
        c.rect(x - 98, c.h * 0.445, x + 98, c.h * 0.462, "#a07c54")
    c.fade([(0, floor), (c.w, floor), (c.w, c.h), (0, c.h)], boards, mix(boards, "#4a3020", 0.45))
    c.rect(0, floor - 12, c.w, floor, mix(wall, "#6b4a34", 0.4))
    for i in range(1, 6):
        c.rect(0, floor + i * i * 9, c.w, floor + i * i * 9 + 2, "#6b4a34", 0.3)
    if night:
        for t in (0.25, 0.75):
            c.rect(c.w * t - 90, 36, c.w * t + 90, 50, LAMP, r=6)
            c.glow(c.w * t, 60, 430, LAMP, 0.6)


def plant(c: Canvas, x: float, y: float, h: float) -> None:
    """Stand a potted plant."""
    c.shadow(x, y, h * 0.3, h * 0.05, 0.3)
    for i in range(11):
        d = (i - 5) / 5
        c.blob([(x - 4, y - h * 0.3), (x + d * h * 0.34 - 12, y - h * (0.8 - abs(d) * 0.2)), (x + d * h * 0.46, y - h * (0.95 - abs(d) * 0.42)), (x + d * h * 0.3 + 12, y - h * 0.6)], c.rng.choice(("#5d8a5e", "#77a06a", "#4a7554")))
    c.poly([(x - h * 0.17, y - h * 0.3), (x + h * 0.17, y - h * 0.3), (x + h * 0.12, y), (x - h * 0.12, y)], "#b9683f")
    c.shade([(x, y - h * 0.3), (x + h * 0.17, y - h * 0.3), (x + h * 0.12, y), (x, y)], "#5e3a26", 0.5, "right")


def desk(c: Canvas, x: float, y: float, s: float, wood: str = "#b98555") -> None:
    """Set a desk of half width s whose near edge is at y."""
    c.poly([(x - s, y), (x - s * 0.88, y - s * 0.22), (x + s * 0.88, y - s * 0.22), (x + s, y)], mix(wood, "#fff0d0", 0.2))
    c.rect(x - s, y, x + s, y + s * 0.12, mix(wood, "#4a3020", 0.25))
    for side in (-1, 1):
        c.rect(x + side * s * 0.88 - s * 0.05, y + s * 0.1, x + side * s * 0.88 + s * 0.05, y + s * 0.75, mix(wood, "#4a3020", 0.4))


def classroom(c: Canvas, kind: str = "school", rows: int = 3) -> None:
    """Pupils from behind, a teacher at the board; kind school, computer or evening."""
    floor = c.h * 0.6
    shell(c, floor, windows=(0.1, 0.9))
    c.rect(c.w * 0.22, c.h * 0.1, c.w * 0.78, c.h * 0.47, "#8a5a3a", r=4)
    c.fade([(c.w * 0.232, c.h * 0.115), (c.w * 0.768, c.h * 0.115), (c.w * 0.768, c.h * 0.455), (c.w * 0.232, c.h * 0.455)], "#3f6f5c", "#315849")
    for i in range(3):
        x, y = c.w * (0.28 + 0.15 * i), c.h * (0.19 + 0.05 * (i % 2))
        c.line([(x, y), (x + 60, y - 4), (x + 96, y + 2)], 4, "#dfe6d8", 0.6)
        c.line([(x, y + 30), (x + 74, y + 28)], 4, "#dfe6d8", 0.5)
    c.oval(c.w * 0.5, c.h * 0.33, 44, 44, "#dfe6d8", 0.28)
    adult = kind != "school"
    person(c, c.w * 0.66, floor + 44, 290, arms="point", long=True, dress="#b9584c" if c.rng.random() < 0.5 else "#8fb0b8", trousers=WHITE)
    for row in range(rows):
        t = row / max(1, rows - 1)
        u, y = 34 + 40 * t, c.h * (0.66 + 0.25 * t)
        n = 5 - row
        c.depth = 0.14 * (1 - t)
        for i in range(n):
            x = c.w * (0.5 + (i - (n - 1) / 2) * (0.2 + 0.075 * t))
            desk(c, x, y - u * 0.35, u * 1.75)
            if kind == "computer":
                c.rect(x - u * 1.05, y - u * 2.1, x + u * 1.05, y - u * 0.7, "#33393f", r=5)
                c.fade([(x - u * 0.96, y - u * 2.0), (x + u * 0.96, y - u * 2.0), (x + u * 0.96, y - u * 0.84), (x - u * 0.96, y - u * 0.84)], "#cfe2e6", "#9fc0cc")
                c.rect(x - u * 0.7, y - u * 1.75, x + u * 0.3, y - u * 1.64, "#466f8f")
                c.rect(x - u * 0.7, y - u * 1.5, x + u * 0.1, y - u * 1.42, "#8aa9b6")
            else:
                c.poly([(x - u * 1.3, y - u * 0.42), (x - u * 1.2, y - u * 0.66), (x - u * 0.7, y - u * 0.66), (x - u * 0.72, y - u * 0.42)], "#fffdf4")
            off = u * 0.5 if kind == "computer" else 0
            back(c, x + off, y + u * 0.3, u, c.rng.choice(SHIRTS) if adult else WHITE, c.rng.choice(SKIN), c.rng.choice((HAIR, HAIR, "#b9b2a8")) if adult else HAIR, c.rng.random() < 0.5)
    c.depth = 0
    c.veil("#3a2a20", 0.16, "down")
    c.glow(60, 200, 480, "#fff3d0", 0.35)


def shelf(c: Canvas, x0: float, y0: float, x1: float, y1: float, boards: int = 4) -> None:
    """Fill a bookcase with blank spines."""
    c.rect(x0 - 8, y0 - 8, x1 + 8, y1, "#8a5a3a")
    c.rect(x0, y0, x1, y1, "#5e3e2a")
    step = (y1 - y0) / boards
    for b in range(boards):
        base, x = y0 + (b + 1) * step - 8, x0 + 4
        while x < x1 - 16:
            wide, tall = c.rng.uniform(9, 21), step * c.rng.uniform(0.55, 0.82)
            if c.rng.random() < 0.08:
                x += wide * 1.5
                continue
            colour = c.rng.choice(SPINES)
            c.rect(x, base - tall, x + wide - 1, base, colour)
            c.rect(x, base - tall * 0.8, x + wide - 1, base - tall * 0.74, mix(colour, "#fff0d0", 0.45))
            x += wide
        c.rect(x0, base, x1, base + 8, "#a5744b")


def library(c: Canvas, readers: int = 4, small: bool = False) -> None:
    """Bookcases and readers at a long table."""
    floor = c.h * 0.64
    shell(c, floor, windows=(0.5,))
    for a, b in ((0.02, 0.19), (0.21, 0.37), (0.63, 0.79), (0.81, 0.98)):
        shelf(c, c.w * a, c.h * 0.12, c.w * b, floor + 20, 5)
    plant(c, c.w * 0.5, floor + 14, 190)
    person(c, c.w * 0.7, floor + 60, 215 if small else 300, arms="raise", from_behind=True, long=True)
    for i in range(readers):
        x = c.w * (0.16 + 0.68 * i / max(1, readers - 1))
        bust(c, x, c.h * 0.79, 56 if small else 70, c.rng.choice(SHIRTS), c.rng.choice(SKIN), c.rng.choice((HAIR, HAIR, "#b9b2a8")), "", i % 2 == 0, "paper")
    c.poly([(c.w * 0.06, c.h * 0.77), (c.w * 0.94, c.h * 0.77), (c.w * 1.04, c.h * 0.87), (-c.w * 0.04, c.h * 0.87)], "#c79462")
    c.rect(-10, c.h * 0.87, c.w + 10, c.h, "#9a6a44")
    for i in range(9):
        x, y = c.w * (0.08 + 0.1 * i) + c.rng.uniform(-14, 14), c.h * c.rng.uniform(0.81, 0.84)
        for j in range(c.rng.choice((1, 2, 3))):
            c.rect(x - 42, y - 10 * j, x + 42, y - 10 * j + 8, c.rng.choice(SPINES), r=2)
    c.veil("#3a2a20", 0.14, "down")
    c.glow(c.w * 0.5, 230, 480, "#fff3d0", 0.4)


def clinic(c: Canvas, waiting: int = 3) -> None:
    """A health station: a nurse at her table, people waiting."""
    floor = c.h * 0.66
    shell(c, floor, "#e3ece6", "#c9cbbd", (0.24, 0.76))
    c.rect(c.w * 0.44, c.h * 0.14, c.w * 0.56, c.h * 0.46, "#fdfdf8", r=6)
    c.rect(c.w * 0.485, c.h * 0.2, c.w * 0.515, c.h * 0.36, "#5f8f73")
    c.rect(c.w * 0.46, c.h * 0.255, c.w * 0.54, c.h * 0.305, "#5f8f73")
    c.rect(c.w * 0.02, c.h * 0.3, c.w * 0.13, floor + 20, "#f4f6f0")
    for i in range(3):
        c.rect(c.w * 0.03, c.h * (0.33 + 0.11 * i), c.w * 0.12, c.h * (0.42 + 0.11 * i), "#bcd4d4")
        for j in range(4):
            c.rect(c.w * (0.034 + 0.021 * j), c.h * (0.36 + 0.11 * i), c.w * (0.048 + 0.021 * j), c.h * (0.42 + 0.11 * i), c.rng.choice(("#f7f2e8", "#8fb0a0", "#c98f83")))
    plant(c, c.w * 0.93, floor + 40, 230)
    bust(c, c.w * 0.33, c.h * 0.73, 96, "#fdfdf8", SKIN[0], HAIR, "", True, "paper", hat="#fdfdf8")
    bust(c, c.w * 0.58, c.h * 0.74, 94, c.rng.choice(SHIRTS[3:]), SKIN[1], c.rng.choice((HAIR, "#b9b2a8")), "", False, "table")
    c.poly([(c.w * 0.18, c.h * 0.715), (c.w * 0.74, c.h * 0.715), (c.w * 0.8, c.h * 0.8), (c.w * 0.12, c.h * 0.8)], "#f2efe2")
    c.fade([(c.w * 0.12, c.h * 0.8), (c.w * 0.8, c.h * 0.8), (c.w * 0.78, c.h), (c.w * 0.14, c.h)], "#cfd6cb", "#a9b3a8")
    for x, tint in ((0.45, "#8fb0a0"), (0.49, "#c98f83")):
        c.rect(c.w * x, c.h * 0.705, c.w * x + 30, c.h * 0.755, tint, r=4)
    for i in range(waiting):
        back(c, c.w * (0.2 + 0.32 * i), c.h * 0.97, 80, mix(c.rng.choice(SHIRTS), "#3a3430", 0.2), SKIN[2], HAIR, i % 2 == 0)
    c.glow(c.w * 0.24, 220, 440, "#fffbe6", 0.5)
    c.veil("#2f3a38", 0.12, "down")


def counter(c: Canvas, windows: int = 4, waiting: int = 3) -> None:
    """The one-stop office: clerks behind the counter, people in front."""
    floor = c.h * 0.62
    shell(c, floor, "#f2e6cf", "#cbb492")
    c.rect(0, c.h * 0.1, c.w, c.h * 0.19, "#a3161a")
    c.rect(0, c.h * 0.19, c.w, c.h * 0.198, "#c79a2b")
    step = c.w / windows
    for i in range(windows):
        x = step * (i + 0.5)
        c.rect(x - step * 0.36, c.h * 0.24, x + step * 0.36, c.h * 0.3, "#466f8f", r=5)
        c.oval(x, c.h * 0.27, 15, 15, "#f7f2e8")
        bust(c, x, c.h * 0.6, 62, WHITE, SKIN[i % 3], HAIR, ("", "#4b5a63")[i % 2], i % 2 == 0, "paper")
        c.rect(x + step * 0.16, c.h * 0.48, x + step * 0.38, c.h * 0.585, "#3b4248", r=4)
        c.rect(x + step * 0.25, c.h * 0.58, x + step * 0.29, c.h * 0.6, "#3b4248")
        c.rect(step * i - 3, c.h * 0.34, step * i + 3, c.h * 0.6, "#b9cfcf")
    c.rect(-5, c.h * 0.6, c.w + 5, c.h * 0.625, "#c79462")
    c.fade([(0, c.h * 0.625), (c.w, c.h * 0.625), (c.w, c.h * 0.78), (0, c.h * 0.78)], "#a8744a", "#7a5237")
    for i in range(windows + 1):
        c.rect(step * i - 3, c.h * 0.625, step * i + 3, c.h * 0.78, "#6b4a34")
    flowers(c, step, c.h * 0.59, 34, 16)
    plant(c, c.w * 0.96, c.h * 0.84, 250)
    for i in range(waiting):
        person(c, c.w * (0.18 + 0.3 * i), c.h * (0.95 + 0.02 * (i % 2)), 350, arms=("front", "hip", "down")[i % 3], from_behind=True, long=i % 2 == 1, hair=c.rng.choice((HAIR, HAIR, "#b9b2a8")))
    c.veil("#3a2a20", 0.14, "down")
    c.glow(c.w * 0.3, 100, 520, "#fff3d0", 0.4)


ROOMS = {"classroom": classroom, "library": library, "clinic": clinic, "counter": counter}
