"""A hold: whoever goes back to an earlier release keeps the timer from publishing over it."""

import getpass
import json
import socket
from collections.abc import Iterable
from dataclasses import asdict, astuple, dataclass
from datetime import datetime, tzinfo

from plugins.core.json_records import is_moment, parse, typed
from plugins.publish.targets.place import Place

LONGEST = 200  # characters of what another machine says
LASTS = "Bộ hẹn giờ không đăng gì cho tới khi có người gõ make publish."


@dataclass(frozen=True)
class Hold:
    """release: the one that was gone back to; by: who did, "name@machine"; at: when, ISO 8601."""

    release: str
    by: str
    at: str

    def to_line(self) -> str:
        return json.dumps(asdict(self))

    def __str__(self) -> str:
        when = "lúc không rõ"
        if is_moment(self.at):
            when = datetime.fromisoformat(self.at).strftime("%H:%M ngày %d/%m/%Y")
        return f"{self.by or 'Có người'} đã trở về bản {self.release} ({when})"


def new(release: str, zone: tzinfo) -> Hold:
    """The hold that begins now. zone: the portal's."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a user whom the machine has no name for
        user = "?"
    at = datetime.now(zone).isoformat(timespec="seconds")
    return Hold(release, f"{user}@{socket.gethostname()}", at)


def read(line: str) -> Hold | None:
    """The hold in what a place keeps; '' is none, and a damaged one holds all the same."""
    if not line.strip():
        return None
    try:
        found = typed(Hold, parse(line))
    except ValueError:
        found = None
    if not found or not all(each.isprintable() and len(each) <= LONGEST for each in astuple(found)):
        return Hold("trước", "", "")
    return found


def told(places: Iterable[Place]) -> list[str]:
    """A sentence for each place that is held."""
    found = ((place, read(place.release_list().held)) for place in places)
    return [f"Trên {place}: {hold}." for place, hold in found if hold]
