"""Markdown to the blocks of a story."""

import re
import secrets
from html import unescape

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, AtomicString

from plugins.story.blocks import (
    Body,
    Figure,
    Gallery,
    Heading,
    Html,
    LinkReference,
    PhotoReference,
    Player,
    Table,
    Video,
)
from plugins.story.definitions import Definitions, labels
from plugins.story.links import hrefs, is_refused, played, video_host, wordless
from plugins.story.paste import mended, separated
from plugins.story.sanitise import sanitise
from plugins.vietnamese.breaking import unbroken_html
from plugins.vietnamese.text import slug

# A block of its own stands in the HTML as a mark in private-use characters. `vietnamese.clean` has
# taken them out of everything editors write; character references can still bring them in, but
# not with this run's number.
RUN = secrets.token_hex(8)
MARK = f"\ue000{RUN}x{{}}\ue001"
MARKED = re.compile(f"<p>\ue000{RUN}x(\\d+)\ue001</p>|(<table>.*?</table>)", re.DOTALL)
PRIVATE = re.compile("[\ue000-\uf8ff]")  # comes in by character references alone
# Without one of these a text has nothing that Markdown's inline patterns look for.
INLINE_SIGN = re.compile(r"[\\`*_\[<&]|  \n")
FIRST_PARAGRAPH = re.compile(r"<p>(?!\ue000)(.*?)</p>", re.DOTALL)


# Ids that the page around a body has; a heading may not take one.
PAGE_ID = re.compile(
    "noi-dung|dau-trang|dinh-chinh|chia-se|tin-cu-hon|thoi-tiet|xem-them|chu-thich|"
    "ban-do-hanh-chinh|thu-vien-anh|lien-ket-[0-9]+"
)


class BodyParser:
    """Turns Markdown into a `Body`; one parser serves any number of stories, one at a time."""

    def __init__(self):
        self._collector = _Collector()
        self._markdown = Markdown(
            extensions=["tables", "sane_lists", "def_list", self._collector],
            extension_configs={"tables": {"use_align_attribute": True}},
            output_format="html",
        )

    def parse(self, text: str, first_line: int = 1) -> Body:
        """The body `text`, already cleaned; `first_line` is its first line in the file."""
        self._markdown.reset()
        text = mended(text)
        self._collector.definitions.referred = labels(text)
        html = self._markdown.convert(text)
        found = self._collector
        suspicious = self._markdown.htmlStash.html_counter > 0
        clean, removed = sanitise(html, suspicious)
        referred = "&#" in text
        lines = _Lines(text, first_line)
        first = FIRST_PARAGRAPH.search(clean)
        refused = [href for href in found.links if is_refused(href)]
        links = [*hrefs(clean), *(block.href for block in found.marked if block.kind in ("video", "player"))]
        return Body(
            blocks=tuple(_blocks(unbroken_html(clean), found.marked, referred)),
            photos=tuple(PhotoReference(*p, lines.find(f"]({p[0]}")) for p in found.photos),
            refused=tuple(LinkReference(href, lines.find(href)) for href in refused),
            links=tuple(LinkReference(href, lines.find(href or "]()")) for href in links),
            wordless=tuple(LinkReference(href, lines.find(f"]({href}")) for href in wordless(clean)),
            headings=tuple(found.headings),
            plain=plain_text(first[1]) if first else "",
            removed=tuple(
                (what, lines.find(what.rstrip(">=:")))
                for what in removed
                if not (refused and what == "href=")
            ),
            misplaced=tuple(PhotoReference(*p, lines.find(f"]({p[0]}")) for p in found.misplaced),
        )


def plain_text(html: str) -> str:
    """The words of clean HTML on one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " " if "<br" in html else "", html)).split())


def _blocks(html: str, marked: list, referred: bool):
    """The blocks of clean HTML with marks, in order; referred: private letters may have come in."""
    tables = end = 0
    for match in MARKED.finditer(html):
        before = html[end : match.start()].strip()
        end = match.end()
        if before:
            yield Html(PRIVATE.sub("", before) if referred else before)
        if match[1]:
            yield marked[int(match[1])]
        else:
            tables += 1
            yield Table(PRIVATE.sub("", match[2]) if referred else match[2], tables)
    if rest := html[end:].strip():
        yield Html(PRIVATE.sub("", rest) if referred else rest)


class _Lines:
    """Finds the line of a word in the source; each find goes on from the last."""

    def __init__(self, text: str, first_line: int):
        self._text, self._first, self._from = text, first_line, {}

    def find(self, word: str) -> int | None:
        at = self._text.find(word, self._from.get(word, 0))
        if at < 0:
            return None
        self._from[word] = at + len(word)
        return self._first + self._text.count("\n", 0, at)


class _Collector(Extension):
    """Gathers what one body holds beside its text; emptied by Markdown.reset()."""

    def extendMarkdown(self, md):  # noqa: N802 (Markdown's name)
        md.registerExtension(self)
        md.parser.blockprocessors.deregister("code")  # the first line of a paragraph, indented as in Word
        self.definitions = Definitions(md.parser)
        md.parser.blockprocessors.register(self.definitions, "reference", 15)
        md.preprocessors.register(_Separate(md), "separate", 26)
        md.treeprocessors.register(_Plain(md), "plain", 25)
        md.treeprocessors.register(_Gather(md, self), "gather", 15)

    def reset(self):
        self.marked, self.photos, self.links, self.headings, self.misplaced = [], [], [], [], []


class _Separate(Preprocessor):
    """Gives photos, lists and tables the empty lines that Markdown wants around them."""

    def run(self, lines):
        return separated(lines)


class _Plain(Treeprocessor):
    """Lets Markdown pass over plain text, most of every story, where it would try fourteen patterns."""

    def run(self, root):
        for element in root.iter():
            if element.text and not INLINE_SIGN.search(element.text):
                element.text = AtomicString(element.text)


class _Gather(Treeprocessor):
    """Marks figures, galleries and videos; notes links; keeps the order of headings."""

    def __init__(self, md, found):
        super().__init__(md)
        self._found = found

    def run(self, root):
        found, level, anchors = self._found, 1, set()
        for element in root:
            if element.tag == "p":
                self._paragraph(element)
        for element in root.iter():
            if element.tag == "img":
                found.misplaced.append(_photo(element))
                element.tag = "span"
                element.attrib.clear()
            elif element.tag == "a" and element.get("href"):
                href = unescape(element.get("href"))
                if AMP_SUBSTITUTE not in href:  # Markdown hides the letters of <a@b.vn>
                    found.links.append(href)
            elif element.tag in ("th", "td") and element.get("align"):
                element.set("class", f"align-{element.attrib.pop('align')}")
            elif re.fullmatch("h[1-6]", element.tag):
                # The page's h1 is its headline, and no level may be skipped.
                level = max(2, min(int(element.tag[1]), level + 1))
                element.tag = f"h{level}"
                text = " ".join("".join(element.itertext()).split())
                base = slug(unescape(text)) or "muc"
                anchor = base = f"muc-{base}" if PAGE_ID.fullmatch(base) else base
                while anchor in anchors:
                    anchor = f"{base}-{len(anchors)}"
                anchors.add(anchor)
                element.set("id", anchor)
                found.headings.append(Heading(level, unescape(text), anchor))

    def _paragraph(self, element):
        found = self._found
        children = list(element)
        if not children or _has_words(element, children):
            return
        children = [child for child in children if child.tag != "br"]
        if all(child.tag == "img" for child in children):
            first = len(found.photos)
            found.photos.extend(_photo(child) for child in children)
            indices = tuple(range(first, len(found.photos)))
            self._mark(element, Gallery(indices) if len(indices) > 1 else Figure(first))
        elif len(children) == 1 and children[0].tag == "a":
            href = unescape(children[0].get("href", ""))
            host = video_host(href)
            title = " ".join("".join(children[0].itertext()).split())
            if host and title:
                self._mark(element, Video(href, unescape(title), host))
            elif title and (medium := played(href)):
                self._mark(element, Player(href, unescape(title), medium))

    def _mark(self, element, block):
        for child in list(element):
            element.remove(child)
        element.text = MARK.format(len(self._found.marked))
        self._found.marked.append(block)


def _has_words(element, children) -> bool:
    texts = [element.text, *(child.tail for child in children)]
    return any(text and text.strip() for text in texts)


def _photo(element) -> tuple[str, str, str]:
    """(file name, caption, credit) of an <img>."""
    return tuple(unescape(element.get(name) or "").strip() for name in ("src", "alt", "title"))
