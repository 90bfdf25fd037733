"""Days and hours as people write them: 27/11/2026 14h30, 27.11.2026, 14 giờ ngày 27 tháng 11 năm 2026."""

import re
from datetime import date, datetime, tzinfo

from plugins.vietnamese.dates import WEEKDAYS, day, weekday
from plugins.vietnamese.text import fold

ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2}) ?[-/.] ?(\d{1,2}) ?[-/.] ?(\d{4})(?!\d)")
IN_WORDS = re.compile(r"(?<!\d)(\d{1,2}) thang (\d{1,2}),? nam (\d{4})(?!\d)")
SHORT_YEAR = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}(?!\d)")
CLOCK = re.compile(
    r"(?P<hour>\d{1,2}) ?(?:[:hg.]|gio) ?(?:(?P<minute>\d{1,2})(?: ?(?:phut|p|'|’))?(?::\d{2}(?:\.\d+)?)?)?"
    r" ?(?P<half>sa|ch|am|pm|sang|chieu|toi)?"
)
ZONE = re.compile(r"(?<=[\d ])(z|[+-]\d{2}:?\d{2})$")
NAMES = "|".join(fold(name).removeprefix("thu ") for name in WEEKDAYS[:6])
NAMED_DAY = re.compile(rf"\b(?:thu (?P<name>{NAMES}|[2-7])|(?P<sunday>chu nhat))\b")
ROUND_ABOUT = re.compile(r"\b(?:ngay|luc|vao|hoi)\b|[,;()|–-]")


def moment_of(text: str, zone: tzinfo) -> datetime | date:
    """The moment meant, or the day where no hour is told; a moment that names
    its zone becomes one of `zone`, the portal's.

    Raises ValueError with a Vietnamese sentence for a day in no calendar, or '' for what is no date.
    """
    plain = " ".join(fold(text).split())
    found = ISO.search(plain) or DAY_FIRST.search(plain) or IN_WORDS.search(plain)
    if not found:
        if SHORT_YEAR.search(plain):
            raise ValueError("năm phải viết đủ bốn chữ số, ví dụ 06/06/2024.")
        raise ValueError("")
    numbers = [int(part) for part in found.groups()]
    year, month, number = numbers if found.re is ISO else numbers[::-1]
    before, after = plain[: found.start()], re.sub(r"^t(?=\d)", " ", plain[found.end() :])
    told = ZONE.search(after) if found.re is ISO else None
    rest = f"{before} {after[: told.start()] if told else after}"
    named = NAMED_DAY.search(rest)
    rest = " ".join(ROUND_ABOUT.sub(" ", NAMED_DAY.sub(" ", rest)).split())
    clock = CLOCK.fullmatch(rest)
    if rest and not clock:
        raise ValueError("")
    try:
        moment = datetime(year, month, number, *(_clock(clock) if clock else ()))
        if told and clock:
            moment = _moved(moment, told[1], zone)
    except (ValueError, OverflowError):
        raise ValueError(_no_such_day(text, year, month, number)) from None
    if named and named[0] not in _names_of(moment):
        raise ValueError(f"{day(moment)} là {weekday(moment)}. Hãy sửa ngày hoặc bỏ tên thứ đi.")
    return moment if clock else moment.date()


def _clock(clock: re.Match[str]) -> tuple[int, int]:
    hour, half = int(clock["hour"]), clock["half"]
    if half in ("ch", "pm", "chieu", "toi") and hour < 12:
        hour += 12
    if half in ("sa", "am", "sang") and hour == 12:
        hour = 0
    return hour, int(clock["minute"] or 0)


def _moved(moment: datetime, offset: str, zone: tzinfo) -> datetime:
    there = datetime.fromisoformat(f"{moment.isoformat()}{offset.upper()}")
    return there.astimezone(zone).replace(tzinfo=None)


def _no_such_day(text: str, year: int, month: int, number: int) -> str:
    sentence = f"trong lịch không có “{text.strip()}”. Hãy xem lại ngày, tháng và giờ."
    if month > 12 >= number:
        sentence += f" Ngày viết trước tháng: có phải ý bạn là {month:02}/{number:02}/{year}?"
    return sentence


def _names_of(moment: datetime) -> set[str]:
    """How the weekday is written, folded: "thu hai" and "thu 2"."""
    names = {fold(weekday(moment))}
    return names | {f"thu {moment.weekday() + 2}"} if moment.weekday() < 6 else names
