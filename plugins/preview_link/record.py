"""What is shown to whom has the address, and until when, as this machine knows it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter

from plugins.core.files import store

NAME = "previews.json"  # in the portal's folder
TOKEN = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Link:
    """token: the part of its address that nobody guesses; name: the file of the story

    until: with its zone; files: path beneath the token to SHA-256
    targets: where it lies, none of them for this machine
    """

    token: str
    name: str
    title: str
    until: datetime
    files: Mapping[str, str]
    targets: tuple[str, ...] = ()


ROWS = TypeAdapter(tuple[Link, ...])


def read(folder: Path) -> tuple[Link, ...]:
    """Those of the portal's folder `folder`; none where the list is missing or damaged."""
    try:
        links = ROWS.validate_json((folder / NAME).read_bytes())
    except (OSError, ValueError):
        return ()
    return tuple(link for link in links if TOKEN.fullmatch(link.token) and link.until.tzinfo)


def write(folder: Path, links: Iterable[Link]) -> None:
    """OSError when it cannot be written."""
    store(folder / NAME, ROWS.dump_json(tuple(links), indent=1))
