"""Draw every sample photo in place: `python -m tests.samples.draw_photos [folder ...]`."""
# ruff: noqa: E501 (one shape, one line: its points read as a row of numbers)

import sys
import zlib
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.samples.canvas import Canvas
from tests.samples.craft import CRAFT
from tests.samples.fields import FIELDS
from tests.samples.hall import HALL
from tests.samples.photo_list import PHOTOS
from tests.samples.rooms import ROOMS
from tests.samples.services import SERVICES
from tests.samples.town import TOWN
from tests.samples.village import VILLAGE

CONTENT = Path(__file__).parents[2] / "content"
SCENES = HALL | FIELDS | VILLAGE | TOWN | SERVICES | ROOMS | CRAFT
# Size in pixels and the most kilobytes a file may take.
SHAPES = {
    "plain": ((1600, 1200), 148),
    "tall": ((1200, 1600), 148),
    "wide": ((1920, 1080), 165),
    "album": ((1280, 960), 96),
    "press": ((4000, 3000), 800),
}


def draw(job: tuple[str, str]) -> tuple[str, int]:
    """Draw one photo from its line, such as 'rice dusk wide season=ripe'; give path and bytes."""
    path, line = job
    scene, light, *rest = line.split()
    shape = next((word for word in rest if word in SHAPES), "album" if path.startswith("anh/") else "plain")
    options = dict(word.split("=") for word in rest if "=" in word)
    values = {key: int(value) if value.isdigit() else value for key, value in options.items()}
    size, kilobytes = SHAPES[shape]
    # Large sheets need less oversampling for equally smooth edges.
    canvas = Canvas(*size, seed=zlib.crc32(path.encode()), light=light, over=1.5 if shape == "press" else 2)
    SCENES[scene](canvas, **values)
    return path, canvas.save(CONTENT / path, kilobytes * 1000)


def main(folders: list[str]) -> None:
    """Draw the photos of the given folders, or all."""
    jobs = [(f"{folder}/anh-{n}.jpg", line) for folder, lines in PHOTOS.items() if not folders or folder in folders for n, line in enumerate(lines, 1)]
    with ProcessPoolExecutor(2) as pool:
        sizes = dict(pool.map(draw, jobs))
    print(f"{len(sizes)} ảnh, {sum(sizes.values()) / 1e6:.1f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
