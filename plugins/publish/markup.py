"""What is wrong with the HTML of one page, by itself."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from justhtml import JustHTML
from selectolax.lexbor import LexborHTMLParser

from plugins.publish.facts import Facts
from plugins.publish.nesting import faults
from plugins.publish.plain_html import is_plain

SHOWN = 3  # faults of one kind told for one page
HANDLER = re.compile(r"\son[a-z]+\s*=", re.IGNORECASE)


def read_markup(html: str, address: str, siteurl: str) -> Facts:
    """Everything a parser, a reader with a screen reader and the security policy would complain of."""
    tree = LexborHTMLParser(html)
    published = [
        node.attributes.get("content") for node in tree.css('meta[property="article:published_time"]')
    ]
    return Facts(
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
        if script.attributes.get("type") not in ("application/ld+json", "application/json"):
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
