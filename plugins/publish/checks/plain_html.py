"""Pages that are surely valid: written so plainly that no parser has to be asked.

To parse a page in full, for each fault that the standard knows, is most of the work of a first
publish. Nearly all pages hold nothing but tags in lower case, each closed where it was opened, in
places where the standard has them; those need one look along their tags. Any other page is parsed.
Source: the HTML standard, section 13.2 (parsing), every step of which that is called a parse error.
"""

import re
from collections.abc import Mapping, Sequence
from html import unescape

DOCTYPE = re.compile(r"<!doctype html>", re.IGNORECASE)
TAG = re.compile(
    r"<(?:!--[^<>-]*--"
    r"|(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?:\s+[a-zA-Z][\w:.-]*(?:=\"[^\"<]*\")?)*)\s*(?P<self>/?))>",
    re.ASCII,
)
ATTRIBUTE = re.compile(r"\s([a-zA-Z][\w:.-]*)(?:=(\"[^\"]*\"))?", re.ASCII)
# Letters that a parser may complain of, or that are none; ampersands that begin no common reference.
ODD = re.compile("[^\t\n -~\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd]|&(?!(?:amp|lt|gt|quot|nbsp|#34|#39);)")
BLANK = " \t\n"

VOID = frozenset("area br col hr img input link meta source track wbr".split())
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
# Begun inside a paragraph, these would end it.
BLOCKS = HEADINGS | frozenset(
    "address article aside blockquote dd details dialog div dl dt fieldset figcaption figure footer form "
    "header hr li main nav ol p pre search section summary table ul".split()
)
INLINE = frozenset(
    "a abbr audio b bdi br button cite code data del dfn em i img input ins kbd label legend link mark meta "
    "noscript output picture q s samp script select small source span strong sub sup svg template textarea "
    "time track u var video wbr".split()
)
FLOW = BLOCKS | INLINE
SHAPES = frozenset("circle ellipse g line path polygon polyline rect svg symbol text tspan use".split())
ROWS = frozenset(["tr"])
# What these may hold; all others hold FLOW. Shapes hold shapes.
HOLDS = {
    "": frozenset(["html"]),
    "html": frozenset(["head", "body"]),
    "head": frozenset("link meta script title".split()),
    **dict.fromkeys("option script textarea title".split(), frozenset[str]()),
    "select": frozenset(["option"]),
    "table": frozenset("caption colgroup tbody tfoot thead".split()),
    "colgroup": frozenset(["col"]),
    **dict.fromkeys(("thead", "tbody", "tfoot"), ROWS),
    "tr": frozenset(("td", "th")),
    **dict.fromkeys(SHAPES, SHAPES),
}
TEXTLESS = frozenset(("", "html", "head", "select", "table", "colgroup", "thead", "tbody", "tfoot", "tr"))
ONCE = frozenset(("html", "head", "body"))
# None of these inside one of its own kind.
NEVER_TWICE = {"a": frozenset("a"), "button": frozenset(["button"]), "form": frozenset(["form"])}
NEVER_TWICE |= dict.fromkeys(HEADINGS, HEADINGS)
PARENTS = {"li": ("ol", "ul", "template"), "dt": ("dl", "div"), "dd": ("dl", "div")}


Around = tuple[tuple[str, ...], frozenset[str]]  # open elements, the innermost last; which of ONCE there were
Element = tuple[str, Mapping[str, str | None], bool]  # name, attributes, whether a template holds it
BEFORE: Around = ("",), frozenset()
AFTER: Around = ("",), ONCE


def is_plain(html: str) -> bool:
    """Whether the page is certainly without any fault that a parser or markup.py would tell.

    False says nothing of it.
    """
    begun = DOCTYPE.match(html)
    found = elements(html[begun.end() :], BEFORE) if begun else None
    return found is not None and found[0] == AFTER


def elements(html: str, around: Around) -> tuple[Around, list[Element]] | None:
    """(what is around whatever follows, all elements) of a part of a page that stands within `around`.

    None where it is not plain. No tag that is plain holds a "<": a page may be cut at any.
    """
    if ODD.search(html):
        return None
    open_tags, seen, tags, at = [*around[0]], around[1], 0, 0
    found = list[Element]()
    for tag in TAG.finditer(html):
        parent, name = open_tags[-1], tag["name"]
        if parent in TEXTLESS and html[at : tag.start()].strip(BLANK):
            return None
        tags, at = tags + 1, tag.end()
        if name is None:  # a remark
            continue
        if tag["end"]:
            if name != parent or tag["attributes"] or tag["self"]:
                return None
            open_tags.pop()
            continue
        if not _fits(name, open_tags) or name in seen:
            return None
        if name in ONCE:
            seen |= {name}
        attributes: dict[str, str | None] = {}
        if written := tag["attributes"]:
            pairs = ATTRIBUTE.findall(written)
            attributes = {each.lower(): unescape(value[1:-1]) if value else None for each, value in pairs}
            if len(attributes) < len(pairs):
                return None
        found.append((name, attributes, "template" in open_tags))
        if name in VOID:
            continue
        if not tag["self"]:
            open_tags.append(name)
        elif name not in SHAPES:
            return None
    # Each "<" begins a tag that was looked at, and no text follows where none may be.
    if html.count("<") != tags or (open_tags[-1] in TEXTLESS and html[at:].strip(BLANK)):
        return None
    return (tuple(open_tags), seen), found


def _fits(name: str, open_tags: Sequence[str]) -> bool:
    """Whether an element may begin inside those that are open, the innermost last, and ends none."""
    parent = open_tags[-1]
    if name not in HOLDS.get(parent, FLOW):
        return False
    if name in BLOCKS and "p" in open_tags:
        return False
    if name in NEVER_TWICE and not NEVER_TWICE[name].isdisjoint(open_tags):
        return False
    if name in PARENTS:
        return parent in PARENTS[name] and (parent != "div" or open_tags[-2] == "dl")
    return name != "body" or "head" not in open_tags
