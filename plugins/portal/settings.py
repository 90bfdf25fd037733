"""Who the portal belongs to: the shape of PORTAL and of the links file."""

import re
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, field_validator, model_validator
from pydantic.dataclasses import dataclass

from plugins.core.addresses import RESERVED
from plugins.core.fields import Day
from plugins.core.href import checked, href
from plugins.core.schema import STRICT
from plugins.vietnamese.text import clean

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Address = Annotated[
    str,
    StringConstraints(pattern=r"^(/|https?://|mailto:|tel:)", strip_whitespace=True),
    AfterValidator(checked),
]
Level = Literal["huyện", "quận", "thị xã", "thành phố", "xã", "phường", "đặc khu", "tỉnh"]

CALLED = re.compile(r"[+(]?\d[\d .()-]*")


@dataclass(frozen=True, config=STRICT)
class Organisation:
    """The body whose portal this is. `responsible` is the person the law asks for."""

    level: Level
    name: Text
    body: Text
    address: Text
    telephone: Text
    email: Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
    parent: str = ""
    responsible: str = ""
    emblem: Annotated[str, StringConstraints(pattern=r"\.(svg|png|webp)$")] = "content/du-lieu/bieu-trung.svg"

    @property
    def place(self) -> str:
        """huyện Hoài Đức"""
        return f"{self.level} {self.name}"

    @property
    def telephone_href(self) -> str:
        """tel:02433861234, without what stands after the number"""
        number = CALLED.search(self.telephone)
        return href(f"tel:{re.sub('[^+0-9]', '', number[0])}") if number else ""

    @property
    def email_href(self) -> str:
        return href(f"mailto:{self.email}")


@dataclass(frozen=True, config=STRICT)
class Section:
    """A section of the portal; its address is /<slug>/."""

    name: Text
    slug: Slug
    blurb: str = ""

    @property
    def url(self) -> str:
        return f"/{self.slug}/"


@dataclass(frozen=True, config=STRICT)
class Link:
    """A link of the menu or below every page. `href` begins with / or https://."""

    text: Text
    href: Address
    note: str = ""


@dataclass(frozen=True, config=STRICT)
class LinkGroup:
    """A titled block of links, such as PHẦN MỀM TÁC NGHIỆP."""

    title: Text
    links: tuple[Link, ...]


@dataclass(frozen=True, config=STRICT)
class Period:
    """From `starts` to `ends`, both days included."""

    starts: Day
    ends: Day

    @model_validator(mode="after")
    def ends_after_start(self) -> Self:
        if self.ends < self.starts:
            raise ValueError("ngày hết (ends) đứng trước ngày bắt đầu (starts). Hãy sửa lại hai ngày.")
        return self

    def covers(self, today: date) -> bool:
        return self.starts <= today <= self.ends


@dataclass(frozen=True, config=STRICT)
class PortalSettings:
    """PORTAL."""

    organisation: Organisation
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    menu: tuple[Link, ...] = ()
    notices: tuple[Any, ...] = ()
    mourning: Period | None = None
    links: str = ""
    sample: str = ""

    @field_validator("notices")
    @classmethod
    def notices_have_a_file(cls, notices: tuple[Any, ...]) -> tuple[Any, ...]:
        if notices:
            raise ValueError(
                "thông báo nay ghi ở content/du-lieu/thong-bao.yaml, mỗi thông báo bắt đầu bằng “- text: …”, "
                "hay gõ make notice TEXT='…'. Hãy chuyển sang đó rồi bỏ mục này."
            )
        return notices

    @field_validator("sections")
    @classmethod
    def sections_differ(cls, sections: tuple[Section, ...]) -> tuple[Section, ...]:
        sections = tuple(replace(each, name=" ".join(clean(each.name).split())) for each in sections)
        names, slugs = [s.name for s in sections], [s.slug for s in sections]
        for values, what in ((names, "tên"), (slugs, "địa chỉ (slug)")):
            twice = [value for value in values if values.count(value) > 1]
            if twice:
                raise ValueError(f"hai chuyên mục cùng {what} “{twice[0]}”. Hãy đổi một trong hai.")
        taken = RESERVED & set(slugs)
        if taken:
            raise ValueError(f"địa chỉ “{min(taken)}” dành riêng cho cổng. Hãy chọn slug khác.")
        return sections
