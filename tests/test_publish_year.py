"""A year of a newsroom: nothing that no person wrote stops a release, and no public address is lost."""

import os
from datetime import datetime

import pytest
from PIL import Image

from tests.newsroom import make_newsroom
from tests.year import Year

# `make year` lets more days pass.
DAYS = int(os.environ.get("DAYS", "60"))
SEED = int(os.environ.get("SEED", "7"))
EVERY = 6  # days between two comparisons with a build from nothing


@pytest.fixture(scope="module")
def photos(tmp_path_factory) -> list[bytes]:
    folder, photos = tmp_path_factory.mktemp("photos"), []
    for colour in ("teal", "firebrick"):
        path = folder / f"{colour}.jpg"
        Image.new("RGB", (640, 400), colour).save(path)
        photos.append(path.read_bytes())
    return photos


def test_every_day_of_a_newsroom_reaches_its_readers(tmp_path, photos):
    year = Year(make_newsroom(tmp_path / "cong"), SEED, photos, datetime(2026, 1, 5, 8))
    for number in range(DAYS):
        year.day(number, tmp_path / "khac" if number % EVERY == EVERY - 1 else None)
