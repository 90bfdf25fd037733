"""What a publish begins before it knows what is public: used for just that wish, and never left running."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from plugins import cli
from plugins.publish import __main__ as command
from plugins.publish import build_process, build_program
from plugins.publish.build_process import Ahead, begun
from tests.site import ROOT

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
    for module in (build_process, build_program):
        monkeypatch.setattr(module, "Waiting", lambda root, *_: started.append(Program(root)) or started[-1])
    return started


@pytest.fixture
def ahead_for(programs):
    return lambda: Ahead(SimpleNamespace(root=Path(), file=SETTINGS), build_process.Waiting(Path()), STEPS)


@pytest.fixture
def ahead(ahead_for, monkeypatch):
    monkeypatch.setattr(build_process, "_counts_taken", lambda _: "")
    return ahead_for()


STEPS = SimpleNamespace(reach=lambda *_: None, warn=lambda *_: None)


def test_a_build_begun_early_is_the_one_that_is_wanted(ahead, programs):
    with ahead:
        ahead.begin(OUTPUT)
        ahead.build(SETTINGS, OUTPUT, []).end()
    assert len(programs) == len(programs[0].told) == 1
    assert programs[0].done == ["end"]


@pytest.mark.parametrize("options, hold", [(["--full"], {}), (["--approved", "."], {}), ([], {"a": ["b"]})])
def test_another_wish_is_a_build_of_its_own_after_the_first_has_ended(ahead, programs, options, hold):
    with ahead:
        ahead.begin(OUTPUT)
        ahead.build(SETTINGS, OUTPUT, options, hold).end()
    assert [each.done for each in programs] == [["end"], ["end"]]
    (told,) = programs[1].told
    assert set(options) <= {*told} and ("--hold" in told) == bool(hold)


@pytest.mark.parametrize(
    "export, why",
    [
        (lambda _: print("Đang chép …\nCơ sở dữ liệu không trả lời.") or 1, "Cơ sở dữ liệu không trả lời."),
        (lambda _: 2, "mã 2"),
        (lambda _: os._exit(9), "việc lấy bị dừng"),
        (lambda _: print("Đã chép số lượt xem.") or 0, None),
    ],
)
@pytest.mark.parametrize("begins", [True, False])
def test_counts_that_cannot_be_taken_are_told_and_stop_nothing(ahead_for, monkeypatch, export, why, begins):
    monkeypatch.setattr("plugins.views.__main__.main", export)
    told = []
    steps = SimpleNamespace(reach=lambda *_: None, warn=told.append)
    with ahead_for() as ahead:
        if begins:
            ahead.begin(OUTPUT)
        ahead.take_counts(steps)
        ahead.build(SETTINGS, OUTPUT, []).end()
    assert told == ([f"Chưa lấy được số lượt xem mới ({why}). Trang dùng số lần trước."] if why else [])


def test_who_stops_a_publish_on_one_core_stops_no_counts_alone(monkeypatch):
    monkeypatch.setattr("plugins.core.processes.cores", lambda: 1)
    monkeypatch.setattr("plugins.views.__main__.main", lambda _: cli.STOPPED)
    with pytest.raises(KeyboardInterrupt):
        Ahead(SimpleNamespace(root=Path(), file=SETTINGS), None, STEPS)


def test_what_nobody_came_for_is_ended(ahead, programs):
    with pytest.raises(KeyboardInterrupt), ahead:
        ahead.begin(OUTPUT)
        raise KeyboardInterrupt
    assert programs[0].done == ["stop"]


@pytest.mark.parametrize("busy", [False, True])
def test_what_was_begun_before_another_publish_ended_is_not_used(tmp_path, programs, monkeypatch, busy):
    """The program looks at what lies there while it is loaded; another publish may have changed that."""

    @contextmanager
    def locked(_path, _wait, tell):
        if busy:
            tell("Một lần đăng khác đang chạy; xin chờ.")
        yield

    monkeypatch.setattr(build_process, "locked", locked)
    publish = SimpleNamespace(wait=1)
    portal = SimpleNamespace(root=tmp_path, file=SETTINGS, folder=tmp_path, publish=publish)
    told, early = [], build_process.Waiting(tmp_path)
    steps = SimpleNamespace(reach=STEPS.reach, tell=told.append)
    with begun(portal, OUTPUT, True, steps, early) as ahead:
        ahead.build(SETTINGS, OUTPUT, []).end()
    assert [each.done for each in programs] == ([["stop"], ["end"]] if busy else [["end"]])
    assert len(told) == busy


def test_what_was_begun_is_ended_when_there_is_no_turn(tmp_path, programs):
    portal = SimpleNamespace(folder=tmp_path / "tep", publish=SimpleNamespace(wait=0))
    portal.folder.write_text("một tệp ở chỗ của thư mục")
    with pytest.raises(OSError), begun(portal, OUTPUT, True, STEPS, build_process.Waiting(tmp_path)):
        pytest.fail("it has no turn")
    assert programs[0].done == ["stop"]


def test_settings_that_are_wrong_leave_no_program_running(tmp_path, programs, capsys):
    (tmp_path / "settings.py").write_text("x = (")
    assert command.main(["--settings", str(tmp_path / "settings.py"), "publish"]) == 1
    assert [each.done for each in programs] == [["stop"]]
    assert "settings.py, dòng 1" in capsys.readouterr().err


def test_a_publish_begins_the_build_before_it_loads_anything_large():
    loaded = "import sys, plugins.publish.__main__; print({'pydantic', 'jinja2'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == "set()\n"


def test_a_program_that_was_told_nothing_is_let_go(ahead, programs):
    with ahead:
        pass
    assert (programs[0].told, programs[0].done) == ([], ["end"])
