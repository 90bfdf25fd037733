"""kill -9 of a shell on a server before every step that it was told: all is whole, the next run goes on.

A step is a program that the shell starts, told apart by its script and its place in it: a step
that is written tomorrow is killed before, too.
"""

import os
import shutil
import signal
from pathlib import Path

import pytest

from plugins.publish.targets.local import Local
from tests.hosts import needs, server
from tests.portal import make_portal
from tests.test_publish_killed import edition, quiet, tidy, whole, with_spare

pytestmark = needs("rsync", "flock")
# `head` and `timeout` wait in the lock's shell all the while; the others do work.
STEPS = "mkdir rm cp mv ln touch find xargs sync sha256sum flock readlink".split()
PROGRAM = """#!/bin/sh
n=
[ -f {folder}/count.$SCRIPT.{name} ] && read -r n < {folder}/count.$SCRIPT.{name}
n=$((n + 1))
echo $n > {folder}/count.$SCRIPT.{name}
echo "$SCRIPT {name} $n" >> {folder}/log
read -r at < {folder}/at
if [ "$at" = "$SCRIPT {name} $n" ]; then
  echo > {folder}/at
  kill -9 "$SHELL_OF_SCRIPT" $PPID
  exit 1
fi
exec {program} "$@"
"""
# Its own end is a step too: all was done, and nobody was told.
SSH = """#!/bin/sh
while case $1 in -o|-l) shift 2 ;; -*) shift ;; *) false ;; esac; do :; done
shift
case $* in
  rsync*) SCRIPT=rsync ;;
  *) SCRIPT=$(printf %s "${{*%%" sh /"*}}" | cksum) SCRIPT=${{SCRIPT%% *}} ;;
esac
export SCRIPT
rm -f {folder}/count.$SCRIPT.*
PATH={folder}/bin sh -c 'SHELL_OF_SCRIPT=$$; export SHELL_OF_SCRIPT; echo $$ >> {folder}/shells; '"$*"
status=$?
echo "$SCRIPT end" >> {folder}/log
read -r at < {folder}/at
[ "$at" != "$SCRIPT end" ] || {{ echo > {folder}/at; exit 255; }}
exit $status
"""


def _environment(process: int) -> str:
    try:
        return Path(f"/proc/{process}/environ").read_text("utf-8", "replace")
    except OSError:
        return ""


class Server:
    """ssh: reaches a server whose shell is killed `before` a step, once."""

    def __init__(self, folder: Path):
        self.folder = folder
        server(folder, as_nobody=False)
        for name in STEPS:
            program = folder / "bin" / name
            program.unlink()
            program.write_text(PROGRAM.format(folder=folder, name=name, program=shutil.which(name)))
            program.chmod(0o755)
        (folder / "ssh").write_text(SSH.format(folder=folder))
        self.ssh = str(folder / "ssh")
        self.before("")

    def before(self, step: str) -> None:
        (self.folder / "at").write_text(f"{step}\n")

    def was_killed(self) -> bool:
        return not (self.folder / "at").read_text().strip()

    def kill_all(self) -> None:
        """Every shell that is there now, with what it waits for."""
        for shell in map(int, (self.folder / "shells").read_text().split()):
            if f"{self.folder}/bin" in _environment(shell):
                os.kill(shell, signal.SIGKILL)

    def steps_of(self, act) -> list[str]:
        log = self.folder / "log"
        log.write_text("")
        act()
        return list(dict.fromkeys(log.read_text().splitlines()))


@pytest.fixture
def places(tmp_path):
    """(portal, the server, what to say after a command, the folders of all places)."""
    portal, there = make_portal(tmp_path / "portal"), Server(tmp_path / "server")
    folders = [tmp_path / f"may-{number}" / "cong" for number in range(2)]
    portal.settings(ssh=there.ssh, keep=3, keep_days=0)
    deploy = ("--deploy", " ".join(f"may-chu:{each}" for each in folders), "--check", "0")
    for each in folders:
        each.mkdir(parents=True)
    for number in range(3):
        edition(portal, number)
        portal.published(*deploy)
    return portal, there, deploy, [portal.local.folder, *folders]


def test_publish_and_a_shell_on_a_server_killed_before_each_of_its_steps(places):
    portal, there, deploy, folders = places
    edition(portal, 3)
    with_spare(portal)
    known, steps = {}, there.steps_of(lambda: portal.published(*deploy))
    before = whole(portal, folders, known)
    for number, each in enumerate(steps, 4):
        edition(portal, number)
        with_spare(portal)
        there.before(each)
        said = portal.publish(*deploy)
        assert there.was_killed(), each
        quiet(folders)
        shown = whole(portal, folders, known)
        assert len(shown) == 1 and (shown != before) is (said.status == 0), (each, said)
        # A server that fails is no server that somebody wrote to.
        assert "Traceback" not in said.err and "Có người đã sửa" not in said.err, (each, said)
        for folder in folders:
            assert len(list((folder / "releases").glob("[0-9]*"))) >= 2, each
        before = shown
    last = portal.published("--force", *deploy)
    assert whole(portal, folders, known) == {last}
    tidy(folders)


def test_rollback_and_a_shell_on_a_server_killed_before_each_of_its_steps(places):
    portal, there, deploy, folders = places
    first, second = portal.local.release_list().releases[-2:]

    def turn(to: str):
        return portal.run("rollback", *deploy, "--to", to)

    known, steps = {}, there.steps_of(lambda: turn(first))
    shown = whole(portal, folders, known)
    assert shown == {first}
    for each in steps:
        target = second if shown == {first} else first
        # Marks are made on the way back alone.
        if target == second:
            assert turn(second).status == 0
            shown, target = {second}, first
        there.before(each)
        said = turn(target)
        assert there.was_killed() and "Traceback" not in said.err, (each, said)
        quiet(folders)
        shown = whole(portal, folders, known)
        # What is said is what is shown, whatever could not be done after the switch.
        assert shown == {target if said.status == 0 else second}, (each, said)
        for folder in folders:
            assert {first, second} <= {path.name for path in (folder / "releases").iterdir()}, each
    portal.published("--force", *deploy)
    assert len(whole(portal, folders, known)) == 1
    tidy(folders)


def test_whoever_no_longer_holds_a_server_changes_nothing_there(places, monkeypatch):
    portal, there, deploy, folders = places
    before, known = whole(portal, folders, {}), {}
    edition(portal, 3)
    finish = Local.finish

    def meanwhile(*arguments):
        finish(*arguments)
        there.kill_all()

    monkeypatch.setattr(Local, "finish", meanwhile)
    assert "Đường nối giữ chỗ trên máy chủ đã đứt" in portal.refused(*deploy)
    assert whole(portal, folders, known) == before
    monkeypatch.undo()
    portal.published(*deploy)
    tidy(folders)
