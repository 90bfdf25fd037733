"""What a publish changed, in a few lines."""

from plugins.core.addresses import STORIES
from plugins.publish.address import address_of, is_page, url_of
from plugins.publish.manifest import Difference

SHOWN = 10  # addresses told


def summary(what: Difference, siteurl: str, title: str) -> str:
    """The lines to tell. title: how the first one begins."""
    counts = [(len(what.added), "mới"), (len(what.changed), "sửa"), (len(what.removed), "bớt")]
    told = ", ".join(f"{count} {word}" for count, word in counts if count) or "không gì khác lần đăng trước"
    lines = [f"{title}: {told}."]
    new = [path for path in what.added if is_page(path)]
    gone = [path for path in what.removed if is_page(path)]
    # Stories first: they are what was written.
    new.sort(key=lambda path: not path.startswith(STORIES))
    lines += [f"  + {siteurl}{url_of(path)}" for path in new[:SHOWN]]
    lines += [f"    và {len(new) - SHOWN} trang mới khác"] if len(new) > SHOWN else []
    changed = [path for path in what.changed if is_page(path)]
    lines += [f"  ~ {siteurl}{url_of(path)}" for path in changed[:SHOWN]]
    lines += [f"    và {len(changed) - SHOWN} trang sửa khác"] if len(changed) > SHOWN else []
    lines += [f"  - {address_of(path)}" for path in gone[:SHOWN]]
    return "\n".join(lines)
