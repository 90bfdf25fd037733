"""Places that hold releases: this machine, servers, buckets."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from plugins.publish.releases.manifest import Manifest
from plugins.publish.releases.release_list import ReleaseList
from plugins.publish.settings import Portal
from plugins.publish.target import Bucket, Server
from plugins.publish.targets.local import Local
from plugins.publish.targets.readable import Folder
from plugins.publish.targets.ssh_lock import held


class Remote(Protocol):
    """What publishing asks of a place elsewhere. Failures are MistakesFound.

    is_here: whether it is this machine
    """

    is_here: bool

    def release_list(self) -> ReleaseList: ...
    def manifest(self, name: str) -> Manifest | None: ...
    def holds(self, name: str, whole: Manifest) -> bool: ...
    def altered(self, name: str, whole: Manifest) -> dict[str, str]: ...
    def above(self) -> list[Folder]: ...
    def sweep(self) -> None: ...
    def upload(self, release: Path, name: str, whole: Manifest, release_list: ReleaseList) -> None: ...
    def upload_few(
        self, release: Path, name: str, whole: Manifest, release_list: ReleaseList, paths: list[str]
    ) -> None: ...
    def fetch(self, name: str, paths: list[str], to: Path) -> None: ...
    def switch(self, name: str) -> None: ...
    def mark(self, *names: str) -> None: ...
    def unmark(self, name: str) -> None: ...
    def hold(self, line: str) -> None: ...
    def remove(self, *names: str) -> None: ...


Place = Local | Remote  # on this machine failures are OSError too


def sweep(local: Local, places: Sequence[Place]) -> None:
    """Removes everywhere what an interrupted run left."""
    for place in places:
        place.sweep()
    local.sweep({name for place in places if (name := place.release_list().current)})


@contextmanager
def connect(target: Server | Bucket, portal: Portal, local: Local) -> Iterator[Remote]:
    """The place `target` names, held for us alone while the context lasts."""
    if isinstance(target, Server):
        with held(target, portal.publish.ssh) as host:
            yield host
    else:
        # boto3 is an extra: only whoever has a bucket installs it.
        from plugins.publish.targets.s3_client import open_bucket

        with open_bucket(target, local) as bucket:
            yield bucket
