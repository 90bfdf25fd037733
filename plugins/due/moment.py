"""One moment at which something changes by itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal[
    "story", "expiry", "album", "notice", "notice-end", "mourning", "mourning-end", "preview-end", "numbers"
]
WORDS: dict[Kind, str] = {
    "story": "hiện bài",
    "expiry": "hết hạn bài",
    "album": "hiện album",
    "notice": "hiện thông báo",
    "notice-end": "gỡ thông báo",
    "mourning": "bắt đầu để tang",
    "mourning-end": "hết để tang",
    "preview-end": "gỡ bản nháp cho xem riêng của",
    "numbers": "in lại số lượt xem và thời tiết trong trang",
}


@dataclass(frozen=True, order=True)
class Due:
    """at: with its zone; name: the file it stands in, or ''; title: what people know it by, or ''"""

    at: datetime
    kind: Kind
    name: str = ""
    title: str = ""

    def as_dict(self) -> dict[str, str]:
        return {"at": self.at.isoformat(), "kind": self.kind, "name": self.name, "title": self.title}

    def __str__(self) -> str:
        title = f": {self.title}" if self.title else ""
        name = f" {self.name.removesuffix('/index.md')}" if self.name else ""
        return f"{self.at:%H:%M %d/%m/%Y}  {WORDS[self.kind]}{name}{title}"
