"""`make status`: the portal in ten lines."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from plugins.backup.create import record
from plugins.core.causes import cause_of
from plugins.publish.releases.release_list import FORM
from plugins.publish.server import config
from plugins.publish.settings import Portal
from plugins.publish.targets import http_check, reader_check
from plugins.publish.targets.http_check import days_left
from plugins.publish.targets.local import Local
from plugins.status.outcome import WORK, read
from plugins.status.service import service
from plugins.status.settings import StatusSettings
from plugins.weather import live

DAY_AND_SOME = timedelta(hours=30)
FEW_DAYS = 21  # of a certificate


@dataclass(frozen=True)
class Line:
    """One thing of the portal. good: whether nobody has to do anything."""

    name: str
    text: str
    good: bool = True

    def __str__(self) -> str:
        return f"{' ' if self.good else '!'} {self.name:13} {self.text}"


def overview(portal: Portal, settings: StatusSettings, now: datetime) -> list[Line]:
    """Everything worth a look."""
    return [
        _release(portal),
        _backup(portal, now),
        _audit(portal, now),
        _weather(portal, now),
        _disk(portal, settings),
        _certificate(portal, now),
        _views(portal),
        _timers(portal),
        _told(settings),
        _failing(portal),
    ]


def _release(portal: Portal) -> Line:
    local = Local(portal.folder)
    name = local.release_list().current
    found = local.manifest(name) if name else None
    if not name or not found:
        return Line("Bản đang xem", "chưa đăng bản nào: make publish", False)
    text = f"{name}, {len(found.pages)} trang, đăng {_moment(datetime.strptime(name, FORM))}"
    if not portal.publish.deploy and reader_check.unread([local], ()):
        return Line("Bản mới nhất", f"{text}; chưa ai xem được: make publish nói vì sao", False)
    return Line("Bản đang xem", text)


def _backup(portal: Portal, now: datetime) -> Line:
    last = record(portal.root)
    if not last:
        return Line("Sao lưu", "chưa có bản nào: make backup", False)
    made = datetime.fromisoformat(last.made)
    numbers = f"{last.rows} dòng từ {last.database}" if last.database else "không có số lượt xem"
    late = now - made > DAY_AND_SOME
    text = f"{_moment(made)}, ở {last.to}, {numbers}{'; đã quá hạn' if late else ''}"
    return Line("Sao lưu", text, not late and not last.why)


def _audit(portal: Portal, now: datetime) -> Line:
    last = read(portal.root).get("night")
    if not last:
        return Line("So trang", "chưa chạy theo hẹn; tự chạy: make audit", False)
    ended = datetime.fromisoformat(last.ended)
    if last.failures:
        return Line("So trang", f"{_moment(ended)}: có điều không đúng, xem make audit", False)
    late = now - ended > DAY_AND_SOME
    return Line("So trang", f"{_moment(ended)}: đúng{'; đã quá hạn' if late else ''}", not late)


def _weather(portal: Portal, now: datetime) -> Line:
    taken = live.read(portal.root / portal.publish.live / "weather.json", portal.zone)
    if not taken:
        return Line("Thời tiết", "chưa lấy lần nào, trang hiện số trung bình nhiều năm: make weather", False)
    return Line("Thời tiết", f"của {live.when(taken)}", now - taken.time < timedelta(hours=6))


def _disk(portal: Portal, settings: StatusSettings) -> Line:
    disk = shutil.disk_usage(portal.root)
    free = disk.free / 1e9
    text = f"còn {free:.1f} GB ({100 * disk.free // disk.total} %)".replace(".", ",")
    return Line("Đĩa", text, free >= settings.disk)


def _certificate(portal: Portal, now: datetime) -> Line:
    if not portal.siteurl.startswith("https:"):
        return Line("Chứng thư", "không dùng https", False)
    try:
        days = days_left(portal.siteurl, now)
    except http_check.FAULTS as error:
        return Line("Chứng thư", f"không xem được ({cause_of(error)})", False)
    return Line("Chứng thư", f"còn {days} ngày", days >= FEW_DAYS)


def _views(portal: Portal) -> Line:
    good, text = service(portal.root, portal.file)
    return Line("Lượt xem", text, good)


def _timers(portal: Portal) -> Line:
    names = [unit for unit in config.unit_names(portal.publish.name) if unit.endswith(".timer")]
    try:
        asked = subprocess.run(["systemctl", "is-active", *names], capture_output=True, text=True)
    except OSError:
        return Line("Hẹn giờ", "systemd không chạy trên máy này", False)
    states = asked.stdout.split()
    if len(states) != len(names):
        return Line("Hẹn giờ", "systemd không chạy trên máy này", False)
    off = [name for name, state in zip(names, states, strict=True) if state != "active"]
    if off:
        return Line("Hẹn giờ", f"chưa bật {', '.join(off)}", False)
    return Line("Hẹn giờ", f"{len(names)} việc đang chạy theo hẹn")


def _told(settings: StatusSettings) -> Line:
    if not settings.tell:
        return Line("Báo tin", 'chưa ai được báo khi hỏng: đặt STATUS["tell"]', False)
    return Line("Báo tin", ", ".join(each.partition(" ")[0] for each in settings.tell))


def _failing(portal: Portal) -> Line:
    found = list(_failures(portal))
    return Line("Đang hỏng", "; ".join(found) or "không có gì", not found)


def _failures(portal: Portal) -> Iterator[str]:
    for word, each in sorted(read(portal.root).items()):
        if each.failures:
            yield f"{WORK.get(word, word)} từ {_moment(datetime.fromisoformat(each.since))}"


def _moment(at: datetime) -> str:
    """at: by the clock of the portal, as all that it keeps is."""
    return at.strftime("%H:%M %d/%m/%Y")
