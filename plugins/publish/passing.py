"""What changes by itself: view counts, the weather, notices, compressed copies.

A release of nothing else is a minor one.
"""

from collections.abc import Callable

from selectolax.lexbor import LexborHTMLParser

from plugins.core.addresses import LIVE
from plugins.publish.address import is_page
from plugins.publish.manifest import Difference

# Drawn by components that fill in what the outside world says; data-passing marks the rest of them.
PARTS = "[data-views],[data-views-of],[data-visits],[data-weather],[data-notices],[data-passing]"


def lasting_part(html: str) -> str | None:
    """The page without what passes."""
    tree = LexborHTMLParser(html)
    for node in tree.css(PARTS):
        node.decompose()
    return tree.html


def is_minor(what: Difference, old: Callable[[str], str], new: Callable[[str], str]) -> bool:
    """Whether a release differs from the one before by nothing that a person wrote.

    old, new: the text of a page of either, by path.
    """
    if what.added or what.removed:
        return False
    pages = [path for path in what.changed if not path.startswith(LIVE)]
    return all(is_page(path) and lasting_part(old(path)) == lasting_part(new(path)) for path in pages)
