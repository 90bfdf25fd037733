"""Whether a built site may be public: every reason against it, at once."""

import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from plugins.core.addresses import DRAFTS
from plugins.core.media_types import MEDIA_TYPES
from plugins.core.mistakes import Mistake, MistakesFound, did_you_mean
from plugins.publish.address import SERVICE, address_of, is_page, nfc, path_of
from plugins.publish.checks.findings import Findings
from plugins.publish.checks.inspect_files import findings_of
from plugins.publish.redirects import permanence
from plugins.publish.redirects.moved import Moved
from plugins.publish.releases.manifest import Manifest
from plugins.publish.releases.tree import Tree
from plugins.publish.result_cache import ResultCache
from plugins.publish.settings import Portal
from plugins.story.attachments import ATTACHMENTS

KNOWN = frozenset(suffix.lstrip(".") for suffix in MEDIA_TYPES) | ATTACHMENTS | {"bin", "wasm"}
KNOWN -= {"xsl"}  # a program in XML's clothes
PICTURES = ("jpg", "jpeg", "png", "webp", "avif", "gif")
# Folders of what is not to be seen yet; nothing of theirs is ever public.
UNSEEN = (DRAFTS, "drafts/")
ALLOWED_DOTS = (".well-known/",)
# Control characters, and what turns or hides the letters beside it.
ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\\\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
# Most names: no folder or file in it is hidden, and no letter is odd, capital or in two parts.
PLAIN = re.compile(r"[a-z0-9_-]+(?:[./][a-z0-9_-]+)*")
NAMED = 3  # pages named for one complaint


@dataclass(frozen=True)
class Site:
    """A built site and what is known of it.

    hashes: path to SHA-256; previous: the last release; promised: that with all addresses to answer for
    """

    tree: Tree
    hashes: Mapping[str, str]
    moved: Moved
    portal: Portal
    previous: Manifest | None
    promised: Manifest | None
    now: datetime


class Unfit(MistakesFound):
    """A site that may not be public.

    pages: sentence to the addresses it is said of; others: mistakes of no page.
    """

    def __init__(self, found: Iterable[tuple[str, str]], others: Iterable[Mistake] = ()):
        self.pages: dict[str, list[str]] = defaultdict(list)
        found = dict.fromkeys(found)
        for address, sentence in found:
            self.pages[sentence].append(address)
        self.others = tuple(others)
        super().__init__(*grouped(found), *self.others)


def verify(
    site: Site, cache: ResultCache | None = None, force: bool = False
) -> tuple[list[tuple[str, str]], list[Mistake], dict[str, Findings]]:
    """(what is wrong with pages, as address and sentence; other mistakes; findings of every file).

    Nothing wrong: the site may be public.

    force: fewer pages than before are no mistake, nor are pictures that were made anew.
    """
    findings = _findings(site, cache)
    found: list[tuple[str, str]] = [*_names(site), *_links(site, findings), *_words(site, findings)]
    found += [(address_of(path), sentence) for path, each in findings.items() for sentence in each.wrong]
    gone = permanence.lost(set(site.tree.files), site.moved, site.promised, site.portal.publish.moved)
    found += [(mistake.path, mistake.sentence) for mistake in gone]
    mistakes = permanence.wrong_moves(site.tree, site.moved, site.portal.publish.moved)
    mistakes += permanence.changed_in_place(site.hashes, site.previous, force)
    mistakes += [] if force else permanence.too_few(site.tree.files, site.previous)
    return found, mistakes, findings


def _findings(site: Site, cache: ResultCache | None) -> dict[str, Findings]:
    pages = {path: sha for path, sha in site.hashes.items() if is_page(path)}
    others = {path: sha for path, sha in site.hashes.items() if not is_page(path)}
    where = site.tree.folder, site.portal.siteurl, cache
    found = findings_of("other", where[0], others, *where[1:])
    return found | findings_of("page", where[0], pages, *where[1:])


def grouped(found: Iterable[tuple[str, str]]) -> list[Mistake]:
    """One mistake a sentence: a fault of every page is told once, with the first pages."""
    pages: dict[str, list[str]] = defaultdict(list)
    for address, sentence in found:
        if address not in pages[sentence]:
            pages[sentence].append(address)
    mistakes = []
    for sentence, addresses in pages.items():
        more = len(addresses) - NAMED
        where = ", ".join(sorted(addresses)[:NAMED]) + (f" và {more} trang khác" if more > 0 else "")
        mistakes.append(Mistake(where, sentence))
    return mistakes


def _names(site: Site) -> Iterator[tuple[str, str]]:
    for path in site.tree.strange:
        yield "/" + path, "Đây không phải tệp thường (liên kết hay thiết bị). Hãy thay bằng tệp thật."
    folded: dict[str, str] = {}
    for path in site.tree.files:
        name, plain = path.rpartition("/")[2], PLAIN.fullmatch(path)
        suffix = name.rpartition(".")[2].lower() if "." in name else ""
        if not plain and "/." in f"/{path}" and not path.startswith(ALLOWED_DOTS):
            yield "/" + path, "Tệp ẩn không được đăng. Hãy bỏ tệp này."
        elif suffix not in KNOWN and suffix not in site.portal.publish.extensions:
            yield (
                "/" + path,
                "Loại tệp này không được đăng. Hãy bỏ tệp, hoặc thêm đuôi tệp vào PUBLISH['extensions'].",
            )
        elif suffix == "html" and not is_page(path):  # servers show it as a page, so it must be read as one
            yield "/" + path, "Đuôi tệp phải viết thường: .html. Hãy đổi tên."
        if path.startswith("media/") and suffix not in PICTURES:
            yield "/" + path, "Trong /media/ chỉ có ảnh. Hãy bỏ tệp này."
        if path.startswith(UNSEEN):
            yield "/" + path, "Bản nháp không được đăng. Hãy dựng lại với publishconf.py."
        if not plain and ODD.search(path):
            yield repr(path), "Tên tệp có ký tự lạ. Hãy đổi tên."
        if not plain and path != nfc(path):
            yield "/" + path, "Tên tệp viết chữ có dấu theo kiểu tách rời. Hãy đổi sang dạng dựng sẵn (NFC)."
        other = folded.setdefault(path if plain else nfc(path).casefold(), path)
        if other != path:
            yield "/" + path, f"Tên chỉ khác /{other} ở chữ hoa, chữ thường. Hãy đổi tên một trong hai."


def _links(site: Site, findings: Mapping[str, Findings]) -> Iterator[tuple[str, str]]:
    files = set(site.tree.files)
    elsewhere = {path_of(address) for address in site.moved.redirects}

    def dead(target: str) -> bool:
        address, _, fragment = target.partition("#")
        if (path := path_of(address)) in files:
            return bool(fragment and is_page(path) and nfc(fragment) not in findings[path].ids)
        return path not in elsewhere and not address.startswith(SERVICE)

    # Most links stand on every page.
    wrong = {*filter(dead, set[str]().union(*(each.targets for each in findings.values())))}
    folded = {nfc(path).casefold(): path for path in files} if wrong else {}
    for path, each in findings.items() if wrong else ():
        for target in each.targets:
            if target in wrong:
                yield address_of(path), _dead_sentence(target, files, folded, site)


def _dead_sentence(target: str, files: set[str], folded: Mapping[str, str], site: Site) -> str:
    path, _, fragment = target.partition("#")
    if path_of(path) in files:
        return f"Liên kết {path}#{fragment} không dẫn tới mục nào của trang ấy. Hãy sửa phần sau dấu #."
    close = folded.get(nfc(path_of(path)).casefold())
    if close:
        return (
            f"{path} không có; chỉ khác chữ hoa, chữ thường hay cách bỏ dấu với {address_of(close)}. Hãy sửa."
        )
    if f"{path_of(path)}/index.html" in files:
        return f"Địa chỉ {path} thiếu dấu / ở cuối. Hãy viết {path}/."
    known = (address_of(each) for each in files) if len(files) < 2000 else ()
    return f"{path} không có trên cổng. Hãy sửa địa chỉ hoặc thêm tệp ấy.{did_you_mean(path, known)}"


def _words(site: Site, findings: Mapping[str, Findings]) -> Iterator[tuple[str, str]]:
    publish = site.portal.publish
    # The office's own address may be anyone's who works on the portal.
    secret = editors(site.portal.root) - {e.lower() for e in (*publish.emails, site.portal.email)}
    # Most pages tell of the same few, so of all together first.
    shown = secret & set[str]().union(*(each.emails for each in findings.values()))
    days = set[str]().union(*(each.dates for each in findings.values()))
    late = {day for day in days if _moment(day, site.now.tzinfo) > site.now}
    for path, each in findings.items() if shown or late else ():
        for email in shown.intersection(each.emails):
            yield (
                address_of(path),
                f"Có địa chỉ thư của người soạn ({email}). Hãy bỏ, hay thêm vào PUBLISH['emails'].",
            )
        if day := next((day for day in each.dates if day in late), ""):
            yield address_of(path), f"Bài hẹn đến {day} mới đăng. Hãy dựng lại với publishconf.py."
    for path in site.tree.files if publish.private else ():
        if path.endswith((".html", ".xml", ".json", ".txt", ".csv")):
            text = (site.tree.folder / path).read_text("utf-8", "replace")
            if any(word in text for word in publish.private):
                yield address_of(path), "Có chữ nằm trong PUBLISH['private']. Hãy bỏ chữ ấy khỏi trang."


def _moment(text: str, zone: tzinfo | None) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return datetime(1970, 1, 1, tzinfo=UTC)
    return found if found.tzinfo else found.replace(tzinfo=zone)


def editors(root: Path) -> set[str]:
    """The e-mail addresses of whoever wrote into this project's history."""
    found: set[str] = set()
    for command in (["log", "--format=%ae%n%ce"], ["config", "user.email"]):
        try:
            run = subprocess.run(["git", "-C", root, *command], capture_output=True, text=True, timeout=60)
        except (OSError, subprocess.TimeoutExpired):
            continue
        found.update(line.strip().lower() for line in run.stdout.splitlines() if "@" in line)
    return found
