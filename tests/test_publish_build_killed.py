"""kill -9 of a publish while its build runs, or of that build: the public site stays, the next goes on."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from plugins.publish.releases import stamps
from plugins.publish.targets.local import SPARE
from tests.newsroom import Newsroom, make_newsroom
from tests.site import ROOT

PATIENCE = 60  # seconds
MOMENTS = (0.0, 0.3, 0.6)  # seconds after the build has begun: it is loading, reading, printing, done


def build_of(publisher: int) -> int:
    """The process that builds for another one, once it is there."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                if parent == publisher and b"plugins.build" in (folder / "cmdline").read_bytes():
                    return int(folder.name)
            except (OSError, ValueError):  # it has ended
                continue
        time.sleep(0.01)
    raise AssertionError("no build began")


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory) -> Newsroom:
    made = make_newsroom(tmp_path_factory.mktemp("newsroom"))
    made.site.story(body="Bản đầu.")
    made.published()
    return made


@pytest.mark.parametrize("after", MOMENTS)
@pytest.mark.parametrize("whose", ["build", "publish"])
def test_the_public_site_stays_and_the_next_publish_goes_on(newsroom, whose, after):
    shown = newsroom.local.current.resolve()
    manifest = newsroom.local.manifest(shown.name)
    newsroom.site.story(body=f"Bản của {whose} sau {after}.")
    newsroom.site.story(f"bai-{whose}-{after}".replace(".", "-"), f"Bài {whose} {after}")
    publisher = subprocess.Popen(
        [sys.executable, "-m", "plugins.publish", "--settings", "settings.py", "publish"],
        cwd=newsroom.folder,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    build = build_of(publisher.pid)
    time.sleep(after)
    with suppress(ProcessLookupError):  # the build was done
        os.kill(build if whose == "build" else publisher.pid, signal.SIGKILL)
    said, _ = publisher.communicate(timeout=PATIENCE)
    assert "Traceback" not in said
    if newsroom.local.current.resolve() == shown:
        assert stamps.altered(shown, manifest) == {}
    newsroom.published()
    assert f"Bản của {whose} sau {after}." in newsroom.page("/tin/2024/06/bai-thu/")
    assert f"Bài {whose} {after}" in newsroom.page("/")
    now = newsroom.local.current.resolve()
    assert stamps.altered(now, newsroom.local.manifest(now.name)) == {}
    releases = newsroom.folder / "public_html" / "releases"
    assert {path.name for path in releases.iterdir()} <= {*newsroom.local.release_list().releases, SPARE}
