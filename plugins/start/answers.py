"""The questions that make a portal one's own, and what an answer has to be."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from plugins.core import schema
from plugins.portal.settings import Level, Organisation, Section
from plugins.publish.address import is_base
from plugins.vietnamese.text import clean, slug

Answers = dict[str, Any]
HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+(:\d+)?", re.IGNORECASE)
SECTIONS = (
    "Tin tức nổi bật; Xây dựng Đảng; Kinh tế; Văn hóa - Xã hội; "
    "Giáo dục; Y tế; Cải cách hành chính; Thông báo"
)
LEVELS = ", ".join(get_args(Level))


@dataclass(frozen=True)
class Question:
    """name: also the variable of the environment, in capitals; proposed: from the answers before it."""

    name: str
    words: str
    proposed: Callable[[Mapping[str, Any]], str] = lambda _: ""


QUESTIONS = (
    Question("level", f"Cấp ({LEVELS})", lambda _: "xã"),
    Question("name", "Tên riêng, không kèm cấp (ví dụ An Khánh)"),
    Question("parent", "Đơn vị cấp trên", lambda _: "Thành phố Hà Nội"),
    Question("body", "Cơ quan chủ quản", lambda a: f"Ủy ban nhân dân {a['level']} {a['name']}"),
    Question("address", "Địa chỉ trụ sở", lambda a: f"{_capital(a['level'])} {a['name']}, {a['parent']}"),
    Question("telephone", "Điện thoại người dân gọi"),
    Question("email", "Hộp thư tiếp nhận"),
    Question("responsible", "Người chịu trách nhiệm nội dung (họ tên hay chức danh)"),
    Question("sections", "Chuyên mục, cách nhau bằng dấu chấm phẩy", lambda _: SECTIONS),
    Question("domain", "Tên miền của cổng (ví dụ ankhanh.hanoi.gov.vn)"),
    Question("latitude", "Vĩ độ, để có thời tiết của nơi mình (ví dụ 21.00; trống nếu không cần)"),
    Question("longitude", "Kinh độ (ví dụ 105.72; trống nếu không cần)"),
)


def taken(name: str, said: str, before: Mapping[str, Any]) -> Any:
    """The answer `said` to the question `name` as it is kept; ValueError with a Vietnamese sentence."""
    text = " ".join(clean(said).split())
    match name:
        case "sections":
            return _sections(text)
        case "domain":
            return _siteurl(text)
        case "latitude" | "longitude":
            return _coordinate(name, text, before)
        case "responsible" if not text:
            raise ValueError("Luật buộc trang phải nêu người chịu trách nhiệm nội dung.")
        case "level":
            text = text.lower()
        case "name":
            text = _without_level(text, before["level"])
    given = {"level": "xã", "name": "A", "body": "A", "address": "A", "telephone": "1", "email": "a@b.vn"}
    wrong = schema.problems(Organisation, given | {name: text})
    if wrong:
        raise ValueError(f"Câu trả lời {wrong[0][1]}")
    return text


def _without_level(text: str, level: str) -> str:
    """ "Xã An Khánh" is called An Khánh."""
    return text[len(level) :].strip() if text.lower().startswith(f"{level} ") else text


def _sections(text: str) -> list[tuple[str, str]]:
    names = [name.strip() for name in text.split(";") if name.strip()]
    rows = [(name, slug(name)) for name in names]
    if not rows:
        raise ValueError("Cần ít nhất một chuyên mục.")
    for name, address in rows:
        if schema.problems(Section, {"name": name, "slug": address}):
            raise ValueError(f"Tên chuyên mục “{name}” không có chữ nào để làm địa chỉ.")
    if len({address for _, address in rows}) < len(rows):
        raise ValueError("Hai chuyên mục trùng tên. Hãy đổi một trong hai.")
    return rows


def _siteurl(text: str) -> str:
    """https://ten-mien, or as it was typed where it names its scheme."""
    host = re.sub(r"^https?://", "", text, flags=re.IGNORECASE).rstrip("/").lower()
    scheme = "http" if text.lower().startswith("http://") else "https"
    if not HOST.fullmatch(host) or not is_base(f"{scheme}://{host}"):
        raise ValueError(f"“{text}” không phải tên miền. Hãy gõ như ankhanh.hanoi.gov.vn.")
    return f"{scheme}://{host}"


def _coordinate(name: str, text: str, before: Mapping[str, Any]) -> str:
    if not text and (name == "latitude" or not before["latitude"]):
        return ""
    low, high = (8, 24) if name == "latitude" else (102, 118)
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = 0
    if not low <= number <= high:
        raise ValueError(f"Phải là số từ {low} tới {high}, ví dụ {21.0 if name == 'latitude' else 105.72}.")
    return text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
