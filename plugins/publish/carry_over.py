"""Public pages that cannot be built again stay as they are, with all they show."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from plugins.publish.address import HASHED, is_packed, path_of
from plugins.publish.checks.page import read_page
from plugins.publish.releases.current import Current
from plugins.publish.releases.manifest import Manifest
from plugins.publish.releases.tree import hash_of
from plugins.publish.targets import evidence
from plugins.publish.targets.local import Local
from plugins.publish.targets.place import Remote


@dataclass(frozen=True)
class Source:
    """Files by a list that this machine made. release: its folder here; None: only a server may have them."""

    manifest: Manifest
    release: Path | None = None


@dataclass(frozen=True)
class Sources:
    """Where the bytes of public files can be had.

    servers: the way to them, for a while; fetched: a folder for what they send
    """

    local: Local
    servers: Callable[[], AbstractContextManager[Sequence[Remote]]]
    fetched: Path

    def of(self, last: Current) -> Iterator[Source]:
        """By each list of this machine: its releases, the newest first, then what a backup brought."""
        names = [last.name] if last.path and last.name else reversed(self.local.release_list().releases)
        made = ((self.local.manifest(name), self.local.path(name)) for name in names)
        found = [Source(manifest, path) for manifest, path in made if manifest]
        found += [Source(each) for each in [self.local.promised()] if each]
        yield from found
        yield from (Source(each.manifest) for each in found if each.release)

    def bring(self, paths: Sequence[str], source: Source, part: str) -> dict[str, Path] | None:
        """{path: file} of `paths`, each with the hash of the source's list; None when one is missing.

        part: of `fetched`, to lay there what a server sends of the release it shows
        """
        entries = source.manifest.files
        if source.release:
            whole = all(_is(source.release / path, entries[path].sha256) for path in paths)
            return {path: source.release / path for path in paths} if whole else None
        with self.servers() as places:
            for place in places:
                if name := place.release_list().current:
                    found = evidence.fetch(paths, entries, name, place, self.fetched / part)
                    if found.keys() == set(paths):
                        return found
        return None


def carry(addresses: Iterable[str], output: Path, last: Current, sources: Sources, siteurl: str) -> list[str]:
    """Copies the public pages at `addresses` into `output`; returns those that came.

    With a page come its attachments and the styles, scripts and photos it loads. A page comes
    only when a list that this machine made itself gives it the hash it has: what a server alone
    says of its pages is its word.
    """
    public = last.manifest.files if last.manifest else {}
    carried = []
    for address in addresses:
        for source in sources.of(last):
            entry = source.manifest.files.get(path_of(address))
            if not entry or entry.sha256 != public[path_of(address)].sha256:
                continue
            if found := _with_all_it_shows(address, source, sources, siteurl):
                _copy(found, output)
                carried.append(address)
                break
    return carried


def _with_all_it_shows(
    address: str, source: Source, sources: Sources, siteurl: str
) -> dict[str, Path] | None:
    """{path: file} of the page with what lies beside it and what it loads; None when something is missing."""
    page, files = path_of(address), source.manifest.files
    folder = page.removesuffix("index.html")
    own = [path for path in files if path.startswith(folder) and not is_packed(path)]
    found = sources.bring(own, source, "page")
    if found is None:
        return None
    targets = read_page(found[page].read_text("utf-8", "replace"), address, siteurl).targets
    loads = [target.partition("#")[0].lstrip("/") for target in targets]
    loads = [path for path in loads if path.startswith(HASHED) and path in files]
    more = sources.bring([*dict.fromkeys(loads)], source, "loads")
    return None if more is None else found | more


def _copy(files: Mapping[str, Path], output: Path) -> None:
    for path, file in files.items():
        to = output / path
        if not to.exists():
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, to)


def _is(file: Path, sha256: str) -> bool:
    try:
        return hash_of(file) == sha256
    except OSError:
        return False
