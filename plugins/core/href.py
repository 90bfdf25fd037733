"""Href: an address that people wrote, as a browser sends it and as a page must hold it."""

import re
from functools import lru_cache
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import quote, unquote

import idna

from plugins.vietnamese.text import SPACES

SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
PARTS = re.compile(r"([^?#]*)(\?[^#]*)?(#.*)?", re.DOTALL)
BARE = re.compile(r"%(?![0-9A-Fa-f]{2})")
# A query of https: holds no ' (URL standard, special-query percent-encode set).
IN_PATH, IN_QUERY, IN_FRAGMENT = "/!$&'()*+,;=:@~%", "/?!$&()*+,;=:@~%", "/?!$&'()*+,;=:@~%"
NO_HOST = re.compile(r"[\x00-\x20#%/:<>?@\[\\\]^|\x7f]")
DOT, DOTS = re.compile(r"\.|%2e", re.I), re.compile(r"(?:\.|%2e){2}", re.I)
PORTS = {"http": "80", "https": "443"}
NUMBER = re.compile(r"\d+|0x[0-9a-f]*")


@lru_cache(maxsize=4096)
def href(written: str) -> str:
    """`written` percent-encoded, its host in lower case and in ASCII; what is right stays as it is.

    "/tin/Đề án 50%.pdf" is /tin/%C4%90%E1%BB%81%20%C3%A1n%2050%25.pdf, "https://Hà-Nội.vn" is
    https://xn--h-ni-4mac1u.vn/. ValueError for what no browser takes for an address.
    Source: the URL standard (url.spec.whatwg.org), 4.4 and 4.5.
    """
    text = SPACES.sub(" ", re.sub(r"[\t\r\n]", "", written)).strip()
    if not (scheme := SCHEME.match(text)):
        return _local(text)
    name, rest = scheme[1].lower(), text[scheme.end() :]
    if name not in PORTS:
        path, query, fragment = _parts(rest.replace(" ", "") if name == "tel" else rest)
        return f"{name}:{path}{query}{fragment}"
    if not re.match(r"[/\\]{2}", rest):
        raise ValueError(written)
    return f"{name}:{_placed(rest, name)}"


def is_href(written: str) -> bool:
    """Whether a browser takes it for an address; https://[tên-miền]/ is none."""
    try:
        href(written)
    except ValueError:
        return False
    return True


def checked(written: str) -> str:
    """`href`, for the types of settings and data: ValueError with a sentence for people."""
    if not is_href(written):
        raise ValueError("không phải một địa chỉ mà trình duyệt hiểu được. Hãy xem lại từng chữ.")
    return href(written)


def _local(text: str) -> str:
    """An address without a scheme."""
    slashed = text.replace("\\", "/") if "\\" in text else text
    if slashed.startswith("//"):
        return _placed(text, "https")
    path, query, fragment = _parts(text, slashes=True)
    return f"{_without_dots(path) if path.startswith('/') else path}{query}{fragment}"


def _placed(text: str, scheme: str) -> str:
    """//host/path?query#fragment"""
    place, query, fragment = PARTS.findall(text)[0]  # any text fits
    place = place.replace("\\", "/").lstrip("/")
    authority, _, path = place.partition("/")
    user, at, host = authority.rpartition("@")
    port = ""
    if found := re.search(r":(\d*)$", host):
        host, port = host[: found.start()], found[1].lstrip("0") or found[1][:1]
        if port and int(port) > 65535:
            raise ValueError(text)
    port = f":{port}" if port and port != PORTS[scheme] else ""
    path, query, fragment = _parts(f"/{path}{query}{fragment}", slashes=True)
    return f"//{quote(user, safe='!$&()*+,:~%')}{at}{_host(host)}{port}{_without_dots(path)}{query}{fragment}"


def _host(text: str) -> str:
    if text.startswith("[") and text.endswith("]"):
        try:
            return f"[{IPv6Address(text[1:-1])}]"
        except AddressValueError as wrong:
            raise ValueError(text) from wrong
    host = unquote(text).lower()
    if not host.isascii():
        host = idna.encode(host, uts46=True).decode()  # IDNAError is a ValueError
    if not host or NO_HOST.search(host) or ".." in host or host.startswith("."):
        raise ValueError(text)
    if NUMBER.fullmatch(host.removesuffix(".").rpartition(".")[2]):
        return str(IPv4Address(host))  # AddressValueError is a ValueError
    return host


def _parts(text: str, slashes: bool = False) -> tuple[str, str, str]:
    """Path, query, fragment, each percent-encoded, the last two with their sign."""
    path, query, fragment = PARTS.findall(BARE.sub("%25", text))[0]
    if slashes:
        path = path.replace("\\", "/")
    return (
        quote(path, safe=IN_PATH),
        query[:1] + quote(query[1:], safe=IN_QUERY),
        fragment[:1] + quote(fragment[1:], safe=IN_FRAGMENT),
    )


def _without_dots(path: str) -> str:
    """/a/../b/./c is /b/c."""
    if "." not in path and "%2" not in path:
        return path
    kept: list[str] = []
    parts = path.split("/")[1:]
    for at, part in enumerate(parts):
        up, here = DOTS.fullmatch(part), DOT.fullmatch(part)
        if up and kept:
            kept.pop()
        if not up and not here:
            kept.append(part)
        elif at == len(parts) - 1:
            kept.append("")
    return "/" + "/".join(kept)
