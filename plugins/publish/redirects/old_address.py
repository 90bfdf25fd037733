"""An old address, as a row of content/du-lieu/chuyen-huong.yaml names it and as servers compare it."""

import re
import string
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, unquote_plus, urlencode

from plugins.core.addresses import LIVE, SERVICE, link
from plugins.publish.address import PASSING, nfc

FORM = "phải là phần địa chỉ từ dấu / sau tên miền, ví dụ /tin-cu/, /web/guest/tin?id=100 hay /tin-cu/*."
LONGEST_PATH, LONGEST_QUERY = 800, 200  # bytes; what web servers are told stays well below their limits
HIDDEN = "có ký tự điều khiển không nhìn thấy được. Hãy gõ lại địa chỉ."
SESSION = re.compile(r";jsessionid=[^/]*", re.I)
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
HALF = re.compile(r"%(?![0-9A-Fa-f]{2})")
OURS = (SERVICE, link(LIVE), "/.release/")
KEPT = (*OURS, *map(link, PASSING))
# Added by those who pass a link on; no page was ever known by them.
PASSED_ON = re.compile(r"utm_\w+|fbclid|gclid|zarsrc|mibextid|jsessionid", re.I)
LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


@dataclass(frozen=True)
class OldAddress:
    """path: decoded; query: (name, value) by name, each of which a request must have.

    beneath: stands for all addresses that begin with `path`, which ends in a slash
    """

    path: str
    query: tuple[tuple[str, str], ...] = ()
    beneath: bool = False

    def __str__(self) -> str:
        """One spelling for one address; `parse` reads it again."""
        query = "&".join(
            f"{_escaped(name, '%&=#+*<> ')}={_escaped(value, '%&=#+*<> ')}" for name, value in self.query
        )
        path = _escaped(self.path, "%?#*<>")
        path = path[:-1] + "%20" if path.endswith(" ") else path
        return path + ("?" + query if query else "") + ("*" if self.beneath else "")

    @property
    def is_plain(self) -> bool:
        """Whether a file can stand at it: neither a query nor all that is beneath."""
        return not self.query and not self.beneath and str(self) == self.path

    @property
    def example(self) -> str:
        """An address that it covers, as a browser sends it."""
        path = quote(self.path + ("khong-co-trang-nay" if self.beneath else ""), safe="/~!$&'()*+,;=:@")
        return path + ("?" + urlencode(self.query) if self.query else "")


def folded(path: str) -> str:
    """Web servers take letters without marks for the same in either case."""
    return path.translate(LOWER)


def leads_back(old: OldAddress, new: str) -> bool:
    """Whether a row that leads from `old` to `new` would lead on from there again, and again."""
    path, _, query = new.partition("#")[0].partition("?")
    asked = set(parse_qsl(query, keep_blank_values=True))
    return not old.beneath and unquote(path) == old.path and set(old.query) <= asked


def canonical(text: str) -> str:
    """The one spelling of an old address; ValueError as `parse`."""
    return str(parse(text))


def parse(text: str) -> OldAddress:
    """An old address as people write it or copy it; ValueError with a Vietnamese sentence."""
    if CONTROL.search(text):
        raise ValueError(HIDDEN)
    if not text.startswith("/") or text != text.strip(" ") or "<" in text or ">" in text:
        raise ValueError(FORM)
    if "#" in text:
        raise ValueError("phần từ dấu # trở đi không bao giờ tới máy chủ. Hãy bỏ phần ấy.")
    if HALF.search(text):
        raise ValueError("sau dấu % phải là hai chữ số của mã, ví dụ %20. Dấu % thật thì viết %25.")
    path, _, query = text.partition("?")
    beneath = path.endswith("/*")
    path = path.removesuffix("*") if beneath else path
    if "*" in path or "*" in query or (beneath and query):
        raise ValueError("dấu * chỉ được đứng cuối cùng, sau dấu /, thay cho mọi địa chỉ bên dưới.")
    found = OldAddress(_path(path), _query(query), beneath)
    _check_place(found)
    return found


def _path(text: str) -> str:
    path = SESSION.sub("", _decoded(unquote, text))
    if "//" in path or "/." in path:
        raise ValueError("địa chỉ cũ không được có // hay thư mục bắt đầu bằng dấu chấm.")
    if len(path.encode()) > LONGEST_PATH:
        raise ValueError(
            f"quá dài cho máy chủ web (quá {LONGEST_PATH} byte). Hãy dùng một mục kết thúc bằng /*."
        )
    return path


def _query(text: str) -> tuple[tuple[str, str], ...]:
    pairs: dict[str, str] = {}
    for part in filter(None, text.split("&")):
        name, _, value = (_decoded(unquote_plus, each) for each in part.partition("="))
        if PASSED_ON.fullmatch(name):
            continue
        if not name or pairs.setdefault(name, value) != value:
            raise ValueError(
                "phần sau dấu ? phải gồm các cặp tên=giá-trị, mỗi tên một lần, ví dụ ?id=100&trang=2."
            )
        if "`" in name + value or value == "*":
            raise ValueError(
                "phần sau dấu ? có ký tự mà máy chủ web không so được. Hãy dùng địa chỉ không có phần ấy."
            )
    if sum(len(f"{name}{value}".encode()) for name, value in pairs.items()) > LONGEST_QUERY:
        raise ValueError(
            f"phần sau dấu ? quá dài cho máy chủ web (quá {LONGEST_QUERY} byte). Hãy chỉ giữ số bài."
        )
    return tuple(sorted(pairs.items()))


def _decoded(read: Callable[..., str], text: str) -> str:
    try:
        plain = nfc(read(text, errors="strict"))
        plain.encode()
    except UnicodeError:
        raise ValueError(
            "có mã % không phải của UTF-8. Hãy dùng một mục kết thúc bằng /* thay cho nó."
        ) from None
    if CONTROL.search(plain):
        raise ValueError(HIDDEN)
    return plain


def _check_place(old: OldAddress) -> None:
    ours = KEPT if old.beneath else OURS
    if (old.path + "/").startswith(ours) or (old.beneath and any(each.startswith(old.path) for each in ours)):
        raise ValueError("chỗ ấy là của phần mềm. Hãy dùng địa chỉ khác, hoặc liệt kê từng địa chỉ.")


def _escaped(text: str, signs: str) -> str:
    return "".join(f"%{ord(sign):02X}" if sign in signs else sign for sign in text)
