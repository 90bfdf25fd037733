"""Canvas: an anti-aliased sheet whose short side is always 900 units."""
# ruff: noqa: E501 (one shape, one line: its points read as a row of numbers)

import itertools
import math
import random
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tests.samples.light import LIGHTS, Colour, mix
from tests.samples.paper import grain, noise

Point = tuple[float, float]


def curve(points: Sequence[Point], closed: bool = False, steps: int = 10) -> list[Point]:
    """Round a polyline into a Catmull-Rom curve through the same points."""
    n = len(points)
    out = []
    for i in range(n if closed else n - 1):
        quad = [points[j % n] if closed else points[min(max(j, 0), n - 1)] for j in range(i - 1, i + 3)]
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = quad
        for s in range(steps):
            t = s / steps
            out.append(
                (
                    0.5 * (2 * x1 + (x2 - x0) * t + (2 * x0 - 5 * x1 + 4 * x2 - x3) * t**2 + (3 * x1 - x0 - 3 * x2 + x3) * t**3),
                    0.5 * (2 * y1 + (y2 - y0) * t + (2 * y0 - 5 * y1 + 4 * y2 - y3) * t**2 + (3 * y1 - y0 - 3 * y2 + y3) * t**3),
                )
            )
    return out if closed else [*out, points[-1]]


class Canvas:
    """Draws in units from the top left; colours pass through the light at the current depth."""

    def __init__(self, width: int, height: int, seed: int, light: str = "noon", over: float = 2.0) -> None:
        self.size = (width, height)
        self.k = min(width, height) * over / 900
        self.over = over
        self.w, self.h = width * over / self.k, height * over / self.k
        self.rng = random.Random(seed)
        self.light = LIGHTS[light]
        self.depth = 0.0
        self.image = Image.new("RGB", (round(width * over), round(height * over)), "white")
        self.pen = ImageDraw.Draw(self.image)

    # Shapes

    def poly(self, points: Sequence[Point], colour: str | Colour, alpha: float = 1.0) -> None:
        """Fill a polygon."""
        if alpha >= 1:
            self.pen.polygon([(x * self.k, y * self.k) for x, y in points], fill=self.tone(colour))
        else:
            self._stamp(points, self.tone(colour), alpha)

    def blob(self, points: Sequence[Point], colour: str | Colour, alpha: float = 1.0) -> None:
        """Fill a soft closed shape through the points."""
        self.poly(curve(points, closed=True), colour, alpha)

    def rect(self, x0: float, y0: float, x1: float, y1: float, colour: str | Colour, alpha: float = 1.0, r: float = 0) -> None:
        """Fill a rectangle, its corners rounded by r."""
        if r and alpha >= 1:
            box = [min(x0, x1) * self.k, min(y0, y1) * self.k, max(x0, x1) * self.k, max(y0, y1) * self.k]
            self.pen.rounded_rectangle(box, radius=r * self.k, fill=self.tone(colour))
        else:
            self.poly([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], colour, alpha)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: str | Colour, alpha: float = 1.0) -> None:
        """Fill an ellipse around its centre."""
        if alpha >= 1:
            k = self.k
            self.pen.ellipse([(x - rx) * k, (y - ry) * k, (x + rx) * k, (y + ry) * k], fill=self.tone(colour))
        else:
            self.poly(ring(x, y, rx, ry), colour, alpha)

    def line(self, points: Sequence[Point], width: float, colour: str | Colour, alpha: float = 1.0) -> None:
        """Draw a stroke with round joints and ends."""
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            self.limb(x0, y0, width / 2, x1, y1, width / 2, colour, alpha)

    def limb(self, x0: float, y0: float, r0: float, x1: float, y1: float, r1: float, colour: str | Colour, alpha: float = 1.0) -> None:
        """Fill a capsule that tapers from radius r0 to r1."""
        turn = math.atan2(y1 - y0, x1 - x0)
        half = [i * math.pi / 8 for i in range(9)]
        left = [(x0 + r0 * math.cos(turn + math.pi / 2 + a), y0 + r0 * math.sin(turn + math.pi / 2 + a)) for a in half]
        right = [(x1 + r1 * math.cos(turn - math.pi / 2 + a), y1 + r1 * math.sin(turn - math.pi / 2 + a)) for a in half]
        self.poly(left + right, colour, alpha)

    # Soft things

    def fade(self, points: Sequence[Point], first: str | Colour, last: str | Colour, across: bool = False) -> None:
        """Fill a polygon with a gradient from top to bottom, or from left to right."""
        self.poly(points, first)
        self._stamp(points, self.tone(last), 1.0, self._ramp("right" if across else "down"))

    def shade(self, points: Sequence[Point], colour: str | Colour, alpha: float = 0.35, toward: str = "down") -> None:
        """Lay a stippled, airbrushed shade that grows toward one side of the polygon."""
        self._stamp(points, self.tone(colour), alpha, self._ramp(toward), rough=True)

    def glow(self, x: float, y: float, r: float, colour: str | Colour, alpha: float = 0.6, ry: float | None = None) -> None:
        """Add a soft round light (never dimmed by the scene's own light)."""
        ry = ry or r
        disc = ImageChops.invert(Image.radial_gradient("L"))
        disc = disc.point(lambda v: int((v / 255) ** 1.8 * 255 * alpha))
        box = [round((x - r) * self.k), round((y - ry) * self.k), round((x + r) * self.k), round((y + ry) * self.k)]
        disc = disc.resize((max(1, box[2] - box[0]), max(1, box[3] - box[1])), Image.Resampling.BICUBIC)
        self.image.paste(mix(colour, colour, 0), tuple(box), disc)

    def shadow(self, x: float, y: float, rx: float, ry: float, alpha: float = 0.28) -> None:
        """Lay a soft shadow on the ground."""
        self.glow(x, y, rx * 1.35, self.tone("#3a2f2a"), alpha * 1.5, ry * 1.35)

    def veil(self, colour: str | Colour, alpha: float, toward: str = "down") -> None:
        """Wash the whole sheet with a colour that grows toward one side."""
        self._stamp([(0, 0), (self.w, 0), (self.w, self.h), (0, self.h)], mix(colour, colour, 0), alpha, self._ramp(toward))

    def soften(self, radius: float) -> None:
        """Put everything drawn so far out of focus."""
        self.image = self.image.filter(ImageFilter.GaussianBlur(radius * self.k))
        self.pen = ImageDraw.Draw(self.image)

    # The print

    def save(self, path: Path, limit: int) -> int:
        """Write a grainy JPEG without EXIF of at most limit bytes; give its size."""
        sheet = grain(self.image.resize(self.size, Image.Resampling.LANCZOS), self.rng.randrange(1 << 30))
        path.parent.mkdir(parents=True, exist_ok=True)
        for quality in range(84, 50, -4):
            sheet.save(path, "JPEG", quality=quality, optimize=True, progressive=True)
            if path.stat().st_size <= limit:
                break
        return path.stat().st_size

    def tone(self, colour: str | Colour) -> Colour:
        """Give the colour under the scene's light at the current depth."""
        return self.light.on(colour, self.depth)

    # Inside

    @staticmethod
    def _ramp(toward: str) -> Image.Image:
        ramp = Image.linear_gradient("L")
        return {"down": ramp, "up": ramp.rotate(180), "right": ramp.rotate(90), "left": ramp.rotate(270)}[toward]

    def _stamp(self, points: Sequence[Point], colour: Colour, alpha: float, ramp: Image.Image | None = None, rough: bool = False) -> None:
        pixels = [(x * self.k, y * self.k) for x, y in points]
        full = (math.floor(min(x for x, _ in pixels)), math.floor(min(y for _, y in pixels)))
        size = (math.ceil(max(x for x, _ in pixels)) - full[0] + 1, math.ceil(max(y for _, y in pixels)) - full[1] + 1)
        mask = Image.new("L", size, 0)
        ImageDraw.Draw(mask).polygon([(x - full[0], y - full[1]) for x, y in pixels], fill=round(255 * min(1, alpha)))
        if ramp:
            mask = ImageChops.multiply(mask, ramp.resize(size, Image.Resampling.BICUBIC))
        if rough:
            mask = ImageChops.multiply(mask, noise(size, round(self.over)))
        self.image.paste(colour, full, mask)


def ring(x: float, y: float, rx: float, ry: float, steps: int = 48) -> list[Point]:
    """Give the points of an ellipse."""
    turns = (2 * math.pi * i / steps for i in range(steps))
    return [(x + rx * math.cos(t), y + ry * math.sin(t)) for t in turns]
