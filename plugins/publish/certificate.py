"""Until when browsers trust an https address."""

import socket
import ssl
from datetime import UTC, datetime
from urllib.parse import urlsplit

from plugins.publish import check


def days_left(base: str, now: datetime) -> int:
    """Whole days until the certificate of the https address `base` ends; OSError when nobody trusts it."""
    parts = urlsplit(base)
    with (
        socket.create_connection((parts.hostname, parts.port or 443), check.TIMEOUT) as line,
        check.context().wrap_socket(line, server_hostname=parts.hostname) as secure,
    ):
        told = secure.getpeercert() or {}
        ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(told["notAfter"])), UTC)
    return (ends - now).days
