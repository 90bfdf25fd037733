"""Markdown to the blocks of a story."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import unescape

from markdown import Markdown
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.util import ETX, STX

from plugins.core.href import href as sent
from plugins.story import markdown_source
from plugins.story.blocks import Block, Body, Html, LinkReference
from plugins.story.definitions import labels
from plugins.story.links import is_refused, taken
from plugins.story.markdown_extension import LEFT, RUN, Collector
from plugins.story.opening import is_opening
from plugins.story.personal import numbers
from plugins.story.raw_html import LESS, MARKED_TAG
from plugins.story.sanitise import LINE, sanitise
from plugins.story.superscripts import raised
from plugins.story.tables import Tables
from plugins.vietnamese.line_breaks import unbroken_html

MARKED = re.compile(f"<p>\ue000{RUN}x(\\d+)\ue001</p>|(<table>.*?</table>)", re.DOTALL)
PRIVATE = re.compile("[\ue000-\uf8ff]")  # comes in by character references alone
FIRST_PARAGRAPH = re.compile(r"<p>(?!\ue000)(.*?)</p>", re.DOTALL)


@cache
def body_parser() -> "BodyParser":
    """The one of this process: to make one takes as long as to parse a story."""
    return BodyParser()


class BodyParser:
    """Turns Markdown into a `Body`; one parser serves any number of stories, one at a time."""

    def __init__(self) -> None:
        self._collector = Collector()
        # By their names they would be looked for in all packages that are installed.
        tables = TableExtension(use_align_attribute=True)
        extensions = [tables, SaneListExtension(), DefListExtension(), self._collector]
        self._markdown = Markdown(extensions=extensions, output_format="html")

    def parse(self, text: str, first_line: int = 1) -> Body:
        """The body `text`, already cleaned; `first_line` is its first line in the file."""
        self._markdown.reset()
        read = markdown_source.read(text, first_line)
        self._collector.definitions.referred = labels(read.text)
        html = self._markdown.convert(read.text)
        if read.has_html:
            html = MARKED_TAG.sub(rf'\1 {LINE}="\2"', html)
        html = markdown_source.without_marks(html.replace(LESS, "&lt;"))
        html = LEFT.sub("", html) if STX in html or ETX in html else html
        found = self._collector
        clean, removed = sanitise(html, read.has_html)
        clean, links, wordless = taken(clean)
        referred = "&#" in text
        refused = [LinkReference(*link) for link in found.links if is_refused(link[0])]
        told = {("href=", link.line) for link in refused}
        blocks = tuple(_blocks(unbroken_html(clean), found.marked, referred))
        return Body(
            blocks=blocks,
            is_empty=not blocks,
            photos=tuple(found.photos),
            refused=tuple(refused),
            links=(*links, *(link for link in found.played if not is_refused(link.href))),
            wordless=tuple(wordless),
            headings=tuple(found.headings),
            plain=_first_words(clean),
            removed=(*read.removed, *(each for each in removed if each not in told)),
            misplaced=tuple(found.misplaced),
            notes=read.notes,
            source=text,
            first_line=first_line,
            surplus=tuple(found.surplus),
            numbers=tuple(numbers(text, first_line)),
        )


def _first_words(html: str) -> str:
    """The first paragraph of clean HTML that does more than open an official document, in plain words."""
    said = (plain_text(found[1]) for found in FIRST_PARAGRAPH.finditer(html))
    first = next(said, "")
    return next((text for text in said if not is_opening(text)), first) if is_opening(first) else first


def plain_text(html: str) -> str:
    """The words of clean HTML on one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " " if "<br" in html else "", raised(html))).split())


def _blocks(html: str, marked: list[Block], referred: bool) -> Iterator[Block]:
    """The blocks of clean HTML with marks, in order; referred: private letters may have come in."""
    tables, end = Tables(), 0
    for match in MARKED.finditer(html):
        before = html[end : match.start()].strip()
        end = match.end()
        if before:
            tables.pass_by(before)
            yield Html(PRIVATE.sub("", before) if referred else before)
        if match[1]:
            block = marked[int(match[1])]
            yield replace(block, href=sent(block.href)) if block.kind in ("video", "player") else block
        else:
            yield tables.table(PRIVATE.sub("", match[2]) if referred else match[2])
    if rest := html[end:].strip():
        yield Html(PRIVATE.sub("", rest) if referred else rest)
