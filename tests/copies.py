"""The portal's commands, run by tests in copies of a process that has read the modules already.

To start an interpreter and read the modules takes longer than most of what tests ask of a
command. What a command is when it is really started is shown by the tests of make, of the sample
site (sample.py), of a whole project (project.py) and of reproducible builds.
"""

import atexit
import gc
import importlib
import json
import os
import select
import signal
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import traceback
import warnings
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import brotli

from plugins.publish import build_process, build_program
from plugins.publish.releases import compress
from tests import preloaded

ROOT = Path(__file__).resolve().parent.parent

MODULES = [f"plugins.{name}" for name in "build publish backup views status preview_link".split()]
_starting = threading.Lock()


@dataclass(frozen=True)
class Said:
    """What a command came to."""

    status: int
    out: str
    err: str

    @property
    def last(self) -> str:
        """The last line a person reads."""
        return (self.out.strip().splitlines() or [""])[-1]


def main_of(module: str) -> Callable[[list[str]], int]:
    assert module in MODULES
    return importlib.import_module(f"{module}.__main__").main


def run(
    module: str,
    *arguments: str,
    folder: Path,
    environment: Mapping[str, str] = os.environ,
    strict: bool = False,
    timeout: int = 300,
) -> subprocess.CompletedProcess:
    """What `python -m module …` comes to in `folder`, its output as text.

    strict: Python's warnings are errors; timeout: seconds until it is killed
    """
    asked = {
        "module": module,
        "arguments": arguments,
        "folder": str(folder),
        "environment": dict(environment),
        "strict": strict,
        "timeout": timeout,
    }
    with _starting:
        place = _place()
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(place)
        line.sendall(json.dumps(asked).encode() + b"\n")
        with line.makefile("rb") as answer:
            said = Said(**json.loads(answer.read()))
    return subprocess.CompletedProcess([module, *arguments], said.status, said.out, said.err)


def in_a_copy(work: Callable[[], int], folder: Path) -> Said:
    """work(), a command's main(), in a copy of this process whose current folder is `folder`."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        copy = os.fork()
        if not copy:
            _be(work, folder, out, err)
        _, status = os.waitpid(copy, 0)
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode())
    return Said(os.waitstatus_to_exitcode(status), *texts)


def _be(work: Callable[[], int], folder: Path, out, err) -> None:
    status = 99
    try:
        gc.disable()  # as commands do that live for seconds
        os.chdir(folder)
        for number, file in ((1, out), (2, err)):
            os.dup2(file.fileno(), number)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        build_process.ThreadPoolExecutor = _NoThread
        for module in (build_process, build_program):  # they start no interpreter for what can be copied
            module.subprocess = _Commands
        compress.CODINGS[".br"] = lambda data: brotli.compress(data, quality=4)  # the best takes long
        preloaded.use()
        status = work()
    except SystemExit as end:
        status = end.code
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status or 0)


class _Started:
    """A command that runs when its end is waited for."""

    def __init__(self, command: list[str], cwd: Path, pass_fds: tuple[int, ...] = (), **options):
        # They are closed here before the command, which has them under the same numbers, runs.
        self._handles = {str(handle): os.dup(handle) for handle in pass_fds}
        self._command = [str(self._handles.get(word, word)) for word in command]
        self._cwd, self._options, self.returncode = cwd, options, None

    def communicate(self) -> tuple[str, str]:
        if self.returncode is None:
            options = {"capture_output": True} if self._options.get("stdout") else {}
            done = _Commands.run(self._command, self._cwd, **options)
            self.returncode, self._said = done.returncode, (done.stdout, done.stderr)
            for handle in self._handles.values():
                os.close(handle)
        return self._said

    def terminate(self) -> None:
        self.returncode, self._said = -15, ("", "")

    def wait(self, _seconds: float | None = None) -> int:
        self.communicate()
        return self.returncode


class _NoThread:
    """Does at once what is begun beside: a process with threads is not to be copied."""

    def __init__(self, _threads: int):
        pass

    def submit(self, work: Callable[..., object], *arguments: object) -> Future:
        done = Future()
        done.set_result(work(*arguments))
        return done

    def shutdown(self) -> None:
        pass


class _Commands:
    """Stands for the module subprocess: `python -m plugins.…` runs in a copy of this process."""

    PIPE, Popen = subprocess.PIPE, _Started

    @staticmethod
    def run(command: list[str], cwd: Path, **options) -> subprocess.CompletedProcess:
        _, dash_m, module, *arguments = command
        assert dash_m == "-m"
        said = in_a_copy(lambda: main_of(module)(arguments), cwd)
        if not options.get("capture_output"):
            sys.stdout.write(said.out)
            sys.stderr.write(said.err)
        return subprocess.CompletedProcess(command, said.status, said.out, said.err)


@cache
def learn() -> None:
    """Lets copies of this process, too, find modules and templates read."""
    with _starting:
        place = _place()
    preloaded.read_modules()
    preloaded.learn(Path(place).parent)


@cache
def _place() -> str:
    """The socket of the process that is copied: one thread, nothing of what tests did before."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.copies"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def end() -> None:
        process.stdin.close()
        process.wait()
        process.stdout.close()

    atexit.register(end)
    return process.stdout.readline().rstrip()


class _Server(socketserver.ForkingMixIn, socketserver.UnixStreamServer):
    """Answers each command in a copy, until nobody can ask any more."""

    def service_actions(self) -> None:
        super().service_actions()
        if select.select([0], [], [], 0)[0]:  # whoever started it has ended
            raise SystemExit


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        asked = json.loads(self.rfile.readline())
        said = in_a_copy(lambda: _answer(**asked), Path(asked["folder"]))
        self.wfile.write(json.dumps(asdict(said)).encode())


def wait_for_no_disk() -> None:
    """From now on nothing is made to survive a loss of power, which no test can cause."""
    os.fsync = os.sync = lambda *_: None


def _serve() -> None:
    wait_for_no_disk()
    preloaded.read_modules()
    with tempfile.TemporaryDirectory() as folder:
        said = in_a_copy(lambda: preloaded.gather(Path(folder)), Path(folder))
        assert said.status == 0, said
        preloaded.learn(Path(folder))
        gc.freeze()  # what a collector touches would be copied
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is pytest's to answer
        with _Server(f"{folder}/socket", _Handler) as server:
            print(server.server_address, flush=True)
            server.serve_forever(0.1)


def _answer(module, arguments, folder, environment, strict, timeout) -> int:
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.alarm(timeout)
    os.environ.clear()
    os.environ.update(environment)
    sys.path.insert(0, folder)
    sys.argv = [module, *arguments]
    if strict:
        warnings.simplefilter("error")
    return main_of(module)(list(arguments))


if __name__ == "__main__":
    _serve()
