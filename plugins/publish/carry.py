"""Public pages that cannot be built again stay as they are, with all they show."""

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from plugins.publish.address import HASHED, is_packed, path_of
from plugins.publish.last import Last
from plugins.publish.page import read_page
from plugins.publish.places import Place
from plugins.publish.settings import Portal
from plugins.publish.tree import hash_of


def carry(
    addresses: Iterable[str], output: Path, last: Last, places: Sequence[Place], portal: Portal
) -> list[str]:
    """Copies the pages at `addresses` from the last release into `output`; returns those that came.

    With a page come its attachments and the styles, scripts and photos it loads. Every file
    must have the hash that the release's list gives it.
    """
    carried, fetched = [], portal.cache / "fetched"
    for address in addresses:
        page, folder = path_of(address), path_of(address).removesuffix("index.html")
        own = [path for path in last.manifest.files if path.startswith(folder) and not is_packed(path)]
        base = _at_hand(own, last, places, fetched)
        if base is None:
            continue
        html = (base / page).read_text("utf-8", "replace")
        targets = read_page(html, address, portal.siteurl).targets
        loads = [target.partition("#")[0].lstrip("/") for target in targets]
        loads = [path for path in loads if path.startswith(HASHED) and path in last.manifest.files]
        if _at_hand(loads, last, places, fetched) is None:
            continue
        for path in (*own, *loads):
            to = output / path
            if not to.exists():
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(base / path, to)
        carried.append(address)
    return carried


def _at_hand(paths: Sequence[str], last: Last, places: Sequence[Place], fetched: Path) -> Path | None:
    """The folder that has all of `paths` as they were published; None when there is none."""
    if last.path:
        return last.path if _whole(paths, last, last.path) else None
    if places:
        fetched.mkdir(parents=True, exist_ok=True)
        places[0].fetch(last.name, list(paths), fetched)
        return fetched if _whole(paths, last, fetched) else None
    return None


def _whole(paths: Sequence[str], last: Last, folder: Path) -> bool:
    return all(
        (folder / path).is_file()
        and not (folder / path).is_symlink()
        and hash_of(folder / path) == last.manifest.files[path].sha256
        for path in paths
    )
