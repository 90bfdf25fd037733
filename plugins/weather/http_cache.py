"""What a web server said before, and until when it wants not to be asked again."""

import json
from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TypedDict

from plugins.core.files import store
from plugins.weather.download import Answer


class Kept(TypedDict):
    """An answer. expires, modified: its headers, None for one that it had not."""

    expires: str | None
    modified: str | None
    body: object


class Memory:
    """Answers by address, kept in a file; a file that cannot be read is forgotten."""

    def __init__(self, path: Path):
        self._path = path
        self._asked: dict[str, Kept] = {}
        self._known: dict[str, Kept] = {}
        try:
            known = json.loads(path.read_bytes())
            self._known = {url: kept for url, each in known.items() if (kept := _whole(each))}
        except (OSError, ValueError, AttributeError, RecursionError):
            return

    def recall(
        self,
        url: str,
        now: datetime,
        get: Callable[[str, dict[str, str]], Answer],
        headers: dict[str, str],
    ) -> object:
        """The JSON value at `url`: the one kept, until it expires, or what get(url, headers) answers."""
        kept = self._known.get(url)
        if kept and (expires := _moment(kept["expires"])) and now < expires:
            self._asked[url] = kept
            return kept["body"]
        modified = kept["modified"] if kept else None
        answer = get(url, headers | ({"If-Modified-Since": modified} if modified else {}))
        body = kept["body"] if kept and answer.status == 304 else answer.body
        self._asked[url] = {
            "expires": answer.headers.get("Expires"),
            "modified": answer.headers.get("Last-Modified") or modified,
            "body": body,
        }
        return body

    def keep(self) -> None:
        """Remember what was asked since this memory was opened, and nothing else."""
        store(self._path, json.dumps(self._asked).encode())


def _whole(raw: object) -> Kept | None:
    """What was kept, if it is as it was written."""
    match raw:
        case {"expires": str() | None as expires, "modified": str() | None as modified, "body": body}:
            return {"expires": expires, "modified": modified, "body": body}
    return None


def _moment(header: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(header or "")
    except (TypeError, ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else None
