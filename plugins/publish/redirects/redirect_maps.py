"""The old addresses of a release as web servers read them."""

import re
from unicodedata import normalize

from plugins.core.href import href
from plugins.publish.address import OWN
from plugins.publish.redirects.matching import GONE, OldAddresses
from plugins.publish.redirects.old_address import OldAddress, folded
from plugins.publish.releases.manifest import Manifest

EXACT, ASKED, QUERY, BENEATH = (f"{OWN}nginx.{name}" for name in ("exact", "asked", "query", "beneath"))
CADDY = f"{OWN}old.caddy"
SAFE = re.compile(r"[A-Za-z0-9/_-]")
# Signs that a path without a query may hold and Caddy takes as they are.
PLAIN = re.compile(r"[A-Za-z0-9/_.~\u0080-\uffff-]*[A-Za-z0-9/_-]")  # its path matcher drops dots at the end


def target(address: str) -> str:
    """A new address as it stands in a header."""
    return href(address)


def maps(manifest: Manifest, siteurl: str) -> dict[str, bytes]:
    """{path in the release: content} for nginx and Caddy.

    nginx compares plain keys without regard to case and refuses two that are one to it.
    """
    old = OldAddresses(manifest)
    exact: dict[str, str] = {}
    numbers: dict[str, int] = {}
    queries, beneath = [], []
    for row, answer in old.ordered:
        value = answer if answer.startswith(GONE) else _whole(target(answer), siteurl)
        if row.beneath:
            beneath.append(f'"~*^{_hidden(row.path)}" "{value}";\n')
        elif row.query:
            number = numbers.setdefault(folded(row.path), len(numbers) + 1)
            queries.append(f'"~^{number}\\?{"".join(map(_asked, row.query))}" "{value}";\n')
        else:
            for key in _keys(row, old.is_exact(row)):
                exact.setdefault(key, value)
    return {
        EXACT: "".join(f'"{key}" "{value}";\n' for key, value in exact.items()).encode(),
        ASKED: "".join(
            f'"{key}" {number};\n'
            for path, number in numbers.items()
            for key in _keys(OldAddress(path), False)
        ).encode(),
        QUERY: "".join(queries).encode(),
        BENEATH: "".join(beneath).encode(),
        CADDY: _caddy(old).encode(),
    }


def _whole(address: str, siteurl: str) -> str:
    return address if "://" in address else siteurl + address


def _keys(old: OldAddress, exact: bool) -> set[str]:
    """How nginx is told a path: in both forms of letters with marks."""
    forms = {normalize(form, old.path) for form in ("NFC", "NFD")}
    if exact:
        return {f"~^{_hidden(path)}$" for path in forms}
    return {folded(path).replace("\\", "\\\\").replace('"', '\\"') for path in forms}


def _hidden(text: str) -> str:
    """`text` for a regular expression in quotes, with no sign that means anything to anyone."""
    return "".join(c if SAFE.match(c) or ord(c) > 127 else f"\\x{ord(c):02x}" for c in text)


def _asked(pair: tuple[str, str]) -> str:
    """That a query has this name with this value, wherever, however encoded."""
    return rf"(?=(?:[^&]*&)*{_pair(*pair)}(?:&|\z))"


def _pair(name: str, value: str) -> str:
    name, value = ("".join(map(_encoded, part.encode())) for part in (name, value))
    return f"{name}={value}" if value else f"{name}=?"


def _encoded(byte: int) -> str:
    raw, code = chr(byte), f"(?i:%{byte:02x})"
    if raw == " ":
        return rf"(?:\+|{code})"
    if raw in "&+%#":
        return code
    return raw if raw.isascii() and raw.isalnum() else f"(?:\\x{byte:02x}|{code})"


def _caddy(old: OldAddresses) -> str:
    lines = ["# Địa chỉ cũ. Caddy không nhận tệp trống."]
    for number, (row, answer) in enumerate(old.ordered):
        name = f"@old{number}"
        lines += [f"{name} {{", f"\t{_caddy_path(row, old.is_exact(row))}"]
        # Several in one matcher would be one or another of them.
        lines += [
            f"\tnot {{\n\t\tnot vars_regexp {{query}} `{_caddy_asked(*pair)}`\n\t}}" for pair in row.query
        ]
        if row.beneath:
            lines += ["\tnot file {path}index.html {path}/index.html", "\tnot {", "\t\tfile {path}"]
            lines += ["\t\tpath_regexp [^/]$", "\t}"]
        said = answer.removeprefix(GONE) or ("gone" if row.is_plain else "gone too")
        lines += [
            "}",
            f'error {name} "{said}" 410'
            if answer.startswith(GONE)
            else f'redir {name} "{target(answer)}" 301',
        ]
    return "".join(f"{line}\n" for line in lines)


def _caddy_path(row: OldAddress, exact: bool) -> str:
    if PLAIN.fullmatch(row.path) and not exact:
        return f'path "{row.path}{"*" if row.beneath else ""}"'
    return f"path_regexp `^{'' if exact else '(?i)'}{_hidden(row.path)}{'' if row.beneath else '$'}`"


def _caddy_asked(name: str, value: str) -> str:
    return f"(?:^|&){_pair(name, value)}(?:&|$)"
