"""What the site map says of a page: only what is known."""

from datetime import datetime

# Stands for the change of what has none of its own, as lists: else the clock would.
UNKNOWN = datetime(1970, 1, 1)
UNKNOWN_DAY = f"{UNKNOWN:%Y-%m-%d}"


class Row(str):
    """One page: its address, and its last change where that is known; how often it changes is a guess."""

    def format(self, *values: object, **_: object) -> str:
        siteurl, url, lastmod, *_guesses = values
        told = "" if str(lastmod).startswith(UNKNOWN_DAY) else f"<lastmod>{lastmod}</lastmod>"
        return f"<url><loc>{siteurl}/{url}</loc>{told}</url>\n"


def moment(date: datetime) -> str:
    """As W3C's note asks: 2024-06-06T14:41:00+07:00; -00:00 where the zone is not known."""
    return date.isoformat(timespec="seconds") + ("" if date.tzinfo else "-00:00")
