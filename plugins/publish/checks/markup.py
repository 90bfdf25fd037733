"""What is wrong with the HTML of one page, by itself."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborHTMLParser

from plugins.publish.checks.findings import Findings
from plugins.publish.checks.plain_html import is_plain

SHOWN = 3  # faults of one kind told for one page
DATA_TYPES = ("application/ld+json", "application/json")  # scripts that are no programs
HANDLER = re.compile(r"\son[a-z]+\s*=", re.IGNORECASE)
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


def read_markup(html: str, address: str, siteurl: str) -> Findings:
    """Everything a parser, a reader with a screen reader and the security policy would complain of."""
    tree = LexborHTMLParser(html)
    published = [
        node.attributes.get("content") for node in tree.css('meta[property="article:published_time"]')
    ]
    return Findings(
        wrong=(
            *_invalid(html),
            *_head(tree, address, siteurl),
            *_words(tree),
            *_code(tree, html),
            *_ids(tree),
        ),
        dates=tuple(filter(None, published)),
    )


def _invalid(html: str) -> Iterator[str]:
    if is_plain(html):
        return
    from justhtml import JustHTML  # takes long to load, and is for few pages

    for error in JustHTML(html, collect_errors=True, sanitize=False).errors[:SHOWN]:
        yield f"HTML chưa đúng ở dòng {error.line} ({error.code})."
    yield from islice(faults(html), SHOWN)


def _head(tree: LexborHTMLParser, address: str, siteurl: str) -> Iterator[str]:
    root = tree.css_first("html")
    if not root or not root.attributes.get("lang"):
        yield "Trang không nói ngôn ngữ. Hãy thêm lang vào thẻ html."
    titles = tree.css("head > title")
    if len(titles) != 1 or not titles[0].text().strip():
        yield "Trang không có tên. Hãy đặt tên (title) cho trang."
    descriptions = tree.css('meta[name="description"]')
    if len(descriptions) != 1 or not (descriptions[0].attributes.get("content") or "").strip():
        yield "Trang không có lời tóm tắt. Hãy thêm tóm tắt (summary) cho bài."
    if (count := len(tree.css("h1"))) != 1:
        yield f"Trang có {count} tiêu đề lớn (h1), phải có đúng một. Trong bài hãy bắt đầu từ ##."
    for link in tree.css('link[rel="canonical"]'):
        if not (link.attributes.get("href") or "").startswith(siteurl + "/"):
            yield f"Địa chỉ chính của trang không thuộc {siteurl}. Hãy dựng lại với SITEURL đúng."


def _words(tree: LexborHTMLParser) -> Iterator[str]:
    bare = [node.attributes.get("src") or "" for node in tree.css("img") if "alt" not in node.attributes]
    for source in bare[:SHOWN]:
        yield f"Ảnh {source} không có lời mô tả (alt). Hãy viết chú thích trong ngoặc vuông của ảnh."


def _code(tree: LexborHTMLParser, html: str) -> Iterator[str]:
    if tree.css_first("style, [style]"):
        yield "Có kiểu chữ viết thẳng trong trang (style). Hãy chuyển vào theme/static/css."
    for script in tree.css("script:not([src])"):
        if script.attributes.get("type") not in DATA_TYPES:
            yield "Có mã viết thẳng trong trang (script). Hãy chuyển vào theme/static/js."
            break
    if HANDLER.search(html) and any(
        name.startswith("on") for node in tree.css("*") for name in node.attributes
    ):
        yield "Có mã viết thẳng trong thẻ (on…=). Hãy chuyển vào theme/static/js."
    if tree.css_first("iframe, object, embed, base, applet"):
        yield "Có khung hay đối tượng nhúng (iframe, object, embed, base). Hãy thay bằng liên kết."


def _ids(tree: LexborHTMLParser) -> Iterator[str]:
    count = Counter(node.attributes.get("id") for node in tree.css("[id]"))
    for each, times in count.items():
        if times > 1:
            yield f"Tên “{each}” (id) đứng {times} lần trong trang. Mỗi tên chỉ được dùng một lần."


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
