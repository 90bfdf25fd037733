"""The tables, the same in both databases, and the way from each version to the next.

view_total[article] is the sum of view_day[article]; the service reads one row and never
adds up years. A day is one of the portal's zone. kind: "reader", or "correction" with a
number below zero; what else might be told apart one day needs no new table.
article.base_views: a number brought from an old portal, which is not in the totals.
"""

from collections.abc import Sequence

from plugins.views.storage.database import Database, TooNew

READER, CORRECTION = "reader", "correction"

MIGRATIONS = (
    (
        "CREATE TABLE article (id text PRIMARY KEY, base_views bigint NOT NULL DEFAULT 0, "
        "url text NOT NULL, title text NOT NULL, section text NOT NULL, author text NOT NULL, "
        "published text NOT NULL)",
        "CREATE TABLE view_total (article_id text PRIMARY KEY, views bigint NOT NULL)",
        "CREATE TABLE view_day (article_id text NOT NULL, day text NOT NULL, kind text NOT NULL, "
        "views bigint NOT NULL, PRIMARY KEY (article_id, day, kind))",
        "CREATE INDEX view_day_by_day ON view_day (day)",
    ),
    (
        "CREATE TABLE visit_day (day text NOT NULL, kind text NOT NULL, visits bigint NOT NULL, "
        "PRIMARY KEY (day, kind))",
        "CREATE TABLE correction (made text NOT NULL, article_id text NOT NULL, day text NOT NULL, "
        "views bigint NOT NULL, reason text NOT NULL)",
    ),
)
# name: (columns with the SQL types), in the order they are copied from one database to another
TABLES = {
    "article": {
        "id": "text", "base_views": "bigint", "url": "text", "title": "text",
        "section": "text", "author": "text", "published": "text",
    },
    "view_total": {"article_id": "text", "views": "bigint"},
    "view_day": {"article_id": "text", "day": "text", "kind": "text", "views": "bigint"},
    "visit_day": {"day": "text", "kind": "text", "visits": "bigint"},
    "correction": {"made": "text", "article_id": "text", "day": "text", "views": "bigint", "reason": "text"},
}  # fmt: skip


def version_of(database: Database) -> int:
    """0 for a database without our tables. Inside a transaction."""
    if database.embedded:
        there = database.run("SELECT 1 FROM sqlite_master WHERE name = 'schema_version'")
    else:
        there = database.run("SELECT 1 WHERE to_regclass('schema_version') IS NOT NULL")
    version: int = database.run("SELECT version FROM schema_version")[0][0] if there else 0
    return version


def upgrade(database: Database, migrations: Sequence[Sequence[str]] = MIGRATIONS) -> None:
    """Brings the tables to the newest version, all steps or none; TooNew when they are newer."""
    with database.transaction():
        database.lock_schema()
        version = version_of(database)
        if version > len(migrations):
            raise TooNew(
                f"{database.name} do bản phần mềm mới hơn ghi (lược đồ {version}; bản này biết đến "
                f"{len(migrations)}). Hãy nâng cấp phần mềm."
            )
        if version == 0:
            database.run("CREATE TABLE schema_version (version bigint NOT NULL)")
            database.run("INSERT INTO schema_version VALUES (0)")
        for statements in migrations[version:]:
            for statement in statements:
                database.run(statement)
        if version < len(migrations):
            database.run("UPDATE schema_version SET version = ?", (len(migrations),))
