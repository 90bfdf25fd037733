"""Servers to publish to, for tests: Debian's sshd on loopback with keys of its own, or a pretended one."""

import getpass
import os
import random
import shutil
import socket
import subprocess
import time
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

SSHD = "/usr/sbin/sshd"
PATIENCE = 60  # seconds until a server must be up
NOBODY = 65534
TOOLS = "sh cat head timeout mkdir id stat ls rm cp mv ln touch find sort readlink grep xargs sync wc tr"


def needs(*programs: str):
    """Skips where a program is missing (in CI, a skip fails the run)."""
    missing = [
        each for each in programs if not shutil.which(each, path="/usr/bin:/bin:/usr/sbin:/usr/local/bin")
    ]
    return pytest.mark.skipif(
        bool(missing), reason=f"missing: {', '.join(missing)} (make test installs them)"
    )


def free_port() -> int:
    """A port below those the system gives to whoever asks for any: it stays free until it is used."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as listening, suppress(OSError):
            listening.bind(("127.0.0.1", port))
            return port


def wait_for_port(port: int, process: subprocess.Popen) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args[0]} ended: {process.stderr.read().decode()}")
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    raise RuntimeError(f"nothing listens on {port}")


@contextmanager
def running(*command: str, port: int):
    """A server process that listens on `port` while the context lasts."""
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        wait_for_port(port, process)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stderr.close()


@dataclass
class Hosts:
    """ssh: the command that reaches each of `names`; each has a folder of its own."""

    folder: Path
    ssh: str
    names: tuple[str, ...]
    sshd: dict[str, subprocess.Popen]

    def path(self, name: str) -> Path:
        return self.folder / name / "cong"

    def target(self, name: str) -> str:
        return f"{getpass.getuser()}@{name}:{self.path(name)}"

    def stop(self, name: str) -> None:
        """The host can no longer be reached, by new lines or old ones."""
        self.sshd[name].kill()
        self.sshd[name].wait()


@contextmanager
def hosts(folder: Path, *names: str):
    """Hosts of these names, each with its sshd on a free port."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("host", "client"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    shutil.copy(folder / "client.pub", folder / "authorized_keys")
    key = (folder / "host.pub").read_text().split()[:2]
    rows, started = [f"IdentityFile {folder}/client", "IdentitiesOnly yes", "IdentityAgent none"], {}
    if getpass.getuser() == "root":
        Path("/run/sshd").mkdir(exist_ok=True)  # Debian's sshd wants it when root starts it
    with ExitStack() as stack:
        known = []
        for name in names:
            (folder / name / "cong").mkdir(parents=True)
            port = free_port()
            config = folder / f"{name}.conf"
            config.write_text(
                f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile none\n"
                f"AuthorizedKeysFile {folder}/authorized_keys\nStrictModes no\nUsePAM no\n"
                "PasswordAuthentication no\nMaxStartups 100\nPermitRootLogin yes\nLogLevel QUIET\n"
                # Not the newest exchange of keys, but one of a tenth of the work.
                "KexAlgorithms curve25519-sha256\n"
                # Its shells read no ~/.bashrc of whoever runs the tests, which may take long or speak.
                f"SetEnv HOME={folder}\n"
            )
            started[name] = stack.enter_context(running(SSHD, "-D", "-e", "-f", str(config), port=port))
            rows += [f"Host {name}", "  HostName 127.0.0.1", f"  Port {port}", f"  HostKeyAlias {name}"]
            known.append(" ".join([name, *key]))
        (folder / "known_hosts").write_text("\n".join(known) + "\n")
        head = f"UserKnownHostsFile {folder}/known_hosts\nGlobalKnownHostsFile /dev/null\n"
        (folder / "ssh_config").write_text(head + "\n".join(rows) + "\n")
        yield Hosts(folder, f"ssh -F {folder}/ssh_config", names, started)


def opened(folder: Path) -> None:
    """Lets others pass to `folder`: pytest closes where it keeps its own."""
    for each in (folder, *folder.parents):
        if os.getuid() == each.stat().st_uid:
            each.chmod(each.stat().st_mode | 0o055)


def server(folder: Path, leave_out: str = "", as_nobody: bool = True) -> str:
    """An ssh that runs what it is told on this machine: as a user who owns nothing, without one program."""
    tools = folder / "bin"
    tools.mkdir(parents=True, exist_ok=True)
    for each in {*TOOLS.split(), "flock", "rsync", "sha256sum", "setpriv"} - {leave_out}:
        if (where := shutil.which(each)) and not (tools / each).is_symlink():
            (tools / each).symlink_to(where)
    nobody = (
        f"setpriv --reuid={NOBODY} --regid={NOBODY} --clear-groups" if as_nobody and not os.getuid() else ""
    )
    ssh = folder / "ssh"
    ssh.write_text(
        f"#!/bin/sh\nwhile case $1 in -o|-l) shift 2 ;; -*) shift ;; *) false ;; esac; do :; done\n"
        f'shift\nPATH={tools} exec {nobody} sh -c "$*"\n'
    )
    ssh.chmod(0o755)
    opened(folder)
    return str(ssh)


def pretended(folder: Path, *names: str) -> Hosts:
    """Hosts of these names in whose place this machine does what is told, without sshd, in less time."""
    for name in names:
        (folder / name / "cong").mkdir(parents=True)
    return Hosts(folder, server(folder / "ssh", as_nobody=False), names, {})
