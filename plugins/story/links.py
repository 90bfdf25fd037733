"""Links as editors write them: whether they are addresses, and where on this site they lead."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from html import escape, unescape
from urllib.parse import unquote, urljoin, urlsplit

from plugins.core.href import href as sent
from plugins.core.href import is_href
from plugins.story.blocks import Body, LinkReference
from plugins.story.media import PLAYED
from plugins.story.sanitise import LINE

VIDEO_HOSTS = {
    "youtube.com": "YouTube",
    "www.youtube.com": "YouTube",
    "m.youtube.com": "YouTube",
    "youtu.be": "YouTube",
}
KNOWN = {"", "http", "https", "mailto", "tel"}
ACTIVE = {"javascript", "data", "vbscript"}  # the sanitiser tells of these
OPENED = re.compile(r'<a(?P<given>\s(?:[^>"]|"[^"]*")*)>(?P<empty>\s*</a>)?')
ADDRESS = re.compile(r'\shref="([^"]*)"')
LINES = re.compile(rf' {LINE}="(\d*)"')
LINK = re.compile(r'<a\b[^>]*?\shref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def taken(html: str) -> tuple[str, list[LinkReference], list[LinkReference]]:
    """(clean HTML with every address as a browser sends it, its links as written, those nobody can see).

    One that no browser understands stays as written. The lines of tags are taken off.
    """
    links, wordless = [], []

    def rewritten(found: re.Match[str]) -> str:
        given, line = found["given"], LINES.search(found["given"])
        if not (address := ADDRESS.search(given)):
            return found[0]
        written = unescape(address[1])
        link = LinkReference(written, int(line[1]) if line else None)
        links.append(link)
        if found["empty"]:
            wordless.append(link)
        as_sent = escape(sent(written)) if is_href(written) else address[1]
        return f'<a{given[: address.start()]} href="{as_sent}"{given[address.end() :]}>{found["empty"] or ""}'

    html = OPENED.sub(rewritten, html) if "<a " in html else html
    return LINES.sub("", html) if LINE in html else html, links, wordless


def without_links(body: Body, links: Iterable[LinkReference]) -> Body:
    """The body with the words of `links` but not their addresses."""
    unwanted = {escape(sent(link.href)) for link in links}
    plain = partial(LINK.sub, lambda match: match[2] if match[1] in unwanted else match[0])
    blocks = (
        replace(block, html=plain(block.html)) if block.kind in ("html", "table") else block
        for block in body.blocks
    )
    hrefs = {link.href for link in links}
    rest = tuple(link for link in body.links if link.href not in hrefs)
    return body.changed(blocks=tuple(blocks), links=rest, words_by=body.words_by)


def is_refused(href: str) -> bool:
    """Whether no page may have it: C:\\a.pdf, file:, htps:, https://[tên-miền]/."""
    scheme = SCHEME.match(href)
    return not is_href(href) or (scheme is not None and scheme[1].lower() not in KNOWN | ACTIVE)


def video_host(href: str) -> str | None:
    """ "YouTube" for the address of a film there."""
    if not href.startswith("http") or not is_href(href):
        return None
    return VIDEO_HOSTS.get(urlsplit(href).hostname or "")


def played(href: str) -> str | None:
    """ "audio" or "video" for the name of a file beside the story that browsers play."""
    if not is_href(href):
        return None
    parts = urlsplit(href)
    own = not parts.scheme and not parts.netloc and "/" not in parts.path
    return PLAYED.get(parts.path.rpartition(".")[2].lower()) if own else None


def meant(href: str) -> str:
    """What an editor may have meant by an address that leads nowhere, as a sentence, or ''."""
    if re.fullmatch(r"[^\s/@]+@[^\s/@]+\.[a-z]+", href):
        return " Nếu là thư điện tử, hãy thêm mailto: ở đầu."
    if re.match(r"www\.|[\w-]+(\.[\w-]+)*\.(vn|com|net|org)(/|$)", href):
        return " Nếu là trang ngoài, hãy thêm https:// ở đầu."
    return ""


def internal_target(href: str, url: str, siteurl: str) -> str | None:
    """The path on this site that `href` leads to, or None when it leads elsewhere or is no address."""
    if not is_href(href):
        return None
    href = sent(href)
    if siteurl and href.startswith(siteurl + "/"):
        href = href[len(siteurl) :]
    parts = urlsplit(href)
    if parts.scheme or parts.netloc or href.startswith("#"):
        return None
    return unquote(urlsplit(urljoin("/" + url, href)).path)
