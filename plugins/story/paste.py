"""Paste: what comes out of Word, put right before Markdown reads it."""

import re

BULLET = re.compile(r"^([ \t]*)[•·▪●◦‣▸➢✓][ \t]+", re.MULTILINE)
APART = re.compile(r"(!\[[^\]\n]*\])[ \t]+(?=\([^()\s]+\.\w+)")
CREDIT = re.compile(r"(!\[[^\]\n]*\]\([^()\s]+)[ \t]+[“”„‟]([^“”„‟\n]*)[“”„‟]\)")

IMAGE = re.compile(r"^ {0,3}!\[[^\]]*\]\([^()]*(?:\([^()]*\)[^()]*)*\)[ \t]*$")
QUOTE = re.compile(r"(?: {0,3}> ?)*")
# A number may begin a line by chance ("năm\n2024. Tại …"): only a 1 begins a list.
ITEM = re.compile(r"^ {0,3}(?:[-*+]|(?P<number>\d{1,3})\.)[ \t]+\S")
RULE = re.compile(r"^ {0,3}\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-*:?[ \t]*)+$")


def mended(text: str) -> str:
    """`text`, line for line, with the signs that Markdown knows for those that Word writes."""
    return CREDIT.sub(r'\1 "\2")', APART.sub(r"\1", BULLET.sub(r"\1- ", text)))


def separated(lines: list[str]) -> list[str]:
    """The lines with an empty one above and below each photo, above each list and each table.

    As in CommonMark they need none; Python-Markdown would run them into the paragraph.
    """
    out: list[str] = []
    in_list = False
    for line, next_line in zip(lines, [*lines[1:], ""], strict=True):
        quote = QUOTE.match(line)[0]  # what is quoted is text like any other
        text, below = line.removeprefix(quote), next_line.removeprefix(quote)
        above = out[-1].removeprefix(quote) if out else ""
        item = ITEM.match(text)
        begins = (
            bool(IMAGE.match(text)) != bool(IMAGE.match(above))
            or ("|" in text and "|" not in above and bool(RULE.match(below)))
            or (item is not None and not in_list and item["number"] in (None, "1"))
        )
        if begins and above.strip() and text.strip():
            out.append(quote.rstrip())
        out.append(line)
        in_list = bool(text.strip()) and (in_list or item is not None)
    return out
