"""The head of a story or page, as typed values: `name: value`, each as it was written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass as plain
from dataclasses import field, replace
from datetime import tzinfo
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import Field, StringConstraints
from pydantic.dataclasses import dataclass

from plugins.core import yaml_values
from plugins.core.fields import Day, Moment, Text, Told, Topics, Whole, YesNo, one_of
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.core.plain_yaml import NO_KEY
from plugins.core.schema import STRICT

RULE = r"(?:-{3,}|-*[–—][-–—]*)[ \t]*"  # three hyphens, or the dash that Word makes of them
HEAD = re.compile(rf"\A\s*^{RULE}\n(?P<head>.*?)^(?:{RULE}|\.\.\.[ \t]*)$\n?", re.MULTILINE | re.DOTALL)
ENDED = " Nếu phần đầu bài đã hết, hãy thêm một dòng --- ở trên dòng này."

Status = Annotated[
    Literal["published", "draft"],
    one_of(
        {"published": ("đăng", "đã đăng", "xuất bản", "publish"), "draft": ("nháp", "bản nháp")},
        "phải là nháp (draft) hoặc rút (withdrawn); bài đăng bình thường thì bỏ cả dòng.",
    ),
]

# What is told of the fields that stories, pages and albums share.
TITLE = Told("tiêu đề", "Tiêu đề", "Ra quân dọn vệ sinh", ("tựa đề", "tên bài", "tít"), "có")
DATE = Told("ngày", "Ngày giờ đăng", "06/06/2024 14:41", ("ngày đăng", "ngày giờ", "thời gian"), "có")
SUMMARY = Told(
    "tóm tắt",
    "Sapo: một hai câu, hiện đậm đầu bài và trong danh sách tin",
    "Hơn 300 người tham gia.",
    ("sapo", "sa pô", "trích yếu"),
    "không, nhưng nên có",
)
COVER = Told("ảnh đại diện", "Ảnh đại diện; không ghi thì là ảnh đầu tiên", "anh-2.jpg", ("ảnh bìa",))
STATUS = Told(
    "trạng thái",
    "`nháp` (hay `draft`) là bài nháp, `rút` (hay `withdrawn`) là bài đã rút",
    "nháp",
    ("tình trạng",),
)
# Read by plugins/core/withdrawals.py; here it stays of a withdrawal that was taken back.
REASON = Told(
    "lý do",
    "Lý do rút bài, bạn đọc thấy ở địa chỉ cũ",
    "Thông tin chưa chính xác",
    ("lí do",),
    "khi rút bài",
)
MODIFIED = Told(
    "ngày sửa",
    "Ngày giờ sửa lần cuối; chỉ cho máy tìm kiếm, không hiện trên trang",
    "07/06/2024 09:00",
    ("sửa lần cuối", "cập nhật"),
)


@dataclass(frozen=True, config=STRICT)
class Correction:
    """A "đính chính": on `date` the editors changed what `text` says."""

    date: Annotated[Day, Told("ngày", "Ngày đính chính", "10/06/2024", needed="có")]
    text: Annotated[
        Text, Told("nội dung", "Đã sửa gì", "Số người tham gia là 120, không phải 210.", ("lời",), "có")
    ]


@dataclass(frozen=True, config=STRICT)
class StoryMatter:
    """Front matter of a story."""

    title: Annotated[Text, TITLE]
    date: Annotated[Moment, DATE]
    category: Annotated[Text, Told("chuyên mục", "Tên chuyên mục", "Kinh tế", ("mục",), "có")]
    author: Annotated[
        Text, Told("tác giả", "Người viết, hiện ở cuối bài", "Thanh Thạo", ("người viết",), "có")
    ]
    source: Annotated[
        str,
        Told(
            "nguồn",
            "Nguồn, khi lấy tin của nơi khác",
            "Báo Hà Nội mới",
            ("nguồn tin", "theo"),
            "khi lấy tin nơi khác",
        ),
    ] = ""
    tags: Annotated[
        Topics,
        Told(
            "chủ đề",
            "Chủ đề, để bạn đọc tìm bài cùng loại, cách nhau bằng dấu phẩy. Một chủ đề viết một kiểu: "
            "“Thủy lợi” và “Thuỷ lợi” được báo là trùng",
            "Môi trường, Đất đai",
            ("thẻ", "từ khóa", "tag"),
        ),
    ] = ()
    summary: Annotated[str, SUMMARY] = ""
    cover: Annotated[str, COVER] = ""
    album: Annotated[str, Told("tên album", "Tên thư mục album đi cùng bài", "le-hoi-lang")] = ""
    label: Annotated[str, Told("nhãn", "Nhãn nhỏ phía trên tiêu đề", "Bài mẫu")] = ""
    featured: Annotated[YesNo, Told("nổi bật", "Bài nổi bật", "có", ("bài nổi bật", "tin nổi bật"))] = False
    pinned: Annotated[YesNo, Told("ghim", "Ghim ở đầu trang chủ", "có", ("ghim bài",))] = False
    views_base: Annotated[
        Whole,
        Field(ge=0),
        Told(
            "lượt xem cũ",
            "Lượt xem cũ, khi chuyển bài từ trang trước sang",
            "158",
            ("lượt xem", "số lượt xem"),
        ),
    ] = 0
    expires: Annotated[
        Day | None,
        Told("hết hạn", "Ngày cuối cùng còn hiệu lực", "30/06/2024", ("ngày hết hạn", "hạn", "hết hiệu lực")),
    ] = None
    modified: Annotated[Moment | None, MODIFIED] = None
    corrections: Annotated[
        tuple[Correction, ...],
        Told(
            "đính chính",
            "Đính chính",
            "xem [Đính chính](#sửa-bài-đính-chính-rút-bài)",
            ("correction",),
            "khi có sai sót",
        ),
    ] = field(default=())
    status: Annotated[Status, STATUS] = "published"
    reason: Annotated[str, REASON] = ""


@dataclass(frozen=True, config=STRICT)
class PageMatter:
    """Front matter of a page."""

    title: Annotated[Text, TITLE]
    slug: Annotated[
        str,
        StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
        Told("địa chỉ", "Địa chỉ, khi khác tên tệp", "gioi-thieu"),
    ] = ""
    summary: Annotated[str, SUMMARY] = ""
    template: Annotated[
        Literal["page", "contact"],
        one_of({"page": ("trang",), "contact": ("liên hệ",)}),
        Told("mẫu", "`contact` là trang liên hệ", "contact"),
    ] = "page"
    modified: Annotated[Moment | None, MODIFIED] = None
    reason: Annotated[str, REASON] = ""


M = TypeVar("M")


@plain(frozen=True)
class Head(Generic[M]):
    """The head of a file. lines: of each field of it that was written, by the program's name."""

    matter: M
    lines: Mapping[str, int]


@plain(frozen=True)
class Parts:
    """A file as its head and its body, each with the line of the file on which it begins."""

    head: str
    head_line: int
    body: str
    body_line: int


def split(text: str, path: str) -> Parts:
    """The parts of a cleaned file; MistakesFound without a head."""
    match = HEAD.match(text)
    if not match:
        keys = "title" if path.startswith("content/trang/") else "title, date, category, author"
        sentence = (
            f"Không thấy phần đầu bài. Dòng đầu tiên phải là ---, rồi đến {keys}, rồi một dòng --- nữa."
        )
        if re.match(rf"\s*^{RULE}$", text, re.MULTILINE):
            sentence = "Phần đầu bài chưa đóng lại. Hãy thêm một dòng --- ở sau các mục."
        raise MistakesFound(Mistake(path, sentence, 1))
    lines = (text.count("\n", 0, end) + 1 for end in (match.start("head"), match.end()))
    head_line, body_line = lines
    return Parts(match["head"], head_line, text[match.end() :], body_line)


def parse(kind: type[M], text: str, path: str, first: int = 2, zone: tzinfo | None = None) -> Head[M]:
    """The head `text`, whose first line is line `first` of its file, as a `kind`. zone: the portal's.

    Raises MistakesFound naming the line of each wrong value.
    """
    try:
        matter, lines = yaml_values.parse(kind, text, path, first, {}, zone)
    except MistakesFound as found:
        raise MistakesFound(*map(_or_ended, found.mistakes)) from None
    return Head(matter, {str(where[0]): line for where, line in lines.items() if len(where) == 1})


def _or_ended(mistake: Mistake) -> Mistake:
    """A line that is no entry may be one of the body: the line between the two was forgotten."""
    return replace(mistake, sentence=mistake.sentence + ENDED) if mistake.sentence == NO_KEY else mistake
