"""The releases on a server, over ssh and rsync. It needs no more than a shell, rsync and coreutils."""

import re
import shlex
import subprocess
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from plugins.core.mistakes import Mistake, MistakesFound
from plugins.publish.address import OWN, RELEASE_JSON
from plugins.publish.releases import manifest
from plugins.publish.releases.manifest import Manifest
from plugins.publish.releases.release_list import PATTERN, ReleaseList
from plugins.publish.releases.stamps import compared
from plugins.publish.target import Server
from plugins.publish.targets import ssh_refusal, ssh_scripts
from plugins.publish.targets.local import MARK
from plugins.publish.targets.readable import Folder

OPTIONS = "-o BatchMode=yes -o ConnectTimeout=20 -o ServerAliveInterval=15 -o ServerAliveCountMax=4".split()
PART = ".part"  # kept after an interruption, so that the next upload goes on from there


class Host:
    """One server. ssh: the command that reaches it; through: a socket of an open line, or ''."""

    is_here = False

    def __init__(self, server: Server, ssh: str, through: str = ""):
        self.server = server
        self.is_held: Callable[[], bool] = lambda: True  # whether the line that holds it still stands
        self._known: dict[tuple[str, ...], bytes] = {}
        self._ssh = [*shlex.split(ssh), *OPTIONS, *(["-o", f"ControlPath={through}"] if through else [])]

    def __str__(self) -> str:
        return str(self.server)

    def command(self, script: str, *arguments: str, options: tuple[str, ...] = ()) -> list[str]:
        words = ["sh", "-c", script, "sh", self.server.path, *arguments]
        host = self.server.host.replace("[", "").replace("]", "")
        return [*self._ssh, *options, "--", host, shlex.join(words)]

    def _asked(self, *question: str) -> bytes:
        """The answer to a script and its arguments, asked for again only when we have changed something."""
        if question not in self._known:
            self._known[question] = self.run(*question)
        return self._known[question]

    def _change(self, script: str, *arguments: str, data: bytes = b"") -> None:
        self._known.clear()
        # A switch may be one that returns what another place did not take: it is never held back.
        if script != ssh_scripts.SWITCH and not self.is_held():
            raise ssh_refusal.lost(self.server)
        self.run(script, *arguments, data=data)

    def run(self, script: str, *arguments: str, data: bytes = b"") -> bytes:
        run = subprocess.run(self.command(script, *arguments), input=data, capture_output=True)
        if run.returncode:
            raise self.failed(run.returncode, run.stderr)
        return run.stdout

    def failed(self, status: int, stderr: bytes) -> MistakesFound:
        return ssh_refusal.failed(self.server, status, stderr)

    def release_list(self) -> ReleaseList:
        rows = [line.partition(" ") for line in self._asked(ssh_scripts.RELEASE_LIST).decode().splitlines()]
        if ("taken", "", "") in rows:
            raise MistakesFound(
                Mistake(
                    str(self),
                    f"{self.server.path}/current phải là liên kết do make publish đặt. Hãy dời nó đi.",
                )
            )
        names = sorted(name for kind, _, name in rows if kind == "release" and re.fullmatch(PATTERN, name))
        current = next((name.rpartition("/")[2] for kind, _, name in rows if kind == "current"), None)
        marked = frozenset(name for kind, _, name in rows if kind == "back")
        held = next((line for kind, _, line in rows if kind == "held"), "")
        minor = frozenset(name for kind, _, name in rows if kind == "minor")
        return ReleaseList(tuple(names), current if current in names else None, marked, held, minor)

    def manifest(self, name: str) -> Manifest | None:
        with suppress(ValueError):
            return manifest.read(self._asked(ssh_scripts.MANIFEST, name))
        return None

    def holds(self, name: str, whole: Manifest) -> bool:
        """Whether the release `name` is said to be `whole` there; the list itself may weigh megabytes."""
        return self.run(ssh_scripts.SAID, name).split()[:1] == [sha256(whole.to_json()).hexdigest().encode()]

    def altered(self, name: str, whole: Manifest) -> dict[str, str]:
        """{path: what became of it} of all of a release that is not as `whole` has it."""
        there = {}
        for row in self.run(ssh_scripts.STATE, name).decode("utf-8", "surrogateescape").split("\0"):
            sha256, _, path = row.partition("  ")
            there[path.removeprefix("./").encode("utf-8", "surrogateescape").decode("utf-8", "replace")] = (
                sha256
            )
        return compared(there, whole)

    def above(self) -> list[Folder]:
        """The folders from the public release up."""
        rows = (
            line.split(maxsplit=8)
            for line in self.run(ssh_scripts.ABOVE).decode("utf-8", "replace").splitlines()
        )
        return [Folder(row[8], row[0], row[3]) for row in rows if len(row) == 9]

    def sweep(self) -> None:
        self._change(ssh_scripts.PREPARE)
        if old := self.release_list().unfinished():
            self.remove(*old)

    def upload(self, release: Path, name: str, whole: Manifest, release_list: ReleaseList) -> None:
        """Sends the files that differ, checks every one there, and lets the folder become a release."""
        link = [
            f"--link-dest=../{each}"
            for each in dict.fromkeys([release_list.current, *release_list.releases[-1:]])
            if each
        ]
        host = self.server.host
        self.rsync(*link, f"{release}/", f"{host}:{self.server.path}/releases/{PART}/")
        files = sum(1 for path in release.rglob("*") if path.is_file())
        self._change(ssh_scripts.CHECK, str(files), data=whole.sums())
        self._change(ssh_scripts.FINISH, name)

    def stamps(self, name: str) -> str:
        """Another word for whatever was done to a file of the release; '' where that cannot be told."""
        with suppress(MistakesFound):
            return self.run(ssh_scripts.STAMPS, name).decode().strip()
        return ""

    def upload_few(
        self,
        release: Path,
        name: str,
        whole: Manifest,
        release_list: ReleaseList,
        paths: list[str],
        gone: Iterable[str] = (),
    ) -> None:
        """Sends `paths` alone; the rest, less `gone`, is what the public release has, from which it grew."""
        own = [path.relative_to(release).as_posix() for path in release.glob(f"{OWN}*")]
        own = [path for path in own if not path.endswith(MARK)]
        self._change(ssh_scripts.GROW, release_list.current or "", data="\0".join([*paths, *gone]).encode())
        sent = "\n".join([*paths, *own, RELEASE_JSON]).encode()
        target = f"{self.server.host}:{self.server.path}/releases/{PART}/"
        self.rsync("--files-from=-", f"{release}/", target, data=sent)
        files = sum(1 for path in release.rglob("*") if path.is_file())
        self._change(ssh_scripts.CHECK, str(files), data=whole.sums(paths))
        self._change(ssh_scripts.FINISH, name)

    def rsync(self, *arguments: str, data: bytes | None = None) -> None:
        # Not -a: a rebuild changes every time stamp, and then nothing would be shared.
        flags = ["-rlpc", "--no-times", "--chmod=D755,F644", "--delete", "--timeout=120"]
        command = ["rsync", *flags, "-e", shlex.join(self._ssh), *arguments]
        run = subprocess.run(command, input=data, capture_output=True)
        if run.returncode:
            raise self.failed(run.returncode, run.stderr)

    def fetch(self, name: str, paths: list[str], to: Path) -> None:
        """Brings files of a release here, for those this machine no longer has."""
        # Without -l: whoever rules the server must not choose what is read here.
        flags = [
            "-r",
            "--no-links",
            "--files-from=-",
            f"--max-size={ssh_scripts.LARGEST}",
            "--chmod=D755,F644",
        ]
        command = ["rsync", *flags, "-e", shlex.join(self._ssh)]
        source = f"{self.server.host}:{self.server.path}/releases/{name}/"
        run = subprocess.run(
            [*command, source, str(to)], input="\n".join(paths).encode(), capture_output=True
        )
        if run.returncode:
            raise self.failed(run.returncode, run.stderr)

    def switch(self, name: str) -> None:
        self._change(ssh_scripts.SWITCH, name)

    def mark(self, *names: str) -> None:
        self._change(ssh_scripts.MARKS, *names)

    def unmark(self, name: str) -> None:
        self._change(ssh_scripts.UNMARK, name)

    def hold(self, line: str) -> None:
        self._change(ssh_scripts.HOLD, line)

    def remove(self, *names: str) -> None:
        self._change(ssh_scripts.REMOVE, *names)
