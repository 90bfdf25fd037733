"""Addresses that no page has now, of which more is known: they lead on, were taken down, or wait."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from plugins.core.pelican_types import Content, Generator
from plugins.core.withdrawals import address_of

LEADS_ON = "{0} là địa chỉ cũ, nay dẫn tới {1}. Hãy đổi liên kết thành {1}."
TAKEN_DOWN = "Liên kết {} dẫn tới địa chỉ đã gỡ (ghi ở chuyen-huong.yaml). Hãy bỏ hoặc thay liên kết ấy."
WAITS = (
    "Liên kết {} dẫn tới nội dung hẹn ngày {:%d/%m/%Y}, trước ngày ấy chưa ai mở được. "
    "Hãy bỏ liên kết, hoặc để bài này cũng chờ tới ngày ấy."
)
DRAFT = "Liên kết {} dẫn tới một bài nháp, chưa ai mở được. Hãy bỏ liên kết, hoặc đăng bài ấy."


@dataclass(frozen=True)
class Elsewhere:
    """moved: old address, or all beneath one as /cu/*, to where it leads; gone: those taken down.

    waiting: address to its day; None for a draft
    """

    moved: Mapping[str, str]
    gone: Collection[str]
    waiting: Mapping[str, datetime | None]

    def told(
        self, href: str, target: str, known: Collection[str], day: datetime | None = None
    ) -> tuple[str, bool] | None:
        """(what is wrong with a link to `target`, whether it is advice alone); None: nothing is known.

        href: as written; known: all addresses of pages; day: on which the linking page is public
        """
        old = self._row(href, target)
        if old in self.moved:
            new = self.moved[old]
            if not new.startswith("/") or urlsplit(new).path in known:
                return LEADS_ON.format(href, new), True
        elif old:
            return TAKEN_DOWN.format(href), False
        for address in (target, f"{target}/"):
            if address in self.waiting:
                until = self.waiting[address]
                if until is None:
                    return DRAFT.format(href), False
                return WAITS.format(href, until), day is not None and _plain(day) >= _plain(until)
        return None

    def _row(self, href: str, target: str) -> str:
        """The old address that stands for `target`, or ''."""
        query = urlsplit(href).query if "?" in href else ""
        wanted = [f"{target}?{query}"] if query else []
        wanted += [target, f"{target}/", target.rstrip("/")]
        rows = {**dict.fromkeys(self.gone), **self.moved}
        if exact := next((each for each in wanted if each in rows), ""):
            return exact
        above = [row for row in rows if row.endswith("/*") and target.lower().startswith(row[:-1].lower())]
        return max(above, key=len, default="")


def elsewhere(contents: Iterable[Content], generators: Iterable[Generator]) -> Elsewhere:
    """generators: one of them has read the file of old addresses."""
    waiting: dict[str, datetime | None] = {}
    for content in contents:
        if content.status == "draft" and (address := address_of(content.story.path)):
            is_draft = content.metadata.get("status") == "draft"
            waiting[address] = None if is_draft else content.date
    rows = next((each.moved for each in generators if hasattr(each, "moved")), None)
    albums = next((each.context.get("waiting_albums", ()) for each in generators), ())
    waiting |= {album.url: album.date for album in albums}
    return Elsewhere(rows.redirects if rows else {}, tuple(rows.gone) if rows else (), waiting)


def _plain(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)
