"""The command of the preview: how it begins, what it tells, how it ends."""

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.preview import PATIENCE, Follower, Gate
from tests.site import ROOT


def run(project, *arguments):
    """The command as the Makefile runs it, with the fake build."""
    program = (
        "import sys; from plugins.preview.__main__ import main\n"
        "def command(settings, output, report):\n"
        f"    return [sys.executable, {str(project.fake)!r}, str(output), str(report)]\n"
        "sys.exit(main(sys.argv[1:], command))"
    )
    return subprocess.Popen(
        [sys.executable, "-X", "dev", "-c", program, *arguments],
        cwd=project.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_everything_at_once_and_cleanly(project, number):
    gate = Gate(project.outside)
    process = run(project, "--port", "0")
    url = re.search(r"http://127\.0\.0\.1:(\d+)", process.stdout.readline())
    follower = Follower(int(url[1]))
    with gate.held():
        builder = int((project.outside / "builds").read_text())
        process.send_signal(number)
        process.send_signal(number)
        out, err = process.communicate(timeout=PATIENCE)
    gate.close()
    assert (process.returncode, out, err) == (0, "", "")
    assert not is_alive(builder) and not is_alive(gate.pid)
    with closing(follower.answer):
        assert follower.answer.read().endswith(b"\n\n")


def test_the_terminal_tells_where_the_site_is_and_what_to_mend(project):
    project.write("SAI rồi")
    process = run(project, "--port", "0")
    told = [process.stdout.readline() for _ in range(3)]
    process.terminate()
    process.communicate(timeout=PATIENCE)
    assert re.fullmatch(r"Trạm Tin chạy ở http://127.0.0.1:\d+  \(Ctrl-C để dừng\)\n", told[0])
    assert re.fullmatch(r"Chưa dựng được sau \d+,\d giây \(lần đầu\)\n", told[1])
    assert told[2] == "  Lỗi · content/page.txt, dòng 3: SAI rồi\n"


@pytest.mark.parametrize(
    "arguments, code, sentence",
    [
        (
            ["--port", "{taken}"],
            1,
            "Cổng {taken} đang có chương trình khác dùng. Hãy chạy: make serve PORT={next}",
        ),
        (["--settings", "khong-co.py"], 1, "Không thấy tệp thiết lập khong-co.py."),
        (["--bind", "203.0.113.9"], 1, "Không mở được 203.0.113.9, cổng 8000"),
        (["--port", "70000"], 2, "“70000” không phải là số cổng từ 0 đến 65535."),
        (["--port", "tám"], 2, "“tám” không phải là số cổng từ 0 đến 65535."),
    ],
)
def test_what_cannot_start_says_why_in_one_sentence(project, arguments, code, sentence):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        filled = [argument.format(taken=port) for argument in arguments]
        out, err = (process := run(project, *filled)).communicate(timeout=PATIENCE)
    assert process.returncode == code and out == "" and "Traceback" not in err
    assert sentence.format(taken=port, next=port + 1) in err
