"""What stands in one file: everything that is checked against other files, and what is wrong by itself."""

import json
import re
from dataclasses import astuple, dataclass
from functools import lru_cache
from sys import intern

# Addresses of the desk on which the site was built.
LOCAL = re.compile(
    r"(?:https?:)?//(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\])(?![A-Za-z0-9.-])|\blocalhost:\d+"
)
SIGNS = ("localhost", "//127.", "//0.0.0.0", "//[::")
SHORT = 100  # letters
BEFORE, AFTER = 64, 255  # letters an address may have around its @
EMAIL = re.compile(
    r"[A-Za-z0-9_][A-Za-z0-9._%+-]*@[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
)


@dataclass(frozen=True)
class Findings:
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

    def to_json(self) -> str:
        return json.dumps(astuple(self), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Findings:
    return _alike(text) if len(text) < SHORT else _read(text)


@lru_cache(maxsize=65536)
def _alike(text: str) -> Findings:
    """Most photos, and the markup of most pages, have the same findings as others."""
    return _read(text)


def _read(text: str) -> Findings:
    # Most addresses stand on many pages: each is in memory once.
    return Findings(*(tuple(map(intern, each)) for each in json.loads(text)))


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
