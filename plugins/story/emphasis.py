"""Emphasis: which stars and underscores make letters bold or slanted, and which are signs."""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import DelimiterProcessor, SimpleTextInlineProcessor
from markdown.util import ETX, STX

# 5*20 m, 5m*20m, 5*a*6
TIMES = r"((?<=\d) ?(?:[ckm]?m|ha)?\*+(?=\d)|(?<=\d)\*(?=\w)|(?<=\w)\*(?=\d))"
# Its stars and underscores are its own.
BARE_ADDRESS = rf"""((?:https?://|www\.)[^\s<>{STX}{ETX}]*[^\s<>{STX}{ETX}*_.,;:!?)\]"'”])"""


def teach(md: Markdown) -> None:
    """Lets `md` keep the signs of figures, addresses and notes as they are typed."""
    md.inlinePatterns.register(SimpleTextInlineProcessor(TIMES), "times", 185)
    md.inlinePatterns.register(SimpleTextInlineProcessor(BARE_ADDRESS), "bare_address", 65)
    md.inlinePatterns.register(_Emphasis("*", "strong,em", md), "em_strong", 60)


def is_shown(before: str, sign: str, words: str, after: str) -> bool:
    """Whether `sign`, stars before and behind these words, would be read as signs and not make letters bold.

    before, after: what stands beside it on the line
    """
    text = f"{before}{sign}{words}{sign}{after}"
    for at, role in ((len(before), "start"), (len(text) - len(after) - len(sign), "end")):
        found = STARS.match(text, at)
        if not found or not (found[role] or found["ambiguous"]):
            return True
        if any(each.start() < at + len(sign) and at < each.end() for each in re.finditer(TIMES, text)):
            return True
    return False


class _Emphasis(DelimiterProcessor):
    """Markdown's own, beginning anew after each phrase: what it remembers of the rest of a paragraph
    stands at wrong places once a sign between two phrases is none of them, and letters are lost."""

    def __init__(self, token: str, tags: str, md: Markdown) -> None:
        super().__init__(token, tags, md)
        self.add("_", tags, smart=True)
        for sign, delimiter in self.delimiters.items():
            delimiter.boundary = _boundary(sign)

    def handleMatch(  # type: ignore[override]  # noqa: N802 (Markdown's name; its own take data too)
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        self.reset()
        return super().handleMatch(m, data)


def _boundary(sign: str) -> re.Pattern[str]:
    """Where a run of `sign` may begin or end emphasis.

    As in CommonMark, but none begins in a word or before what ends a phrase, nor ends after what
    begins one: "giá* và thuế*", "(*) Ghi chú (**)" and "09***1" are as typed.
    """
    sign = re.escape(sign)
    begins = rf"(?<![\w{sign}])"
    ends = rf"(?<!^)(?<![\s(\[{{“‘«{sign}])"
    goes_on = rf"(?![\s).,;:!?”’»\]}}/|{sign}])(?!$)"
    out = rf"(?![\w{sign}])" if sign == "_" else ""
    return re.compile(
        rf"(?P<ambiguous>{begins}{ends}{sign}+{goes_on}{out})|(?P<end>{ends}{sign}+{out})|"
        rf"(?P<start>{begins}{sign}+{goes_on})"
    )


STARS = _boundary("*")
