"""The clock of the portal: its zone is the setting TIMEZONE, read here alone."""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from plugins.core.mistakes import Mistake, MistakesFound

HOME = "Asia/Ho_Chi_Minh"  # of a portal whose settings name no zone
AT_HOME = ZoneInfo(HOME)


def zone_named(name: str) -> ZoneInfo:
    """The zone called `name`; ValueError with a Vietnamese sentence where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"không có múi giờ ấy. Ở Việt Nam là {HOME}.") from None


def zone_of(settings: Mapping[str, Any], file: str = "pelicanconf.py") -> ZoneInfo:
    """The zone of a portal with these settings; MistakesFound, naming the file, where there is none such."""
    name = settings.get("TIMEZONE", HOME)
    try:
        return zone_named(str(name))
    except ValueError as wrong:
        raise MistakesFound(Mistake(file, f"TIMEZONE là “{name}”: {wrong}")) from None


def today(zone: tzinfo) -> date:
    """Which day it is in `zone`."""
    return datetime.now(zone).date()
