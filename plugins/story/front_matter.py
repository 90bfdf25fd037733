"""The YAML at the head of a story or page, as typed values."""

import json
import re
from dataclasses import field
from datetime import date, datetime
from functools import partial
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic.dataclasses import dataclass

from plugins import seam, yaml_values
from plugins.mistakes import Mistake, MistakesFound
from plugins.seam import STRICT

HEAD = re.compile(r"\A\s*---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.MULTILINE | re.DOTALL)
VIETNAMESE_DATE = re.compile(r"\A\s*(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:[ ,T]+(\d{1,2})[:h](\d{2}))?\s*\Z")
ISO_DATE = re.compile(
    r"\A\s*(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[ ,T]+(\d{1,2})[:h](\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:\d{2})?)?\s*\Z"
)
# A headline with a colon or a number sign is plain text to the one who wrote it; YAML
# would stop at the first and silently cut at the second.
PLAIN_TEXT = re.compile(
    r"^(?P<name>(?:title|summary|author|source|category|label| +text): +)"
    r"(?P<text>(?![\"'>|\[{&*!]).*(?:: | #|:$).*|\[[^\]\n]*\] *[^ \n].*)$",
    re.MULTILINE,
)

NO_SPACE = re.compile(r"^([a-z_]+):(?=\S)", re.MULTILINE)

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


def _as_iso(value: Any, wanted: str = "ngày và giờ, ví dụ 2024-06-06 14:41") -> Any:
    """06/06/2024 14:41, as people here write it, is understood as well as 2024-06-06 14:41.

    A moment with a zone is told in the time of Việt Nam. A number is no date.
    """
    if isinstance(value, (int, float)):
        value = str(value)
    if not isinstance(value, str):
        return value
    if match := VIETNAMESE_DATE.match(value):
        day, month, year, *clock = match.groups()
    elif match := ISO_DATE.match(value):
        year, month, day, *clock = match.groups()
    else:
        raise ValueError(f"phải là {wanted}.")
    hour, minute, zone = (*clock, None)[:3]
    try:
        moment = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0))
        if zone:
            abroad = datetime.fromisoformat(f"{moment.isoformat()}{zone}")
            moment = abroad.astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).replace(tzinfo=None)
    except (ValueError, OverflowError):
        raise ValueError(f"trong lịch không có “{value.strip()}”. Hãy xem lại ngày, tháng và giờ.") from None
    return moment if hour else moment.date()


def _as_text(value: Any) -> Any:
    """A title such as 2024 is text although YAML reads a number."""
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def _as_list(value: Any) -> Any:
    """Tags without brackets, divided by commas, are a list to the one who wrote them."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


Words = Annotated[Text, BeforeValidator(_as_text)]
Day = Annotated[date, BeforeValidator(partial(_as_iso, wanted="ngày, ví dụ 2024-06-06"))]
Moment = Annotated[datetime, BeforeValidator(_as_iso)]


@dataclass(frozen=True, config=STRICT)
class Correction:
    """A "đính chính": on `date` the editors changed what `text` says."""

    date: Day
    text: Words


@dataclass(frozen=True, config=STRICT)
class StoryMatter:
    """Front matter of a story."""

    title: Words
    date: Moment
    category: Words
    author: Words
    source: Annotated[str, BeforeValidator(_as_text)] = ""
    tags: Annotated[tuple[Words, ...], BeforeValidator(_as_list)] = ()
    summary: Annotated[str, BeforeValidator(_as_text)] = ""
    cover: str = ""
    album: str = ""
    label: str = ""
    featured: bool = False
    pinned: bool = False
    views_base: Annotated[int, Field(ge=0)] = 0
    expires: Day | None = None
    modified: Moment | None = None
    corrections: tuple[Correction, ...] = field(default=())
    status: Literal["published", "draft"] = "published"


@dataclass(frozen=True, config=STRICT)
class PageMatter:
    """Front matter of a page."""

    title: Words
    slug: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")] = ""
    summary: Annotated[str, BeforeValidator(_as_text)] = ""
    template: Literal["page", "contact"] = "page"
    modified: Moment | None = None


def split(text: str, path: str) -> tuple[str, str, int]:
    """(YAML, body, lines before the body) of a cleaned file; MistakesFound without a head."""
    match = HEAD.match(text)
    if not match:
        keys = "title" if path.startswith("content/trang/") else "title, date, category, author"
        sentence = (
            "Không thấy phần đầu bài. Dòng đầu tiên phải là ---, "
            f"rồi đến {keys}, rồi một dòng --- nữa."
        )
        if text.lstrip().startswith("---"):
            sentence = "Phần đầu bài chưa đóng lại. Hãy thêm một dòng --- ở sau các mục."
        raise MistakesFound(Mistake(path, sentence, 1))
    return match["yaml"], text[match.end() :], text.count("\n", 0, match.end())


def _quoted(match: re.Match) -> str:
    return match["name"] + json.dumps(match["text"].strip(), ensure_ascii=False)


def parse(kind, text: str, path: str):
    """The YAML `text` as a `kind`; MistakesFound naming the line of each wrong value."""
    text = PLAIN_TEXT.sub(_quoted, text.replace("\u00a0", " "))
    try:
        raw, lines = yaml_values.load(text)
    except yaml_values.Unreadable as broken:
        raise MistakesFound(_unreadable(broken, text, path)) from None
    if not isinstance(raw, dict):
        raise MistakesFound(Mistake(path, "Phần đầu bài phải gồm các dòng “tên: giá trị”.", 2))
    raw = {str(key): value for key, value in raw.items() if value is not None}
    found = seam.problems(kind, raw)
    if found:
        raise MistakesFound(
            *(
                Mistake(
                    path,
                    f"{yaml_values.said(where)} {sentence}",
                    line + 1 if (line := yaml_values.line_of(where, lines)) else None,
                )
                for where, sentence in found
            )
        )
    return seam.build(kind, raw)


def _unreadable(broken: yaml_values.Unreadable, text: str, path: str) -> Mistake:
    """The mistake in a head; its first line is the second of the file."""
    line = broken.line + 1 if broken.line else None
    if not broken.syntax:
        return Mistake(path, broken.sentence, line)
    if tight := NO_SPACE.search(text):
        line = text.count("\n", 0, tight.start()) + 2
        return Mistake(path, f"Sau “{tight[0]}” phải có một dấu cách.", line)
    sentence = (
        "Phần đầu bài viết chưa đúng YAML. Hãy xem dấu hai chấm, dấu nháy và thụt "
        'dòng; chữ có dấu hai chấm phải đặt trong dấu nháy “"”.'
    )
    return Mistake(path, sentence, line)
