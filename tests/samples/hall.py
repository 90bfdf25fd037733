"""Hall: the meeting hall of the sample story, seen four ways."""
# ruff: noqa: E501 (one shape, one line: its points read as a row of numbers)

from tests.samples.canvas import Canvas
from tests.samples.furniture import (
    DEEP,
    WOOD_DARK,
    curtain,
    flowers,
    lectern,
    lotus,
    microphone,
    table,
    things,
    valance,
)
from tests.samples.light import mix
from tests.samples.people import ELDER, GOLD, HAIR, INK, RED, SKIN, WHITE, back, bust


def heads(c: Canvas, y: float, u: float, dark: float = 0.55) -> None:
    """Close the foreground with the audience's backs, in half shadow."""
    x = -u * c.rng.uniform(0, 0.8)
    while x < c.w + u:
        shirt = mix(c.rng.choice((WHITE, "#d8d4ca", "#9fb0b3", "#7f8d9a", "#c9a191")), "#2a1917", dark)
        back(c, x, y + c.rng.uniform(-0.12, 0.12) * u, u, shirt, mix(SKIN[1], "#2a1917", dark), mix(c.rng.choice((HAIR, HAIR, HAIR, ELDER)), "#1c1211", dark), c.rng.random() < 0.35)
        x += u * c.rng.uniform(2.25, 2.6)


def stage(c: Canvas, floor: float) -> None:
    """Build the stage: back curtain, banner, wings and boards down to the floor line."""
    curtain(c, 0, 0, c.w, floor)
    c.glow(c.w * 0.5, floor * 0.45, c.w * 0.52, "#e2604a", 0.34)
    valance(c, 0, c.w, 0, c.h * 0.085)


def speaker(c: Canvas) -> None:
    """(1) A speaker at the lectern, the long table behind, the audience in front."""
    floor = c.h * 0.75
    stage(c, floor)
    c.fade([(0, floor), (c.w, floor), (c.w, c.h), (0, c.h)], "#b98a5e", "#6b4630")
    for i in range(1, 6):
        c.rect(0, floor + i * i * 7, c.w, floor + i * i * 7 + 2, WOOD_DARK, 0.35)
    # The long table and two listeners stand back, out of focus, so the speaker leads.
    for i, x in enumerate((c.w * 0.69, c.w * 0.835, c.w * 0.98)):
        bust(c, x, floor - 128, 62, WHITE, SKIN[i], (HAIR, ELDER, HAIR)[i], (INK, "#4c5a5e", "")[i], i == 2, "table", ("", "#7a2a2a", "")[i])
    table(c, c.w * 0.57, c.w + 40, floor - 128, 190)
    for x in (c.w * 0.67, c.w * 0.82, c.w * 0.965):
        things(c, x, floor - 128, 60)
    flowers(c, c.w * 0.76, floor - 146, 46)
    c.soften(2.2)
    x, y = c.w * 0.31, c.h * 0.5
    c.glow(x - 20, y - 60, 420, "#ffd9a0", 0.4)
    bust(c, x, y + 44, 112, WHITE, SKIN[0], HAIR, "#333b49", False, "paper", RED)
    lectern(c, x, y + 52, 140)
    c.poly([(x - 84, y + 52), (x - 70, y + 32), (x + 62, y + 32), (x + 74, y + 52)], "#fffaf0")
    microphone(c, x + 92, y + 50, 92, -0.55)
    microphone(c, x - 96, y + 50, 84, 0.45)
    flowers(c, x, y + 392, 92, 44)
    flowers(c, x - 190, c.h * 0.9, 74, 34)
    heads(c, c.h * 0.965, 76, 0.72)
    c.veil("#fff0cf", 0.2, "up")


def delegates(c: Canvas) -> None:
    """(2) Rows of delegates from behind, the stage far ahead."""
    horizon = c.h * 0.40
    mid = c.w * 0.52
    c.fade([(0, 0), (c.w, 0), (c.w, c.h), (0, c.h)], "#f6ecda", "#d9c6a8")
    # Ceiling panels and walls run to one vanishing point.
    c.poly([(0, 0), (c.w, 0), (mid + 300, 190), (mid - 300, 190)], "#f9f3e6")
    for t in (0.12, 0.42, 0.66):
        y, half = 190 * t, c.w * 0.5 + (300 - c.w * 0.5) * t
        for side in (-0.45, 0.45):
            px = mid + side * half
            c.poly([(px - half * 0.16, y), (px + half * 0.16, y), (px + half * 0.14, y + 26 * (1.2 - t)), (px - half * 0.14, y + 26 * (1.2 - t))], "#fffdf4")
    for side in (-1, 1):
        edge = 0 if side < 0 else c.w
        near = mid + side * 300
        c.fade([(edge, 0), (near, 190), (near, 400), (edge, 640)], "#e7d8bd", "#d6c2a0")
        for t0, t1 in ((0.06, 0.34), (0.44, 0.64), (0.72, 0.86)):
            xa, xb = edge + (near - edge) * t0, edge + (near - edge) * t1
            ya, yb = 150 + 75 * t0, 150 + 75 * t1
            za, zb = 560 - 170 * t0, 560 - 170 * t1
            c.fade([(xa, ya), (xb, yb), (xb, zb), (xa, za)], "#fdf6df", "#cfe0da")
            c.line([((xa + xb) / 2, (ya + yb) / 2), ((xa + xb) / 2, (za + zb) / 2)], 5, "#b99b73")
            c.poly([(xa, ya), (xa + (xb - xa) * 0.24, ya + 4), (xa + (xb - xa) * 0.16, za), (xa, za)], "#b5473f")
            c.poly([(xb, yb), (xb - (xb - xa) * 0.24, yb + 2), (xb - (xb - xa) * 0.16, zb), (xb, zb)], "#a53a35")
    curtain(c, mid - 300, 190, mid + 300, 380, 26)
    valance(c, mid - 300, mid + 300, 186, 34)
    c.glow(mid, 300, 280, "#f08a5c", 0.4)
    c.poly([(mid - 320, 380), (mid + 320, 380), (mid + 340, 416), (mid - 340, 416)], "#9d6f49")
    for i, x in enumerate((-120, -40, 40, 120)):
        bust(c, mid + x, 352, 23, WHITE, SKIN[i % 3], HAIR, ("", INK, "#4c5a5e", "")[i], i == 3, "table")
    table(c, mid - 180, mid + 180, 352, 46)
    flowers(c, mid, 350, 18, 16)
    bust(c, mid - 248, 338, 24, WHITE, SKIN[0], HAIR, INK, False, "none")
    lectern(c, mid - 248, 338, 27)
    c.fade([(mid - 340, 416), (mid + 340, 416), (c.w * 1.2, c.h), (-c.w * 0.2, c.h)], "#c8a67e", "#8d6a4b")
    rows = 7
    for row in range(rows):
        t = row / (rows - 1)
        u = 17 + 74 * t**1.55
        y = horizon + 72 + (c.h * 0.9 - horizon - 72) * t**1.35
        step = u * 2.75
        c.depth = 0.34 * (1 - t)
        aisle = step * 0.8
        for side in (-1, 1):
            x = mid + side * (aisle + step * 0.2)
            while -u * 2 < x < c.w + u * 2:
                if c.rng.random() < 0.95:
                    shirt = c.rng.choice((WHITE, WHITE, WHITE, "#e6e0d2", "#b9c9cc", "#7d8f9c", "#c98f83", "#8fa893"))
                    back(c, x + c.rng.uniform(-0.1, 0.1) * u, y + c.rng.uniform(-0.1, 0.06) * u, u, shirt, c.rng.choice(SKIN), c.rng.choice((HAIR, HAIR, HAIR, "#4a3f3a", ELDER)), c.rng.random() < 0.38)
                c.rect(x - u * 1.12, y + u * 0.32, x + u * 1.12, y + u * 2.4, "#7a4c30", r=u * 0.2)
                c.rect(x - u * 1.0, y + u * 0.44, x + u * 1.0, y + u * 2.4, "#a3323a", r=u * 0.16)
                c.shade([(x - u, y + u * 0.5), (x + u, y + u * 0.5), (x + u, y + u * 2.2), (x - u, y + u * 2.2)], DEEP, 0.6, "down")
                x += side * step
    c.depth = 0
    c.veil("#3a1f18", 0.3, "down")
    c.glow(90, 250, 520, "#fff3d0", 0.42)


def discussion(c: Canvas) -> None:
    """(3) One stands with a microphone, the others round the tables listen."""
    c.fade([(0, 0), (c.w, 0), (c.w, 560), (0, 560)], "#f4ead6", "#e3d2b4")
    for i in range(4):
        x = 40 + i * c.w * 0.255
        c.rect(x, 70, x + 218, 420, "#b99b73")
        c.fade([(x + 10, 80), (x + 208, 80), (x + 208, 412), (x + 10, 412)], "#cfe3e2", "#fbf3dd")
        for _ in range(7):
            c.oval(x + 20 + c.rng.uniform(0, 170), 400 - c.rng.uniform(0, 120), c.rng.uniform(24, 46), c.rng.uniform(22, 40), c.rng.choice(("#a9c4a5", "#bcd2b0", "#94b59a")), 0.75)
        c.rect(x - 8, 408, x + 226, 560, "#e3d2b4")
        c.rect(x + 105, 80, x + 113, 412, "#b99b73")
        c.rect(x + 10, 210, x + 208, 216, "#b99b73")
        for side in (-1, 1):
            edge = x + 109 + side * 118
            c.fade([(edge, 56), (edge - side * 42, 56), (edge - side * 26, 440), (edge, 440)], "#c96051", "#9c2c2c", across=True)
        c.rect(x - 16, 408, x + 234, 420, "#a9895f")
    c.rect(0, 50, c.w, 62, "#7a4c30")
    c.fade([(0, 540), (c.w, 540), (c.w, c.h), (0, c.h)], "#b58a62", "#7c573c")
    c.soften(1.6)
    seats = [(0.09, 0), (0.235, 1), (0.66, 0), (0.80, 0), (0.94, 1)]
    for i, (t, long) in enumerate(seats):
        coat = ("", "", "#4b5a63", "", "#7c8f86")[i]
        bust(c, c.w * t, 548, 66, (WHITE, "#c98f83", WHITE, "#b9cdd2", WHITE)[i], SKIN[i % 3], (ELDER, HAIR, HAIR, HAIR, HAIR)[i], coat, bool(long), ("table", "table", "paper", "table", "table")[i])
    c.glow(c.w * 0.45, 330, 360, "#fff0c9", 0.55)
    bust(c, c.w * 0.45, 506, 84, WHITE, SKIN[0], HAIR, "#31404e", False, "mic", RED)
    table(c, -20, c.w + 20, 546, 150, "#2f6b58", "#3f8069")
    for t, _ in [*seats, (0.45, 0)]:
        things(c, c.w * t - 8, 546, 62)
    for x in (0.165, 0.56, 0.87):
        flowers(c, c.w * x, 534, 38, 18)
    # A second table nearer to us, its guests seen from behind.
    c.shadow(c.w * 0.5, 800, c.w * 0.6, 60, 0.4)
    c.poly([(c.w * 0.02, 712), (c.w * 0.98, 712), (c.w * 1.1, 792), (-c.w * 0.1, 792)], "#4a9077")
    c.rect(-10, 792, c.w + 10, c.h, "#2f6b58")
    for t in (0.27, 0.5, 0.72):
        c.poly([(c.w * t - 60, 768), (c.w * t - 46, 734), (c.w * t + 44, 734), (c.w * t + 54, 768)], "#fffdf9")
    for t, tint, long in ((0.14, "#d9d3c6", False), (0.385, "#8aa0ab", True), (0.62, WHITE, False), (0.87, "#b9584c", True)):
        back(c, c.w * t, 818, 92, mix(tint, "#3a2420", 0.22), mix(SKIN[1], "#3a2420", 0.2), HAIR, long)
    c.veil("#3a1f18", 0.22, "down")
    c.glow(0, 120, 620, "#fff3d0", 0.4)


def chair(c: Canvas) -> None:
    """(4) The chair concludes, standing at the middle of the long table on the stage."""
    floor = c.h * 0.7
    mid = c.w * 0.5
    stage(c, floor)
    c.fade([(0, floor), (c.w, floor), (c.w, c.h * 0.82), (0, c.h * 0.82)], "#c3915f", "#9a6a44")
    c.fade([(0, c.h * 0.82), (c.w, c.h * 0.82), (c.w, c.h), (0, c.h)], "#6d442c", "#4c2e1f")
    c.rect(0, c.h * 0.82, c.w, c.h * 0.828, GOLD)
    for side in (-1, 1):
        x0 = mid + side * c.w * 0.5
        c.fade([(x0, 0), (x0 - side * 130, 0), (x0 - side * 74, floor + 60), (x0, floor + 60)], "#7a1215", "#4c0a0d", across=side > 0)
        c.line([(x0 - side * 128, c.h * 0.085), (x0 - side * 76, floor + 56)], 5, GOLD, 0.8)
    c.glow(mid, c.h * 0.32, 470, "#ffc98f", 0.42)
    y = floor - 96
    for i, t in enumerate((-0.315, -0.165, 0.165, 0.315)):
        bust(c, mid + t * c.w, y, 74, WHITE, SKIN[i % 3], (ELDER, HAIR, HAIR, HAIR)[i], ("#46545b", "", "#333b49", "")[i], i == 3, ("table", "table", "paper", "table")[i], ("", "", "#27485f", "")[i])
    bust(c, mid, y - 34, 92, WHITE, SKIN[0], HAIR, "#2c3442", False, "open", RED)
    table(c, mid - c.w * 0.41, mid + c.w * 0.41, y, 176)
    for t in (-0.315, -0.165, 0.165, 0.315):
        things(c, mid + t * c.w, y, 70)
    microphone(c, mid - 66, y - 4, 104, 0.36)
    c.poly([(mid - 70, y - 2), (mid - 56, y - 16), (mid + 44, y - 16), (mid + 54, y - 2)], "#fffdf9")
    for t in (-0.24, 0.24):
        flowers(c, mid + t * c.w, y - 10, 36, 20)
    lotus(c, mid, y + 128, 62)
    for i in range(9):
        flowers(c, c.w * (0.06 + i * 0.11), c.h * 0.815, 52, 22)
    heads(c, c.h * 0.985, 66, 0.7)
    c.veil("#fff0cf", 0.16, "up")


HALL = {"speaker": speaker, "delegates": delegates, "discussion": discussion, "chair": chair}
