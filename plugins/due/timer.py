"""What the machine's timer is to wake for, and where it looks for the next moment."""

import math
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from plugins.core import settings_file
from plugins.core.mistakes import MistakesFound
from plugins.due.coming import Coming, coming
from plugins.due.moment import Due
from plugins.publish.config import NEXT
from plugins.publish.local import Local
from plugins.publish.settings import Portal
from plugins.publish.shelf import made_at


def for_timer(portal: Portal) -> Coming:
    """All that publishing has to be there for; MistakesFound for settings or notices that are wrong."""
    found = coming(portal.root, settings_file.values(portal.file), portal.publish.timer == "due")
    return replace(found, due=tuple(sorted((*found.due, *_numbers(portal)))))


def note(portal: Portal) -> None:
    """Writes the next moment down. What cannot be read now is seen to at the timer's usual hours."""
    with suppress(MistakesFound, OSError):
        due = for_timer(portal).due
        file = portal.cache / NEXT
        file.parent.mkdir(parents=True, exist_ok=True)
        # In place: systemd watches the file.
        file.write_text(f"{math.ceil(due[0].at.timestamp())}\n" if due else "\n", "utf-8")


def _numbers(portal: Portal) -> list[Due]:
    """When numbers that stand in pages are due again, see PUBLISH['numbers_hours']."""
    name = Local(portal.folder).shelf().current
    if not name or not portal.publish.numbers_hours:
        return []
    at = made_at(name, portal.zone) + timedelta(hours=portal.publish.numbers_hours)
    return [Due(at, "numbers")] if at > datetime.now(portal.zone) else []
