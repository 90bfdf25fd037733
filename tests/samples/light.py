"""Light of a scene: what the hour and the weather do to every colour."""

from dataclasses import dataclass

Colour = tuple[int, int, int]


def rgb(value: str | Colour) -> Colour:
    """Turn '#a3161a' into (163, 22, 26); a tuple passes unchanged."""
    if isinstance(value, tuple):
        return value
    return tuple(int(value[i : i + 2], 16) for i in (1, 3, 5))


def mix(first: str | Colour, second: str | Colour, share: float) -> Colour:
    """Blend two colours; share 0 is the first, 1 the second."""
    return tuple(round(a + (b - a) * share) for a, b in zip(rgb(first), rgb(second), strict=False))


@dataclass(frozen=True)
class Light:
    """One light: ambient is a factor for each channel, haze what distance fades to."""

    ambient: tuple[float, float, float]
    haze: str
    sky_top: str
    sky_low: str
    sun: str
    lamps: bool = False

    def on(self, colour: str | Colour, depth: float = 0.0) -> Colour:
        """Give the colour as seen under this light at a depth from 0 (near) to 1 (far)."""
        lit = tuple(min(255, round(v * a)) for v, a in zip(rgb(colour), self.ambient, strict=False))
        return mix(lit, self.haze, depth)


LIGHTS = {
    "dawn": Light((0.95, 0.89, 0.90), "#ecd0bd", "#93a9bf", "#f8d9b9", "#fff0d2"),
    "morning": Light((1.0, 0.985, 0.95), "#f2e7d2", "#a9cdd3", "#fbf0da", "#fffbe9"),
    "noon": Light((1.0, 1.0, 1.0), "#e2ebe7", "#86b7c9", "#e6efe6", "#ffffff"),
    "dusk": Light((0.97, 0.82, 0.74), "#edb78f", "#7a7a9c", "#f6c68d", "#ffe3ae"),
    "night": Light((0.40, 0.44, 0.60), "#34415f", "#141c33", "#46537a", "#f3ecd2", True),
    "rain": Light((0.80, 0.85, 0.88), "#bcc6c8", "#8795a0", "#ccd3d2", "#eef2f0"),
    "room": Light((1.0, 0.985, 0.955), "#efe3d0", "#f6f2ea", "#fffdf9", "#fff6df"),
    "evening": Light((0.93, 0.86, 0.78), "#cfae8a", "#3b4560", "#5d6484", "#ffe6b0", True),
}
