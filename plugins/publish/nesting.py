"""Faults of HTML that parsers forgive in silence: elements never closed, attributes given twice."""

import re
from collections.abc import Iterator

TAG = re.compile(
    r"<!--.*?-->"
    r"|<(?P<raw>script|style|textarea|title)\b(?P<in>[^>]*)>.*?</(?P=raw)\s*>"
    r"|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)(?P<attributes>(?:\"[^\"]*\"|'[^']*'|[^'\">])*)>",
    re.DOTALL,
)
ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
# The standard lets these go unclosed: what follows closes them.
MAY_STAY_OPEN = frozenset(
    "html head body p li dt dd rt rp optgroup option colgroup caption thead tbody tfoot tr td th".split()
)


def faults(html: str) -> Iterator[str]:
    """Vietnamese sentences, first fault first."""
    open_tags: list[tuple[str, int]] = []
    for found in TAG.finditer(html):
        name = (found["name"] or "").lower()
        attributes = found["attributes"] or found["in"] or ""
        if attributes.count("=") > 1:
            names = [each.lower() for each in ATTRIBUTE.findall(attributes)]
            if len(names) != len(set(names)):
                yield f"HTML chưa đúng ở dòng {_line(html, found.start())} (một thuộc tính hai lần)."
        if not name or name in VOID or attributes.rstrip().endswith("/"):
            continue
        if not found["end"]:
            open_tags.append((name, found.start()))
            continue
        while open_tags and open_tags[-1][0] != name and open_tags[-1][0] in MAY_STAY_OPEN:
            open_tags.pop()
        if open_tags and open_tags[-1][0] == name:
            open_tags.pop()
            continue
        name, at = open_tags[-1] if open_tags else (name, found.start())
        yield f"HTML chưa đúng ở dòng {_line(html, at)} (thẻ {name} không được đóng đúng chỗ)."
        return  # all that follows would be askew
    for name, at in open_tags:
        if name not in MAY_STAY_OPEN:
            yield f"HTML chưa đúng ở dòng {_line(html, at)} (thẻ {name} không được đóng)."


def _line(html: str, at: int) -> int:
    return html.count("\n", 0, at) + 1
