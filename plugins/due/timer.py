"""What the machine's timer is to wake for, and where it looks for the next moment."""

import math
import time
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from plugins.core import settings_file
from plugins.core.mistakes import MistakesFound
from plugins.due.coming import Coming, coming
from plugins.due.moment import Due
from plugins.preview_link import record
from plugins.publish import standing
from plugins.publish.releases.release_list import made_at
from plugins.publish.server.config import NEXT
from plugins.publish.settings import Portal
from plugins.publish.targets.local import Local

SOON = timedelta(seconds=5)


def for_timer(portal: Portal, since: datetime | None = None, both: bool = True) -> Coming:
    """All that publishing has to be there for; MistakesFound for settings or notices that are wrong."""
    found = coming(portal.root, settings_file.values(portal.file), portal.publish.timer == "due", since, both)
    links = (Due(each.until, "preview-end", each.name, each.title) for each in record.read(portal.folder))
    return replace(found, due=tuple(sorted((*found.due, *_numbers(portal), *links))))


def note(portal: Portal, since: datetime | None = None, unchanged: bool = False) -> None:
    """Writes the next moment down. What cannot be read now is seen to at the timer's usual hours.

    since: when what was published began to be read; what fell due meanwhile wakes the timer at once
    unchanged: whether nothing was touched since `standing` was noted: what comes next is the same
    """
    if unchanged and _still_holds(portal.cache):
        return
    with suppress(MistakesFound, OSError):
        due, now = for_timer(portal, since, both=False).due, datetime.now(portal.zone)
        file = portal.cache / NEXT
        file.parent.mkdir(parents=True, exist_ok=True)
        # In place: systemd watches the file.
        at = max(due[0].at, now + SOON) if due else None
        file.write_text(f"{math.ceil(at.timestamp())}\n" if at else "\n", "utf-8")


def _still_holds(cache: Path) -> bool:
    """Whether what is noted was noted after the last change of anything, and has not come."""
    file = cache / NEXT
    try:
        noted = file.stat().st_mtime_ns >= (cache / standing.NAME).stat().st_mtime_ns
        at = file.read_text("utf-8").strip()
        return noted and (not at or int(at) > time.time())
    except (OSError, ValueError):
        return False


def _numbers(portal: Portal) -> list[Due]:
    """When numbers that stand in pages are due again, see PUBLISH['numbers_hours']."""
    name = Local(portal.folder).release_list().current
    if not name or not portal.publish.numbers_hours:
        return []
    at = made_at(name, portal.zone) + timedelta(hours=portal.publish.numbers_hours)
    return [Due(at, "numbers")] if at > datetime.now(portal.zone) else []
