"""Killed at any step, out of disk, out of reach: what citizens see stays whole and from one release."""

import errno
import json
import shutil
import subprocess
import threading

import pytest

from plugins.publish.releases import folder as release
from plugins.publish.releases import stamps
from plugins.publish.releases.manifest import read
from plugins.publish.targets import http_check
from plugins.publish.targets.local import SPARE
from tests.hosts import hosts, needs
from tests.nginx import nginx
from tests.portal import STORIES, list_stories, make_portal

pytestmark = needs("nginx", "sshd", "ssh", "rsync")

# Ends the process as kill -9 does, when {target} is reached for the {nth} time.
KILL = """
import os, signal
from plugins.publish import steps
from plugins.publish.releases import folder
from plugins.publish.targets import local, ssh
def ending(owner, name, before, nth):
    real, count = getattr(owner, name), [0]
    def wrapped(*arguments, **more):
        count[0] += 1
        if before and count[0] == nth: os.kill(os.getpid(), signal.SIGKILL)
        result = real(*arguments, **more)
        if count[0] == nth: os.kill(os.getpid(), signal.SIGKILL)
        return result
    setattr(owner, name, wrapped)
ending({owner}, {name!r}, {before}, {nth})
"""
# While readers read the host, what changes there; test_publish_killed.py has every step.
POINTS = [
    ("ssh.Host", "rsync", False, 1),
    ("ssh.Host", "switch", False, 1),
    ("local.Local", "switch", False, 1),
]


def story(portal, number: int) -> None:
    """The portal's edition of this number: every page says so."""
    for address in STORIES:
        portal.page(address, f"<p>Bản số {number}.</p>" * 20)
    list_stories(portal, STORIES[: 10 + number % 3])


@pytest.fixture
def network(tmp_path):
    with hosts(tmp_path / "hosts", "mot") as network:
        yield network


class Reader(threading.Thread):
    """Reads the public site all the while; `wrong` is what no reader should ever get."""

    def __init__(self, base: str):
        super().__init__(daemon=True)
        self.base, self.wrong, self.over, self.asked = base, [], threading.Event(), 0

    def run(self):
        while not self.over.wait(0.01):
            for address in ("/", STORIES[0], STORIES[5], "/theme/style.0a1b2c3d.css"):
                try:
                    status, _, body = http_check.ask(self.base + address)
                    whole = body.rstrip().endswith(b"</html>") or address.startswith("/theme/")
                except OSError as error:
                    status, whole = str(error), False
                self.asked += 1
                if status != 200 or not whole:
                    self.wrong.append((address, status))


def whole(base: str, folder) -> str:
    """The name of the one release that every page at `base` comes from, to the byte."""
    name = json.loads(http_check.ask(f"{base}/release.json")[2])["release"]
    manifest = read((folder / "releases" / name / ".release/manifest.json").read_bytes())
    assert (
        http_check.complaints(
            base, name, manifest, [p for p in manifest.files if not p.endswith((".br", ".gz"))]
        )
        == []
    )
    assert stamps.altered(folder / "releases" / name, manifest) == {}
    return name


def test_killed_at_any_step_the_public_site_is_whole_and_the_next_run_goes_on(network, tmp_path):
    portal = make_portal(tmp_path / "portal")
    portal.settings(ssh=network.ssh)
    deploy = ("--deploy", network.target("mot"), "--check", "0")
    story(portal, 0)
    first = portal.published(*deploy)
    with nginx(tmp_path / "nginx", portal, network.path("mot")) as (base, _):
        reader = Reader(base)
        reader.start()
        seen = {first}
        for number, (owner, name, before, nth) in enumerate(POINTS, 1):
            story(portal, number)
            script = KILL.format(owner=owner, name=name, before=before, nth=nth)
            process = portal.started("publish", "--no-build", *deploy, script=script, stdout=-1, stderr=-1)
            _, said = process.communicate(timeout=120)
            assert process.returncode == -9, (owner, name, before, nth, said)
            seen.add(whole(base, network.path("mot")))
        story(portal, 0)
        last = portal.published(*deploy)
        assert whole(base, network.path("mot")) == last
        reader.over.set()
        reader.join(60)
    assert reader.wrong == [] and reader.asked > 100
    for folder in (network.path("mot"), portal.local.folder):
        names = {path.name for path in (folder / "releases").iterdir()} - {SPARE}
        assert last in names and all(name.replace("-", "").isdigit() for name in names), names
        assert not list(folder.glob(".current*"))


def test_a_lost_line_leaves_what_was_and_the_next_run_goes_on(network, tmp_path):
    """The upload ends in the middle, as when a cable is pulled."""
    portal = make_portal(tmp_path / "portal")
    rsync = tmp_path / "ssh"
    # Passes a little of what rsync sends, then ends; other commands pass whole.
    rsync.write_text(
        f"""#!/bin/sh
case "$*" in *"rsync --server"*) ;; *) exec {network.ssh} "$@" ;; esac
mkfifo {tmp_path}/line
{network.ssh} -o ControlPath=none "$@" <{tmp_path}/line &
dd bs=1 count=2000 status=none >{tmp_path}/line
kill -9 $!
rm {tmp_path}/line
exit 255
"""
    )
    rsync.chmod(0o755)
    portal.settings(ssh=network.ssh)
    deploy = ("--deploy", network.target("mot"), "--check", "0")
    first = portal.published(*deploy)
    story(portal, 1)
    portal.settings(ssh=str(rsync))
    said = portal.refused(*deploy)
    assert network.target("mot") in said
    folder = network.path("mot")
    assert (folder / "current").resolve().name == first
    portal.settings(ssh=network.ssh)
    assert portal.published(*deploy) == (folder / "current").resolve().name != first


@pytest.mark.parametrize("nth", [1, 5])
def test_a_full_disk_is_told_plainly_and_changes_nothing(tmp_path, monkeypatch, nth):
    portal = make_portal(tmp_path / "portal")
    first = portal.published()
    story(portal, 1)
    copies, real = [0], release._copy

    def full(source, to, entry):
        copies[0] += 1
        if copies[0] == nth:
            raise OSError(errno.ENOSPC, "No space left on device", to)
        return real(source, to, entry)

    monkeypatch.setattr(release, "_copy", full)
    said = portal.refused()
    assert "Đĩa đã đầy" in said
    assert portal.local.release_list().current == first
    monkeypatch.undo()
    second = portal.published()
    assert {path.name for path in (portal.local.folder / "releases").iterdir()} == {first, second}


def test_a_full_disk_on_a_host_is_told_plainly_and_changes_nothing(network, tmp_path):
    portal = make_portal(tmp_path / "portal")
    ssh = tmp_path / "ssh"
    # As rsync says it when the disk of the other side is full.
    ssh.write_text(
        '#!/bin/sh\ncase "$*" in *"rsync --server"*) echo "write failed: No space left on device (28)" >&2; '
        f'exit 11;; esac\nexec {network.ssh} "$@"\n'
    )
    ssh.chmod(0o755)
    deploy = ("--deploy", network.target("mot"), "--check", "0")
    portal.settings(ssh=network.ssh)
    first = portal.published(*deploy)
    story(portal, 1)
    portal.settings(ssh=str(ssh))
    assert "Máy chủ hết chỗ trên đĩa" in portal.refused(*deploy)
    assert (network.path("mot") / "current").resolve().name == first


def test_a_public_address_that_shows_something_else_returns_the_host(network, tmp_path, monkeypatch):
    monkeypatch.setattr(http_check, "PATIENCE", 0.5)
    portal = make_portal(tmp_path / "portal")
    portal.settings(ssh=network.ssh)
    with nginx(tmp_path / "nginx", portal, network.path("mot")) as (base, _):
        deploy = ("--deploy", network.target("mot"), "--check")
        first = portal.published(*deploy, base)
        story(portal, 1)
        said = portal.refused(*deploy, "http://127.0.0.1:1")
        assert "http://127.0.0.1:1 không trả lời" in said and "hay CHECK=0 để khỏi hỏi" in said
        assert whole(base, network.path("mot")) == first == portal.local.release_list().current


def test_ctrl_c_says_that_all_is_as_it_was(tmp_path, monkeypatch):
    from plugins.publish import deploy

    portal = make_portal(tmp_path / "portal")
    first = portal.published()
    story(portal, 1)

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(deploy, "_shown", interrupted)
    said = portal.publish()
    assert said.status == 130 and "vẫn nguyên" in said.err
    assert portal.local.release_list().current == first


def test_a_fault_of_the_software_shows_no_traceback(tmp_path, monkeypatch):
    from plugins.publish import publish

    portal = make_portal(tmp_path / "portal")
    monkeypatch.setattr(publish, "make_plan", lambda *_, **__: 1 / 0)
    said = portal.publish()
    assert said.status == 2 and "Traceback" not in said.err + said.out
    assert "ZeroDivisionError" in (portal.folder / ".cache/loi.log").read_text()


def may_mount(folder) -> bool:
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", folder], capture_output=True)
    return done.returncode == 0 and subprocess.run(["umount", folder]).returncode == 0


@pytest.mark.parametrize("where", ["here", "server"])
def test_a_disk_that_is_really_full_at_any_moment_changes_nothing(network, tmp_path, where):
    """A small file system of its own, filled up to so and so many bytes less than all."""
    if not may_mount(tmp_path / "mount"):
        pytest.skip("only root may mount a small file system")
    portal = make_portal(tmp_path / "portal")
    portal.settings(ssh=network.ssh, keep=3, keep_days=0)
    deploy = ("--deploy", network.target("mot"), "--check", "0") if where == "server" else ()
    folder = network.path("mot") if where == "server" else portal.local.folder
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", folder], check=True)
    try:
        first, refusals = portal.published(*deploy), 0
        for number, left in enumerate(range(0, 400, 16), 1):
            story(portal, number)
            filler = folder / "filler"
            free = shutil.disk_usage(folder).free
            filler.write_bytes(b"0" * max(0, free - left * 1024))
            said = portal.publish(*deploy)
            shown = (folder / "current").resolve()
            assert stamps.altered(shown, portal.local.manifest(shown.name)) == {}
            if said.status:
                refusals += 1
                assert "đầy" in said.err or "hết chỗ" in said.err, said
                assert shown.name == first and "Traceback" not in said.err
            filler.unlink()
            if not said.status:
                break
        assert refusals > 1 and not said.status, "tried both"
        last = portal.published(*deploy)
        assert (folder / "current").resolve().name == last
        assert {path.name for path in (folder / "releases").iterdir()} == {first, last}
    finally:
        subprocess.run(["umount", folder], check=True)
