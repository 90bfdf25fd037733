"""`make releases`: what lies where, and which of it is public."""

from collections.abc import Sequence
from contextlib import ExitStack

from plugins.publish.settings import Portal
from plugins.publish.target import Bucket, Server
from plugins.publish.targets import hold, last_sent, reader_check
from plugins.publish.targets.local import Local
from plugins.publish.targets.place import Place, connect
from plugins.publish.without_withdrawn import what_is_minor


def releases(portal: Portal, targets: Sequence[Server | Bucket]) -> str:
    """What lies where, newest first."""
    local = Local(portal.folder, portal.cache)
    lines = []
    with ExitStack() as stack:
        places: list[Place] = [stack.enter_context(connect(target, portal, local)) for target in targets]
        for place in [local, *places]:
            release_list = place.release_list()
            now = "đang được xem" if place in (places or [local]) else "bản đang đăng"
            if release_list.current and place in (places or [local]) and reader_check.unread([place], ()):
                now = "ở đây, nhưng người dân chưa xem được"
            lines.append(f"{str(place).capitalize() if place is local else place}:")
            every = {name: place.manifest(name) for name in reversed(release_list.releases)}
            for name, found in every.items():
                size = f"{len(found.pages)} trang" if found else "thiếu bảng kê tệp"
                note = f" ← {now}" if name == release_list.current else ""
                note += " (đã bị trở lui)" if name in release_list.rolled_back else ""
                note += f" ({what_is_minor(found, every.values())})" if name in release_list.minor else ""
                lines.append(f"  {name}  {size}{note}")
            if not release_list.releases:
                lines.append("  chưa có bản nào")
            if held := hold.read(release_list.held):
                lines.append(f"  {held}. {hold.LASTS}")
        for target, shown in last_sent.elsewhere(portal.folder, targets, local.release_list()).items():
            lines.append(
                f"{target}: lần cuối được chuyển sang bản {shown} (xem kỹ: make releases DEPLOY={target})"
            )
    lines.append(_kept(portal))
    return "\n".join(lines)


def _kept(portal: Portal) -> str:
    days = portal.publish.keep_days
    by_day = f", và bản cuối của mỗi ngày trong {days} ngày" if days else ""
    return f"Mỗi nơi giữ {portal.publish.keep} bản gần nhất{by_day}. Trở về một bản: make rollback TO=tên-bản"
