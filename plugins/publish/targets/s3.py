"""The releases in S3-compatible storage. A bucket has no rename, so order stands in for it."""

import json
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import md5
from pathlib import Path
from typing import Any, TypeVar

from plugins.core.addresses import FEEDS, SITEMAP
from plugins.core.media_types import media_type
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.publish.address import HASHED, OWN, RELEASE_JSON, is_packed, is_page, path_of
from plugins.publish.redirects.old_address import parse
from plugins.publish.releases import manifest as manifests
from plugins.publish.releases.manifest import Manifest
from plugins.publish.releases.release_list import ReleaseList
from plugins.publish.releases.scan import CHANGED, EXTRA
from plugins.publish.releases.stamps import MISSING
from plugins.publish.server.headers import KEEP, cache_control
from plugins.publish.target import Bucket
from plugins.publish.targets import s3_state
from plugins.publish.targets.local import MINOR, Local
from plugins.publish.targets.readable import Folder
from plugins.publish.targets.s3_state import State

STATE = f"{OWN}state.json"
AT_ONCE = 8
T = TypeVar("T")
ENTRANCES = ("index.html", SITEMAP, "robots.txt", RELEASE_JSON)


class BucketPlace:
    """A bucket that shows one release and keeps what the one before it needs.

    Hashed files go first, pages next, the home page and feeds last, so that no page is there
    before what it loads. What nothing needs any more is removed by the next release. A
    release is uploaded from this machine's copy of it, and so is one returned to.
    """

    is_here = False

    def __init__(self, client: Any, bucket: Bucket, local: Local):
        self._client, self._bucket, self._local = client, bucket, local

    def __str__(self) -> str:
        return str(self._bucket)

    def release_list(self) -> ReleaseList:
        state = self._state()
        names, marked = sorted(state["releases"]), frozenset(state["rolled_back"])
        minor = frozenset(state.get("minor", ()))
        return ReleaseList(tuple(names), state["current"], marked, state.get("held", ""), minor)

    def manifest(self, name: str) -> Manifest | None:
        data = self._get(self._manifest(name))
        try:
            return manifests.read(data) if data else None
        except ValueError:
            return None

    def holds(self, name: str, whole: Manifest) -> bool:
        """Whether the release `name` is said to be `whole` there."""
        return self.manifest(name) == whole

    def altered(self, name: str, whole: Manifest) -> dict[str, str]:
        """What of the release that the bucket shows is not as `whole` has it, by this machine's copy.

        {} for one that it does not show: that is sent anew when it is returned to.
        """
        release, state = self._local.path(name), self._state()
        if state["current"] != name or not release.is_dir():
            return {}
        hold = [self.manifest(each) for each in state["releases"]]
        spare = {path for each in hold if each for path in (*each.files, *map(path_of, each.moved))}
        there = self._listed()
        found = {path: MISSING for path in self._own(whole) if path not in there}
        found |= {p: CHANGED for p in self._own(whole) if p in there and there[p] != _tag(release / p)}
        found |= {path: EXTRA for path in there if path not in spare and not _is_ours(path)}
        return dict(sorted(found.items()))

    def above(self) -> list[Folder]:
        """Nothing: who may read a bucket is a setting of its own."""
        return []

    def sweep(self) -> None:
        """Makes sure that the bucket is there and may be used."""
        self._asked(lambda: self._client.head_bucket(Bucket=self._bucket.name))

    def upload(self, release: Path, name: str, whole: Manifest, release_list: ReleaseList) -> None:
        """Sends the hashed files: nobody asks for them yet."""
        self._send(release, [path for path in self._own(whole) if path.startswith(HASHED)])
        self._put(self._manifest(name), whole.to_json(), "application/json", "no-store")

    def upload_few(
        self, release: Path, name: str, whole: Manifest, release_list: ReleaseList, _: list[str]
    ) -> None:
        self.upload(release, name, whole, release_list)

    def fetch(self, name: str, paths: list[str], to: Path) -> None:
        for path in paths:
            file = to / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(self._get(path) or b"")

    def switch(self, name: str) -> None:
        """Sends the pages, entrances last, then says which release this is."""
        release, whole = self._local.path(name), self._local.manifest(name) or self.manifest(name)
        if not whole or not release.is_dir():
            raise MistakesFound(
                Mistake(str(self), f"Máy này không còn bản {name} để đưa lên lại. Hãy chạy ở máy đã đăng nó.")
            )
        state, release_list = self._state(), self.release_list()
        own = self._own(whole)
        last = [p for p in own if p in ENTRANCES or p.startswith(FEEDS)]
        self._send(release, [p for p in own if p.startswith(HASHED)])
        self._send(release, [p for p in own if p not in last and not p.startswith(HASHED)])
        self._redirect(whole)
        self._send(release, sorted(last, key=lambda path: path == "index.html"))
        self._put(RELEASE_JSON, (release / RELEASE_JSON).read_bytes(), "application/json", "no-store")
        self._delete_unneeded(whole, release_list)
        state["releases"] = sorted({*state["releases"], name})
        state["current"] = name
        if (release / MINOR).exists():
            state["minor"] = sorted({*state.get("minor", ()), name})
        self._save(state)

    def mark(self, *names: str) -> None:
        state = self._state()
        self._save(state | {"rolled_back": sorted({*state["rolled_back"], *names})})

    def unmark(self, name: str) -> None:
        state = self._state()
        self._save(state | {"rolled_back": sorted(set(state["rolled_back"]) - {name})})

    def hold(self, line: str) -> None:
        self._save(self._state() | {"held": line})

    def remove(self, *names: str) -> None:
        if names:
            state = self._state()
            self._save(state | {"releases": sorted(set(state["releases"]) - set(names))})
            self._delete(self._manifest(name) for name in names)

    def _own(self, whole: Manifest) -> list[str]:
        """Compressed copies stay here: storage does not choose between them, its CDN compresses."""
        return [path for path in whole.files if not is_packed(path)]

    def _send(self, release: Path, paths: Iterable[str]) -> None:
        """Sends those of `paths` that the bucket does not have as they should be."""
        there = self._listed()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            differ = [path for path in paths if there.get(path) != _tag(release / path)]
            for _ in pool.map(lambda path: self._put_file(release / path, path), differ):
                pass

    def _put_file(self, file: Path, path: str) -> None:
        self._put(path, file.read_bytes(), media_type(file), cache_control(path))

    def _redirect(self, whole: Manifest) -> None:
        """Website hosting leads on from old addresses by itself."""
        for old, new in whole.moved.items():
            if parse(old).is_plain and is_page(path_of(old)):
                self._put(path_of(old), b"", "text/html; charset=utf-8", KEEP, new)

    def _delete_unneeded(self, whole: Manifest, release_list: ReleaseList) -> None:
        before = self.manifest(release_list.current) if release_list.current else None
        needed = {*whole.files, *map(path_of, whole.moved)}
        # Open pages may ask for what was there before, unless something was withdrawn since.
        if before and not set(whole.withdrawn) - set(before.withdrawn):
            needed |= before.files.keys()
        self._delete(path for path in self._listed() if path not in needed and not _is_ours(path))

    def _delete(self, paths: Iterable[str]) -> None:
        for path in paths:
            self._asked(partial(self._client.delete_object, Bucket=self._bucket.name, Key=self._key(path)))

    def _listed(self) -> dict[str, str]:
        """{path: tag of its bytes} of everything under our prefix."""
        start = self._key("")
        found: dict[str, str] = {}
        more: dict[str, str] = {}
        while True:
            answer = self._asked(
                partial(self._client.list_objects_v2, Bucket=self._bucket.name, Prefix=start, **more)
            )
            for each in answer.get("Contents", ()):
                found[each["Key"][len(start) :]] = each["ETag"].strip('"')
            if not answer.get("IsTruncated"):
                return found
            more = {"ContinuationToken": answer["NextContinuationToken"]}

    def _put(self, path: str, data: bytes, kind: str, control: str, leads_to: str = "") -> None:
        more = {"WebsiteRedirectLocation": leads_to} if leads_to else {}
        put = partial(self._client.put_object, Bucket=self._bucket.name, Key=self._key(path), Body=data)
        self._asked(partial(put, ContentType=kind, CacheControl=control, **more))

    def _get(self, path: str) -> bytes | None:
        try:
            answer = self._client.get_object(Bucket=self._bucket.name, Key=self._key(path))
            data: bytes = answer["Body"].read()
            return data
        except self._client.exceptions.NoSuchKey:
            return None
        except Exception as error:
            raise self._failed(error) from None

    def _state(self) -> State:
        data = self._get(STATE)
        return s3_state.read(data, f"{self}/{STATE}")

    def _save(self, state: State) -> None:
        self._put(STATE, json.dumps(state).encode(), "application/json", "no-store")

    def _key(self, path: str) -> str:
        return f"{self._bucket.prefix}/{path}" if self._bucket.prefix else path

    def _manifest(self, name: str) -> str:
        return f"{OWN}{name}.json"

    def _asked(self, question: Callable[[], T]) -> T:
        try:
            return question()
        except Exception as error:
            raise self._failed(error) from None

    def _failed(self, error: Exception) -> MistakesFound:
        return MistakesFound(Mistake(str(self), f"Kho lưu trữ không nhận ({type(error).__name__}: {error})."))


def _tag(file: Path) -> str:
    """The tag that storage gives to these bytes when they are sent at once."""
    return md5(file.read_bytes(), usedforsecurity=False).hexdigest()


def _is_ours(path: str) -> bool:
    return path.startswith(OWN) or path == RELEASE_JSON
