"""The lines that open an official document: its number, where and when it was signed, whom it goes to."""

import re

OPENING = re.compile(
    r"Số ?:|Kính gửi|Cộng hòa xã hội|Độc lập ?-|[^.;:]{2,40}, ngày \d{1,2} tháng \d{1,2} năm \d{4}\W*$",
    re.IGNORECASE,
)


def is_opening(text: str) -> bool:
    """Whether a paragraph begins so; none of them says what the document is about."""
    return OPENING.match(text) is not None
