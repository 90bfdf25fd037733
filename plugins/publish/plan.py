"""From a built site to what a release shall hold: verify, compress."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from plugins.core.processes import Aside
from plugins.publish.address import SERVICE, address_of, is_page, path_of
from plugins.publish.checks.findings import Findings
from plugins.publish.checks.inspect_files import READERS
from plugins.publish.checks.verify import Site, Unfit, grouped, verify
from plugins.publish.redirects.answers import answer
from plugins.publish.releases.compress import QUICK, entries, pack
from plugins.publish.releases.current import Current
from plugins.publish.releases.folder import Content, Lying, kept
from plugins.publish.releases.manifest import Entry, Manifest
from plugins.publish.releases.scan import MANY
from plugins.publish.releases.tree import hashes
from plugins.publish.result_cache import ResultCache
from plugins.publish.settings import Portal
from plugins.publish.steps import Steps
from plugins.publish.targets.evidence import agreeing

FEW = 500  # files that are new or changed; of more, all that is done uses all cores


@dataclass(frozen=True)
class Plan:
    """A verified site.

    content: what the release shall hold; kept: hashed files of earlier releases in it
    lasting: whether the same comes of it for as long as nothing changes: nobody is to be warned
    quick: how many copies the timer is to make better
    stands: whether it is what the public release holds, known without looking at it
    """

    content: Content
    kept: tuple[str, ...] = ()
    lasting: bool = False
    quick: int = 0
    stands: bool = False


def load(cache: ResultCache) -> None:
    """What a plan will ask the cache for, while the site is built."""
    for kind in ("hash", "packed", *READERS):
        cache.known(kind)


def make_plan(
    portal: Portal,
    root: Path,
    output: Path,
    last: Current,
    force: bool,
    steps: Steps,
    cache: ResultCache,
    lenient: Collection[str] = (),
    leisure: bool = False,
) -> Plan:
    """What the site in `output` comes to as the release after `last`.

    root: the project's folder, or what looks like it with the data files last published.
    lenient: addresses of pages whose own faults are told and stop nothing.
    leisure: nobody waits, so pages are compressed as well as can be.
    Raises Unfit with every reason against publishing it.
    """
    now, previous = datetime.now(portal.zone), last.manifest
    warned = steps.warned
    tree, moved, withdrawn = answer(portal, root, output, last.promised, now, steps, force)
    # By force, every byte is read again.
    found = hashes(tree, None if force else cache)
    if previous and not last.path:
        previous = agreeing(previous, found)
    public, copies = _public(found, last), portal.cache / "packed"
    asked = tree, found, copies, leisure, public, force, bool(cache.known("packed"))
    # Of much that is new all is done on all cores; a little beside what pages are asked.
    little = len(tree.files) > MANY and len(found) - len(_unchanged(found, last)) < FEW
    with Aside(lambda: pack(*asked), begins=little) as packing:
        steps.reach("verify", f"Soát {sum(map(is_page, tree.files))} trang, {len(tree.files)} tệp …")
        site = Site(tree, found, moved, portal, previous, last.promised, now)
        wrong, mistakes, findings = verify(site, cache, force)
        wrong = _but(lenient, wrong, steps)
        if wrong or mistakes:
            raise Unfit(wrong, mistakes)
        steps.reach("pack", "Nén …")
        packed, quick, written = packing.outcome()
    if (hurried := sum(QUICK in file.split("/") for file in written)) and not leisure:
        steps.tell(f"{hurried} tệp được nén nhanh cho kịp; bộ hẹn giờ sẽ tự nén kỹ hơn.")
    files = {path: Entry(sha, tree.files[path].size) for path, sha in found.items()}
    files |= entries(packed, written, copies, cache, force)
    if heavy := _but(lenient, _too_heavy(findings, files, portal.publish.budget), steps):
        raise Unfit(heavy)
    old = kept(previous, files, withdrawn)
    sources = Lying(output, packed)
    sources.update({path: last.path / path for path in old} if last.path else {})
    manifest = Manifest(files | old, moved.redirects, tuple(moved.gone), withdrawn)
    return Plan(Content(manifest, sources), tuple(old), steps.warned == warned, quick)


def _unchanged(found: Mapping[str, str], last: Current) -> list[str]:
    """What the last release shows as it is now."""
    files = last.manifest.files if last.manifest and last.path else {}
    return [path for path, sha in found.items() if (entry := files.get(path)) and entry.sha256 == sha]


def _public(found: Mapping[str, str], last: Current) -> dict[str, tuple[str, str]]:
    """Of these, the compressed copy there and its SHA-256."""
    files = last.manifest.files if last.manifest else {}
    return {
        path: (f"{last.path}/{path}.br", packed.sha256)
        for path in _unchanged(found, last)
        if (packed := files.get(f"{path}.br"))
    }


def _but(lenient: Collection[str], found: list[tuple[str, str]], steps: Steps) -> list[tuple[str, str]]:
    """What is found of other pages than `lenient`; of those it is told.

    A feed repeats what a page says, and so its faults.
    """
    told = [each for each in found if each[0] in lenient]
    for mistake in grouped(told):
        steps.warn(str(mistake))
    repeated = {sentence for _, sentence in told}
    return [
        (address, sentence)
        for address, sentence in found
        if address not in lenient and (is_page(path_of(address)) or sentence not in repeated)
    ]


def _too_heavy(
    findings: Mapping[str, Findings], files: Mapping[str, Entry], budget: int
) -> list[tuple[str, str]]:
    """Pages that weigh more than `budget` bytes, compressed, with all they load but photos."""

    def weight(path: str) -> int:
        entry = files.get(path + ".br") or files.get(path)
        return entry.size if entry else 0

    @cache
    def loaded(loads: tuple[str, ...]) -> int:
        """What many pages load alike: these files, and what the styles among them name."""
        found = {load.lstrip("/") for load in loads}
        styles = [load for load in found if load.endswith(".css") and load in findings]
        return sum(
            map(weight, found.union(each.lstrip("/") for at in styles for each in findings[at].targets))
        )

    found = []
    for path, each in findings.items():
        if is_page(path):
            # What a service answers is another address on each page, and no file.
            loads = tuple(load for load in each.loads if not load.startswith(SERVICE))
            if (total := weight(path) + loaded(loads)) > budget:
                found.append((address_of(path), total))
    if not found:
        return []
    heaviest = max(total for _, total in found)
    sentence = (
        f"Trang quá nặng (tới {heaviest} byte, hạn là {budget}). Hãy chia trang, hoặc sửa PUBLISH['budget']."
    )
    return [(address, sentence) for address, _ in found]
