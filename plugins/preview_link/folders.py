"""Where the folders of previews lie: beside the releases of this machine, or of a server."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from plugins.core.mistakes import Mistake, MistakesFound
from plugins.publish.releases.tree import hash_of
from plugins.publish.targets.local import Local
from plugins.publish.targets.ssh import Host

FOLDER = "previews"
PART = ".part"
NO_BUCKET = "Kho S3 chưa cho xem riêng được một bài. Hãy thêm DEPLOY= và một máy chủ có nginx hay Caddy."
# $1 is the portal's folder in each; nothing of ours is pasted into a script.
PREPARE = f'umask 022 && mkdir -p -- "$1/{FOLDER}" && cd "$1/{FOLDER}" && rm -rf -- "$2{PART}"'
FINISH = f'cd "$1/{FOLDER}" && rm -rf -- "$2" && mv -T -- "$2{PART}" "$2"'
REMOVE = f'cd "$1/{FOLDER}" 2>/dev/null || exit 0; shift; rm -rf -- "$@"'
STATE = f"""cd "$1/{FOLDER}" 2>/dev/null || exit 0
find . -type f -print0 | xargs -0r sha256sum -z -- && find . ! -type f ! -type d -printf 'link  %p\\0'"""


class Previews(Protocol):
    """What is asked of a place. Failures are MistakesFound; on this machine OSError too."""

    def put(self, folder: Path, token: str) -> None: ...
    def remove(self, *tokens: str) -> None: ...
    def state(self) -> Mapping[str, str]:
        """{token/path: SHA-256} of all that lies there."""


class Here:
    def __init__(self, local: Local):
        self._folder = local.folder / FOLDER

    def put(self, folder: Path, token: str) -> None:
        part = self._folder / f"{token}{PART}"
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(folder, part)
        for path in (self._folder, part, *part.rglob("*")):  # whatever the umask
            path.chmod(0o755 if path.is_dir() else 0o644)
        shutil.rmtree(self._folder / token, ignore_errors=True)
        part.rename(self._folder / token)

    def remove(self, *tokens: str) -> None:
        for token in tokens:
            shutil.rmtree(self._folder / token, ignore_errors=True)

    def state(self) -> dict[str, str]:
        return {
            path.relative_to(self._folder).as_posix(): "link" if path.is_symlink() else hash_of(path)
            for path in (self._folder.rglob("*") if self._folder.is_dir() else ())
            if path.is_file() or path.is_symlink()
        }


class There:
    def __init__(self, host: Host):
        self._host = host

    def put(self, folder: Path, token: str) -> None:
        self._host.run(PREPARE, token)
        where = f"{self._host.server.host}:{self._host.server.path}/{FOLDER}/{token}{PART}/"
        self._host.rsync(f"{folder}/", where)
        self._host.run(FINISH, token)

    def remove(self, *tokens: str) -> None:
        self._host.run(REMOVE, *tokens)

    def state(self) -> dict[str, str]:
        rows = self._host.run(STATE).decode("utf-8", "replace").split("\0")
        pairs = (row.partition("  ") for row in rows if row)
        return {path.removeprefix("./"): sha256 for sha256, _, path in pairs}


def previews(place: object) -> Previews:
    """Of a place that is held; MistakesFound for one that can show none."""
    if isinstance(place, Local):
        return Here(place)
    if isinstance(place, Host):
        return There(place)
    raise MistakesFound(Mistake(str(place), NO_BUCKET))


def complaints(place: object, links: Mapping[str, Mapping[str, str]]) -> list[str]:
    """What lies at a place and should not, and what is other than it was laid there.

    links: by token, the files of each with their hashes
    """
    known = {f"{token}/{path}": sha256 for token, files in links.items() for path, sha256 in files.items()}
    found = previews(place).state()
    strange = sorted({path.partition("/")[0] for path in found if path.partition("/")[0] not in links})
    wrong = sorted(path for path in known if found.get(path) != known[path])
    wrong += sorted(path for path in found if path not in known and path.partition("/")[0] in links)
    return [
        *(f"{place}: {FOLDER}/{token} không phải bản nháp do máy này cho xem." for token in strange),
        *(f"{place}: {FOLDER}/{path} không còn như lúc đặt." for path in wrong),
    ]
