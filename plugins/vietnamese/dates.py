"""Dates and numbers as Vietnamese readers write them."""

from datetime import date, datetime

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


# Numbers are put together here, not by strftime: Pelican's own is slow enough to be felt.


def day(moment: date | datetime) -> str:
    """06/06/2024"""
    return f"{moment.day:02d}/{moment.month:02d}/{moment.year:04d}"


def clock(moment: datetime) -> str:
    """14:41"""
    return f"{moment.hour:02d}:{moment.minute:02d}"


def moment(value: datetime, between: str = ", ") -> str:
    """06/06/2024, 14:41; the day alone at midnight, which stands for an hour that nobody told."""
    return f"{day(value)}{between}{clock(value)}" if value.hour or value.minute else day(value)


def weekday(moment: date | datetime) -> str:
    """Thứ Năm"""
    return WEEKDAYS[moment.weekday()]


def long_date(value: datetime) -> str:
    """Thứ Năm, 06/06/2024, 14:41"""
    return f"{weekday(value)}, {moment(value)}"


def number(value: int | float) -> str:
    """1234567 as 1.234.567, 1234.5 as 1.234,5"""
    return f"{value:,}".translate({ord(","): ".", ord("."): ","})
