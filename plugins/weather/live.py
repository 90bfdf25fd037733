"""The file served as /live/weather.json: `make weather` writes it, builds and browsers read it."""

import json
from dataclasses import astuple
from datetime import datetime, tzinfo
from pathlib import Path

from pydantic import TypeAdapter

from plugins.vietnamese import dates
from plugins.weather import display
from plugins.weather.normals import Normals
from plugins.weather.refusal import RefusedError
from plugins.weather.settings import WeatherSettings
from plugins.weather.snapshot import Snapshot, build

HOUR = 3_600_000  # milliseconds, as browsers count


def read(path: Path, zone: tzinfo) -> Snapshot | None:
    """The snapshot in the file by the clock of `zone`, or None when there is none that can be trusted."""
    try:
        raw = json.loads(path.read_bytes())["snapshot"]
        return None if raw is None else build(raw, zone)
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError, RefusedError):
        return None


def content(snapshot: Snapshot | None, normals: Normals, settings: WeatherSettings) -> bytes:
    """The file: the snapshot itself for builds; for weather.js lines ready to be shown.

    shown: [until (milliseconds since 1970), note, rows] from the newest to the oldest; the
    first whose `until` has not passed is true. months: [note, rows] of the climate normals,
    January to December, for when none is. A row is [icon, name, now, sky, range].
    """
    shown = []
    if snapshot:
        rows = [astuple(row) for row in display.place_rows(snapshot, settings)]
        for stale, hours in ((False, settings.stale_after), (True, settings.expired_after)):
            until = int(snapshot.time.timestamp() * 1000 + hours * HOUR)
            shown.append([until, display.note_of(snapshot, stale, settings), rows])
    months = []
    for month in range(1, 13):
        rows = [astuple(row) for row in display.normal_rows(normals, settings, month)]
        months.append([display.normal_note(normals, month), rows])
    raw = TypeAdapter(Snapshot).dump_python(snapshot, mode="json") if snapshot else None
    value = {"shown": shown, "months": months, "snapshot": raw}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def when(snapshot: Snapshot) -> str:
    """09:00 ngày 23/11/2026"""
    time: datetime = snapshot.time
    return f"{dates.clock(time)} ngày {dates.day(time)}"
