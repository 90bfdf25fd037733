"""Asking a server whether it shows a release, as a reader's browser would."""

import http.client
import json
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.message import Message
from hashlib import sha256
from urllib.parse import urlsplit

import brotli

from plugins.core.addresses import ALL, FEEDS, SITEMAP
from plugins.core.causes import cause_of
from plugins.publish.address import RELEASE_JSON, path_of, url_of
from plugins.publish.redirects.old_address import parse
from plugins.publish.redirects.redirect_maps import target
from plugins.publish.releases.manifest import Manifest

TIMEOUT = 20  # seconds an answer may take
PATIENCE = 10  # seconds until a server that was told to switch has done so
MANY = 60  # changed pages that are looked at
LIMIT = 50_000_000  # bytes; nothing of ours is larger
CODINGS = ("br", "gzip")  # what browsers take
FAULTS = (OSError, http.client.HTTPException, ValueError)


def context() -> ssl.SSLContext:
    """What an https address has to satisfy: a certificate that this machine trusts."""
    return ssl.create_default_context()


class _Line:
    """A connection to a server, perhaps still to be opened. to: scheme, host with port"""

    def __init__(self, scheme: str, host: str):
        if scheme not in ("http", "https") or not host:
            raise ValueError(f"{scheme}://{host}")
        self.to = scheme, host
        self.connection = (
            http.client.HTTPSConnection(host, timeout=TIMEOUT, context=context())
            if scheme == "https"
            else http.client.HTTPConnection(host, timeout=TIMEOUT)
        )

    def __del__(self) -> None:
        if made := getattr(self, "connection", None):
            made.close()


class _Kept(threading.local):
    """What a thread asked through last."""

    line: _Line | None = None


_kept = _Kept()


def ask(url: str, accept: str = "identity", body: bool = True) -> tuple[int, dict[str, str], bytes]:
    """(status, headers in lower case, body) of one GET; redirects are not followed.

    The next question to the same server goes through the same connection: to make one takes three times as
    long as to ask. body: whether the body is read at all. Raises one of FAULTS when there is no answer.
    """
    parts = urlsplit(url)
    if not _kept.line or _kept.line.to != (parts.scheme, parts.netloc):
        _kept.line = _Line(parts.scheme, parts.netloc)
    line = _kept.line.connection
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if line.sock is not None:
        # A server may close at any time what nobody asked through for a while.
        with suppress(ConnectionError, ssl.SSLError):
            return _answer(line, path, accept, body)
    return _answer(line, path, accept, body)


def _answer(
    line: http.client.HTTPConnection, path: str, accept: str, body: bool
) -> tuple[int, dict[str, str], bytes]:
    headers = {"Accept-Encoding": accept, "User-Agent": "tram-tin-publish", "Cache-Control": "no-cache"}
    try:
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        read = answer.read(LIMIT) if body else b""
        if not answer.isclosed():  # what is left would be taken for the next answer
            line.close()
    except BaseException:
        line.close()
        raise
    return answer.status, _lower(answer.headers), read


def _lower(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def choose(manifest: Manifest, changed: Iterable[str] = ()) -> list[str]:
    """Paths worth asking for: what everyone opens, and what just changed."""
    everyones = ("index.html", SITEMAP, "robots.txt", f"{FEEDS}{ALL}.atom.xml")
    common = [path for path in everyones if path in manifest.files]
    old = {path_of(address) for address in (*manifest.moved, *manifest.gone)}
    some = [p for p in changed if p in manifest.files and p not in common and p not in old]
    return common + some[:MANY]


def complaints(
    base: str, name: str, manifest: Manifest, paths: Iterable[str], patience: float | None = None
) -> list[str]:
    """Sentences about a server at `base` that does not show the release `name` whole."""
    base = base.rstrip("/")
    until = time.monotonic() + (PATIENCE if patience is None else patience)
    while sentence := _other_release(base, name):
        if time.monotonic() > until:
            return [sentence]
        time.sleep(0.2)
    found = []
    for path in paths:
        try:
            found += _differs(f"{base}{url_of(path)}", manifest.files[path].sha256, f"?ban={name}")
        except FAULTS as error:
            found.append(f"{base}{url_of(path)} không trả lời ({cause_of(error)}).")
    try:
        if (status := ask(f"{base}/khong-co-trang-nay-{name}/")[0]) != 404:
            found.append(f"{base}: trang không có lại trả lời mã {status}, phải là 404.")
    except FAULTS as error:
        found.append(f"{base} không trả lời ({cause_of(error)}).")
    return found


def _other_release(base: str, name: str) -> str:
    try:
        status, _, body = ask(f"{base}/{RELEASE_JSON}?ban={name}")
        shown = json.loads(body if status != 404 else "{}")["release"] if status in (200, 404) else None
    except (KeyError, TypeError, json.JSONDecodeError, RecursionError):
        return f"{base} không phải cổng này (không có {RELEASE_JSON})."
    except FAULTS as error:
        return f"{base} không trả lời ({cause_of(error)})."
    if shown == name:
        return ""
    return (
        f"{base} đang cho xem bản {shown}, không phải bản {name}."
        if shown
        else f"{base} trả lời mã {status}."
    )


def _differs(url: str, expected: str, query: str) -> list[str]:
    status, _, body = ask(url + query)
    if status != 200:
        return [f"{url} trả lời mã {status}."]
    if sha256(body).hexdigest() != expected:
        return [f"{url} không giống tệp vừa đăng."]
    for coding in CODINGS:
        _, headers, packed = ask(url + query, coding)
        text = unpacked(headers, packed, len(body))
        if text is None or sha256(text).hexdigest() != expected:
            return [f"{url} nén ({coding}) không đúng."]
    return []


def unpacked(headers: Mapping[str, str], body: bytes, size: int) -> bytes | None:
    """The bytes an answer stands for; None when they are damaged, or more than `size`."""
    coding = headers.get("content-encoding", "identity")
    try:
        if coding == "br":
            stream = brotli.Decompressor()
            text = stream.process(body, output_buffer_limit=size + 1)
            return text if stream.is_finished() else None
        if coding == "gzip":
            stream = zlib.decompressobj(wbits=31)
            text = stream.decompress(body, size + 1)
            return text if stream.eof and not stream.unused_data else None
    except (brotli.error, zlib.error):
        return None
    return body if coding == "identity" else None


def moved_complaints(base: str, manifest: Manifest) -> list[str]:
    """Old addresses that do not answer as they should."""
    found = []
    for old, new in manifest.moved.items():
        status, headers, _ = ask(base + parse(old).example)
        if status not in (301, 308) or not headers.get("location", "").endswith(target(new)):
            found.append(f"{old} chưa chuyển tới {new} (mã {status}).")
    for old in manifest.gone:
        if (status := ask(base + parse(old).example)[0]) != 410:
            found.append(f"{old} chưa trả lời mã 410 (mã {status}).")
    return found


def days_left(base: str, now: datetime) -> int:
    """Whole days until the certificate of the https address `base` ends; OSError when nobody trusts it."""
    parts = urlsplit(base)
    with (
        socket.create_connection((parts.hostname, parts.port or 443), TIMEOUT) as line,
        context().wrap_socket(line, server_hostname=parts.hostname) as secure,
    ):
        told = secure.getpeercert() or {}
        ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(told["notAfter"])), UTC)
    return (ends - now).days
