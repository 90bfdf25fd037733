"""What one page links to and loads."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser

from plugins.publish.address import internal, nfc
from plugins.publish.checks.findings import Findings, emails, local_addresses

# Attributes that hold an address, and those whose address a browser fetches by itself.
NAMING = "[href],[src],[action],[formaction],[poster],[data],[srcset],[imagesrcset],[id],[name],meta[content]"
SHARED = {"og:url", "og:image", "og:video", "og:audio", "twitter:image"}
LOADED_LINKS = {"stylesheet", "icon", "manifest", "preload", "modulepreload"}
Attributes = Mapping[str, str | None]
Address = tuple[str, bool, bool, bool]  # as written, then whether fetched, shown alone, fetched when asked


@lru_cache(maxsize=100_000)
def _absolute(url: str, siteurl: str) -> tuple[str, str] | None:
    return internal(url, "/", siteurl)


class Links:
    """What the addresses of the page at `address` come to, in their order (see Findings)."""

    def __init__(self, address: str, siteurl: str):
        self._address, self._siteurl = address, siteurl
        self.targets: dict[str, None] = {}
        self.outside: dict[str, None] = {}
        self.loads: dict[str, None] = {}
        self.wrong: list[str] = []

    def add(self, url: str, fetched: bool = False, shown: bool = False, waits: bool = False) -> None:
        url = url.strip()
        try:
            found = (
                _absolute(url, self._siteurl)
                if is_absolute(url)
                else internal(url, self._address, self._siteurl)
            )
        except ValueError:
            self.wrong.append(f"Địa chỉ “{url[:80]}” không đọc được. Hãy viết lại.")
            return
        if found is None:
            if url.lower().startswith("javascript:"):
                self.wrong.append(f"Có mã chạy trong liên kết ({url[:40]}). Hãy thay bằng liên kết thường.")
            elif fetched:
                self.wrong.append(f"Trang tự tải {url[:80]} từ nơi khác. Hãy đặt tệp ấy trên cổng này.")
            elif not shown and url.startswith(("http:", "https:", "//")):
                self.outside[url] = None
            return
        path, fragment = found
        self.targets[f"{path}#{fragment}" if fragment else path] = None
        if fetched and not waits and not path.startswith("/media/"):
            self.loads[path] = None


def is_absolute(url: str) -> bool:
    """Whether an address without blanks around it means the same on every page."""
    return url.startswith(("/", "http:", "https:"))


def addresses(tag: str, attributes: Attributes) -> Iterator[Address]:
    """All that one element names."""
    if (value := attributes.get("href")) is not None and tag != "base":
        rel = (attributes.get("rel") or "").lower().split() if tag == "link" else ()
        yield value, not LOADED_LINKS.isdisjoint(rel), False, False
    if tag == "meta":
        if (attributes.get("property") or attributes.get("name")) in SHARED:
            yield attributes.get("content") or "", False, True, False
        elif (attributes.get("http-equiv") or "").lower() == "refresh":
            yield (attributes.get("content") or "").partition("=")[2].strip("'\" "), False, False, False
        return
    # Sound and films wait until a reader plays them.
    waits = tag in ("audio", "video") and attributes.get("preload") == "none"
    for attribute in ("src", "poster", "data"):
        if (value := attributes.get(attribute)) is not None:
            yield value, True, False, waits and attribute == "src"
    for attribute in ("action", "formaction"):
        if value := attributes.get(attribute):
            yield value, False, False, False
    for attribute in ("srcset", "imagesrcset"):
        for part in (attributes.get(attribute) or "").split(","):
            if part.strip():
                yield part.split()[0], True, False, False


def names(tag: str, attributes: Attributes) -> Iterator[str]:
    """What a fragment may lead to in one element."""
    if (value := attributes.get("id")) is not None:
        yield nfc(value)
    if tag == "a" and (value := attributes.get("name")):
        yield nfc(value)


def read_page(html: str, address: str, siteurl: str) -> Findings:
    """The links of the page at `address`. Everything in it that is an address is looked at."""
    links, ids = Links(address, siteurl), list[str]()
    for node in LexborHTMLParser(html).css(NAMING):
        tag, attributes = node.tag or "", node.attributes
        ids += names(tag, attributes)
        for each in addresses(tag, attributes):
            links.add(*each)
    return Findings(
        targets=tuple(links.targets),
        ids=tuple(ids),
        outside=tuple(links.outside),
        loads=tuple(links.loads),
        wrong=(*links.wrong, *local_addresses(html)),
        emails=emails(html),
    )
