"""From an address to a file of the site."""

import os
import unicodedata
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes


def find(site: Path, target: str) -> Path | str | None:
    """What `target` names: a file to send, an address to go to instead, or None.

    target: the second word of the request, as http.server gives it (bytes read as Latin-1)
    None also for what leads out of `site`, by "..", however encoded, or by a symbolic link.
    """
    path, mark, query = target.partition("?")
    try:
        names = unquote_to_bytes(path.encode("latin-1")).decode("utf-8")
    except UnicodeError:
        return None
    with suppress(OSError):  # a name longer than the disk allows
        for spelling in (names, unicodedata.normalize("NFC", names)):
            file = _inside(site, spelling)
            if file and file.is_file():
                return file
            if file and (file / "index.html").is_file():
                return quote(spelling) + "/" + mark + query
    return None


def _inside(site: Path, path: str) -> Path | None:
    """The file at the decoded `path`, "/tin/" being its index.html; None when it is not in `site`."""
    first, *names = path.split("/")
    if first or not names:
        return None
    if names[-1] == "":
        names[-1] = "index.html"
    # An empty name would make "//host/" a redirect to another host.
    if any(name in ("", ".", "..") or "\0" in name for name in names):
        return None
    file = Path(os.path.realpath(site.joinpath(*names)))
    return file if file.is_relative_to(os.path.realpath(site)) else None
