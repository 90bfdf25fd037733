"""Pages that are surely valid: written so plainly that no parser has to be asked.

To parse a page in full, for each fault that the standard knows, is most of the work of a first
publish. Nearly all pages hold nothing but tags in lower case, each closed where it was opened, in
places where the standard has them; those need one look along their tags. Any other page is parsed.
Source: the HTML standard, section 13.2 (parsing), every step of which that is called a parse error.
"""

import re

DOCTYPE = re.compile(r"<!doctype html>", re.IGNORECASE)
TAG = re.compile(
    r"<(?:!--[^<>-]*--"
    r"|(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?:\s+[a-zA-Z][\w:.-]*(?:=\"[^\"<]*\")?)*)\s*(?P<self>/?))>",
    re.ASCII,
)
ATTRIBUTE = re.compile(r"\s([a-zA-Z][\w:.-]*)(?:=\"[^\"]*\")?", re.ASCII)
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


def is_plain(html: str) -> bool:
    """Whether the page is certainly without any fault that a parser or markup.py would tell.

    False says nothing of it.
    """
    begun = DOCTYPE.match(html)
    if not begun or ODD.search(html):
        return False
    open_tags, seen, tags, at = [""], set[str](), 1, begun.end()
    for found in TAG.finditer(html, at):
        parent, name = open_tags[-1], found["name"]
        if parent in TEXTLESS and html[at : found.start()].strip(BLANK):
            return False
        tags, at = tags + 1, found.end()
        if name is None:  # a remark
            continue
        if found["end"]:
            if name != parent or found["attributes"] or found["self"]:
                return False
            open_tags.pop()
            continue
        if not _fits(name, open_tags) or name in seen:
            return False
        if name in ONCE:
            seen.add(name)
        if attributes := found["attributes"]:
            names = ATTRIBUTE.findall(attributes)
            if len(names) > 1 and len(set(map(str.lower, names))) < len(names):
                return False
        if name in VOID:
            continue
        if not found["self"]:
            open_tags.append(name)
        elif name not in SHAPES:
            return False
    # Each "<" begins a tag that was looked at, all are closed, and nothing follows.
    return len(open_tags) == 1 and html.count("<") == tags and seen == ONCE and not html[at:].strip(BLANK)


def _fits(name: str, open_tags: list[str]) -> bool:
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
