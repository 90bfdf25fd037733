"""Asking the sources, one after the other, for a new snapshot."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from plugins.core.causes import cause_of
from plugins.core.files import store
from plugins.weather import live, met_norway, open_meteo
from plugins.weather.download import get
from plugins.weather.http_cache import Memory
from plugins.weather.normals import Normals
from plugins.weather.refusal import RefusedError
from plugins.weather.settings import WeatherSettings
from plugins.weather.snapshot import DAYS, Snapshot, with_kept

Ask = Callable[[WeatherSettings, datetime], Snapshot]


@dataclass(frozen=True)
class Outcome:
    """done: whether the file was written anew; line: what to say of it."""

    done: bool
    line: str


def refresh(root: Path, settings: WeatherSettings, normals: Normals, zone: tzinfo) -> Outcome:
    """Writes a new snapshot, or leaves the last one as it is to the byte and says why. zone: the portal's."""
    now = datetime.now(zone)
    path = root / settings.snapshot
    last = live.read(path, zone)
    refusals = []
    for name, ask in _sources(root, settings, last):
        try:
            told = ask(settings, now)
            if not any(told.report(city.name) for city in settings.cities):
                raise RefusedError("không có số liệu của thành phố nào")
            names = [place.name for place in settings.places]
            snapshot = with_kept(told, last, names, settings.stale_after)
            store(path, live.content(snapshot, normals, settings))
        except RefusedError as refused:
            refusals.append(f"{name}: {refused}")
        except OSError as error:
            return Outcome(False, f"Không ghi được {settings.snapshot} ({cause_of(error)}). {_kept(last)}")
        else:
            aside = f" ({'; '.join(refusals)})" if refusals else ""
            aside += _gaps(told, names)
            return Outcome(True, f"Thời tiết lúc {live.when(snapshot)}, nguồn {name}{aside}.")
    return Outcome(False, f"Chưa có thời tiết mới. {'; '.join(refusals)}. {_kept(last)}")


def _sources(root: Path, settings: WeatherSettings, last: Snapshot | None) -> tuple[tuple[str, Ask], ...]:
    memory = Memory(root / settings.cache)
    return (
        ("Open-Meteo", lambda settings, now: open_meteo.ask(settings, now, get)),
        ("MET Norway", lambda settings, now: met_norway.ask(settings, now, get, memory, last)),
    )


def _gaps(told: Snapshot, names: list[str]) -> str:
    """What the source left open, as a sentence, or ''."""
    absent = [name for name in names if not told.report(name)]
    short = [report.name for report in told.places if len(report.days) < DAYS]
    sentence = f". Nguồn chưa có số liệu của {', '.join(absent)}" if absent else ""
    return sentence + (f". Dự báo thiếu ngày: {', '.join(short)}" if short else "")


def _kept(last: Snapshot | None) -> str:
    return f"Giữ số liệu lúc {live.when(last)}." if last else "Trang sẽ nêu trung bình nhiều năm."
