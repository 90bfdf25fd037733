"""The blocks of HTML that somebody copied: from Word, Excel, Facebook, Zalo or a page."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.desk.blocks import (
    Block,
    Cell,
    Document,
    Heading,
    Item,
    Loss,
    Paragraph,
    Run,
    Table,
    joined,
)
from plugins.desk.chat import of_messages
from plugins.desk.legacy_fonts import is_legacy, unicode_of

BLOCKS = frozenset(
    "p div section article header footer main aside h1 h2 h3 h4 h5 h6 ul ol li table blockquote pre hr "
    "figure figcaption dl dt dd address body html center nav".split()
)
SKIPPED = frozenset(
    "script style head title meta link noscript template svg button input select form".split()
)
AROUND = ("navigation", "contentinfo", "search")  # roles of what is no part of a text
LEAST = 40  # words of a text
PART = "Chỉ lấy phần bài viết của trang web; bỏ {} chữ ở đầu trang, cột bên và chân trang."
MENU = "Đã bỏ trình đơn, chân trang của trang web: “{}”."
HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|mso-list\s*:\s*ignore", re.IGNORECASE)
WORDS_LIST = re.compile(r"mso-list\s*:\s*\S+\s+level(\d)", re.IGNORECASE)
BULLET = re.compile(r"^[\s·•▪●◦o§Ø–-]{1,3}$")
MORE = re.compile(r"\s*(?:…|\.\.\.)\s*(?:Xem thêm|See more)\s*$")  # Facebook's, where a text was cut


def read(text: str) -> Document:
    """The document in HTML; nothing of it is fetched, run or followed."""
    found = Document()
    root = LexborHTMLParser(text).body
    if root is not None:
        found.blocks.extend(_Reader(found).children(_text_of_page(root, found), Run("")))
    return of_messages(found)


def _text_of_page(body: LexborNode, found: Document) -> LexborNode:
    """Of a whole page the one part that holds its text, where the page says which."""
    for name in ("article", "main, [role=main]"):
        parts = body.css(name)
        inside = len(_words(parts[0])) if len(parts) == 1 else 0
        if inside >= LEAST and (around := len(_words(body)) - inside) > 0:
            found.notes.append(PART.format(around))
            return parts[0]
    return body


def _words(node: LexborNode) -> list[str]:
    return (node.text(separator=" ") or "").split()


class _Reader:
    def __init__(self, found: Document):
        self._found = found

    def children(self, node: LexborNode, like: Run, depth: int = 0) -> Iterator[Block]:
        """Blocks of what is in `node`; its own words between blocks are paragraphs."""
        words: list[Run] = []
        for child in _inside(node):
            if child.tag in BLOCKS or (child.tag not in SKIPPED and _holds_block(child)):
                yield from self._flush(words, node)
                words = []
                yield from self._block(child, like, depth)
            elif child.tag == "br" and words and words[-1].text.endswith("\n"):
                yield from self._flush(words, node)  # two in a row end a paragraph
                words = []
            else:
                words.extend(self._inline(child, like))
        yield from self._flush(words, node)

    def _flush(self, words: list[Run], node: LexborNode) -> Iterator[Block]:
        runs = joined(words)
        if not "".join(run.text for run in runs).strip():
            return
        style = node.attributes.get("style") or ""
        if MORE.search("".join(run.text for run in runs)):
            self._found.losses.append(Loss("Bài bị trang nguồn cắt ngắn (“Xem thêm”)"))
        listed = WORDS_LIST.search(style)
        if listed and (sign := _words_sign(node)):
            yield Item(sign, int(listed[1]) - 1, runs)
        else:
            centred = "center" in style or node.attributes.get("align") == "center" or node.tag == "center"
            look = "caption" if node.tag == "figcaption" else "quote" if node.tag == "blockquote" else ""
            yield Paragraph(runs, look, centred)

    def _block(self, node: LexborNode, like: Run, depth: int) -> Iterator[Block]:
        if _is_hidden(node):
            return
        if _is_around(node):
            if words := " ".join((node.text(separator=" ") or "").split()):
                self._found.notes.append(MENU.format(words[:60]))
            return
        if node.tag == "table":
            yield self._table(node)
        elif node.tag in ("ul", "ol"):
            yield from self._list(node, like, depth)
        elif re.fullmatch("h[1-6]", node.tag or ""):
            runs = joined(list(self._inline(node, Run(""))))
            if "".join(run.text for run in runs).strip():
                yield Heading(min(max(int((node.tag or "h2")[1]), 2), 4), runs)
        else:
            yield from self.children(node, like, depth)

    def _list(self, node: LexborNode, like: Run, depth: int) -> Iterator[Block]:
        start = node.attributes.get("start") or "1"
        number = int(start) if start.isdigit() else 1
        for item in _inside(node):
            if item.tag in ("ul", "ol"):
                yield from self._list(item, like, depth + 1)
            if item.tag != "li":
                continue
            sign = "-" if node.tag == "ul" else f"{number}."
            number += 1
            first = True
            for block in self.children(item, like, depth + 1):
                if first and isinstance(block, Paragraph):
                    yield Item(sign, depth, block.runs)
                else:
                    yield block
                first = False

    def _table(self, node: LexborNode) -> Table:
        rows: list[tuple[Cell, ...]] = []
        heads = 0
        for row in (each for each in node.traverse() if each.tag == "tr" and _nearest(each) == node):
            cells = [each for each in _inside(row) if each.tag in ("td", "th")]
            if cells and all(cell.tag == "th" for cell in cells) and heads == len(rows):
                heads += 1
            rows.append(
                tuple(
                    Cell(
                        tuple(self.children(cell, Run(""))),
                        _span(cell.attributes.get("colspan")),
                        _span(cell.attributes.get("rowspan")),
                    )
                    for cell in cells
                )
            )
        return Table(tuple(row for row in rows if row), max(heads, 1))

    def _inline(self, node: LexborNode, like: Run) -> Iterator[Run]:
        tag, style = node.tag, (node.attributes or {}).get("style") or ""
        if tag == "-text":
            yield Run(_unwrapped(node.text_content or ""), like.bold, like.italic, like.mark, like.href)
            return
        if tag in SKIPPED or (tag or "").startswith("-") or _is_hidden(node):
            return
        if tag == "br":
            yield Run("\n", like.bold, like.italic, like.mark, like.href)
            return
        if tag == "img":
            self._image(node)
            return
        weight = re.search(r"font-weight\s*:\s*(\w+)", style)
        bold = tag in ("b", "strong") or (
            weight and weight[1] in ("bold", "bolder", "600", "700", "800", "900")
        )
        normal = weight is not None and weight[1] in ("normal", "400")
        italic = tag in ("i", "em") or "italic" in style
        href = node.attributes.get("href") or "" if tag == "a" else ""
        looks = Run(
            "",
            (like.bold or bool(bold)) and not normal,
            like.italic or italic,
            tag if tag in ("sup", "sub") else like.mark,
            href or like.href,
        )
        font = node.attributes.get("face") or ""
        family = re.search(r"font-family\s*:\s*[\"']?([^\"';,]+)", style)
        font = family[1].strip() if family else font
        for child in _inside(node):
            for run in self._inline(child, looks):
                text = unicode_of(run.text, font) if is_legacy(font) else run.text
                yield Run(text, run.bold, run.italic, run.mark, run.href)

    def _image(self, node: LexborNode) -> None:
        alt = " ".join((node.attributes.get("alt") or "").split())
        self._found.losses.append(Loss(f"Ảnh không đi theo khi dán{f' ({alt[:60]})' if alt else ''}"))


def _unwrapped(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text)


def _inside(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _holds_block(node: LexborNode) -> bool:
    return any(each.tag in BLOCKS for each in node.traverse() if each != node)


def _nearest(row: LexborNode) -> LexborNode | None:
    parent = row.parent
    while parent is not None and parent.tag != "table":
        parent = parent.parent
    return parent


def _is_hidden(node: LexborNode) -> bool:
    return bool(HIDDEN.search((node.attributes or {}).get("style") or ""))


def _is_around(node: LexborNode) -> bool:
    return node.tag == "nav" or (node.attributes or {}).get("role") in AROUND


def _words_sign(node: LexborNode) -> str:
    """The sign of an item as Word copies it: hidden words at the start of the line."""
    for each in node.traverse():
        if HIDDEN.search((each.attributes or {}).get("style") or ""):
            sign = " ".join((each.text() or "").split())
            return "-" if not sign or BULLET.match(sign) else sign
    return "-"


def _span(text: str | None) -> int:
    return min(int(text), 60) if text and text.isdigit() and int(text) > 0 else 1
