"""What a publish begins before it knows what is public: used for just that wish, and never left running."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from plugins.publish import build_process
from plugins.publish.build_process import Ahead

OUTPUT, SETTINGS = Path("output"), Path("publishconf.py")


class Program:
    """Stands for the program that builds, and notes what becomes of it."""

    def __init__(self, _root):
        self.told, self.done = [], []

    def tell(self, *options):
        self.told.append(options)

    def end(self):
        self.done.append("end")
        return 1

    def stop(self):
        self.done.append("stop")


@pytest.fixture
def programs(monkeypatch):
    started = []
    monkeypatch.setattr(
        build_process, "Waiting", lambda root, *_: started.append(Program(root)) or started[-1]
    )
    counts = SimpleNamespace(returncode=None, communicate=lambda: ("", ""))
    monkeypatch.setattr(build_process.subprocess, "Popen", lambda *_, **__: counts)
    return started


@pytest.fixture
def ahead(programs):
    return Ahead(SimpleNamespace(root=Path(), file=SETTINGS))


STEPS = SimpleNamespace(reach=lambda *_: None, warn=lambda *_: None)


def test_a_build_begun_early_is_the_one_that_is_wanted(ahead, programs):
    with ahead:
        ahead.begin(OUTPUT, STEPS)
        ahead.build(SETTINGS, OUTPUT, []).end()
    assert len(programs) == len(programs[0].told) == 1
    assert programs[0].done == ["end"]


@pytest.mark.parametrize("options, hold", [(["--full"], {}), (["--approved", "."], {}), ([], {"a": ["b"]})])
def test_another_wish_is_a_build_of_its_own_after_the_first_has_ended(ahead, programs, options, hold):
    with ahead:
        ahead.begin(OUTPUT, STEPS)
        ahead.build(SETTINGS, OUTPUT, options, hold).end()
    assert [each.done for each in programs] == [["end"], ["end"]]
    (told,) = programs[1].told
    assert set(options) <= {*told} and ("--hold" in told) == bool(hold)


def test_what_nobody_came_for_is_ended(ahead, programs):
    with pytest.raises(KeyboardInterrupt), ahead:
        ahead.begin(OUTPUT, STEPS)
        raise KeyboardInterrupt
    assert programs[0].done == ["stop"]


def test_a_program_that_was_told_nothing_is_let_go(ahead, programs):
    with ahead:
        pass
    assert (programs[0].told, programs[0].done) == ([], ["end"])
