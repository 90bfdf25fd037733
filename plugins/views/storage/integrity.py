"""Whether the numbers agree with each other."""

from collections.abc import Iterable

from plugins.views.storage.store import Store

MOST = 20  # faults that are told


def faults(store: Store) -> list[str]:
    """A sentence for each fault, [] when every total is the sum of its days; Unavailable when unread."""
    # Two questions and no join: only newer SQLite can join what is missing on either side.
    totals = store.totals()
    days: dict[str, int] = dict(
        store.read("SELECT article_id, CAST(sum(views) AS bigint) FROM view_day GROUP BY article_id")
    )
    corrections = store.read(
        "SELECT article_id, CAST(sum(views) AS bigint) FROM view_day WHERE kind = 'correction' "
        "GROUP BY article_id"
    )
    return [*_differing(totals, days), *_unexplained(dict(corrections), store.corrected()), *_below(totals)][
        :MOST
    ]


def _differing(totals: dict[str, int], days: dict[str, int]) -> Iterable[str]:
    for article in sorted(totals.keys() | days.keys()):
        total, summed = totals.get(article, 0), days.get(article, 0)
        if total != summed:
            yield f"{article}: tổng là {total}, cộng các ngày lại là {summed}."


def _unexplained(taken: dict[str, int], told: dict[str, int]) -> Iterable[str]:
    for article in sorted(taken.keys() | told.keys()):
        if taken.get(article, 0) != told.get(article, 0):
            yield f"{article}: đã trừ {-taken.get(article, 0)}, nhưng sổ lý do ghi {-told.get(article, 0)}."


def _below(totals: dict[str, int]) -> Iterable[str]:
    for article, total in sorted(totals.items()):
        if total < 0:
            yield f"{article}: tổng là {total}, dưới 0."
