"""The releases on a server, over ssh and rsync. It needs no more than a shell, rsync and coreutils."""

import re
import shlex
import subprocess
from collections.abc import Iterable
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
from plugins.publish.targets import ssh_refusal
from plugins.publish.targets.local import HELD, MARK, MINOR
from plugins.publish.targets.readable import Folder

OPTIONS = "-o BatchMode=yes -o ConnectTimeout=20 -o ServerAliveInterval=15 -o ServerAliveCountMax=4".split()
LARGEST = 100_000_000  # bytes of a list of files
PART = ".part"  # kept after an interruption, so that the next upload goes on from there
# $1 is the portal's folder in each; nothing of ours is pasted into a script.
RELEASE_LIST = f"""cd "$1" 2>/dev/null || exit 0
[ -s {HELD} ] && echo "held $(head -n 1 {HELD})"
[ -L current ] && echo "current $(readlink current)"
[ -e current ] && [ ! -L current ] && echo taken
for each in releases/*/; do
  [ -d "$each" ] || continue
  each=${{each#releases/}}; each=${{each%/}}
  echo "release $each"
  [ -e "releases/$each/{MARK}" ] && echo "back $each"
  [ -e "releases/$each/{MINOR}" ] && echo "minor $each"
done
exit 0"""
PREPARE = f"""umask 022 && mkdir -p -- "$1/releases" && cd "$1" &&
rm -rf -- releases/*.part .current.new .{HELD}.new"""
# A release like the public one, less what is sent anew: its names come in, ended by NUL. Of the
# long list of files rsync sends what differs.
GROW = f"""cd "$1/releases" && [ -d "$2" ] && rm -rf -- .part && cp -al -- "$2" .part && cd .part &&
find {OWN} -type f ! -path {manifest.NAME} -delete && xargs -0 rm -rf -- {RELEASE_JSON} &&
find . -depth -type d -empty -delete"""
CHECK = """cd "$1/releases/.part" && sha256sum --check --quiet --strict - >&2 &&
[ "$(find . ! -type d | wc -l)" = "$2" ]"""
FINISH = 'cd "$1/releases" && { sync -f . 2>/dev/null || sync; } && mv -T -- .part "$2"'
SWITCH = """cd "$1" && [ -d "releases/$2" ] && rm -f .current.new && ln -s "releases/$2" .current.new &&
mv -T .current.new current && echo "$2" > switched"""
REMOVE = (
    'cd "$1/releases" && shift && for each; do mv -T -- "$each" "$each.part" && rm -rf -- "$each.part"; done'
)
MARKS = f'cd "$1/releases" && shift && for each; do touch -- "$each/{MARK}"; done'
UNMARK = f'rm -f -- "$1/releases/$2/{MARK}"'
HOLD = f"""cd "$1" || exit 1
[ -n "$2" ] || exec rm -f -- {HELD}
umask 022 && printf '%s\\n' "$2" > .{HELD}.new && mv -f -- .{HELD}.new {HELD}"""
MANIFEST = f'head -c {LARGEST} -- "$1/releases/$2/{manifest.NAME}"'
SAID = f'sha256sum < "$1/releases/$2/{manifest.NAME}"'
# Every file with its hash, then whatever is neither file nor folder; names end by NUL.
STATE = """cd "$1/releases/$2" && find . -type f -print0 | xargs -0r sha256sum -z -- &&
find . ! -type f ! -type d -printf 'link  %p\\0'"""
# One number of all that lies in a release: inodes, lengths, times of change, rights, names.
STAMPS = """cd "$1/releases/$2" && t=$(mktemp) && trap 'rm -f -- "$t"' EXIT &&
find . ! -type d -printf '%i %s %C@ %m %p\\0' >"$t" && [ -s "$t" ] && LC_ALL=C sort -z -o "$t" "$t" &&
sha256sum -- "$t" | cut -c 1-64"""
# Lives on the beats of whoever holds it: a lost line lets go within a minute.
# The first line it says is "locked", or why it is not; stderr has the system's own words.
LOCK = """umask 022
for each in flock rsync sha256sum; do
  command -v "$each" >/dev/null || { echo "lacks $each"; exit 1; }
done
# true: a shell ends at once where exec cannot open a file.
{ mkdir -p -- "$1" && true >>"$1/.lock"; } || { echo closed; exit 1; }
exec 8>>"$1/.lock"
flock -n 8
case $? in 0) echo locked ;; 1) echo taken; exit 1 ;; *) echo unlocked; exit 1 ;; esac
while [ -n "$(timeout 60 head -c 1)" ]; do :; done"""
# The folders from the public release up, each as `ls` shows it, its name after a slash.
ABOVE = """cd -P -- "$1/current" || exit 1
each=$PWD
while [ -n "$each" ]; do LC_ALL=C ls -ld -- "$each"; each=${each%/*}; done"""


class Host:
    """One server. ssh: the command that reaches it; through: a socket of an open line, or ''."""

    is_here = False

    def __init__(self, server: Server, ssh: str, through: str = ""):
        self.server = server
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
        self.run(script, *arguments, data=data)

    def run(self, script: str, *arguments: str, data: bytes = b"") -> bytes:
        run = subprocess.run(self.command(script, *arguments), input=data, capture_output=True)
        if run.returncode:
            raise self.failed(run.returncode, run.stderr)
        return run.stdout

    def failed(self, status: int, stderr: bytes) -> MistakesFound:
        return ssh_refusal.failed(self.server, status, stderr)

    def release_list(self) -> ReleaseList:
        rows = [line.partition(" ") for line in self._asked(RELEASE_LIST).decode().splitlines()]
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
        with suppress(MistakesFound, ValueError):
            return manifest.read(self._asked(MANIFEST, name))
        return None

    def holds(self, name: str, whole: Manifest) -> bool:
        """Whether the release `name` is said to be `whole` there; the list itself may weigh megabytes."""
        return self.run(SAID, name).split()[:1] == [sha256(whole.to_json()).hexdigest().encode()]

    def altered(self, name: str, whole: Manifest) -> dict[str, str]:
        """{path: what became of it} of all of a release that is not as `whole` has it."""
        there = {}
        for row in self.run(STATE, name).decode("utf-8", "surrogateescape").split("\0"):
            sha256, _, path = row.partition("  ")
            there[path.removeprefix("./").encode("utf-8", "surrogateescape").decode("utf-8", "replace")] = (
                sha256
            )
        return compared(there, whole)

    def above(self) -> list[Folder]:
        """The folders from the public release up."""
        rows = (line.split(maxsplit=8) for line in self.run(ABOVE).decode("utf-8", "replace").splitlines())
        return [Folder(row[8], row[0], row[3]) for row in rows if len(row) == 9]

    def sweep(self) -> None:
        self._change(PREPARE)
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
        self._change(CHECK, str(files), data=whole.sums())
        self._change(FINISH, name)

    def stamps(self, name: str) -> str:
        """Another word for whatever was done to a file of the release; '' where that cannot be told."""
        with suppress(MistakesFound):
            return self.run(STAMPS, name).decode().strip()
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
        self._change(GROW, release_list.current or "", data="\0".join([*paths, *gone]).encode())
        sent = "\n".join([*paths, *own, RELEASE_JSON]).encode()
        target = f"{self.server.host}:{self.server.path}/releases/{PART}/"
        self.rsync("--files-from=-", f"{release}/", target, data=sent)
        files = sum(1 for path in release.rglob("*") if path.is_file())
        self._change(CHECK, str(files), data=whole.sums(paths))
        self._change(FINISH, name)

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
        flags = ["-r", "--no-links", "--files-from=-", f"--max-size={LARGEST}", "--chmod=D755,F644"]
        command = ["rsync", *flags, "-e", shlex.join(self._ssh)]
        source = f"{self.server.host}:{self.server.path}/releases/{name}/"
        run = subprocess.run(
            [*command, source, str(to)], input="\n".join(paths).encode(), capture_output=True
        )
        if run.returncode:
            raise self.failed(run.returncode, run.stderr)

    def switch(self, name: str) -> None:
        self._change(SWITCH, name)

    def mark(self, *names: str) -> None:
        self._change(MARKS, *names)

    def unmark(self, name: str) -> None:
        self._change(UNMARK, name)

    def hold(self, line: str) -> None:
        self._change(HOLD, line)

    def remove(self, *names: str) -> None:
        self._change(REMOVE, *names)
