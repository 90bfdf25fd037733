"""Telephone numbers in running text: "024 3386 1234", "(0243) 386.1234", "1900 9095", "gọi 114"."""

import re
from collections.abc import Iterator

GAP = "[ .\u00a0-]?"
BEGIN, END = (
    r"(?<![\w.,/-])",
    r"(?!\w|[.,/-]\d|\s*(?:đồng|đ\b|người|thẻ|hộ|triệu|tỷ|lượt|m²|%|tấn|con|cây|năm))",
)
# Since 2017 a number of a place has eleven digits, one carried about ten (Ministry of Information
# and Communications, decision 2036/QĐ-BTTTT of 2016); 1800 and 1900 are followed by four to six.
NUMBER = re.compile(
    rf"{BEGIN}(?:\(?(?:\(?\+84\)?{GAP}|0)2(?:[ .\u00a0)-]{{0,2}}\d){{9}}"
    rf"|\(?(?:\(?\+84\)?{GAP}|0)[35789](?:[ .\u00a0)-]{{0,2}}\d){{8}}"
    rf"|1[89]00(?:[ .\u00a0]?\d){{4,6}}){END}"
)
# Without so many digits in a row there is none.
LONG = re.compile(r"\d(?:[ .\u00a0)-]{0,2}\d){7}")
# Three digits are a telephone only where a word says so.
SHORT = re.compile(r"11[1-5]")
CALLED = re.compile(
    r"(?<!\w)(?:gọi|tổng đài|đường dây nóng|điện thoại)(?: ngay| số| đến| tới| điện thoại| cho)*:? +"
    rf"(?P<numbers>11[1-5](?:(?:, ?|/| hoặc | hay | và ){SHORT.pattern})*){END}",
    re.IGNORECASE,
)
# Not to be called, but not to be torn either.
OTHER = re.compile(
    r"(?:fax|tài khoản|STK|MST|mã số(?: thuế)?|CCCD|CMND|căn cước)(?: số)?\W{0,3}$", re.IGNORECASE
)


def telephones(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, address) of each number in order; address: "tel:02433861234", "" for one of a fax."""
    found = [match.span() for match in NUMBER.finditer(text)] if LONG.search(text) else []
    for match in CALLED.finditer(text) if SHORT.search(text) else ():
        at = match.start("numbers")
        found += [(at + each.start(), at + each.end()) for each in SHORT.finditer(match["numbers"])]
    for start, end in sorted(found):
        start += text[start] == "(" and ")" not in text[start:end]
        yield start, end, "" if OTHER.search(text[:start]) else address(text[start:end])


def address(number: str) -> str:
    """ "tel:02433861234" for a number as people write it."""
    plain = "".join(filter(str.isdigit, number))
    return f"tel:0{plain[2:]}" if "+84" in number else f"tel:{plain}"
