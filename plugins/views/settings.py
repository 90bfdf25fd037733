"""The shape of VIEWS, and where the numbers are kept."""

import os
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field, StringConstraints
from pydantic.dataclasses import dataclass

from plugins.core import schema, settings_file
from plugins.core.addresses import ARTICLE_LIST
from plugins.core.clock import zone_of

Text = Annotated[str, StringConstraints(min_length=1)]


@dataclass(frozen=True, config=schema.STRICT)
class ViewsSettings:
    """VIEWS. Paths are relative to the project.

    folder: the database, its backups, the ledger of baked numbers; kept for ever
    snapshot: the file `python -m plugins.views export` writes and a build reads
    articles: where the list of stories that may be counted is looked for; the first found
    window: minutes in which a reader counts once a story, and the portal counts one visit
    remember: how many readings are remembered at most to know repeats, about 100 bytes each
    agents: kinds of browsers that are told apart in one network while `window` lasts
    most_read: stories in each list of "Đọc nhiều"
    """

    folder: Text = "data/views"
    snapshot: Text = ".cache/live/views.json"
    articles: Annotated[tuple[Text, ...], Field(min_length=1)] = (
        f"public_html/current/{ARTICLE_LIST}",
        f"output/{ARTICLE_LIST}",
    )
    window: Annotated[int, Field(ge=1, le=1440)] = 30
    remember: Annotated[int, Field(ge=1_000)] = 100_000
    agents: Annotated[int, Field(ge=1)] = 300
    most_read: Annotated[int, Field(ge=1, le=20)] = 5


def read(path: Path) -> ViewsSettings:
    """VIEWS of the settings file; MistakesFound when it cannot be read or is wrong."""
    return read_with_zone(path)[0]


def read_with_zone(path: Path) -> tuple[ViewsSettings, ZoneInfo]:
    """As `read`, with the portal's zone."""
    values = settings_file.values(path)
    return schema.checked(ViewsSettings, values.get("VIEWS", {}), "VIEWS", path.name), zone_of(
        values, path.name
    )


def database_url(root: Path, settings: ViewsSettings) -> str:
    """DATABASE_URL of the environment, or else the path of the SQLite file."""
    return os.environ.get("DATABASE_URL", "").strip() or sqlite_file(root, settings)


def sqlite_file(root: Path, settings: ViewsSettings) -> str:
    return str(root / settings.folder / "views.sqlite")


def shared_memory_url() -> str:
    """Where several services remember readings together; '' when each remembers its own."""
    return os.environ.get("VALKEY_URL") or os.environ.get("REDIS_URL") or ""
