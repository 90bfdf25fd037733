"""Work on all cores has the results of work in one process, also when it goes wrong."""

import logging
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from plugins.core import processes
from plugins.core.processes import FEW, Aside, each_done, end_copies, spread
from tests.site import ROOT

MANY = list(range(FEW * 3))
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="copies are made on Linux only")


def test_answers_come_in_order_from_more_than_one_process():
    answers = spread(lambda number: (number * number, os.getpid()), MANY, processes=3)
    assert [square for square, _ in answers] == [number * number for number in MANY]
    assert len({process for _, process in answers}) == 3


@pytest.mark.parametrize("things", [MANY[:FEW], []])
def test_little_work_is_done_here(things):
    assert set(spread(lambda _: os.getpid(), things, processes=3)) <= {os.getpid()}


@pytest.fixture(params=[len(MANY), 10])
def most(request, monkeypatch):
    """Work that is done here too, and work for copies that follow one another."""
    monkeypatch.setattr(processes, "MOST", request.param)


def test_no_copy_does_more_than_its_part_of_much_work_and_this_process_none(monkeypatch):
    monkeypatch.setattr(processes, "MOST", 10)
    answers = spread(lambda number: (number, os.getpid()), MANY, processes=2)
    assert [number for number, _ in answers] == MANY
    done_by = [process for _, process in answers]
    assert os.getpid() not in done_by and max(map(done_by.count, done_by)) <= 10


def test_a_copy_does_fewer_things_that_weigh_more(monkeypatch):
    monkeypatch.setattr(processes, "MOST", 10)
    heavy = len(MANY) // 2
    done_by = spread(lambda _: os.getpid(), MANY, processes=2, weight=lambda n: 1 if n < heavy else 5)
    assert max(map(done_by[:heavy].count, done_by)) > 2 >= max(map(done_by[heavy:].count, done_by))


def test_whichever_process_is_free_takes_the_next_part(monkeypatch):
    monkeypatch.setattr(processes, "MOST", 10)

    def work(number: int) -> float:
        if number == 0:
            time.sleep(1)
        return time.monotonic()

    first, *others = spread(work, MANY, processes=2)
    assert max(others[10:]) < first


def test_what_is_done_is_given_while_the_rest_is_at_work(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "MOST", 10)

    def work(number: int) -> int:
        deadline = time.monotonic() + 30
        while number == MANY[-1] and not (tmp_path / "seen").exists():
            assert time.monotonic() < deadline
            time.sleep(0.01)
        return number

    answers = each_done(work, MANY, processes=2)
    assert next(answers) == 0
    (tmp_path / "seen").touch()
    assert list(answers) == MANY[1:]


def test_a_copy_that_has_much_to_do_does_it_alone(two_cores):
    done_by = Aside(lambda: {os.getpid(), *spread(lambda _: os.getpid(), MANY)}).outcome()
    assert len(done_by) == 1 and os.getpid() not in done_by


@pytest.mark.parametrize("where", [0, len(MANY) - 1])
def test_what_a_process_raises_is_raised_here(where, most):
    def work(number):
        if number == where:
            raise KeyError("không có")
        return number

    with pytest.raises(KeyError, match="không có"):
        spread(work, MANY, processes=2)


def test_what_a_process_logs_is_told_here(caplog, most):
    said = f"{processes.MOST} things, number %d"  # Pelican tells a thing once
    spread(lambda number: logging.getLogger("x").warning(said, number), MANY, processes=2)
    assert {record.getMessage() for record in caplog.records} == {said % number for number in MANY}


def test_a_process_killed_from_outside_stops_the_work(most):
    here = os.getpid()

    def work(_):
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(RuntimeError, match="ended from outside"):
        spread(work, MANY, processes=2)


@pytest.fixture
def two_cores(monkeypatch):
    monkeypatch.setattr("plugins.core.processes.cores", lambda: 2)


def test_work_aside_begins_at_once_and_its_outcome_waits(tmp_path, two_cores):
    def work():
        (tmp_path / "begun").touch()
        while not (tmp_path / "go").exists():
            time.sleep(0.01)
        return os.getpid()

    begun = Aside(work)
    deadline = time.monotonic() + 30
    while not (tmp_path / "begun").exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert not begun.is_over()
    (tmp_path / "go").touch()
    while not begun.is_over():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert begun.outcome() != os.getpid()


def test_work_that_is_not_to_begin_is_done_when_it_is_asked_for(two_cores):
    done = []
    with Aside(lambda: done.append(os.getpid()), begins=False) as later:
        assert not done
        later.outcome()
    assert done == [os.getpid()]


def test_whoever_waits_for_work_in_another_thread_is_told_that_it_was_stopped(two_cores):
    beside = Aside(lambda: time.sleep(600))
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(beside.outcome)
        time.sleep(0.1)
        beside.stop()
        assert isinstance(waiting.exception(timeout=30), RuntimeError)


def test_copies_that_cannot_all_be_made_are_all_ended(monkeypatch):
    made = []

    class Copy(processes._Copy):
        def __init__(self, work, share):
            if made:
                raise OSError("no more processes")
            super().__init__(work, share)
            made.append(self._process)

    monkeypatch.setattr(processes, "_Copy", Copy)
    with pytest.raises(OSError, match="no more processes"):
        spread(lambda _: time.sleep(600), MANY, processes=3)
    assert not made[0].is_alive()


def test_work_nobody_waits_for_ends_when_told(tmp_path, two_cores):
    def work():
        while True:
            (tmp_path / "alive").touch()
            time.sleep(0.01)

    Aside(work)
    deadline = time.monotonic() + 30
    while not (tmp_path / "alive").exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    end_copies()
    (tmp_path / "alive").unlink()
    time.sleep(0.1)
    assert not (tmp_path / "alive").exists()


FOREVER = """
import os, sys, time
from plugins.core.processes import spread
def work(_):
    os.write(1, b"%d " % os.getpid())
    time.sleep(600)
spread(work, list(range(99)), processes=2)
"""


def test_no_process_outlives_the_first():
    with subprocess.Popen(
        [sys.executable, "-c", FOREVER], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as run:
        processes = {int(read_word(run.stdout)) for _ in range(2)}
        assert len(processes) == 2
        run.kill()
    deadline = time.monotonic() + 30
    while any(map(alive, processes)):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def read_word(stream) -> str:
    word = ""
    while not word.endswith(" "):
        word += stream.read(1)
    return word


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_copy_ends_nothing_that_was_begun_before_it(two_cores):
    """It is the first process's to end, and to wait for."""
    first = Aside(lambda: "một")

    def end() -> str:
        end_copies()
        return "hai"

    assert Aside(end).outcome() == "hai" and first.outcome() == "một"
