"""Names of files as text, and as they are told.

One that came out of an archive made elsewhere may be bytes that are no text, which Python shows as half
letters that cannot be written anywhere: nothing that is built has such a name.
"""

import re

HALF = re.compile("[\ud800-\udfff]")
# What moves the cursor of a terminal, or turns the letters around it.
MOVING = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def is_text(name: str) -> bool:
    return name.isascii() or not HALF.search(name)


def as_text(text: str) -> str:
    """The text with a sign for each byte that is no letter."""
    return text if is_text(text) else HALF.sub(UNKNOWN, text)


def shown(name: str) -> str:
    """A name that a stranger chose, harmless on a terminal and in a log, where it stands on one line."""
    return name if name.isprintable() else MOVING.sub(UNKNOWN, name)
