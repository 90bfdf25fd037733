"""What became of the work of timers: how often it failed in a row, and whether anybody was told."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from plugins.kept import is_moment, parse, typed
from plugins.storing import store

FILE = "data/status.json"
# The end of a unit's name, and what a person calls its work.
WORK = {
    "publish": "đăng theo hẹn",
    "backup": "sao lưu",
    "night": "so trang đang xem với bản đã đăng",
    "weather": "lấy thời tiết",
    "views": "đếm lượt xem",
    "certbot": "gia hạn chứng thư",
}
# Failures in a row before anybody is told: a source of weather is often away for an hour, and the
# service of the views is started again by systemd, or stopped for a moment by a person.
PATIENCE = {"weather": 6, "views": 2}


@dataclass(frozen=True)
class Outcome:
    """ended, good, since: ISO: when it last ended, ended well, and began to fail; '' for never.

    failures: in a row; told: whether somebody was told of them
    """

    ended: str = ""
    good: str = ""
    since: str = ""
    failures: int = 0
    told: bool = False


def word_of(unit: str) -> str:
    """tram-tin-publish and hoai-duc-publish are publish."""
    return unit if unit in WORK else unit.rpartition("-")[2]


def read(root: Path) -> dict[str, Outcome]:
    """{word: outcome}, without those that cannot be understood."""
    try:
        kept = parse((root / FILE).read_bytes())
    except (OSError, ValueError):
        return {}
    found = {}
    for word, each in kept.items() if isinstance(kept, dict) else ():
        with suppress(ValueError):
            found[word] = _told(typed(Outcome, each))
    return found


def _told(outcome: Outcome) -> Outcome:
    """The same; ValueError when its times are none."""
    times = (outcome.ended, outcome.good, outcome.since)
    if not outcome.ended or (outcome.failures and not outcome.since):
        raise ValueError("a time is missing")
    if not all(is_moment(each) for each in times if each):
        raise ValueError("a time is none")
    return outcome


def write(root: Path, outcomes: dict[str, Outcome]) -> None:
    store(root / FILE, json.dumps({word: asdict(each) for word, each in outcomes.items()}).encode())


def after(last: Outcome, good: bool, now: datetime) -> Outcome:
    """The outcome after one more end."""
    moment = now.isoformat(timespec="seconds")
    if good:
        return Outcome(moment, moment)
    return replace(last, ended=moment, since=last.since or moment, failures=last.failures + 1)


def news(last: Outcome, new: Outcome, word: str) -> str:
    """What must be told: "failed", "mended" or ''."""
    if new.failures >= PATIENCE.get(word, 1) and not last.told:
        return "failed"
    return "mended" if not new.failures and last.told else ""
