"""Public pages that cannot be built again stay as they are, with all they show."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from plugins.publish.address import HASHED, is_packed, path_of
from plugins.publish.last import Last
from plugins.publish.page import read_page
from plugins.publish.tree import hash_of


def carry(addresses: Iterable[str], output: Path, last: Last, siteurl: str) -> list[str]:
    """Copies the pages at `addresses` from the last release into `output`; returns those that came.

    With a page come its attachments and the styles, scripts and photos it loads. Every file
    must have the hash that the list of this machine gives it: a page that only a server has is
    its word, and does not come.
    """
    carried, base = [], last.path
    if base is None:
        return carried
    for address in addresses:
        page, folder = path_of(address), path_of(address).removesuffix("index.html")
        own = [path for path in last.manifest.files if path.startswith(folder) and not is_packed(path)]
        if not _whole(own, last, base):
            continue
        html = (base / page).read_text("utf-8", "replace")
        targets = read_page(html, address, siteurl).targets
        loads = [target.partition("#")[0].lstrip("/") for target in targets]
        loads = [path for path in loads if path.startswith(HASHED) and path in last.manifest.files]
        if not _whole(loads, last, base):
            continue
        for path in (*own, *loads):
            to = output / path
            if not to.exists():
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(base / path, to)
        carried.append(address)
    return carried


def _whole(paths: Iterable[str], last: Last, folder: Path) -> bool:
    return all(
        path not in last.altered and hash_of(folder / path) == last.manifest.files[path].sha256
        for path in paths
    )
