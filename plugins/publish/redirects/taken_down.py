"""What was public and is no more by its editors' word: withdrawn, a draft again, or dated later."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path

from plugins.archive.addresses import is_list, sections_of
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.core.sources import DRAFT
from plugins.core.withdrawals import UNWRITTEN, address_of_file, files
from plugins.publish.address import address_of, is_page, is_promised, path_of
from plugins.publish.redirects.moved import Moved
from plugins.publish.redirects.old_address import folded, parse
from plugins.publish.releases.manifest import Manifest
from plugins.story import front_matter
from plugins.story.text_file import read_text

NOTICE = "da-go.html"  # drawn by the theme: an address that was taken down, without a reason of its own
# What maps of web servers may hold in quotes.
PLAIN = re.compile(r"[^\x00-\x1f\x7f\"\\${};#?%*<>|]+")
LATER = "Nội dung này được hẹn sang một ngày khác."
WAITS = (
    "Đã gỡ khỏi cổng vì {}. Muốn bạn đọc biết vì sao, hãy ghi “status: withdrawn” (hay “trạng thái: rút”) "
    "và “reason: …” (hay “lý do: …”)."
)


@dataclass(frozen=True)
class TakenDown:
    """addresses: of stories, pages and albums; gone: every address of theirs with the reason for readers.

    told: sentences for whoever publishes.
    """

    addresses: Collection[str]
    gone: Mapping[str, str]
    told: tuple[Mistake, ...]


def folder_of(address: str) -> str:
    """The address of the story, page or album that owns what is read at `address`."""
    return address[: address.rfind("/") + 1]


def take_down(
    site: Path,
    content: Path,
    reasons: Mapping[str, str],
    missing: Iterable[str],
    previous: Manifest | None,
    now: datetime,
) -> TakenDown:
    """What the built `site` lacks by its editors' word; lays a notice there for each page.

    content: the folder editors write in; reasons: of what they withdrew, by address
    missing: paths that were promised and that nothing answers for yet
    """
    reasons, told, gone = dict(reasons), [], {}
    before = set(previous.withdrawn) if previous else set()
    for path in sorted(missing):
        address = address_of(path)
        folder = folder_of(address)
        if folder not in reasons:
            why = _waits(content, folder, now)
            if folder in before or why:
                reasons[folder] = why[2] if why else UNWRITTEN
            if why and folder not in before:
                told.append(Mistake(why[0], WAITS.format(why[1]), warning=True))
        if folder in reasons:
            gone[address] = reasons[folder]
            _lay_notice(site, path, reasons[folder])
        elif previous and address in previous.gone and not is_page(path):
            gone[address] = UNWRITTEN  # a file of a story that is back without it
    back = {folder for folder in before - reasons.keys() if (site / path_of(folder)).is_file()}
    plain = {address: reason for address, reason in gone.items() if PLAIN.fullmatch(address)}
    return TakenDown(sorted((reasons.keys() | before) - back), plain, tuple(told))


def withdrawing(moved: Moved, reasons: Mapping[str, str]) -> Moved:
    """The rows with what was taken down: an old address that led there tells why as well."""
    redirects, gone = {}, dict(reasons) | dict(moved.gone)
    for old, new in moved.redirects.items():
        if reason := reasons.get(new.partition("#")[0].partition("?")[0]):
            gone[old] = reason
        else:
            redirects[old] = new
            gone.pop(old, None)
    return Moved(redirects, gone)


def shown_again(old: Manifest, addresses: Iterable[str]) -> list[str]:
    """Which of the `addresses` that were taken down the earlier release `old` would show."""
    return sorted(each for each in addresses if path_of(each) in old.files and each not in old.gone)


def gone_by_row(old: Manifest, public: Manifest | None, moved: Moved, content: Path) -> dict[str, str]:
    """{address: reason} of what the earlier release `old` shows and a row took down: a row lasts.

    public: what is shown now; content: the folder editors write in. A page that is there wins over its row.
    """
    rows = [(parse(row), reason) for row, reason in moved.gone.items()]
    exact = {folded(row.path): why for row, why in rows if not row.beneath and not row.query}
    beneath = {folded(row.path): why for row, why in rows if row.beneath}
    if not exact and not beneath:
        return {}
    kept = set(shown_again(public, map(address_of, public.files)) if public else ())
    written = {address_of_file(f"content/{path.relative_to(content)}", path) for path in files(content)}
    sections, found = sections_of(map(address_of, old.files)), {}
    for address in shown_again(old, map(address_of, filter(is_promised, old.files))):
        sign = folded(address)
        if is_list(address, sections) or address in old.moved:
            continue
        if sign in exact:
            if address not in kept or folder_of(address) not in written:
                found[address] = exact[sign]
        elif address not in kept and address not in moved.redirects:
            row = max((each for each in beneath if sign.startswith(each)), key=len, default=None)
            found |= {address: beneath[row]} if row else {}
    return found


def _lay_notice(site: Path, path: str, reason: str) -> None:
    source = site / NOTICE
    if is_page(path) and source.is_file() and not (site / path).exists():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        words = source.read_text("utf-8").replace(escape(UNWRITTEN), escape(reason))
        (site / path).write_text(words, "utf-8")


def _waits(content: Path, address: str, now: datetime) -> tuple[str, str, str] | None:
    """(file, why for editors, why for readers) of what is written but not public now; in Vietnamese."""
    for path in files(content):
        name = f"content/{path.relative_to(content).as_posix()}"
        if address_of_file(name, path) != address:
            continue
        if DRAFT.match(path.read_text("utf-8-sig", "replace")):
            return name, "ghi là bài nháp (status: draft)", UNWRITTEN
        if (day := _day(path, name)) and day > now.replace(tzinfo=None):
            return name, f"ngày đăng nay là {day:%d/%m/%Y}, chưa tới", LATER
    return None


def _day(path: Path, name: str) -> datetime | None:
    """The date of a story; None for what has none, or none that can be read."""
    try:
        head = front_matter.split(read_text(path, name)[0], name).head
        return front_matter.parse(front_matter.StoryMatter, head, name).matter.date
    except MistakesFound:
        return None
