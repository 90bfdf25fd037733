"""What Markdown is taught here, and what is taken from its tree beside the text."""

import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from html import unescape
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions import Extension
from markdown.extensions.sane_lists import SaneOListProcessor
from markdown.extensions.tables import TableProcessor
from markdown.inlinepatterns import AUTOMAIL_RE, InlineProcessor
from markdown.preprocessors import HtmlBlockPreprocessor, NormalizeWhitespace
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, ETX, HTML_PLACEHOLDER_RE, STX, AtomicString

from plugins.story.blocks import (
    Block,
    Figure,
    Gallery,
    Heading,
    LinkReference,
    PhotoReference,
    Player,
    Video,
)
from plugins.story.definitions import Definitions
from plugins.story.emphasis import teach
from plugins.story.links import played, video_host
from plugins.story.markdown_source import line_of, without_marks
from plugins.story.sanitise import LINE
from plugins.vietnamese.text import slug

# A block of its own stands in the HTML as a mark in private-use characters. `vietnamese.clean` has
# taken them out of everything editors write; character references can still bring them in, but
# not with this run's number.
RUN = secrets.token_hex(8)
MARK = f"\ue000{RUN}x{{}}\ue001"
# Without one of these a text has nothing that Markdown's inline patterns look for.
INLINE_SIGN = re.compile(r"[\\`*_\[<&]|  \n")
ODD_SPACES = ("\t", "\r", "\n ", STX, ETX)  # without one of these Markdown leaves all spaces as they are
TAG = re.compile("<[^>]*>")
ESCAPED = re.compile(f"{STX}(\\d+){ETX}")
# What Markdown leaves of its own marks where a link was never closed.
LEFT = re.compile(f"{STX}(?:klzzwxh:\\d*|wzxhzdk:[\\d-]*|\\d*){ETX}?|{ETX}")
# Ids that the page around a body has; a heading may not take one.
PAGE_ID = re.compile(
    "noi-dung|dau-trang|dinh-chinh|chia-se|tin-cu-hon|thoi-tiet|xem-them|chu-thich|"
    "ban-do-hanh-chinh|thu-vien-anh|lien-ket-[0-9]+"
)


class Collector(Extension):
    """Gathers what one body holds beside its text; emptied by Markdown.reset().

    surplus: (line, cells in the row, columns of the table, words that no column holds)
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Markdown's name)
        md.registerExtension(self)
        md.parser.blockprocessors.deregister("code")  # the first line of a paragraph, indented as in Word
        self.definitions = Definitions(md.parser)
        md.parser.blockprocessors.register(self.definitions, "reference", 15)
        tables = _Tables(md.parser, {"use_align_attribute": True})
        tables.found = self
        md.parser.blockprocessors.register(tables, "table", 75)
        md.parser.blockprocessors.register(_Counted(md.parser), "olist", 40)
        md.parser.blockprocessors.register(_Running(md.parser), "running", 110)
        md.preprocessors.register(_Spaces(md), "normalize_whitespace", 30)
        md.preprocessors.register(_RawHtml(md), "html_block", 20)
        teach(md)
        md.inlinePatterns.register(_Mail(AUTOMAIL_RE, md), "automail", 110)
        md.treeprocessors.register(_Plain(md), "plain", 25)
        md.treeprocessors.register(_Gather(md, self), "gather", 15)

    def reset(self) -> None:
        self.lines: dict[Element, int] = {}  # of links and photos, by their element
        self.marked: list[Block] = []
        self.photos: list[PhotoReference] = []
        self.misplaced: list[PhotoReference] = []
        self.links: list[tuple[str, int | None]] = []
        self.played: list[LinkReference] = []
        self.headings: list[Heading] = []
        self.surplus: list[tuple[int | None, int, int, str]] = []


class _Running(ParagraphProcessor):
    """Markdown's own, asked first: a line that begins with a letter is nothing that the others look for."""

    def test(self, parent: Element, block: str) -> bool:
        return block[:1].isalpha() and "\n" not in block


class _Spaces(NormalizeWhitespace):
    """Markdown's own, where there is something for it to do."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        return super().run(lines) if any(map(text.__contains__, ODD_SPACES)) else [*lines, "", ""]


class _RawHtml(HtmlBlockPreprocessor):
    """Markdown's own, where there is something for it to find."""

    def run(self, lines: list[str]) -> list[str]:
        return super().run(lines) if any("<" in line or "&" in line for line in lines) else lines


class _Tables(TableProcessor):
    """Markdown's own, but words for which a table has no column are noted, not lost."""

    found: Collector
    _split_row: Callable[[str], list[str]]

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        cells = self._split_row(row)
        if surplus := [words for cell in cells[len(align) :] if (words := without_marks(cell).strip())]:
            self.found.surplus.append((line_of(row), len(cells), len(align), ", ".join(surplus)))
        super()._build_row(row, parent, align)  # type: ignore[misc]  # the stubs leave it out


class _Counted(SaneOListProcessor):
    """Markdown's own, but a number that does not go on begins another list."""

    def run(self, parent: Element, blocks: list[str]) -> None:
        last, number = self.lastChild(parent), int(blocks[0].partition(".")[0])
        goes_on = last is not None and last.tag == "ol" and number == int(last.get("start", 1)) + len(last)
        self.SIBLING_TAGS = ["ol"] if goes_on else []  # type: ignore[misc]  # for this list alone
        super().run(parent, blocks)


class _Mail(InlineProcessor):
    """<a@b.vn> as a link. Markdown's own writes each letter as a number, and none is found again."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 (Markdown's name; its own take data too)
        self, match: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        element, address = Element("a"), self.unescape(match[1]).removeprefix("mailto:")
        element.text = AtomicString(without_marks(ESCAPED.sub(lambda sign: chr(int(sign[1])), address)))
        element.set("href", f"mailto:{address}")
        return element, match.start(0), match.end(0)


class _Plain(Treeprocessor):
    """Lets Markdown pass over plain text, most of every story, where it would try fourteen patterns."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and not INLINE_SIGN.search(element.text):
                element.text = AtomicString(element.text)


class _Gather(Treeprocessor):
    """Marks figures, galleries and videos; notes links; keeps the order of headings."""

    def __init__(self, md: Markdown, found: Collector) -> None:
        super().__init__(md)
        self._found = found

    def run(self, root: Element) -> None:
        found, level = self._found, 1
        anchors: set[str] = set()
        for tag in ("a", "img"):
            for element in root.iter(tag):
                self._take_line(element)
        for element in root:
            if element.tag == "p":
                self._paragraph(element)
        links: list[tuple[Element, str]] = []
        for element in root.iter():
            if element.tag == "img":
                found.misplaced.append(self._photo(element))
                element.tag = "span"
                element.attrib.clear()
            elif element.tag == "a" and (href := element.get("href")) is not None:
                links.append((element, href))
            elif element.tag in ("th", "td") and element.get("align"):
                element.set("class", f"align-{element.attrib.pop('align')}")
            elif re.fullmatch("h[1-6]", element.tag):
                # The page's h1 is its headline, and no level may be skipped.
                level = max(2, min(int(element.tag[1]), level + 1))
                element.tag = f"h{level}"
                text = self._words(element)
                base = slug(text) or "muc"
                anchor = base = f"muc-{base}" if PAGE_ID.fullmatch(base) else base
                while anchor in anchors:
                    anchor = f"{base}-{len(anchors)}"
                anchors.add(anchor)
                element.set("id", anchor)
                found.headings.append(Heading(level, text, anchor))
        for element, written in links:
            href = self._plain(written)
            if (near := _anchor(href, anchors)) and near != href:
                element.set("href", near)
                href = near
            line = self._found.lines.get(element)
            found.links.append((href, line))
            if line:
                element.set(LINE, str(line))

    def _take_line(self, element: Element) -> None:
        """Notes the line that an address was given, and takes it off."""
        name = "href" if element.tag == "a" else "src"
        address = element.get(name) or ""
        if (line := line_of(address)) is not None:
            self._found.lines[element] = line
        if address:
            plain = without_marks(address).strip()
            element.set(name, LEFT.sub("", plain) if "klzzwxh" in address else plain)

    def _paragraph(self, element: Element) -> None:
        found = self._found
        children = list(element)
        if not children or _has_words(element, children):
            return
        children = [child for child in children if child.tag != "br"]
        if all(child.tag == "img" for child in children):
            first = len(found.photos)
            found.photos.extend(self._photo(child) for child in children)
            indices = tuple(range(first, len(found.photos)))
            self._mark(element, Gallery(indices) if len(indices) > 1 else Figure(first))
        elif len(children) == 1 and children[0].tag == "a":
            href, title = self._plain(children[0].get("href", "")), self._words(children[0])
            if title and (host := video_host(href)):
                self._mark(element, Video(href, title, host))
            elif title and (medium := played(href)):
                self._mark(element, Player(href, title, medium))
            else:
                return
            found.played.append(LinkReference(href, found.lines.get(children[0])))

    def _mark(self, element: Element, block: Block) -> None:
        for child in list(element):
            element.remove(child)
        element.text = MARK.format(len(self._found.marked))
        self._found.marked.append(block)

    def _photo(self, element: Element) -> PhotoReference:
        name, caption, credit = (self._plain(element.get(each) or "") for each in ("src", "alt", "title"))
        return PhotoReference(name, caption, credit, self._found.lines.get(element))

    def _words(self, element: Element) -> str:
        """What a reader will read in an element."""
        return " ".join(self._plain("".join(element.itertext())).split())

    def _plain(self, text: str) -> str:
        """Text with what Markdown has put aside: tags leave their words, signs are as typed."""
        if STX in text:
            kept = self.md.htmlStash.rawHtmlBlocks
            text = HTML_PLACEHOLDER_RE.sub(lambda match: TAG.sub("", str(kept[int(match[1])])), text)
            text = ESCAPED.sub(lambda match: chr(int(match[1])), text.replace(AMP_SUBSTITUTE, "&"))
        return unescape(without_marks(text)).strip()


def _anchor(href: str, anchors: set[str]) -> str | None:
    """The part of this page that "#Nội dung" means; None when there is none, or it is no such link."""
    if not href.startswith("#") or href[1:] in anchors:
        return None
    base = slug(unquote(href[1:]))
    return next((f"#{each}" for each in (base, f"muc-{base}") if each in anchors), None)


def _has_words(element: Element, children: Iterable[Element]) -> bool:
    texts = [element.text, *(child.tail for child in children)]
    return any(text and text.strip() for text in texts)
