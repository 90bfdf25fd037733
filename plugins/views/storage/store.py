"""The numbers that are kept: every read and write of them, in SQL that both databases speak."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from plugins.core.mistakes import Mistake, MistakesFound
from plugins.views.article import Article
from plugins.views.storage.database import Database, Row, Unavailable
from plugins.views.storage.low_watermark import Acknowledged
from plugins.views.storage.schema import READER, upgrade
from plugins.views.storage.sqlite import Sqlite

NO_PACKAGE = "Cổng dùng {} nhưng máy này chưa có gói {}. Hãy chạy một lần: make {}"
LOST = (
    "Số liệu ở {name} bị xóa hay bớt trong khi dịch vụ đang chạy ({what}) nên không ghi tiếp. "
    "Hãy dừng dịch vụ, đặt lại số liệu từ bản sao lưu, soát bằng make views-check, rồi chạy lại."
)
POSTGRES = ("postgresql://", "postgres://")
# day, article, url, title, section, author, views
Daily = tuple[str, str, str, str, str, str, int]


def open_database(url: str) -> Database:
    """The PostgreSQL database at a postgresql:// address, or else the SQLite file of that path."""
    if not url.startswith(POSTGRES):
        return Sqlite(Path(url))
    try:
        from plugins.views.storage.postgres import Postgres  # 10 MB that SQLite does not need
    except ModuleNotFoundError:
        raise MistakesFound(Mistake("", NO_PACKAGE.format("PostgreSQL", "psycopg", "postgres"))) from None

    return Postgres(url)


class Store:
    """What is kept of views and visits. Every method raises Unavailable when the database does."""

    def __init__(self, database: Database):
        self.database = database
        self._ready = False
        self._acknowledged = Acknowledged()
        self._lost = ""  # why nothing is read or written here any more

    def prepare(self) -> None:
        """Creates or upgrades the tables; TooNew when the software is older than they are."""
        if self._lost:
            raise Unavailable(self._lost)
        if not self._ready:
            upgrade(self.database)
            self._ready = True

    def add(self, views: Mapping[tuple[str, str], int], visits: Mapping[str, int]) -> dict[str, int]:
        """Adds views by (article, day) and visits by day, all or none; the new totals of these articles.

        One statement a table, however many are added; ids sorted, so that two services that
        write to one database never wait for each other in a ring.
        """
        self.prepare()
        run, rows, pack = self.database.run, self.database.rows, self.database.pack
        totals: dict[str, int] = {}
        for (article, _), number in views.items():
            totals[article] = totals.get(article, 0) + number
        with self.database.transaction():
            if views:
                new = run(
                    f"INSERT INTO view_total (article_id, views) SELECT a, b FROM {rows('text', 'bigint')} "
                    "WHERE true ON CONFLICT (article_id) "
                    "DO UPDATE SET views = view_total.views + excluded.views RETURNING article_id, views",
                    pack(sorted(totals.items())),
                )
                run(
                    "INSERT INTO view_day (article_id, day, kind, views) "
                    f"SELECT a, b, '{READER}', c FROM {rows('text', 'text', 'bigint')} "
                    "WHERE true ON CONFLICT (article_id, day, kind) "
                    "DO UPDATE SET views = view_day.views + excluded.views",
                    pack(sorted((article, day, number) for (article, day), number in views.items())),
                )
                totals = dict(new)
            if visits:
                run(
                    "INSERT INTO visit_day (day, kind, visits) "
                    f"SELECT a, '{READER}', b FROM {rows('text', 'bigint')} "
                    "WHERE true ON CONFLICT (day, kind) "
                    "DO UPDATE SET visits = visit_day.visits + excluded.visits",
                    pack(sorted(visits.items())),
                )
        self._acknowledged.add(views, visits)
        return totals

    def standing(self, present: Collection[str]) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
        """What `totals`, `bases`, `visits` give; Unavailable from now on when that is less than before.

        present: the stories of the site; the numbers of others may be pruned
        """
        # One question: a correction between two would look like a loss.
        rows = self.read(
            "SELECT view_total.article_id, view_total.views, CAST(coalesce(taken.views, 0) AS bigint) "
            "FROM view_total LEFT JOIN (SELECT article_id, sum(views) AS views FROM correction "
            "GROUP BY article_id) AS taken ON taken.article_id = view_total.article_id"
        )
        visits, uncorrected = self.visits(), {article: views - taken for article, views, taken in rows}
        if what := self._acknowledged.missing(uncorrected, visits, present):
            self._lost = LOST.format(name=self.database.name, what=what)
            raise Unavailable(self._lost)
        return {article: views for article, views, _ in rows}, self.bases(), visits

    def totals(self) -> dict[str, int]:
        """{article: views counted, corrections taken off}."""
        return dict(self.read("SELECT article_id, views FROM view_total"))

    def bases(self) -> dict[str, int]:
        """{article: number brought from an old portal}."""
        return dict(self.read("SELECT id, base_views FROM article WHERE base_views > 0"))

    def corrected(self) -> dict[str, int]:
        """{article: how much was taken off}."""
        rows = self.read("SELECT article_id, CAST(sum(views) AS bigint) FROM correction GROUP BY article_id")
        return dict(rows)

    def visits(self) -> dict[str, int]:
        """{day: visits}."""
        return dict(self.read("SELECT day, CAST(sum(visits) AS bigint) FROM visit_day GROUP BY day"))

    def most_read(self, since: str, limit: int) -> list[tuple[str, str, str, int]]:
        """(article, url, title, views from the day `since` on), the most read first."""
        return self.read(
            "SELECT read.article_id, article.url, article.title, read.views FROM "
            "(SELECT article_id, CAST(sum(views) AS bigint) AS views FROM view_day WHERE day >= ? "
            "GROUP BY article_id HAVING sum(views) > 0 ORDER BY 2 DESC, 1 LIMIT ?) AS read "
            "JOIN article ON article.id = read.article_id ORDER BY read.views DESC, read.article_id",
            (since, limit),
        )

    def daily(self, first: str, last: str) -> list[Daily]:
        """The views from `first` to `last`, both included."""
        return self.read(
            "SELECT d.day, d.article_id, coalesce(a.url, ''), coalesce(a.title, ''), "
            "coalesce(a.section, ''), coalesce(a.author, ''), CAST(sum(d.views) AS bigint) "
            "FROM view_day d LEFT JOIN article a ON a.id = d.article_id "
            "WHERE d.day BETWEEN ? AND ? GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2",
            (first, last),
        )

    def know(self, articles: Iterable[Article]) -> None:
        """Keeps what stories are called, so that reports can name those that left the site."""
        rows = sorted((a.id, a.url, a.title, a.section, a.author, a.date) for a in articles)
        if not rows:
            return
        kinds = ("text",) * 6
        columns = ("url", "title", "section", "author", "published")
        changes = ", ".join(f"{name} = excluded.{name}" for name in columns)
        other = " OR ".join(f"article.{name} <> excluded.{name}" for name in columns)
        self.prepare()
        with self.database.transaction():
            self.database.run(
                f"INSERT INTO article (id, {', '.join(columns)}) "
                f"SELECT a, b, c, d, e, f FROM {self.database.rows(*kinds)} "
                f"WHERE true ON CONFLICT (id) DO UPDATE SET {changes} WHERE {other}",
                self.database.pack(rows),
            )

    def bring(self, bases: Mapping[str, int]) -> None:
        """Sets numbers of an old portal for stories that `know` has named; the same again is no change."""
        self.prepare()
        with self.database.transaction():
            self.database.run(
                "UPDATE article SET base_views = given.b "
                f"FROM {self.database.rows('text', 'bigint')} WHERE article.id = given.a",
                self.database.pack(sorted(bases.items())),
            )

    def read(self, sql: str, parameters: Row = ()) -> list[Row]:
        """The rows of one question."""
        self.prepare()
        with self.database.transaction(write=False):
            return self.database.run(sql, parameters)
