"""Days as the portal counts them."""

from datetime import datetime, timedelta, tzinfo


def day_of(seconds: float, zone: tzinfo) -> str:
    """`seconds` since 1970 as a day in `zone`, the portal's: 2026-11-25."""
    return datetime.fromtimestamp(seconds, zone).date().isoformat()


def days_before(day: str, days: int) -> str:
    return (datetime.fromisoformat(day) - timedelta(days=days)).date().isoformat()


def is_day(text: str) -> bool:
    """Whether `text` is a day of the calendar written as 2026-11-25."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date().isoformat() == text
    except ValueError:
        return False
