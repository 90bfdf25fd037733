"""kill -9 before every step of a build that changes files: the next one is as if built from nothing."""

from datetime import datetime

import pytest
import time_machine

from plugins.build.run import Wish, build
from tests.site import make_site
from tests.test_build_standing import built, same_as_from_nothing
from tests.test_publish_killed import came_to, steps_of

NOON = datetime.fromisoformat("2024-07-01T12:00:00+07:00")
STORIES = 12


@pytest.fixture
def portal(tmp_path, monkeypatch):
    site = make_site(tmp_path / "portal")
    for number in range(STORIES):
        site.story(f"bai-{number}", f"Bài {number}", f"2024-06-{number + 1:02} 08:00", tags="[Một]")
    monkeypatch.chdir(site.folder)
    return site


def test_a_build_killed_before_each_of_its_steps_leaves_nothing_stale(portal, tmp_path):
    def edition(number: int) -> None:
        """Another text each time in another story, and one that comes and goes."""
        at = number % STORIES
        body = f"Bản số {number}."
        portal.story(f"bai-{at}", f"Bài {at}", f"2024-06-{at + 1:02} 08:00", tags="[Một]", body=body)
        guest = portal.story("khach", "Khách", "2024-06-20 08:00", "Giáo dục")
        if number % 2:
            guest.unlink()
            guest.parent.rmdir()

    def once() -> None:
        build("settings.py", portal.output, Wish())

    with time_machine.travel(NOON, tick=False):
        built(portal)
        edition(1)
        steps = steps_of(once, tmp_path / "steps")
        assert any("output:" in each for each in steps) and any("printed:" in each for each in steps)
        reached = 0
        for number, each in enumerate(steps, 2):
            edition(number)
            reached += came_to(once, each)
            built(portal)
            if not number % 10:
                same_as_from_nothing(portal)
        same_as_from_nothing(portal)
    assert reached > len(steps) * 3 / 4
    left = {path.name for path in portal.folder.glob(".output*")}
    assert left <= {".output.lock", ".output.pages"}
