"""Between the files of a site and the addresses they are read at."""

import re
import unicodedata
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote, unquote, urljoin, urlsplit

from plugins.core import addresses as at

# Their names carry a hash: another content has another name, so browsers keep them for good.
HASHED = (at.THEME, at.MEDIA)
# Nobody was promised these addresses for ever.
REASONS = "410/"  # why an old address was taken down at which no page can stand
PASSING = (*HASHED, at.SEARCH_INDEX, at.LIVE, at.DATA, ".release/", REASONS)
# The service of the counts answers here, not a file.
SERVICE = at.SERVICE
PACKED = (".br", ".gz")
RELEASE_JSON = "release.json"
OWN = ".release/"  # what a release knows of itself; no server shows it
HOST = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
ANOTHERS = {"http": 443, "https": 80}  # a port that belongs to the other; Caddy refuses it


def is_base(text: str) -> bool:
    """Whether this is the address of a whole portal, https://name or https://name:port, for every server."""
    try:
        at = urlsplit(text)
        host, port = at.hostname or "", at.port
        if ":" in host:
            IPv6Address(host)
        elif host.rpartition(".")[2].isdecimal():
            IPv4Address(host)
    except ValueError:
        return False
    named = ":" in host or (len(host) <= 253 and HOST.fullmatch(host))
    # Browsers and servers know names in small letters: with others no link of a page would be ours.
    whole = text == f"{at.scheme}://{at.netloc.lower()}" and "@" not in text and not text.endswith(":")
    return bool(named and whole and at.scheme in ANOTHERS and port not in (0, ANOTHERS[at.scheme]))


def form_of_base(text: str) -> str:
    """The end of a sentence that refuses `text` as the address of a portal: what would be right."""
    meant = text.strip().rstrip("/").lower()
    meant = meant if "://" in meant else f"https://{meant}"
    hint = f" Có phải ý bạn là {meant}?" if is_base(meant) and meant != text else ""
    return f"phải có dạng https://ten-mien, chữ thường, không có / ở cuối.{hint}"


def address_of(path: str) -> str:
    """tin/2024/06/bai/index.html is read at /tin/2024/06/bai/."""
    return "/" + (
        path[: -len("index.html")] if path == "index.html" or path.endswith("/index.html") else path
    )


def path_of(address: str) -> str:
    """The file that is read at the decoded `address`."""
    path = address.lstrip("/")
    return path + "index.html" if path == "" or path.endswith("/") else path


def url_of(path: str) -> str:
    """The address of a file as a browser sends it."""
    return quote(address_of(path), safe="/~!$&'()*+,;=:@")


def is_page(path: str) -> bool:
    return path.endswith(".html")


def is_packed(path: str) -> bool:
    return path.endswith(PACKED)


def is_promised(path: str) -> bool:
    """Whether whoever noted this file's address may count on it."""
    passes = path.startswith(PASSING) or is_packed(path) or path == RELEASE_JSON
    return not passes and not at.is_part_of_sitemap(path)  # a year of which nothing is left has none


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def internal(url: str, address: str, siteurl: str) -> tuple[str, str] | None:
    """(decoded path, fragment) of `url` as written at `address`; None when it leads elsewhere.

    ValueError for what no browser can read.
    """
    if url.startswith(siteurl) and url[len(siteurl) : len(siteurl) + 1] in ("", "/", "#", "?"):
        url = url[len(siteurl) :] or "/"
    elif url.startswith("//") or (":" in url and urlsplit(url).scheme):
        return None
    if not url.startswith("/") or "/." in url or "//" in url:
        url = urljoin("http://x" + address, url).removeprefix("http://x")
        if url.startswith(("//", "http:")):
            return None
    path, _, fragment = url.partition("#")
    path = path.partition("?")[0]
    return (unquote(path, errors="strict") if "%" in path else path), unquote(fragment)
