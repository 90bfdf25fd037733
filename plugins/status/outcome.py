"""What became of the work of timers: how often it failed in a row, and whether anybody was told."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from plugins.core.files import store
from plugins.core.json_records import is_moment, parse, typed

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

    failures: in a row; told: marks of whoever was told that it fails, and not yet that it is mended
    """

    ended: str = ""
    good: str = ""
    since: str = ""
    failures: int = 0
    told: str = ""


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
        return replace(last, ended=moment, good=moment, failures=0)
    return replace(last, ended=moment, since=last.since or moment, failures=last.failures + 1)


def unheard(new: Outcome, word: str, tell: Sequence[str]) -> list[str]:
    """Who of `tell` is yet to hear that it fails, or, when it ended well, that it is mended."""
    if new.failures and new.failures < PATIENCE.get(word, 1):
        return []
    return [each for each in tell if (_mark(each) in new.told.split()) is not bool(new.failures)]


def heard(new: Outcome, by: Sequence[str], tell: Sequence[str]) -> Outcome:
    """The same once `by`, of all of `tell`, have heard how it is."""
    told, now = {_mark(each) for each in tell} & set(new.told.split()), {_mark(each) for each in by}
    told = told | now if new.failures else told - now
    return replace(new, told=" ".join(sorted(told)), since=new.since if new.failures or told else "")


def _mark(receiver: str) -> str:
    """Knows a receiver again: a command may hold what is nobody's business."""
    return sha256(receiver.encode()).hexdigest()[:12]
