"""Declarations as browsers read them that know no logical properties, clamp() or units of a writing mode.

Portals are read from left to right and from top to bottom, so each logical name has one meaning.
"""

import re

from plugins.assets.rules import closing, split

SIDES = {"block-start": "top", "block-end": "bottom", "inline-start": "left", "inline-end": "right"}
AXES = {"block": ("top", "bottom"), "inline": ("left", "right")}
SIZES = {"inline-size": "width", "block-size": "height"}
SIDED = re.compile(
    r"(margin|padding|border|inset|scroll-margin|scroll-padding)-(block|inline)(-start|-end)?(-\w+)?"
)
SIZED = re.compile(r"(min-|max-|contain-intrinsic-)?(inline-size|block-size)")
CORNER = re.compile(r"border-(start|end)-(start|end)-radius")
UNIT = re.compile(r"(?<=[\d.])v(b|i)\b")
FLOATS = {"inline-start": "left", "inline-end": "right"}


def physical(name: str, value: str) -> list[tuple[str, str]]:
    """One declaration as those that say the same."""
    value, important, _ = value.partition("!important")
    return [(each, said + important) for each, said in _physical(name, value.rstrip())]


def _physical(name: str, value: str) -> list[tuple[str, str]]:
    value = without_clamp(UNIT.sub(lambda unit: {"b": "vh", "i": "vw"}[unit[1]], value))
    if sized := SIZED.fullmatch(name):
        return [((sized[1] or "") + SIZES[sized[2]], value)]
    if corner := CORNER.fullmatch(name):
        vertical, across = (
            {"start": "top", "end": "bottom"}[corner[1]],
            {"start": "left", "end": "right"}[corner[2]],
        )
        return [(f"border-{vertical}-{across}-radius", value)]
    if name in ("float", "clear"):
        return [(name, FLOATS.get(value, value))]
    if name == "inset":
        values = split(value, " ")
        top, right, bottom, left = (values * 4)[:4] if len(values) < 3 else [*values, values[1]][:4]
        return [("top", top), ("right", right), ("bottom", bottom), ("left", left)]
    sided = SIDED.fullmatch(name)
    if not sided:
        return [(name, value)]
    stem, axis, side, rest = sided[1], sided[2], sided[3], sided[4] or ""
    named = "{side}" if stem == "inset" else stem + "-{side}" + rest
    if side:
        return [(named.format(side=SIDES[axis + side]), value)]
    values = [value] if stem == "border" and not rest else split(value, " ")
    return [(named.format(side=side), values[-index]) for index, side in zip((0, 1), AXES[axis], strict=True)]


def without_clamp(value: str) -> str:
    """clamp(a, b, c) is max(a, min(b, c)), which older browsers know."""
    while (start := value.find("clamp(")) >= 0:
        end = closing(value, start + 5)
        least, wanted, most = split(value[start + 6 : end])
        value = f"{value[:start]}max({least}, min({wanted}, {most})){value[end + 1 :]}"
    return value
