"""What changes by itself: view counts, the weather, notices, compressed copies.

A release of nothing else is a minor one.
"""

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from plugins.core.addresses import LIVE
from plugins.publish.address import is_page
from plugins.publish.releases.current import Current
from plugins.publish.releases.folder import Content
from plugins.publish.releases.manifest import Difference

# Drawn by components that fill in what the outside world says; data-minor marks the rest of them.
PARTS = "[data-views],[data-views-of],[data-visits],[data-weather],[data-notices],[data-minor]"


def lasting_part(html: str) -> str | None:
    """The page without what passes."""
    tree = LexborHTMLParser(html)
    for node in tree.css(PARTS):
        node.decompose()
    return tree.html


def is_minor(last: Current, new: Content, what: Difference) -> bool:
    """Whether `new` differs from the public release by nothing that a person wrote.

    what: how their files differ
    """
    old, folder = last.manifest, last.path
    if old is None or folder is None or last.altered or what.added or what.removed:
        return False
    made = new.manifest
    if (old.moved, old.gone, old.withdrawn) != (made.moved, made.gone, made.withdrawn):
        return False
    pages = [path for path in what.changed if not path.startswith(LIVE)]
    return all(is_page(path) and _same(folder / path, new.sources[path]) for path in pages)


def _same(old: Path, new: Path) -> bool:
    return lasting_part(old.read_text("utf-8", "replace")) == lasting_part(new.read_text("utf-8", "replace"))
