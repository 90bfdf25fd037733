"""Markdown to the blocks of a story."""

import re
from collections import defaultdict, deque
from dataclasses import replace
from html import unescape

from markdown import Markdown
from markdown.util import ETX, STX

from plugins.href import href as sent
from plugins.story import source
from plugins.story.blocks import Body, Html, LinkReference
from plugins.story.definitions import labels
from plugins.story.gather import LEFT, RUN, Collector
from plugins.story.links import hrefs, is_refused, with_hrefs, wordless
from plugins.story.sanitise import sanitise
from plugins.story.tables import Tables
from plugins.vietnamese.breaking import unbroken_html

MARKED = re.compile(f"<p>\ue000{RUN}x(\\d+)\ue001</p>|(<table>.*?</table>)", re.DOTALL)
PRIVATE = re.compile("[\ue000-\uf8ff]")  # comes in by character references alone
FIRST_PARAGRAPH = re.compile(r"<p>(?!\ue000)(.*?)</p>", re.DOTALL)


class BodyParser:
    """Turns Markdown into a `Body`; one parser serves any number of stories, one at a time."""

    def __init__(self):
        self._collector = Collector()
        self._markdown = Markdown(
            extensions=["tables", "sane_lists", "def_list", self._collector],
            extension_configs={"tables": {"use_align_attribute": True}},
            output_format="html",
        )

    def parse(self, text: str, first_line: int = 1) -> Body:
        """The body `text`, already cleaned; `first_line` is its first line in the file."""
        self._markdown.reset()
        read = source.read(text, first_line)
        self._collector.definitions.referred = labels(read.text)
        html = source.without_marks(self._markdown.convert(read.text))
        html = LEFT.sub("", html) if STX in html or ETX in html else html
        found = self._collector
        suspicious = self._markdown.htmlStash.html_counter > 0
        clean, removed = sanitise(html, suspicious)
        referred = "&#" in text
        lines = _Lines(text, first_line, found.links)
        first = FIRST_PARAGRAPH.search(clean)
        refused = [(href, line) for href, line in found.links if is_refused(href)]
        links = [*hrefs(clean), *(block.href for block in found.marked if block.kind in ("video", "player"))]
        return Body(
            blocks=tuple(_blocks(unbroken_html(with_hrefs(clean)), found.marked, referred)),
            photos=tuple(found.photos),
            refused=tuple(LinkReference(href, line or lines.find(href)) for href, line in refused),
            links=tuple(LinkReference(href, lines.of_link(href)) for href in links),
            wordless=tuple(LinkReference(href, lines.of_link(href)) for href in wordless(clean)),
            headings=tuple(found.headings),
            plain=plain_text(first[1]) if first else "",
            removed=tuple(
                (what, lines.find(what.rstrip(">=:")))
                for what in removed
                if not (refused and what == "href=")
            ),
            misplaced=tuple(found.misplaced),
            notes=read.notes,
            source=text,
            first_line=first_line,
            surplus=tuple(found.surplus),
        )


def plain_text(html: str) -> str:
    """The words of clean HTML on one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " " if "<br" in html else "", html)).split())


def _blocks(html: str, marked: list, referred: bool):
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


class _Lines:
    """The lines of links. links: (address, line) of those that Markdown wrote, in order.

    Raw HTML alone has to be looked for in the source; each find goes on from the last.
    """

    def __init__(self, text: str, first_line: int, links: list[tuple[str, int | None]]):
        self._text, self._first, self._from = text, first_line, {}
        self._links = defaultdict(deque)
        for href, line in links:
            self._links[href].append(line)

    def of_link(self, href: str) -> int | None:
        lines = self._links[href]
        line = lines[0] if len(lines) == 1 else lines.popleft() if lines else None
        return line or self.find(href or "]()")

    def find(self, word: str) -> int | None:
        at = self._text.find(word, self._from.get(word, 0))
        if at < 0:
            return None
        self._from[word] = at + len(word)
        return self._first + self._text.count("\n", 0, at)
