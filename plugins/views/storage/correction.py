"""Taking off what was no reading, with the reason beside it."""

from datetime import datetime

from plugins.views.storage.schema import CORRECTION
from plugins.views.storage.store import Store


class Refused(Exception):
    """The correction makes no sense; nothing was changed."""


def correct(store: Store, article: str, day: str, views: int, reason: str, now: datetime) -> int:
    """Takes `views` off the story's `day`; the story's total after it.

    The day keeps what was read and gets a second row below zero; the table `correction` keeps
    who asks later company: when, how much, why. Raises Refused, Unavailable.
    """
    store.prepare()
    run = store.database.run
    with store.database.transaction():
        read = run(
            "SELECT CAST(sum(views) AS bigint) FROM view_day WHERE article_id = ? AND day = ?", (article, day)
        )[0][0]
        if read is None:
            raise Refused(f"Ngày {day} bài {article} không có lượt xem nào.")
        if views > read:
            raise Refused(f"Ngày {day} bài {article} chỉ có {read} lượt xem, không trừ {views} được.")
        made = now.isoformat(timespec="seconds")
        run("INSERT INTO correction VALUES (?, ?, ?, ?, ?)", (made, article, day, -views, reason))
        # The total first, as the service does, so that neither waits for the other in a ring.
        total: int = run(
            "UPDATE view_total SET views = views - ? WHERE article_id = ? RETURNING views", (views, article)
        )[0][0]
        run(
            "INSERT INTO view_day (article_id, day, kind, views) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (article_id, day, kind) DO UPDATE SET views = view_day.views + excluded.views",
            (article, day, CORRECTION, -views),
        )
    return total
