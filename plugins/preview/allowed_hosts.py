"""Whether a browser asked for the preview by a name that is the preview's own."""

from ipaddress import ip_address

LOCAL = {"localhost", "127.0.0.1", "::1"}


def is_own(asked: str, bound: str, reached: str) -> bool:
    """Whether the header `Host: asked` names this machine.

    bound: what the server was told to listen on; reached: the address the request came in at
    Any port: a tunnel may lead here from another one.
    """
    name = _host(asked)
    return bool(name) and name in LOCAL | {_plain(bound), _plain(reached)} - {"0.0.0.0", "::"}


def _host(asked: str) -> str:
    """The name in a Host header, without port and brackets; '' where there is none."""
    text = asked.strip().lower()
    if text.startswith("["):
        name, bracket, rest = text[1:].partition("]")
        return _plain(name) if bracket and _is_port(rest) else ""
    name, colon, port = text.partition(":")
    return _plain(name) if _is_port(colon + port) else ""


def _is_port(text: str) -> bool:
    return not text or (text[0] == ":" and text[1:].isascii() and text[1:].isdigit())


def _plain(name: str) -> str:
    """One spelling for one address: 0:0:0:0:0:0:0:1 is ::1, ::ffff:127.0.0.1 is 127.0.0.1."""
    try:
        address = ip_address(name.partition("%")[0])
    except ValueError:
        return name.lower().removesuffix(".")
    return str(getattr(address, "ipv4_mapped", None) or address)
