"""Rows: how wide photos become that stand side by side, each in its shape and all of a row equally high."""

from collections.abc import Sequence

from plugins.gallery.photo import Photo
from plugins.gallery.shape import SHAPES


def row_widths(
    photos: Sequence[Photo], indices: Sequence[int], room: float, height: float, gap: float, last_grows: bool
) -> list[float]:
    """The width of each photo of `indices`, as a flex container that wraps lays them out (gallery.css).

    room: the width of the container; height: of a row before it is stretched to fill it; gap:
    between two photos; last_grows: whether the last row is stretched too. All in one unit.
    """
    shapes = [wide / high for wide, high in (SHAPES[photos[index].shape] for index in indices)]
    rows: list[list[float]] = []
    taken = 0.0
    for shape in shapes:
        width = min(shape * height, room)
        if rows and taken + gap + width <= room:
            rows[-1].append(shape)
            taken += gap + width
        else:
            rows.append([shape])
            taken = width
    widths: list[float] = []
    for row in rows:
        free = room - gap * (len(row) - 1) - sum(min(shape * height, room) for shape in row)
        if row is rows[-1] and not last_grows:
            free = 0
        widths += [min(shape * height + free * shape / sum(row), room) for shape in row]
    return widths
