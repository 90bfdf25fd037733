"""What stands in one file: everything that is checked against other files, and what is wrong by itself."""

import re
from typing import NamedTuple

# Addresses of the desk on which the site was built.
LOCAL = re.compile(
    r"(?:https?:)?//(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\])(?![A-Za-z0-9.-])|\blocalhost:\d+"
)
SIGNS = ("localhost", "//127.", "//0.0.0.0", "//[::")
BEFORE, AFTER = 64, 255  # letters an address may have around its @
EMAIL = re.compile(
    r"[A-Za-z0-9_][A-Za-z0-9._%+-]*@[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
)


class Findings(NamedTuple):
    """Of one file.

    targets: "path" or "path#fragment" on this site, decoded; ids: what fragments may name
    outside: addresses on other sites; loads: paths a browser fetches by itself, photos left out
    wrong: Vietnamese sentences; emails: in lower case; dates: when what it tells of appears, ISO 8601
    """

    targets: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    loads: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()


def local_addresses(text: str) -> list[str]:
    """A sentence if `text` names a server of the desk."""
    # Most texts hold none of these words, and looking for words is much quicker than for a pattern.
    found = LOCAL.search(text) if any(word in text for word in SIGNS) else None
    return [f"Có địa chỉ của máy soạn bài ({found[0]}). Hãy dựng lại với SITEURL đúng."] if found else []


def emails(text: str) -> tuple[str, ...]:
    """Every e-mail address in `text`, sorted, in lower case."""
    found, at = set(), text.find("@")
    while at >= 0:
        start = max(0, at - BEFORE)
        for each in EMAIL.finditer(text, start, at + AFTER):
            if each.start() < at < each.end():
                found.add(each[0].lower())
        at = text.find("@", at + 1)
    return tuple(sorted(found))
