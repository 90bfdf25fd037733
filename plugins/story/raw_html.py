"""Raw HTML in a text: which "<" begins a tag, and on which line; every other one is a sign like any other.

"3 <b và c> 4", "<Tên>" and "x<y>z" are words: Markdown and browsers would take them for tags
and show nothing.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from markdown.core import Markdown

from plugins.story.sanitise import EMPTIED, TAGS

Numbered = tuple[int, str]

LESS = "\ue012"  # stands for a "<" that is a sign until the page is written
CUT = "\ue013"  # stands for an empty line that nobody typed
TAG_MARK = re.compile(" \ue010(\\d+)\ue014")  # in a tag: the line where it stands
MARKED_TAG = re.compile(f"(<[A-Za-z][^\\s<>\ue010]*){TAG_MARK.pattern}")

BLOCKS = frozenset(Markdown().block_level_elements)
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
ELEMENTS = (
    TAGS
    | EMPTIED
    | VOID
    | BLOCKS
    | frozenset(
        "acronym applet audio basefont bdi bdo big blink body button data datalist dialog font "
        "frame frameset head html kbd label main map mark marquee meter nobr noframes optgroup "
        "option output picture progress rp rt ruby s samp search select slot small strike summary "
        "textarea time title tt u var video xml".split()
    )
)
# Browsers close these by themselves.
UNCLOSED = frozenset("li dt dd p td th tr tbody thead tfoot option colgroup caption rp rt".split())
BARE = frozenset(
    "allowfullscreen async autoplay checked controls default defer disabled download hidden loop multiple "
    "muted noshade nowrap open playsinline readonly required reversed selected compact".split()
)
RAW = BLOCKS & TAGS - {"p"}  # what stands in these Markdown leaves as it is
HELD = re.compile(
    r"[ \t]*(?:[-*+#>]|\d+[.)])|.*\|"
)  # a line that may not be cut: an item, a quotation, a row
ATTRIBUTE = r"\s+([A-Za-z_:][\w:.-]*)(\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?"
NAME = r"[A-Za-z][A-Za-z0-9]*(?::[A-Za-z][A-Za-z0-9]*)?"  # with a colon: Word's own, as o:p
TOKEN = re.compile(
    r"(?P<code>(?<![\\`])(?P<ticks>`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<target>\]\([ \t]*<[^<>\n]*>|^[ \t>]*\[[^\[\]\n]+\]:[ \t]*<[^<>\s]*>)"
    r"|(?P<auto><(?:(?:https?|ftp)://[^<>\s]*|(?:mailto:)?[^\s<>!@]+@[^\s<>@]+\.[^\s<>@]+)(?=>))"
    r"|(?P<comment><!--.*?-->)"
    rf"|<(?P<end>/?)(?P<name>{NAME})(?P<given>(?:{ATTRIBUTE})*)\s*(?P<closed>/?)>"
    r"|(?P<less><)",
    re.DOTALL | re.MULTILINE | re.ASCII,
)
GIVEN = re.compile(ATTRIBUTE, re.ASCII)

UNMATCHED = (
    "Dòng này có <{0}> mà ở sau không có </{0}>, nên hiện nguyên như chữ. Nếu là HTML, hãy bỏ đi và viết "
    "bằng Markdown."
)


@dataclass(frozen=True)
class Marked:
    """lines: with their numbers; has_html: whether raw HTML is left

    removed: ("<div>", line) of tags that no page may have; told: (sentence, line)
    """

    lines: list[Numbered]
    has_html: bool = False
    removed: Sequence[tuple[str, int]] = ()
    told: Sequence[tuple[str, int]] = ()


def marked(lines: Sequence[Numbered]) -> Marked:
    """The lines of one text with its tags and its addresses between < and > marked with their line.

    Tags that no page may have are taken out here, so that what they hold is Markdown like the rest.
    """
    text = "\n".join(line for _, line in lines)
    starts = list(accumulate((len(line) + 1 for _, line in lines), initial=0))
    found = list(TOKEN.finditer(text))
    pairs = _pairs(found)
    raw = [(start.start(), end.end()) for start, end in pairs.items() if end and _name(start) in RAW]
    tags = set(pairs) | set(filter(None, pairs.values()))
    out, end, removed, told, has_html = [], 0, [], [], False
    for match in found:
        if match.start() < end:
            continue
        out.append(text[end : match.start()])
        end, whole, name = match.end(), match[0], _name(match)
        number, line = lines[bisect_right(starts, match.start()) - 1]
        is_within = any(first <= match.start() < last for first, last in raw)
        # Markdown would take all that follows for raw HTML; a paragraph is one without <p>.
        is_loose = not is_within and (name == "p" or (name in UNCLOSED and not pairs.get(match)))
        if match in tags and name in TAGS and not is_loose:
            has_html = True
            cut = match.end("name") - match.start()
            out.append(whole if match["end"] else f"{whole[:cut]} \ue010{number}\ue014{whole[cut:]}")
        elif match in tags:
            if name == "p":
                removed += [(f"{each}=", number) for each, _ in GIVEN.findall(match["given"])]
            elif not match["end"]:
                removed.append((f"<{name}>", number))
            if name in EMPTIED and (last := pairs.get(match)):
                end = last.end()
            apart = "" if name not in BLOCKS - EMPTIED else " " if HELD.match(line) else CUT
            out.append(apart + "\n" * text.count("\n", match.start(), end))
        elif match["auto"] and not is_within:
            out.append(f"{whole}\ue010{number}\ue011")
        elif match["target"] or match["comment"]:
            has_html = has_html or match["comment"] is not None
            out.append(whole)
        else:
            if name and not match["end"] and _is_tag(match):
                told.append((UNMATCHED.format(match["name"]), number))
            out.append(whole.replace("<", LESS))
    out.append(text[end:])
    return Marked(list(_numbered(lines, "".join(out))), has_html, list(dict.fromkeys(removed)), told)


def _numbered(lines: Sequence[Numbered], text: str) -> Iterator[Numbered]:
    """The lines of `text` with the numbers of `lines`; where CUT stands a paragraph ends."""
    for (number, _), line in zip(lines, text.split("\n"), strict=True):
        first, *rest = line.split(CUT)
        yield number, first
        for part in rest:
            yield from ((number, ""), (number, part.lstrip()))


def _pairs(found: Sequence[re.Match[str]]) -> dict[re.Match[str], re.Match[str] | None]:
    """The tokens that are tags with those that close them, in order; an end alone of Word's own has none."""
    pairs: dict[re.Match[str], re.Match[str] | None] = {}
    opened = defaultdict(list)
    for match in found:
        if not match["name"] or not _is_tag(match):
            continue
        name = _name(match)
        if not match["end"]:
            opened[name].append(match)
            before = match.string[match.string.rfind("\n", 0, match.start()) + 1 : match.start()]
            alone = name in UNCLOSED and (name != "p" or not before.strip())  # "x<p>y" is no paragraph
            if alone or name in VOID or ":" in name or match["closed"]:
                pairs[match] = None
        elif opened[name]:
            pairs[opened[name].pop()] = match
        elif name in UNCLOSED or ":" in name:
            pairs[match] = None
    return pairs


def _name(match: re.Match[str]) -> str:
    return (match["name"] or "").lower()


def _is_tag(match: re.Match[str]) -> bool:
    """Whether a token is written as a tag of HTML: "<b và c>" and "<Ten>" are not."""
    if _name(match) not in ELEMENTS and ":" not in match["name"]:
        return False
    given = GIVEN.findall(match["given"])
    return all(value or name.lower() in BARE for name, value in given) and not (match["end"] and given)
