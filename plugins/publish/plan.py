"""From Markdown to what a release shall hold: build, verify, compress."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from plugins.mistakes import Mistake, MistakesFound
from plugins.publish.address import address_of, is_page
from plugins.publish.facts import Facts
from plugins.publish.lasting import answer_empty_lists, living
from plugins.publish.manifest import Entry, Manifest
from plugins.publish.memory import Memory
from plugins.publish.moved import Moved, read_moved
from plugins.publish.packing import pack
from plugins.publish.release import Content, kept
from plugins.publish.settings import Portal
from plugins.publish.steps import HANOI, Steps
from plugins.publish.tree import hashes, read_tree
from plugins.publish.verify import Site, grouped, verify


@dataclass(frozen=True)
class Plan:
    """A verified site. content: what the release shall hold; kept: hashed files of earlier releases in it."""

    content: Content
    kept: tuple[str, ...]


def export_counts(portal: Portal, steps: Steps) -> None:
    """Writes the counts where the build reads them; the outside world's failure stops nothing."""
    steps.reach("counts", "Lấy số lượt xem …")
    command = [sys.executable, "-m", "plugins.views", "export", "--settings", portal.file.name]
    run = subprocess.run(command, cwd=portal.root, capture_output=True, text=True)
    if run.returncode:
        why = (run.stderr.strip().splitlines() or [f"mã {run.returncode}"])[-1]
        steps.warn(f"Chưa lấy được số lượt xem mới ({why}). Trang dùng số lần trước.")


def build(portal: Portal, output: Path, steps: Steps) -> None:
    """Builds the site into `output` in a process of its own; MistakesFound when that fails."""
    steps.reach("build", "Dựng trang …")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = [sys.executable, "-m", "plugins.desk", "build"]
        command += ["--settings", portal.file.name, "--output", str(output), "--report", str(report)]
        run = subprocess.run(command, cwd=portal.root)
        try:
            found = [Mistake(**each) for each in json.loads(report.read_text("utf-8"))["mistakes"]]
        except (OSError, ValueError):
            found = []
    for mistake in found:
        if mistake.warning:
            steps.warn(str(mistake))
    grave = [mistake for mistake in found if not mistake.warning]
    if run.returncode or grave:
        raise MistakesFound(
            *(grave or [Mistake("", "Chưa dựng được trang. Hãy chạy make build để xem lý do.")])
        )


def make_plan(
    portal: Portal, output: Path, previous: Manifest | None, last: Path | None, force: bool, steps: Steps
) -> Plan:
    """What the site in `output` comes to as a release after `previous`.

    last: the folder of that release, where hashed files that vanished are found; None: nowhere.
    Raises MistakesFound with every reason against publishing it.
    """
    moved = read_moved(portal.root, portal.publish.moved)
    memory = Memory(portal.cache)
    answer_empty_lists(output, moved, previous)
    tree = read_tree(output)
    if back := living(tree, moved):
        for path in sorted(back):
            steps.warn(
                f"{portal.publish.moved}: {address_of(path)} lại là một trang đang đăng; mục ấy được bỏ qua."
            )
        moved = moved.without(back)
    found = hashes(tree, memory)
    steps.reach("verify", f"Soát {sum(map(is_page, tree.files))} trang, {len(tree.files)} tệp …")
    site = Site(tree, found, moved, portal, previous, datetime.now(HANOI))
    mistakes, facts = verify(site, memory, force)
    if mistakes:
        raise MistakesFound(*mistakes)
    steps.reach("pack", "Nén …")
    packed = pack(tree, found, portal.cache / "packed")
    packed_tree = read_tree(portal.cache / "packed")
    packed_hashes = hashes(packed_tree, memory, "packed")
    files = {path: Entry(sha, tree.files[path].size) for path, sha in found.items()}
    for path, file in packed.items():
        name = file.relative_to(packed_tree.folder).as_posix()
        files[path] = Entry(packed_hashes[name], packed_tree.files[name].size)
    if heavy := _too_heavy(facts, files, portal.publish.budget):
        raise MistakesFound(*heavy)
    old = kept(previous, files)
    sources = {path: output / path for path in found} | packed
    sources |= {path: last / path for path in old} if last else {}
    manifest = _manifest(files | old, moved)
    return Plan(Content(manifest, sources), tuple(old))


def _manifest(files: Mapping[str, Entry], moved: Moved) -> Manifest:
    return Manifest(files, moved.redirects, tuple(moved.gone))


def _too_heavy(facts: Mapping[str, Facts], files: Mapping[str, Entry], budget: int) -> list[Mistake]:
    """Pages that weigh more than `budget` bytes, compressed, with all they load but photos."""

    def weight(path: str) -> int:
        entry = files.get(path + ".br") or files.get(path)
        return entry.size if entry else 0

    found = []
    for path, each in facts.items():
        if is_page(path):
            loads = {load.lstrip("/") for load in each.loads}
            for style in [load for load in loads if load.endswith(".css") and load in facts]:
                loads |= {target.lstrip("/") for target in facts[style].targets}
            total = weight(path) + sum(map(weight, loads))
            if total > budget:
                found.append((address_of(path), total))
    if not found:
        return []
    heaviest = max(total for _, total in found)
    sentence = (
        f"Trang quá nặng (tới {heaviest} byte, hạn là {budget}). Hãy chia trang, hoặc sửa PUBLISH['budget']."
    )
    return grouped((address, sentence) for address, _ in found)
