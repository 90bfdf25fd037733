"""An earlier release without what was withdrawn since: nothing of it is shown, its addresses say so.

Pages are not drawn anew: what lists a withdrawn story loses that entry, a text that links to it
keeps the words of the link. The index of the search goes, since what it knows cannot be told apart.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from html import escape
from pathlib import Path
from urllib.parse import quote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.core.mistakes import Mistake, MistakesFound
from plugins.core.withdrawals import UNWRITTEN
from plugins.publish.address import HASHED, address_of, is_packed, is_page
from plugins.publish.redirects.moved import Moved
from plugins.publish.redirects.taken_down import NOTICE, PLAIN, withdrawing
from plugins.publish.releases.compress import CODINGS
from plugins.publish.releases.folder import Content
from plugins.publish.releases.manifest import Entry, Manifest

MEDIA = re.compile(rb"media/[\w.-]+")
ENTRIES = re.compile(rb"<(entry|item|url)\b[^>]*>.*?</\1>\s*", re.S)
LISTED = ("li", "article", "tr", "figure")
TEXT = (".html", ".xml", ".json", ".txt", ".csv", ".ics")
INDEX = "search/"


def cleaned(
    content: Content, reasons: Mapping[str, str], siteurl: str, folder: Path, rows: Collection[str] = ()
) -> Content:
    """`content` without what was read beneath the addresses of `reasons`, each with why it was withdrawn.

    rows: those of them that only a row took down, which may be removed again
    New files are written to `folder`. Raises MistakesFound where a page goes on naming one of them.
    """
    names = _names(reasons, siteurl)
    files, new, gone, old_media, media = content.manifest.files, {}, set(), set(), set()
    plain = [path for path in files if not is_packed(path) and not path.startswith((*HASHED, INDEX))]
    for path in plain:
        reason = next((why for each, why in reasons.items() if f"/{path}".startswith(each)), None)
        data = content.sources[path].read_bytes() if reason is not None or path.endswith(TEXT) else b""
        if reason is not None:
            gone.add(path)
            old_media.update(MEDIA.findall(data))
            if is_page(path) and NOTICE in files:
                new[path] = _told(content.sources[NOTICE].read_text("utf-8", "replace"), reason)
        elif names.search(data):
            new[path] = _cut(path, data, reasons, names, siteurl)
            old_media.update(MEDIA.findall(data))
        media.update(MEDIA.findall(new.get(path, b"" if path in gone else data)))
    lost = {each.decode() for each in old_media - media}
    lost |= {path for path, entry in files.items() if path.startswith("media/") and entry.age}
    lost |= {path for path in files if path.startswith(INDEX)} | (gone - new.keys())
    kept = {p: entry for p, entry in files.items() if _bare(p) not in lost and _bare(p) not in new}
    for path in [path for path in files if is_packed(path) and _bare(path) in new]:
        new[path] = CODINGS[path[path.rindex(".") :]](new[_bare(path)])
    moved = withdrawing(Moved(content.manifest.moved, dict.fromkeys(content.manifest.gone, "")), reasons)
    down = {address for address in map(address_of, gone) if PLAIN.fullmatch(address)}
    manifest = replace(
        content.manifest,
        files=kept | {path: Entry(sha256(data).hexdigest(), len(data)) for path, data in new.items()},
        moved=moved.redirects,
        gone=tuple(sorted({*moved.gone, *down} - moved.redirects.keys())),
        withdrawn=tuple(sorted({*content.manifest.withdrawn, *(reasons.keys() - rows)})),
    )
    sources = {path: content.sources[path] for path in kept}
    for path, data in new.items():
        sources[path] = folder / path
        sources[path].parent.mkdir(parents=True, exist_ok=True)
        sources[path].write_bytes(data)
    return replace(content, manifest=manifest, sources=sources, minor=True)


def what_is_minor(manifest: Manifest | None, every: Iterable[Manifest | None]) -> str:
    """What a minor release among `every` one is, in words: one that grew from a cleaned one has no index."""
    if manifest and not _is_indexed(manifest) and any(_is_indexed(each) for each in every if each):
        return "bản cũ mà không có nội dung đã rút hay đã gỡ"
    return "chỉ đổi số lượt xem, thời tiết hay thông báo"


def _is_indexed(manifest: Manifest) -> bool:
    return any(path.startswith(INDEX) for path in manifest.files)


def _names(addresses: Iterable[str], siteurl: str) -> re.Pattern[bytes]:
    """What finds the addresses, as written or as sent, and not the end of a longer one."""
    signs = sorted({re.escape(sign.encode()) for each in addresses for sign in (each, quote(each))})
    begin = rb"(?:%b|(?<![\w.~%%/\x80-\xff-]))" % re.escape(siteurl.encode())
    return re.compile(begin + rb"(?:" + b"|".join(signs) + rb")")


def _bare(path: str) -> str:
    return path[: path.rindex(".")] if is_packed(path) else path


def _told(page: str, reason: str) -> bytes:
    """The notice that knows no reason, with this one."""
    return page.replace(escape(UNWRITTEN), escape(reason)).encode()


def _cut(path: str, data: bytes, reasons: Iterable[str], names: re.Pattern[bytes], siteurl: str) -> bytes:
    if is_page(path):
        data = _page(data.decode("utf-8", "replace"), reasons, siteurl).encode()
    elif path.endswith(".xml"):
        data = ENTRIES.sub(lambda entry: b"" if names.search(entry[0]) else entry[0], data)
    elif path.endswith(".json"):
        data = json.dumps(_value(json.loads(data), names), ensure_ascii=False, separators=(",", ":")).encode()
    if names.search(data):
        sentence = (
            "Trang này của bản cũ nhắc tới nội dung đã rút ở chỗ không bỏ riêng ra được. Hãy chọn bản khác."
        )
        raise MistakesFound(Mistake(address_of(path), sentence))
    return data


def _page(html: str, reasons: Iterable[str], siteurl: str) -> str:
    tree = LexborHTMLParser(html)
    starts = tuple(base + sign for each in reasons for sign in (each, quote(each)) for base in ("", siteurl))
    for link in tree.css("a[href]"):
        if (link.attributes.get("href") or "").startswith(starts):
            above = [*_above(link)]
            if any("body" in (node.attributes.get("class") or "").split() for node in above):
                link.unwrap()
            else:
                next((node for node in above if node.tag in LISTED), link).decompose()
    return tree.html or ""


def _above(node: LexborNode) -> Iterator[LexborNode]:
    while (above := node.parent) is not None and above.tag not in ("body", "html"):
        yield above
        node = above


def _value(value: object, names: re.Pattern[bytes]) -> object:
    """The value without the entries of lists that name what was withdrawn."""
    if isinstance(value, list):
        told = [(each, json.dumps(each, ensure_ascii=False).encode()) for each in value]
        return [each for each, text in told if not names.search(text)]
    if isinstance(value, dict):
        return {key: _value(each, names) for key, each in value.items()}
    return value
