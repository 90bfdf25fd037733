"""What is taken from a request, and forgotten with it."""

import re
from collections.abc import MutableMapping
from functools import lru_cache
from ipaddress import IPv6Address, IPv6Network
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from crawleruseragents import is_crawler

WANTED = {
    b"user-agent", b"sec-fetch-site", b"origin", b"host", b"x-real-ip", b"content-length",
    b"transfer-encoding", b"sec-purpose",
}  # fmt: skip
LONGEST_BODY = 4_096  # bytes; browsers send none
# What programs say of themselves; "Cubot" is a telephone. The list of the package knows the rest.
ROBOT = re.compile(
    r"(?<!cu)bots?\b|crawl|spider|slurp|scrap|headless|phantomjs|lighthouse|pagespeed|monitor|uptime|"
    r"https?:|curl|wget|python|java/|okhttp|libwww|lwp|httpclient|go-http|node-fetch|axios|ruby|perl|php/",
    re.IGNORECASE,
)
LONGEST = 512  # a longer one is no browser's, and would make the patterns slow


class Reader(NamedTuple):
    """network: the address, of IPv6 the first 64 bits, which are one household."""

    network: str
    agent: str


class Asking:
    """A request. path: {name: part of the address}."""

    __slots__ = ("_headers", "_scope", "path")

    def __init__(self, scope: MutableMapping[str, Any]) -> None:
        self._scope, self.path = scope, scope.get("path_params", {})
        self._headers = {name: value for name, value in scope["headers"] if name in WANTED}

    @property
    def method(self) -> str:
        method: str = self._scope["method"]
        return method

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(self._scope["query_string"].decode("latin-1"), max_num_fields=100)

    @property
    def foreign(self) -> bool:
        """Whether another site's page made the browser ask."""
        headers = self._headers
        if headers.get(b"sec-fetch-site", b"same-origin") != b"same-origin":
            return True
        origin = headers.get(b"origin")
        return origin is not None and origin.rpartition(b"//")[2] != headers.get(b"host")

    @property
    def early(self) -> bool:
        """Whether the browser only fetches ahead what nobody may ever see."""
        return b"pre" in self._headers.get(b"sec-purpose", b"")

    @property
    def large(self) -> bool:
        """Whether it brings more than a request of ours ever does."""
        length = self._headers.get(b"content-length", b"0")
        too_long = not length.isdigit() or len(length) > 9 or int(length) > LONGEST_BODY
        return too_long or b"transfer-encoding" in self._headers

    @property
    def reader(self) -> Reader:
        """Who asks. X-Real-IP is the word of the web server in front; only programs of this
        machine reach the service at all."""
        address = self._headers.get(b"x-real-ip", b"").decode("latin-1").strip()
        if not address and self._scope.get("client"):
            address = self._scope["client"][0]
        return Reader(network_of(address), self._headers.get(b"user-agent", b"").decode("latin-1"))


def network_of(address: str) -> str:
    """203.0.113.7 as it is, 2001:db8:1:2:3::4 as 2001:db8:1:2::; what is no address as it is."""
    if ":" not in address:
        return address
    try:
        parsed = IPv6Address(address.partition("%")[0])
    except ValueError:
        return address
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(IPv6Network((parsed, 64), strict=False).network_address)


@lru_cache(maxsize=2_048)
def is_robot(agent: str) -> bool:
    return not agent or len(agent) > LONGEST or bool(ROBOT.search(agent)) or is_crawler(agent)
