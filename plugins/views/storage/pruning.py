"""Stories that left the site."""

from collections.abc import Collection
from dataclasses import dataclass

from plugins.views.storage.store import Store

TABLES = {"article": "id", "view_total": "article_id", "view_day": "article_id", "correction": "article_id"}


@dataclass(frozen=True)
class Departed:
    """A story that has numbers and is no longer on the site."""

    id: str
    title: str
    views: int


def departed(store: Store, present: Collection[str]) -> list[Departed]:
    rows = store.read(
        "SELECT ids.id, coalesce(article.title, ''), coalesce(view_total.views, 0) FROM "
        "(SELECT id FROM article UNION SELECT article_id FROM view_total) AS ids "
        "LEFT JOIN article ON article.id = ids.id "
        "LEFT JOIN view_total ON view_total.article_id = ids.id ORDER BY 1"
    )
    return [Departed(*row) for row in rows if row[0] not in present]


def remove(store: Store, stories: Collection[Departed]) -> None:
    """Removes all that is kept of these stories, all or none; Unavailable when it cannot."""
    if not stories:
        return
    store.prepare()
    given = store.database.rows("text", "text")
    ids = store.database.pack(sorted((story.id, "") for story in stories))
    with store.database.transaction():
        for table, column in TABLES.items():
            store.database.run(f"DELETE FROM {table} WHERE {column} IN (SELECT a FROM {given})", ids)
