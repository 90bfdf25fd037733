"""Views by day, story, section and author: a table for spreadsheets, a page with charts."""

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from plugins.assets import tokens
from plugins.core.files import store as store_file
from plugins.core.jinja import environment
from plugins.defaults import LOOKS
from plugins.vietnamese import dates
from plugins.views.chart import Bars, Days, bars, columns
from plugins.views.storage.store import Daily, Store

TABLE, PAGE, STYLE = "luot-xem.csv", "luot-xem.html", "luot-xem.css"
HEADING = ("Ngày", "Mã bài", "Địa chỉ", "Tiêu đề", "Chuyên mục", "Tác giả", "Lượt xem")
MOST = 20  # stories, sections and authors in a chart
STYLES = ("layers.css", "tokens.css", "base.css", "report/views.css")


@dataclass(frozen=True)
class Report:
    """Views from the day `first` to `last` (ISO). days: every day between, also those without views."""

    first: str
    last: str
    total: int
    days: Days
    stories: Bars
    sections: Bars
    authors: Bars


def summarise(rows: Iterable[Daily], first: str, last: str) -> Report:
    days: Counter[str] = Counter()
    stories: Counter[str] = Counter()
    sections: Counter[str] = Counter()
    authors: Counter[str] = Counter()
    names = {}
    for day, article, _url, title, section, author, views in rows:
        days[day] += views
        stories[article] += views
        sections[section or "(không rõ)"] += views
        authors[author or "(không rõ)"] += views
        names[article] = title or article
    named = [(names[article], views) for article, views in _most(stories)]
    return Report(
        first,
        last,
        sum(days.values()),
        columns(days, first, last),
        bars(named),
        bars(_most(sections)),
        bars(_most(authors)),
    )


def table(rows: Iterable[Daily]) -> bytes:
    """The CSV that spreadsheets of people here open rightly: UTF-8 with its mark, commas, CRLF."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADING)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def write(store: Store, first: str, last: str, theme: Path, root: Path, folder: Path) -> Report:
    """Writes the table and the page, in the colours of the portal in `root`, into `folder`.

    Raises Unavailable, OSError, MistakesFound for colours that cannot be read.
    """
    rows = store.daily(first, last)
    report = summarise(rows, first, last)
    drawing = environment(root / LOOKS / "templates", theme / "templates")
    drawing.filters |= {"number": dates.number, "iso_day": _written}
    page = drawing.get_template("views_report.html").render(report=report, table=TABLE, style=STYLE)
    sheets = {name: (theme / "static" / "css" / name).read_text("utf-8") for name in STYLES}
    style = "\n".join((sheets | {"tokens.css": tokens.read(theme, root).css}).values())
    store_file(folder / TABLE, table(rows))
    store_file(folder / STYLE, style.encode())
    store_file(folder / PAGE, page.encode())
    return report


def _most(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:MOST]


def _written(day: str) -> str:
    """2024-06-06 as 06/06/2024"""
    return "/".join(reversed(day.split("-")))


def _harmless(cell: str | int) -> str | int:
    """A title that a spreadsheet would take for a formula is kept as words."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
