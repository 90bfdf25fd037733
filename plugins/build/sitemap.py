"""What the site map says of a page: only what is known."""

from datetime import datetime

# Stands for the change of what has none of its own, as lists: else the clock would.
UNKNOWN = datetime(1970, 1, 1)


class Row(str):
    """One page: its address, and its last change where that is known; how often it changes is a guess."""

    def format(self, *values: object, **_: object) -> str:
        siteurl, url, lastmod, *_guesses = values
        told = "" if str(lastmod).startswith(f"{UNKNOWN:%Y-%m-%d}") else f"<lastmod>{lastmod}</lastmod>"
        return f"<url><loc>{siteurl}/{url}</loc>{told}</url>\n"
