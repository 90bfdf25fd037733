"""Numbers that belong to a person: mobile telephones, bank accounts, identity cards."""

import re
from collections.abc import Collection, Iterable, Iterator

# Not in a longer number, a sum, a decimal; nor a number of things.
BEFORE, AFTER = r"(?<![\d.,-])", r"(?!\d|[.,]\d|\s*(?:đồng|đ\b|người|thẻ|hộ|triệu|tỷ|lượt|m²|%))"
MOBILE = re.compile(rf"{BEFORE}(?:\(?\+?84\)?[ .]?|0)[35789](?:[ .-]?\d){{8}}{AFTER}")
IDENTITY = re.compile(rf"{BEFORE}0\d{{2}}[ .]?\d{{3}}[ .]?\d{{3}}[ .]?\d{{3}}{AFTER}")  # a citizen's card
TAX = re.compile(r"(?:mã số thuế|MST|mã số doanh nghiệp)\W{0,3}\d[\d -]*", re.IGNORECASE)
# Nine or twelve digits, or an account, are a person's only where a word says so.
SAID = re.compile(
    r"(?P<what>CMND|CMT|CCCD|căn cước(?: công dân)?|chứng minh(?: nhân dân| thư)?|STK|(?:số )?tài khoản)"
    r"(?: số| cá nhân)?[^\d\n]{0,40}?(?P<number>\d(?:[ .]?\d){7,18})" + AFTER,
    re.IGNORECASE,
)
LONG = re.compile(r"\d(?:[ .-]?\d){7}")  # without so many digits in a row there is none
SENTENCES = {
    "mobile": "Số {} giống số điện thoại di động của một người",
    "identity": "Số {} giống số căn cước hay chứng minh của một người",
    "account": "Số {} giống số tài khoản ngân hàng",
}
REMEDY = (
    "{}. Hãy bỏ nếu người ấy chưa cho đăng; số của cơ quan thì nhờ người quản trị thêm vào thiết lập STORY."
)


def numbers(text: str, first_line: int) -> Iterator[tuple[str, str, int]]:
    """(kind of SENTENCES, number as written, line) of each such number in `text`."""
    if not LONG.search(text):
        return
    for line, words in enumerate(text.split("\n"), first_line):
        yield from ((kind, number, line) for kind, number in _found(words))


def personal(found: Iterable[tuple[str, str, int]], allowed: Collection[str]) -> Iterator[tuple[str, int]]:
    """(sentence, line) of what `numbers` found, once a number.

    allowed: numbers that may stand there, with or without spaces.
    """
    known = {digits(number) for number in allowed}
    for kind, number, line in found:
        if digits(number) not in known:
            known.add(digits(number))
            yield REMEDY.format(SENTENCES[kind].format(number.strip())), line


def digits(number: str) -> str:
    plain = "".join(filter(str.isdigit, number))
    return f"0{plain[2:]}" if plain.startswith("84") and len(plain) == 11 else plain


def _found(words: str) -> Iterator[tuple[str, str]]:
    words = TAX.sub("", words)
    for match in SAID.finditer(words):
        is_account = match["what"].lower().endswith(("stk", "tài khoản"))
        yield ("account" if is_account else "identity"), match["number"]
    yield from (("identity", match[0]) for match in IDENTITY.finditer(words))
    yield from (("mobile", match[0]) for match in MOBILE.finditer(words))
