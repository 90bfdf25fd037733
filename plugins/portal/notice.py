"""Urgent words and planned outages: content/du-lieu/thong-bao.yaml, their one source."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, ValidationInfo, model_validator
from pydantic.dataclasses import dataclass

from plugins.core import yaml_values
from plugins.core.addresses import NOTICES
from plugins.core.fields import Text, Told, bare, one_of, zone_in
from plugins.core.files import store
from plugins.core.schema import STRICT
from plugins.portal.settings import Address
from plugins.vietnamese.line_breaks import unbroken
from plugins.vietnamese.moment import moment_of

FILE = "content/du-lieu/thong-bao.yaml"
JSON = NOTICES
# On fronts the notices stand between these two, so that they alone can be changed in a finished page.
START, END = "<!--notices-->", "<!--/notices-->"
WORDS = {"khan": ("Khẩn", "Thông báo khẩn"), "bao-tri": ("Bảo trì", "Thông báo bảo trì")}
HEAD = """# Thông báo hiện trên mọi trang. make notice TEXT='…' viết tệp này; sửa tay xong thì gõ: make notice
# Mỗi thông báo: text (lời), kind (khan hay bao-tri), until (tới lúc nào), starts (từ lúc nào), href
"""


def _until(value: Any, info: ValidationInfo) -> Any:
    """By the clock of the portal. A day is over when the next begins."""
    zone = zone_in(info)
    if not isinstance(value, str):
        naive = isinstance(value, datetime) and not value.tzinfo
        return value.replace(tzinfo=zone) if naive else value
    try:
        moment = moment_of(bare(value), zone)
    except ValueError as wrong:
        raise ValueError(str(wrong) or "phải là ngày, hay ngày và giờ, ví dụ 30/11/2026 18:00.") from None
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment + timedelta(days=1), time())
    return moment.replace(tzinfo=zone)


def _starts(value: Any, info: ValidationInfo) -> Any:
    over = _until(value, info)
    day_alone = isinstance(value, str) and not isinstance(moment_of(bare(value), zone_in(info)), datetime)
    return over - timedelta(days=1) if day_alone else over


@dataclass(frozen=True, config=STRICT)
class Notice:
    """A banner above every page; it begins and ends by the clock of the portal."""

    text: Annotated[Text, Told("nội dung", "Lời thông báo", "Bão số 3 đổ bộ chiều nay.", ("lời",), "có")]
    kind: Annotated[
        Literal["khan", "bao-tri"],
        one_of({"khan": ("khẩn", "khẩn cấp"), "bao-tri": ("bảo trì",)}),
        Told("loại", "`khan` hay `bao-tri`", "khan"),
    ] = "khan"
    until: Annotated[
        datetime | None,
        BeforeValidator(_until),
        Told(
            "đến",
            "Hiện tới lúc nào; chỉ ghi ngày thì hết ngày ấy",
            "30/11/2026 18:00",
            ("tới", "hết hạn", "ends"),
        ),
    ] = None
    starts: Annotated[
        datetime | None,
        BeforeValidator(_starts),
        Told("từ", "Hiện từ lúc nào", "29/11/2026 06:00", ("bắt đầu",)),
    ] = None
    href: Annotated[
        Address | Literal[""], Told("liên kết", "Trang nói rõ hơn", "/tin/2026/11/bao-so-3/", ("xem thêm",))
    ] = ""

    @model_validator(mode="after")
    def ends_after_start(self) -> Self:
        if self.starts and self.until and self.until <= self.starts:
            raise ValueError("lúc hết (until) đứng trước lúc bắt đầu (starts). Hãy sửa lại.")
        return self

    @property
    def word(self) -> str:
        return WORDS[self.kind][0]

    @property
    def label(self) -> str:
        return WORDS[self.kind][1]

    @property
    def ends(self) -> str:
        """When it ends, as people say it; '' where it has no end."""
        if self.until and self.until.time() == time():
            return f"hết ngày {self.until - timedelta(days=1):%d/%m/%Y}"
        return f"{self.until:%H:%M %d/%m/%Y}" if self.until else ""

    @property
    def until_ms(self) -> int | None:
        """When it ends, in milliseconds since 1970, as browsers count."""
        return int(self.until.timestamp() * 1000) if self.until else None

    def is_shown(self, now: datetime) -> bool:
        """Whether it is due at the moment `now`."""
        return (not self.starts or self.starts <= now) and (not self.until or now < self.until)


def read_notices(root: Path, zone: tzinfo) -> tuple[Notice, ...]:
    """All notices of the portal, also those to come; raises MistakesFound for a file to mend.

    zone: the portal's, whose clock they go by
    """
    try:
        return yaml_values.read(tuple[Notice, ...], root / FILE, FILE, zone=zone)
    except FileNotFoundError:
        return ()


def shown(notices: Iterable[Notice], now: datetime | None = None) -> tuple[Notice, ...]:
    """Those that are due now."""
    now = now or datetime.now(UTC)
    return tuple(notice for notice in notices if notice.is_shown(now))


def moments(notices: Iterable[Notice]) -> list[datetime]:
    """When any of them begins or ends."""
    return [moment for notice in notices for moment in (notice.starts, notice.until) if moment]


def write_notices(root: Path, notices: Iterable[Notice]) -> None:
    """Makes the file say `notices`; OSError when it cannot be written."""
    store(root / FILE, (HEAD + "".join(map(_entry, notices))).encode())


def _entry(notice: Notice) -> str:
    rows = {
        "text": _bare(" ".join(notice.text.split())),
        "kind": notice.kind,
        "until": _end(notice.until) if notice.until else "",
        "starts": notice.starts.strftime("%Y-%m-%d %H:%M") if notice.starts else "",
        "href": notice.href,
    }
    lines = [f"{name}: {value}" for name, value in rows.items() if value]
    return "- " + "\n  ".join(lines) + "\n"


def _end(until: datetime) -> str:
    """The day alone where a notice ends with one."""
    day_alone = until.time() == time()
    return f"{until - timedelta(days=1):%Y-%m-%d}" if day_alone else f"{until:%Y-%m-%d %H:%M}"


def _bare(text: str) -> str:
    """Quotes around the whole would be taken for the file's own."""
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        other = "'" if text[0] == '"' else '"'
        return f"{other}{text}{other}"
    return text


def content(notices: Iterable[Notice]) -> bytes:
    """/live/notice.json, of those that are due; pieces: the text as [words, kind, href], see breaking.py."""
    rows = [
        {
            "kind": n.kind,
            "word": n.word,
            "label": n.label,
            "text": n.text,
            "pieces": unbroken(n.text),
            "href": n.href,
            "until": n.until_ms,
        }
        for n in notices
    ]
    return json.dumps({"notices": rows}, ensure_ascii=False, separators=(",", ":")).encode()


def filled(page: str, region: str) -> str | None:
    """A finished front with `region` for its notices; None for a page that has no place for them."""
    before, start, rest = page.partition(START)
    _, end, after = rest.partition(END)
    return f"{before}{start}{region}{end}{after}" if start and end and START not in after else None
