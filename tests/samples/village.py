"""Village: the gate, the communal house, the lane, the market, the festival."""
# ruff: noqa: E501 (one shape, one line: its points read as a row of numbers)

from tests.samples.buildings import awning, gate, hall_of_village, house, school, tower
from tests.samples.canvas import Canvas, curve
from tests.samples.fields import basket, skyline
from tests.samples.figure import cyclist, motorbike, person
from tests.samples.light import mix
from tests.samples.nature import bamboo, banana, palm, sky, tree, water
from tests.samples.people import SHIRTS

WARM = "#ffd98a"


def ground(c: Canvas, low: float, far: str = "#d9c8a6", near: str = "#b8a17c") -> None:
    """Pave the ground from the line low down to us."""
    c.fade([(0, low), (c.w, low), (c.w, c.h), (0, c.h)], far, near)
    for i in range(1, 9):
        y = low + (c.h - low) * (i / 9) ** 1.8
        c.line([(0, y), (c.w, y)], 1.6, "#8a7350", 0.22)
    for i in range(-8, 9):
        c.line([(c.w * 0.5 + i * 46, low), (c.w * 0.5 + i * 260, c.h)], 1.6, "#8a7350", 0.16)


def crowd(c: Canvas, y0: float, y1: float, count: int, h0: float, h1: float, **look: object) -> None:
    """Scatter people between two depths, the far ones first."""
    for i, t in enumerate(sorted(c.rng.random() for _ in range(count))):
        x = c.w * (0.04 + 0.92 * ((i * 0.618 + c.rng.uniform(0, 0.1)) % 1))
        c.depth = 0.22 * (1 - t)
        person(c, x, y0 + (y1 - y0) * t, h0 + (h1 - h0) * t, arms=c.rng.choice(("down", "front", "hip", "down")), legs=c.rng.choice(("walk", "stand")), long=c.rng.random() < 0.45, **look)
    c.depth = 0


def entrance(c: Canvas, walkers: int = 2) -> None:
    """The village gate at the end of a brick lane, a banyan beside it."""
    low = c.h * 0.6
    sky(c, low, 0.24)
    skyline(c, low - 40, 3)
    ground(c, low, "#d8bfa0", "#b98a6c")
    for x in (0.02, 0.16, 0.9, 0.98):
        palm(c, c.w * x, low + 10, c.rng.uniform(330, 460))
    gate(c, c.w * 0.5, low + 30, min(200, c.w * 0.2))
    tree(c, c.w * 0.86, low + 60, 540, "#557f58")
    bamboo(c, c.w * 0.08, low + 50, 360)
    c.poly([(0, low + 30), (c.w * 0.2, low + 30), (c.w * 0.06, c.h), (0, c.h)], "#9db07a")
    c.poly([(c.w, low + 30), (c.w * 0.8, low + 30), (c.w * 0.94, c.h), (c.w, c.h)], "#94a972")
    for i in range(walkers):
        person(c, c.w * (0.4 + 0.16 * i), c.h * (0.8 + 0.06 * i), 190 + 40 * i, legs="walk", hat=("cone", "")[i % 2], long=bool(i % 2), dress=("", "#a9bfc4")[i % 2])
    cyclist(c, c.w * 0.68, c.h * 0.9, 240, face=-1)
    c.veil("#fff2cc", 0.16, "up")


def temple(c: Canvas, pond: bool = True, people: int = 4) -> None:
    """The communal house under old trees, mirrored in its pond."""
    low = c.h * 0.62
    sky(c, low, 0.8, 3)
    skyline(c, low - 60, 2)
    for x in (0.04, 0.14, 0.86, 0.97):
        tree(c, c.w * x, low - 10, c.rng.uniform(380, 470), c.rng.choice(("#5d8a5e", "#4f7a56")))
    ground(c, low, "#d9c3a2", "#c0a27f")
    hall_of_village(c, c.w * 0.5, low + 16, min(820, c.w * 0.8))
    crowd(c, low + 60, low + 110, people, 120, 150)
    if pond:
        y = c.h * 0.79
        water(c, y, c.h, "#7da497")
        c.rect(0, y - 10, c.w, y + 6, "#a8977c")
        shade = [(c.w * 0.14, y + 6), (c.w * 0.86, y + 6), (c.w * 0.74, y + 120), (c.w * 0.26, y + 120)]
        c.shade(shade, "#7c3a2c", 0.45, "up")
        for _ in range(16):
            x, yy, r = c.rng.uniform(0, c.w), c.rng.uniform(y + 60, c.h), c.rng.uniform(18, 44)
            c.oval(x, yy, r, r * 0.34, c.rng.choice(("#6f9c6a", "#86ad74", "#5b8a62")))
            if c.rng.random() < 0.5:
                for d in (-0.4, 0.4, 0):
                    c.blob([(x - r * 0.14, yy - 3), (x + d * r, yy - r * 0.4), (x + d * r * 0.4, yy - r * 0.8), (x + r * 0.14, yy - 3)], mix("#e7a3a5", "#fff0ea", c.rng.uniform(0, 0.5)))
    c.veil("#fff2cc", 0.14, "up")


def market(c: Canvas, stalls: int = 4) -> None:
    """Stalls with striped awnings, baskets of greens and fruit in front."""
    low = c.h * 0.56
    sky(c, low, 0.3, 3)
    c.depth = 0.34
    x = -20.0
    while x < c.w:
        wide = c.rng.uniform(130, 190)
        tower(c, x, low, wide, c.rng.choice((2, 3, 3)), False)
        x += wide
    c.depth = 0
    ground(c, low)
    step = c.w / stalls
    for i in range(stalls):
        a, b, top = i * step + 14, (i + 1) * step - 14, low - 150 + c.rng.uniform(-18, 18)
        for px in (a, b):
            c.rect(px - 4, top, px + 4, low + 120, "#7a5a40")
        c.rect(a, top + 40, b, low + 20, "#6d5a4a", 0.45)
        person(c, (a + b) / 2 + c.rng.uniform(-30, 30), low + 90, 205, arms="front", hat=c.rng.choice(("cone", "")), long=True)
        c.fade([(a - 8, low + 40), (b + 8, low + 40), (b + 8, low + 120), (a - 8, low + 120)], "#b78d55", "#8f6a3c")
        for _ in range(26):
            c.oval(c.rng.uniform(a, b), low + 38 - c.rng.uniform(0, 22), 15, 13, c.rng.choice(("#6f9c5a", "#8db065", "#d9653f", "#e3b23f", "#b8332e", "#e9dcc0")))
        awning(c, a - 26, b + 26, top - 20, 76, c.rng.choice(("#a3161a", "#5f8f73", "#466f8f", "#c79a2b")))
        if c.light.lamps:
            c.glow((a + b) / 2, top + 80, 150, WARM, 0.8)
    crowd(c, low + 150, c.h * 0.9, 5, 215, 280)
    for i, fill in enumerate(("#d9653f", "#7ba85c", "#e3b23f", "#b8332e")):
        basket(c, c.w * (0.1 + 0.27 * i), c.h * 0.945, 66, fill)
    c.veil("#fff2cc", 0.14, "up")


def festival(c: Canvas, drums: int = 2, dancers: int = 5) -> None:
    """Drums, lanterns and pennants in the yard of the communal house."""
    low = c.h * 0.6
    sky(c, low, 0.75, 2)
    for x in (0.05, 0.93):
        tree(c, c.w * x, low, 420)
    ground(c, low)
    hall_of_village(c, c.w * 0.5, low + 10, min(780, c.w * 0.74))
    for j, y0 in enumerate((90, 190)):
        string = curve([(-20, y0 - 40), (c.w * 0.3, y0 + 40), (c.w * 0.7, y0 + 40), (c.w + 20, y0 - 40)])
        c.line(string[::3], 2.5, "#6d5240")
        for i, (x, y) in enumerate(string[2::4]):
            colour = ("#a3161a", "#d98a2b", "#c79a2b", "#5f8f73", "#b8443e")[(i + j) % 5]
            if c.light.lamps:
                c.glow(x, y + 26, 74, mix(colour, WARM, 0.5), 0.75)
                colour = mix(colour, WARM, 0.2)
            c.oval(x, y + 26, 21, 24, colour)
            c.oval(x - 5, y + 22, 9, 16, mix(colour, "#fff0c0", 0.4), 0.7)
            c.line([(x, y + 50), (x, y + 72)], 3, "#c79a2b")
    crowd(c, low + 60, low + 110, 8, 130, 160)
    for i in range(dancers):
        colour = ("#a3161a", "#c79a2b", "#5f8f73", "#b8584c", "#466f8f")[i % 5]
        person(c, c.w * (0.26 + 0.48 * i / max(1, dancers - 1)), c.h * 0.86, 235, arms=("both", "raise")[i % 2], long=True, dress=colour, trousers="#f4ead6")
    for i in range(drums):
        x, y, r = c.w * (0.1 + 0.8 * i / max(1, drums - 1)), c.h * 0.8, 92
        c.shadow(x, y + 122, 120, 20, 0.4)
        for d in (-60, 60):
            c.line([(x + d, y + 20), (x + d * 1.3, y + 122)], 12, "#5e3a26")
        c.oval(x, y, r * 1.12, r * 1.12, "#8d2420")
        c.oval(x, y, r, r, "#e9d5a8")
        c.oval(x, y, r * 0.34, r * 0.34, "#c9a864")
        person(c, x + (-120 if i else 120), y + 130, 255, arms="both", shirt="#a3161a", trousers="#f4ead6", hat="#a3161a")
    c.veil("#fff2cc", 0.12, "up")


def lane(c: Canvas) -> None:
    """A quiet lane between garden walls, with areca palms and a child on a bicycle."""
    low = c.h * 0.5
    sky(c, low, 0.5, 3)
    skyline(c, low - 20, 2)
    ground(c, low, "#d6b79a", "#b78467")
    for side in (-1, 1):
        edge = 0 if side < 0 else c.w
        inner = c.w * 0.5 + side * 46
        for t in (0.78, 0.5, 0.2):
            x = edge + (inner - edge) * t
            c.depth = 0.28 * t
            palm(c, x - side * 10, low + 190 * (1 - t), 420 * (1.25 - t))
            house(c, x + side * 30, low + 150 * (1 - t), 330 * (1.15 - t))
        c.depth = 0
        wall = [(inner, low - 12), (edge, c.h * 0.68), (edge, c.h * 0.98), (inner, low + 34)]
        c.poly(wall, "#d2b58c")
        c.shade(wall, "#7a5a3a", 0.45, "left" if side < 0 else "right")
        c.line([(inner, low - 12), (edge, c.h * 0.68)], 10, "#a5523c")
    banana(c, c.w * 0.06, c.h * 0.62, 250)
    tree(c, c.w * 0.96, c.h * 0.68, 380, "", "", "#d77aa0")
    cyclist(c, c.w * 0.48, c.h * 0.8, 200, c.rng.choice(SHIRTS))
    person(c, c.w * 0.64, c.h * 0.9, 260, legs="walk", hat="cone", long=True)
    c.veil("#fff2cc", 0.16, "up")


def yard(c: Canvas, pupils: int = 12, flags: bool = True) -> None:
    """A school yard with shade trees and pupils."""
    low = c.h * 0.56
    sky(c, low, 0.2)
    skyline(c, low - 70, 2)
    school(c, c.w * 0.1, c.w * 0.9, low, 2, c.rng.choice(("#ecd49a", "#e9c7a4", "#dfe0cf")))
    ground(c, low, "#e0cfae", "#c9ad86")
    for x in (0.04, 0.97):
        tree(c, c.w * x, low + 70, 470, "#5d8a5e", "", "#c8442f" if flags else "")
    crowd(c, low + 40, c.h * 0.93, pupils, 95, 225, shirt="#f7f2e8", trousers="#34465e")
    if flags:
        string = curve([(0, 60), (c.w * 0.5, 130), (c.w, 60)])
        for i, (x, y) in enumerate(string[::2]):
            c.poly([(x - 15, y), (x + 15, y), (x, y + 34)], ("#a3161a", "#c79a2b", "#5f8f73", "#466f8f")[i % 4])
        c.line(string, 2, "#8a7350")
    c.veil("#fff2cc", 0.14, "up")


def rides(c: Canvas, low: float, count: int, h: float) -> None:
    """Send motorbikes and bicycles along a street."""
    for i in range(count):
        x = c.w * (0.1 + 0.8 * i / max(1, count - 1)) + c.rng.uniform(-30, 30)
        (motorbike if i % 3 else cyclist)(c, x, low + 26 * (i % 3), h + 10 * (i % 3), face=c.rng.choice((1, -1)))


VILLAGE = {"entrance": entrance, "temple": temple, "market": market, "festival": festival, "lane": lane, "yard": yard}
