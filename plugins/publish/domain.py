"""The portal's own address has one home, publishconf.py: who says another, and when it changes."""

import os
from pathlib import Path

from plugins.core import settings_file
from plugins.core.json_records import parse
from plugins.publish.address import RELEASE_JSON

NAME = "SITEURL"


def written(path: Path) -> str:
    """SITEURL as the settings file `path` says it when the environment says nothing."""
    said = os.environ.pop(NAME, None)
    try:
        return str(settings_file.values(path).get(NAME, ""))
    finally:
        if said is not None:
            os.environ[NAME] = said


def shown(release: Path | None) -> str:
    """The address that the release in this folder was made for; '' when nobody knows."""
    try:
        value = parse((release / RELEASE_JSON).read_bytes()) if release else None
    except (OSError, ValueError):
        return ""
    return str(value.get("url", "")).rstrip("/") if isinstance(value, dict) else ""


def contradicted(now: str, written: str, shown: str) -> str:
    """A sentence when the environment names an address that neither the file nor the public release has."""
    if now in (written, shown) or not shown:
        return ""
    return (
        f"Biến môi trường SITEURL là {now}, nhưng publishconf.py ghi {written} và bản đang xem là của "
        f"{shown}. "
        "Hãy bỏ biến ấy và chỉ ghi tên miền ở publishconf.py; nếu là việc hẹn giờ, hãy chép lại các tệp "
        "tram-tin-*.service từ make server-config. Thật sự muốn đổi như vậy: thêm FORCE=1."
    )


def changed(now: str, shown: str) -> str:
    """A sentence when the public release was made for another address, or ''."""
    if not shown or now == shown:
        return ""
    return f"Địa chỉ của cổng đổi từ {shown} sang {now} (xem “Đổi tên miền” trong docs/quan-tri.md)."
