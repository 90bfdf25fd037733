"""Asks the running service of the views how it is."""

import http.client
import socket
from pathlib import Path

from plugins.views import settings as views
from plugins.views.storage import in_use

WAIT = 5  # seconds


def service(root: Path, file: Path) -> tuple[bool, str]:
    """Whether views are counted, and what there is to say."""
    folder = root / views.read(file).folder
    if not in_use.running(folder):
        return False, "dịch vụ đếm không chạy trên máy này"
    used, place = in_use.named(folder), in_use.place(folder)
    if not place:
        return True, f"dịch vụ đang chạy, ghi vào {used}"
    try:
        status, said = _ask(place)
    except (OSError, http.client.HTTPException) as error:
        return False, f"dịch vụ đang chạy mà không trả lời ({error})"
    return status == 200, f"dịch vụ ghi vào {used}: {said}"


def health(root: Path, file: Path) -> bool | None:
    """Whether the service that belongs to this machine counts; None where none was ever started.

    One that listens on a port was started by hand, for a trial.
    """
    if not in_use.place(root / views.read(file).folder).startswith("/"):
        return None
    return service(root, file)[0]


def _ask(place: str) -> tuple[int, str]:
    line = http.client.HTTPConnection("127.0.0.1", int(place) if place.isdigit() else 80, timeout=WAIT)
    if not place.isdigit():
        line.sock = socket.socket(socket.AF_UNIX)
        line.sock.settimeout(WAIT)
        line.sock.connect(place)
    try:
        line.request("GET", "/health")
        answer = line.getresponse()
        return answer.status, answer.read(200).decode("utf-8", "replace")
    finally:
        line.close()
