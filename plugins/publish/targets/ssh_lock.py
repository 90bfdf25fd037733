"""One publisher at a time on a server: a line that stays open while we work."""

import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from plugins.publish.target import Server
from plugins.publish.targets.ssh import Host
from plugins.publish.targets.ssh_refusal import not_held
from plugins.publish.targets.ssh_scripts import LOCK

BEAT = 15  # seconds; the server lets go after a minute of silence


@contextmanager
def held(server: Server, ssh: str) -> Iterator[Host]:
    """The host, its folder held for us alone while the context lasts.

    All commands go over this one line. MistakesFound when the folder cannot be held, and why.
    """
    with tempfile.TemporaryDirectory(prefix="tt-") as folder, _line(Host(server, ssh, f"{folder}/s")) as host:
        yield host


@contextmanager
def _line(host: Host) -> Iterator[Host]:
    process = subprocess.Popen(
        host.command(LOCK, options=("-M",)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    asking, said, complained = process.stdin, process.stdout, process.stderr
    assert asking and said and complained, "pipes all"
    over = threading.Event()

    def beat() -> None:
        with suppress(OSError, ValueError):
            while not over.wait(BEAT):
                asking.write(b".")
                asking.flush()

    try:
        answer = said.readline().decode("utf-8", "replace").strip()
        if answer != "locked":
            raise not_held(host.server, answer, process.wait(), complained.read())
        threading.Thread(target=beat, daemon=True).start()
        host.is_held = lambda: process.poll() is None
        yield host
    finally:
        over.set()
        with suppress(OSError):
            asking.close()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()
        process.wait()
        said.close()
        complained.close()
