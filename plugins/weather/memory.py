"""What a web server said before, and until when it wants not to be asked again."""

import json
from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from plugins.core.files import store


class Memory:
    """Answers by address, kept in a file; a file that cannot be read is forgotten."""

    def __init__(self, path: Path):
        self._path = path
        self._asked: dict[str, dict] = {}
        try:
            known = json.loads(path.read_bytes())
            self._known = {url: each for url, each in known.items() if "body" in each}
        except (OSError, ValueError, AttributeError, TypeError, RecursionError):
            self._known = {}

    def recall(self, url: str, now: datetime, get: Callable, headers: dict[str, str]):
        """The JSON value at `url`: the one kept, until it expires, or what get(url, headers) answers."""
        kept = self._known.get(url, {})
        if kept and (expires := _moment(kept.get("expires"))) and now < expires:
            self._asked[url] = kept
            return kept["body"]
        modified = kept.get("modified")
        answer = get(url, headers | ({"If-Modified-Since": modified} if modified else {}))
        body = kept.get("body") if answer.status == 304 else answer.body
        self._asked[url] = {
            "expires": answer.headers.get("Expires"),
            "modified": answer.headers.get("Last-Modified") or modified,
            "body": body,
        }
        return body

    def keep(self) -> None:
        """Remember what was asked since this memory was opened, and nothing else."""
        store(self._path, json.dumps(self._asked).encode())


def _moment(header) -> datetime | None:
    try:
        moment = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else None
