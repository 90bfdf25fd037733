"""A photo may crash its worker, hang it or be huge; the build goes on and names the photo."""

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from plugins.gallery import refusal, workers
from plugins.gallery.jobs import Failed, Job, Rendered
from plugins.gallery.pipeline import Progress, spoken
from plugins.gallery.settings import GallerySettings

ROOT = Path(__file__).parents[1]
STUB = """
import os, sys, time
sys.path.insert(0, {root!r})
from multiprocessing.connection import Connection
from plugins.gallery.jobs import Rendered, Failed, Heavy
from plugins.gallery.cache import Record
line = Connection(int(sys.argv[1]))
folder, options, processes = line.recv()
line.send("ready")
while True:
    try:
        job, alone = line.recv()
    except EOFError:
        break
    name = job.path.name
    if "crash" in name:
        os._exit(9)
    if "hang" in name:
        time.sleep(600)
    if "heavy" in name and not alone:
        line.send(Heavy())
        continue
    with open(folder / "log", "a") as log:
        log.write(f"{{'alone' if alone else 'together'}} {{name}}\\n")
    line.send(Rendered(Record(name, 1, 1, 0, False, {{}})))
"""


@pytest.fixture
def stub(tmp_path, monkeypatch):
    """Workers that do as the name of the photo says."""
    script = tmp_path / "stub.py"
    script.write_text(STUB.format(root=str(ROOT)))
    monkeypatch.setattr(workers, "WORKER", script)


def outcomes(folder, names, **changes):
    jobs = [Job(Path(name)) for name in names]
    return {
        job.path.name: outcome
        for job, outcome in workers.work_off(jobs, folder, GallerySettings(workers=2, **changes))
    }


def test_crash_is_the_photos_fault_and_the_others_go_on(stub, tmp_path):
    found = outcomes(tmp_path, ["a", "crash-1", "b", "crash-2", "c"])
    assert found["crash-1"] == found["crash-2"] == Failed(refusal.CRASHED)
    assert all(isinstance(found[name], Rendered) for name in "abc")


def test_photo_that_takes_forever_is_given_up(stub, tmp_path):
    began = time.monotonic()
    found = outcomes(tmp_path, ["hang", "a", "b", "c"], patience=1)
    assert found["hang"] == Failed(refusal.too_slow(1))
    assert all(isinstance(found[name], Rendered) for name in "abc")
    assert time.monotonic() - began < 20


def test_heavy_photos_wait_and_run_alone(stub, tmp_path):
    names = ["heavy-1", "a", "heavy-2", "b"]
    found = outcomes(tmp_path, names)
    assert all(isinstance(found[name], Rendered) for name in names)
    log = (tmp_path / "log").read_text().split("\n")[:-1]
    assert [line.split()[0] for line in log] == ["together", "together", "alone", "alone"]


def test_worker_that_cannot_start_is_an_error_of_the_installation(tmp_path, monkeypatch):
    script = tmp_path / "broken.py"
    script.write_text("raise SystemExit('no')")
    monkeypatch.setattr(workers, "WORKER", script)
    with pytest.raises(RuntimeError, match="does not start"):
        outcomes(tmp_path, ["a"])


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="needs Linux to look into a process")
def test_worker_carries_neither_pelican_nor_pydantic(tmp_path):
    worker = workers.Worker((tmp_path, GallerySettings(), 1))
    try:
        worker.wait_until_ready()
        maps = Path(f"/proc/{worker.process.pid}/maps").read_text()
    finally:
        worker.stop()
    assert "_imaging" in maps and "pydantic" not in maps and "markupsafe" not in maps


def test_no_job_starts_no_worker(tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "Worker", None)
    assert outcomes(tmp_path, []) == {}


def test_stopping_early_leaves_no_process(stub, tmp_path):
    running = workers.work_off(
        [Job(Path(name)) for name in ("a", "hang", "b")], tmp_path, GallerySettings(workers=2)
    )
    next(running)
    running.close()
    assert not children()


def children():
    listed = subprocess.run(["ps", "--ppid", str(os.getpid()), "-o", "args="], capture_output=True, text=True)
    return [line for line in listed.stdout.splitlines() if "stub.py" in line or "worker.py" in line]


BUILD = """
import sys, resource
from pathlib import Path
from plugins.gallery.pipeline import Pipeline
from plugins.gallery.settings import GallerySettings
from plugins.gallery.cache import Cache
folder = Path(sys.argv[1])
photos = dict.fromkeys((path for path in sorted(folder.iterdir()) if path.is_file()), False)
settings = GallerySettings(workers=int(sys.argv[2]))
pipeline = Pipeline(settings, Cache(folder / "store"), folder / "output", Path())
session = pipeline.session()
session.run(photos, ())
results = session.results
print(len(results.photos), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
for sentence in results.refused.values():
    print(sentence)
"""


def build(folder, workers=1, **options):
    return subprocess.Popen(
        [sys.executable, "-c", BUILD, str(folder), str(workers)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        **options,
    )


@pytest.mark.parametrize(
    ("ending", "options"),
    [("jpg", {}), ("jpg", {"progressive": True}), ("png", {"compress_level": 1})],
    ids=["camera", "progressive", "png"],
)
def test_fifty_megapixels_take_at_most_250_megabytes(tmp_path, ending, options):
    half = Image.linear_gradient("L").resize((8660, 5774))
    Image.merge("RGB", [half, half, half]).save(tmp_path / f"anh.{ending}", **options)
    del half
    out, _ = build(tmp_path).communicate(timeout=120)
    made, megabytes = map(int, out.split()[:2])
    assert made == 1
    assert megabytes <= 250


def test_memory_bomb_in_a_worker_is_a_sentence(tmp_path):
    """Small on the disk, 400 MB unpacked: stopped by the size its header tells."""
    Image.new("1", (20_000, 20_000)).save(tmp_path / "anh.png")
    out, _ = build(tmp_path).communicate(timeout=120)
    made, megabytes = map(int, out.split()[:2])
    assert made == 0 and megabytes < 150
    assert "20000 × 20000" in out


@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT])
def test_workers_end_with_the_build(tmp_path, stop):
    for number in range(12):
        Image.effect_noise((900, 700), 80).save(tmp_path / f"{number}.jpg")
    running = build(tmp_path, workers=2, start_new_session=True)
    time.sleep(0.5)
    running.send_signal(stop)
    running.wait(20)
    running.stdout.close()
    for _ in range(50):
        command = ["ps", "-s", str(running.pid), "-o", "args="]
        listed = subprocess.run(command, capture_output=True, text=True).stdout
        if "worker.py" not in listed:
            break
        time.sleep(0.1)
    assert "worker.py" not in listed


# --- Progress ------------------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_terminal_shows_count_and_remaining_time_on_one_line():
    progress = Progress(4, Terminal())
    progress.began = time.monotonic() - 10
    for _ in range(4):
        progress.step()
        progress._said = 0.0
    text = progress.stream.getvalue()
    assert "1/4, còn khoảng 30 giây" in text
    assert "4/4, xong sau 10 giây" in text
    assert text.count("\n") == 1 and text.endswith("\n")


def test_log_gets_a_line_now_and_then():
    progress = Progress(1000, io.StringIO())
    for _ in range(999):
        progress.step()
    assert progress.stream.getvalue() == ""
    progress.began -= 60
    progress.done -= 1
    progress.step()
    progress.step()
    lines = progress.stream.getvalue().splitlines()
    assert lines[0].startswith("Ảnh: 999/1000, còn khoảng")
    assert lines[1].startswith("Ảnh: 1000/1000, xong sau 1 phút")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 giây"), (45, "45 giây"), (200, "3 phút 20 giây"), (7500, "2 giờ 5 phút")],
)
def test_time_is_told_in_words(seconds, words):
    assert spoken(seconds) == words
