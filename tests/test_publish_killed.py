"""kill -9 between every two steps of what changes the public site: that is whole, nothing lost or left.

A step is whatever the interpreter reports of changing files or starting programs, told apart by the
line of ours that does it: a step that is written tomorrow is killed before, too.
"""

import fcntl
import os
import shutil
import signal
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from plugins.publish.address import path_of
from plugins.publish.releases import stamps
from plugins.publish.targets.local import SPARE
from tests.hosts import needs, server
from tests.portal import STORIES, list_stories, make_portal
from tests.site import ROOT
from tests.test_publish_notice import with_places

pytestmark = needs("rsync", "flock")
CHANGES = (
    "os.rename os.link os.symlink os.mkdir os.remove os.rmdir os.chmod os.truncate subprocess.Popen"
).split()
WATCHED = {*CHANGES, "open"}
OURS = str(ROOT / "plugins")
# What lies beside the releases when nothing runs.
KNOWN = {"releases", "current", "switched", "held.json", "sent.json", "publish.log", ".lock", ".turn"}


def step(event: str, arguments: tuple) -> str:
    """Which line of ours, called from which, changes something; '' when nothing does."""
    writes = event == "open" and isinstance(arguments[0], str) and set(arguments[1] or "") & set("wax+")
    if not writes and event not in CHANGES:
        return ""
    if event == "os.mkdir" and Path(arguments[0]).is_dir():  # asked for in case it was not there
        return ""
    frame, lines = sys._getframe(2), []
    while frame:
        code = frame.f_code
        if code.co_filename.startswith(OURS):
            lines.append(f"{Path(code.co_filename).stem}:{frame.f_lineno}")
        frame = frame.f_back
    # What is told to the log is no step of the work.
    return f"{event} {' < '.join(lines[:4])}" if lines and not lines[0].startswith("steps:") else ""


class Steps:
    """Names each step as it comes; what is done for each of two servers, for each."""

    def __init__(self, hook):
        self._hook, self._times = hook, Counter()

    def __call__(self, event: str, arguments: tuple) -> None:
        if event in WATCHED and (found := step(event, arguments)):
            self._times[found] += 1
            if self._times[found] <= (2 if event == "subprocess.Popen" else 1):
                self._hook(f"{found} #{self._times[found]}")


def forked(act, hook) -> int:
    """Runs `act` in a child whose changes are told to `hook` before they happen; its wait status."""
    child = os.fork()
    if not child:
        try:
            sys.dont_write_bytecode = True  # what is kept of a module loaded for the first time is no step
            sys.addaudithook(Steps(hook))
            act()
            os._exit(0)
        finally:
            os._exit(9)
    return os.waitpid(child, 0)[1]


def steps_of(act, log: Path) -> list[str]:
    """Every step of `act`, each once."""
    handle = os.open(log, os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
    assert forked(act, lambda found: os.write(handle, f"{found}\n".encode())) == 0
    return list(dict.fromkeys(log.read_text().splitlines()))


def killed_before(act, found: str) -> bool:
    """Whether it came to that step."""

    def hook(each: str) -> None:
        if each == found:
            os.kill(os.getpid(), signal.SIGKILL)

    return os.WIFSIGNALED(forked(act, hook))


def came_to(act, found: str) -> bool:
    """Kills whoever comes to that step, the process or a copy of it; whether somebody did."""
    told, tell = os.pipe()
    os.set_blocking(told, False)

    def hook(each: str) -> None:
        if each == found:
            os.write(tell, b".")
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        forked(act, hook)
        return bool(os.read(told, 1))
    except BlockingIOError:  # nobody did, and this end is still open here
        return False
    finally:
        os.close(told)
        os.close(tell)


def quiet(folders) -> None:
    """Waits until what the killed one had started on servers has ended."""
    until = time.monotonic() + 30
    for folder in folders:
        while folder.is_dir():
            handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                assert time.monotonic() < until
                time.sleep(0.01)
            finally:
                os.close(handle)


def whole(portal, folders, known: dict) -> set[str]:
    """Which releases the places show, each to the byte; known: their manifests."""
    for name in portal.local.release_list().releases:
        known[name] = portal.local.manifest(name)
    shown = set()
    for folder in folders:
        release = (folder / "current").resolve()
        assert release.parent == folder / "releases" and stamps.altered(release, known[release.name]) == {}
        shown.add(release.name)
    return shown


def with_spare(portal) -> None:
    """The folder that the next release is made of: whoever is killed after taking it leaves none."""
    spare = portal.local.folder / "releases" / SPARE
    if not spare.exists():
        shutil.copytree(portal.current.resolve(), spare)


def tidy(folders) -> None:
    for folder in folders:
        assert {path.name for path in folder.iterdir()} <= KNOWN, [*folder.iterdir()]
        names = {path.name for path in (folder / "releases").iterdir()} - {SPARE}
        assert all(name.replace("-", "").isdigit() for name in names)


def edition(portal, number: int) -> None:
    for address in STORIES[:3]:
        portal.page(address, f"<p>Bản số {number}.</p>")
    portal.write(f"theme/s.{number:08x}.css", f"body {{ width: {number}px }}")
    (portal.site / f"theme/s.{number - 1:08x}.css").unlink(missing_ok=True)
    list_stories(portal, STORIES[: 10 + number % 3])


@pytest.fixture(params=[2])
def places(request, tmp_path):
    """(portal, what to say after its command, the folders of all places)."""
    portal = make_portal(tmp_path / "portal")
    folders = [tmp_path / f"may-{number}" / "cong" for number in range(request.param)]
    portal.settings(ssh=server(tmp_path / "server", as_nobody=False), keep=3, keep_days=0)
    deploy = ("--deploy", " ".join(f"may-chu:{each}" for each in folders), "--check", "0")
    for each in folders:
        each.mkdir(parents=True)
    for number in range(3):
        edition(portal, number)
        portal.published(*deploy)
    return portal, deploy, [portal.local.folder, *folders]


def test_publish_killed_before_each_of_its_steps(places, tmp_path):
    portal, deploy, folders = places
    edition(portal, 3)

    def go_on():
        portal.published(*deploy)

    with_spare(portal)
    steps = steps_of(go_on, tmp_path / "steps")
    known, number, reached = {}, 3, 0
    before = whole(portal, folders, known)
    for each in steps:
        number += 1
        edition(portal, number)
        with_spare(portal)
        reached += killed_before(go_on, each)
        quiet(folders)
        assert whole(portal, folders, known), each
        for folder in folders:
            assert len(list((folder / "releases").glob("[0-9]*"))) >= 2, each
    assert reached == len(steps)
    number += 1
    edition(portal, number)
    last = portal.published(*deploy)
    assert whole(portal, folders, known) == {last} != before
    tidy(folders)


def test_rollback_killed_before_each_of_its_steps(places, tmp_path):
    portal, deploy, folders = places

    def back(*to):
        said = portal.run("rollback", *deploy, *to)
        assert said.status == 0, said

    steps = steps_of(back, tmp_path / "steps")
    known, number, reached, shown, newest = {}, 10, 0, set(), ""
    for each in steps:
        if shown != {newest}:
            number += 1
            edition(portal, number)
            newest = portal.published(*deploy)
            assert whole(portal, folders, known) == {newest}
            tidy(folders)
            target = portal.local.release_list().before_current()
        kept = {folder: {p.name for p in (folder / "releases").iterdir()} for folder in folders}
        reached += killed_before(back, each)
        quiet(folders)
        shown = whole(portal, folders, known)
        assert shown <= {newest, target}, each
        for folder in folders:
            assert kept[folder] <= {p.name for p in (folder / "releases").iterdir()}, each
        if len(shown) == 2:
            # Typed again, with the name that the first one said.
            back("--to", target)
            shown = whole(portal, folders, known)
            assert shown == {target}
    assert reached == len(steps)


@pytest.mark.parametrize("places", [1], indirect=True)
def test_rollback_over_what_was_withdrawn_killed_before_each_of_its_steps(places, tmp_path):
    portal, deploy, folders = places
    target = portal.local.release_list().current
    portal.page("/da-go.html", "<p>Đã gỡ</p>")
    (portal.site / path_of(STORIES[9])).unlink()
    list_stories(portal, STORIES[:9])
    with_places(portal)
    story = portal.folder / f"content{STORIES[9]}index.md"
    story.parent.mkdir(parents=True)
    story.write_text("---\nstatus: rút\nreason: Nhầm\n---\n", "utf-8")
    portal.published(*deploy, "--force")

    def back():
        said = portal.run("rollback", *deploy, "--to", target)
        assert said.status == 0, said

    with_spare(portal)
    steps = steps_of(back, tmp_path / "steps")
    portal.published(*deploy, "--force")
    known, reached = {}, 0
    for each in steps:
        with_spare(portal)
        reached += killed_before(back, each)
        quiet(folders)
        assert target not in whole(portal, folders, known), each
        shown = [folder / "current" / path_of(STORIES[9]) for folder in folders]
        assert not any(each.is_file() and "Bản số" in each.read_text("utf-8") for each in shown), each
    assert reached == len(steps)
    back()
    assert len(whole(portal, folders, known)) == 1
    portal.published(*deploy, "--force")
    tidy(folders)


@pytest.mark.parametrize("places", [1], indirect=True)
def test_notice_killed_before_each_of_its_steps(places, tmp_path):
    portal, deploy, folders = places
    with_places(portal)
    portal.published(*deploy)

    def announce(text: str) -> None:
        said = portal.run("notice", "--text", text, *deploy)
        assert said.status == 0, said

    announce("Có bão")
    with_spare(portal)
    steps = steps_of(lambda: announce("Bão số 0"), tmp_path / "steps")
    known, left = {}, []
    for number, each in enumerate(steps, 1):
        with_spare(portal)
        if not killed_before(lambda number=number: announce(f"Bão số {number}"), each):
            left.append(each)
        quiet(folders)
        assert whole(portal, folders, known), each
    assert left == []
    announce("Bão đã qua")
    assert len(whole(portal, folders, known)) == 1
    for folder in folders:
        assert "Bão đã qua" in (folder / "current/live/notice.json").read_text("utf-8")
    tidy(folders)


def test_forget_killed_before_each_of_its_steps(tmp_path):
    portal = make_portal(tmp_path / "portal")
    for number in range(3):
        edition(portal, number)
        portal.published()
    (portal.site / STORIES[11].lstrip("/") / "index.html").unlink()
    list_stories(portal, STORIES[:11])
    story = portal.folder / f"content{STORIES[11]}index.md"
    story.parent.mkdir(parents=True)
    story.write_text("---\nstatus: rút\nreason: Nhầm\n---\n", "utf-8")
    last = portal.published()
    kept, folder = tmp_path / "kept", portal.local.folder
    shutil.copytree(portal.folder, kept, symlinks=True)

    def forget():
        said = portal.run("forget", "--address", STORIES[11])
        assert said.status == 0, said

    steps = steps_of(forget, tmp_path / "steps")
    reached = 0
    for each in steps:
        shutil.rmtree(portal.folder)
        shutil.copytree(kept, portal.folder, symlinks=True)
        reached += killed_before(forget, each)
        assert whole(portal, [folder], {}) == {last}, each
        forget()
        assert not list((folder / "releases").glob(f"*{STORIES[11]}index.html")), each
        assert whole(portal, [folder], {}) == {last}
        tidy([folder])
    assert reached == len(steps) > 2
