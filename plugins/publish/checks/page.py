"""What one page links to and loads."""

from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser

from plugins.publish.address import internal, nfc
from plugins.publish.checks.findings import Findings, emails, local_addresses

# Attributes that hold an address, and those whose address a browser fetches by itself.
NAMING = "[href],[src],[action],[formaction],[poster],[data],[srcset],[imagesrcset],[id],[name],meta[content]"
SHARED = {"og:url", "og:image", "og:video", "og:audio", "twitter:image"}
LOADED_LINKS = {"stylesheet", "icon", "manifest", "preload", "modulepreload"}


@lru_cache(maxsize=100_000)
def _absolute(url: str, siteurl: str) -> tuple[str, str] | None:
    return internal(url, "/", siteurl)


def read_page(html: str, address: str, siteurl: str) -> Findings:
    """The links of the page at `address`. Everything in it that is an address is looked at."""
    targets: dict[str, None] = {}
    outside: dict[str, None] = {}
    loads: dict[str, None] = {}
    ids: list[str] = []
    wrong: list[str] = []

    def name(url: str, fetched: bool = False, shown: bool = False, waits: bool = False) -> None:
        url = url.strip()
        try:
            found = (
                _absolute(url, siteurl)
                if url.startswith(("/", "http:", "https:"))
                else internal(url, address, siteurl)
            )
        except ValueError:
            wrong.append(f"Địa chỉ “{url[:80]}” không đọc được. Hãy viết lại.")
            return
        if found is None:
            if url.lower().startswith("javascript:"):
                wrong.append(f"Có mã chạy trong liên kết ({url[:40]}). Hãy thay bằng liên kết thường.")
            elif fetched:
                wrong.append(f"Trang tự tải {url[:80]} từ nơi khác. Hãy đặt tệp ấy trên cổng này.")
            elif not shown and url.startswith(("http:", "https:", "//")):
                outside[url] = None
            return
        path, fragment = found
        targets[f"{path}#{fragment}" if fragment else path] = None
        if fetched and not waits and not path.startswith("/media/"):
            loads[path] = None

    for node in LexborHTMLParser(html).css(NAMING):
        tag, attributes = node.tag, node.attributes
        if (value := attributes.get("id")) is not None:
            ids.append(value)
        if (value := attributes.get("href")) is not None:
            rel = (attributes.get("rel") or "").lower().split() if tag == "link" else ()
            if tag != "base":
                name(value, fetched=not LOADED_LINKS.isdisjoint(rel))
        if tag == "a" and (value := attributes.get("name")):
            ids.append(value)
        if tag == "meta":
            if (attributes.get("property") or attributes.get("name")) in SHARED:
                name(attributes.get("content") or "", shown=True)
            elif (attributes.get("http-equiv") or "").lower() == "refresh":
                name((attributes.get("content") or "").partition("=")[2].strip("'\" "))
            continue
        # Sound and films wait until a reader plays them.
        waits = tag in ("audio", "video") and attributes.get("preload") == "none"
        for attribute in ("src", "poster", "data"):
            if (value := attributes.get(attribute)) is not None:
                name(value, fetched=True, waits=waits and attribute == "src")
        for attribute in ("action", "formaction"):
            if value := attributes.get(attribute):
                name(value)
        for attribute in ("srcset", "imagesrcset"):
            for part in (attributes.get(attribute) or "").split(","):
                if part.strip():
                    name(part.split()[0], fetched=True)
    return Findings(
        targets=tuple(targets),
        ids=tuple(nfc(each) for each in ids),
        outside=tuple(outside),
        loads=tuple(loads),
        wrong=(*wrong, *local_addresses(html)),
        emails=emails(html),
    )
