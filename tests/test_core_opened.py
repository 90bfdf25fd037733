"""What a build opens is noted, so that the next one sees a change of it."""

from contextlib import suppress

import pytest

from plugins.core import opened


@pytest.mark.parametrize(
    ("path", "is_noted"),
    [
        ("/dev/shm/cong/content/a.md", True),
        ("/srv/dev/a.md", True),
        ("/devices/a.md", True),
        ("/dev/cpu_dma_latency_", False),
        ("/proc/self/khong-co", False),
        ("/sys/khong-co", False),
    ],
)
def test_what_lies_on_a_disk_or_in_memory_is_noted_and_what_the_system_makes_up_is_not(path, is_noted):
    noted = opened.noted()
    with suppress(OSError):
        open(path).close()  # noqa: PTH123
    assert (path in noted) is is_noted
