"""What a publish changed, in a few lines."""

from collections.abc import Sequence

from plugins.publish.address import address_of, is_page, url_of
from plugins.publish.manifest import Difference
from plugins.publish.written import Written

SHOWN = 10  # addresses told of each kind


def summary(what: Difference, written: Written, siteurl: str, title: str) -> str:
    """The lines to tell: how many files, then the public addresses of what people wrote and took away.

    title: how the first line begins
    """
    counts = [(len(what.added), "mới"), (len(what.changed), "sửa"), (len(what.removed), "bớt")]
    told = ", ".join(f"{count} {word}" for count, word in counts if count) or "không gì khác lần đăng trước"
    lines = [f"{title}: {told}."]
    lines += _rows("+", "trang mới", [siteurl + url_of(path) for path in written.new(what)])
    lines += _rows("~", "trang sửa", [siteurl + url_of(path) for path in written.edited(what)])
    lines += _rows("-", "trang bớt", [address_of(path) for path in what.removed if is_page(path)])
    return "\n".join(lines)


def _rows(sign: str, word: str, addresses: Sequence[str]) -> list[str]:
    more = [f"    và {len(addresses) - SHOWN} {word} khác"] if len(addresses) > SHOWN else []
    return [f"  {sign} {address}" for address in addresses[:SHOWN]] + more
